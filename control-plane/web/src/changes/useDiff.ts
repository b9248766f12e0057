import { useCallback, useEffect, useState } from "react";
import { words } from "../api/http";
import { getText } from "../api/text";

interface Diff {
  text?: string;
  trouble?: string;
  again: () => void;
}

/**
 * The lines of one file's change, asked for when somebody looks, and again when it is of other commits: those that
 * are shown stay until the new ones come.
 */
export function useDiff(agent: string, turn: number | undefined, path: string, commits: string, wanted: boolean): Diff {
  const [known, setKnown] = useState<{ of: string; text?: string; trouble?: string }>();
  const [asked, setAsked] = useState(0);
  const have = known?.of === commits;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another press asks again
  useEffect(() => {
    if (!wanted || have) {
      return;
    }
    let current = true;
    const query = new URLSearchParams({ path });
    if (turn !== undefined) {
      query.set("turn", String(turn));
    }
    getText(`/api/agents/${agent}/diff?${query}`)
      .then((text) => current && setKnown({ of: commits, text }))
      .catch((e: unknown) => current && setKnown({ of: commits, trouble: words(e) }));
    return () => {
      current = false;
    };
  }, [agent, turn, path, commits, wanted, have, asked]);
  const again = useCallback(() => {
    setKnown(undefined);
    setAsked((now) => now + 1);
  }, []);
  return { text: known?.text, trouble: known?.trouble, again };
}
