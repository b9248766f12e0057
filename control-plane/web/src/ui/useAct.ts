import { useCallback, useRef, useState } from "react";
import { words } from "../api/http";

/** One thing that somebody does at a time: whether it is under way, and why it failed. */
export function useAct(): {
  busy: boolean;
  trouble: string | undefined;
  act: (what: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const under = useRef(false);
  const act = useCallback(async (what: () => Promise<unknown>) => {
    if (under.current) {
      return false;
    }
    under.current = true;
    setBusy(true);
    setTrouble(undefined);
    try {
      await what();
      return true;
    } catch (e) {
      setTrouble(words(e));
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, trouble, act, forget: useCallback(() => setTrouble(undefined), []) };
}

/** Draft texts survive a reload of this tab's page. */
export function useDraft(key: string): [string, (text: string) => void] {
  const name = `ratoon.draft.${key}`;
  const [text, setText] = useState(() => {
    try {
      return localStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  });
  const keep = useCallback(
    (now: string) => {
      setText(now);
      try {
        if (now === "") {
          localStorage.removeItem(name);
        } else {
          localStorage.setItem(name, now);
        }
      } catch {
        // It lives as long as the page.
      }
    },
    [name],
  );
  return [text, keep];
}
