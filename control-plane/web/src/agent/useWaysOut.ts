import { useCallback, useEffect, useState } from "react";
import { get, words } from "../api/http";
import type { WaysOut } from "../api/types";

/** For so long the cards of one agent share an answer. */
const SHARED = 10_000;

const answers = new Map<string, { until: number; answer: Promise<WaysOut> }>();

/** What one may do for an agent that was refused hosts; asked for once by all cards that are drawn together. */
export function useWaysOut(
  agent: string,
  asks: boolean,
): { may: WaysOut | undefined; trouble: string | undefined; again: () => void } {
  const [may, setMay] = useState<WaysOut>();
  const [trouble, setTrouble] = useState<string>();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another press asks again
  useEffect(() => {
    let wanted = true;
    if (asks) {
      shared(agent)
        .then((answer) => {
          if (wanted) {
            setMay(answer);
            setTrouble(undefined);
          }
        })
        .catch((e: unknown) => wanted && setTrouble(words(e)));
    }
    return () => {
      wanted = false;
    };
  }, [agent, asks, times]);
  return { may, trouble, again: useCallback(() => setTimes((now) => now + 1), []) };
}

export function shared(agent: string): Promise<WaysOut> {
  const known = answers.get(agent);
  if (known !== undefined && Date.now() < known.until) {
    return known.answer;
  }
  const answer = get<WaysOut>(`/api/agents/${agent}/egress/allow`);
  answers.set(agent, { until: Date.now() + SHARED, answer });
  answer.catch(() => answers.delete(agent));
  return answer;
}
