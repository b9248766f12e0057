import type { Agent } from "../api/types";

/** What an agent may spend and has spent, as the API tells it beside the rest. */
export interface Capped {
  limits: { minutes: number; turns: number; tokens?: number; money?: string };
  spent?: { input: number; output: number; money: string; estimated: string };
  cap?: { limit: string; words: string; nextStep: string };
}

export interface EditedAgent {
  title: string;
  mode: string;
  minutes: string;
  turns: string;
  tokens: string;
  money: string;
}

export function editedAgent(agent: Agent & Capped): EditedAgent {
  return {
    title: agent.title,
    mode: agent.mode,
    minutes: String(agent.limits.minutes),
    turns: String(agent.limits.turns),
    tokens: agent.limits.tokens === undefined ? "" : String(agent.limits.tokens),
    money: agent.limits.money ?? "",
  };
}

/** What is to be asked for: only what is another than before, so that nothing else is raised or refused. */
export function change(before: EditedAgent, now: EditedAgent) {
  const limits: { minutes?: number; turns?: number; tokens?: number; money?: string } = {};
  if (now.minutes !== before.minutes) {
    limits.minutes = Number(now.minutes);
  }
  if (now.turns !== before.turns) {
    limits.turns = Number(now.turns);
  }
  if (now.tokens !== before.tokens && now.tokens.trim() !== "") {
    limits.tokens = Number(now.tokens);
  }
  if (now.money !== before.money && now.money.trim() !== "") {
    limits.money = now.money.trim();
  }
  return {
    ...(now.title === before.title ? {} : { title: now.title }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

/** Twice as much, which is how a raise is mostly meant. */
export function twice(money: string): string {
  const of = Number(money);
  return Number.isFinite(of) && of > 0 ? String(Math.round(of * 200) / 100) : money;
}
