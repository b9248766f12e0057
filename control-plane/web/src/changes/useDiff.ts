import { useCallback, useEffect, useState } from "react";
import { words } from "../api/http";
import { getTextAnd } from "../api/text";

/** Between which commits the lines are, as the server says it. */
const COMMITS = "Ratoon-Commits";

interface Known {
  /** For which it was asked. */
  asked: string;
  /** Of which it is: the agent may have gone on before it was answered. */
  of: string;
  text?: string;
  trouble?: string;
}

interface Diff {
  text?: string;
  trouble?: string;
  again: () => void;
}

/**
 * The lines of one file's change, asked for when somebody looks, and again when it is of other commits: those that
 * are shown stay until the new ones come.
 *
 * @param onOther is told when the lines are of other commits than what is shown around them
 */
export function useDiff(
  agent: string,
  turn: number | undefined,
  path: string,
  commits: string,
  wanted: boolean,
  onOther: () => void,
): Diff {
  const [known, setKnown] = useState<Known>();
  const [asked, setAsked] = useState(0);
  const have = known !== undefined && (known.asked === commits || known.of === commits);
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
    getTextAnd(`/api/agents/${agent}/diff?${query}`)
      .then(({ text, headers }) => {
        if (current) {
          const of = headers.get(COMMITS) ?? commits;
          setKnown({ asked: commits, of, text });
          if (of !== commits) {
            onOther();
          }
        }
      })
      .catch((e: unknown) => current && setKnown({ asked: commits, of: commits, trouble: words(e) }));
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
