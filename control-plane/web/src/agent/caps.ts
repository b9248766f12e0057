import type { Agent } from "../api/types";

export interface EditedAgent {
  title: string;
  minutes: string;
  turns: string;
  tokens: string;
  money: string;
}

export function editedAgent(agent: Agent): EditedAgent {
  return {
    title: agent.title,
    minutes: String(agent.limits.minutes),
    turns: String(agent.limits.turns),
    tokens: agent.limits.tokens === undefined ? "" : String(agent.limits.tokens),
    money: agent.limits.money ?? "",
  };
}

/** The field that says no more what it said: a limit can be another one, and not none. */
export function blanked(before: EditedAgent, now: EditedAgent): keyof EditedAgent | undefined {
  return (["title", "minutes", "turns", "money", "tokens"] as const).find(
    (name) => now[name].trim() === "" && before[name] !== "",
  );
}

/** Its own cap at which it stands, which a raise of its own lets it go on from. */
export function ownCap(agent: Agent): "money" | "tokens" | undefined {
  const limit = agent.cap?.limit;
  return limit === "money" || limit === "tokens" ? limit : undefined;
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
  if (now.tokens !== before.tokens) {
    limits.tokens = Number(now.tokens);
  }
  if (now.money !== before.money) {
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
