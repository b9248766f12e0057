import { useEffect, useState } from "react";
import { get } from "../api/http";
import type { WaysOut } from "../api/types";

/** For so long the cards of one agent share an answer. */
const SHARED = 10_000;

const answers = new Map<string, { until: number; answer: Promise<WaysOut> }>();

/** What one may do for an agent that was refused hosts; asked for once by all cards that are drawn together. */
export function useWaysOut(agent: string, asks: boolean): WaysOut | undefined {
  const [may, setMay] = useState<WaysOut>();
  useEffect(() => {
    let wanted = true;
    if (asks) {
      shared(agent)
        .then((answer) => wanted && setMay(answer))
        .catch(() => undefined);
    }
    return () => {
      wanted = false;
    };
  }, [agent, asks]);
  return may;
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
