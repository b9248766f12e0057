import { useCallback, useRef, useState } from "react";
import { Problem, words } from "../api/http";

/** One thing that somebody does at a time: whether it is under way, and why it failed. */
export function useAct(): {
  busy: boolean;
  trouble: string | undefined;
  /** The field that the trouble speaks of, as the server names it. */
  field: string | undefined;
  act: (what: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const under = useRef(false);
  const act = useCallback(async (what: () => Promise<unknown>) => {
    if (under.current) {
      return false;
    }
    under.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await what();
      return true;
    } catch (e) {
      setFailure(e);
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  }, []);
  return {
    busy,
    trouble: failure === undefined ? undefined : words(failure),
    field: failure instanceof Problem ? failure.field : undefined,
    act,
    forget: useCallback(() => setFailure(undefined), []),
  };
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
