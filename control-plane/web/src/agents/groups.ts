import type { Agent } from "../api/types";

export interface Group {
  key: string;
  title: string;
  agents: Agent[];
}

const ORDER: { key: string; title: string; has: (agent: Agent) => boolean }[] = [
  { key: "decision", title: "Needs your decision", has: (a) => a.state === "waiting" },
  { key: "failed", title: "Failed", has: (a) => a.state === "failed" },
  { key: "finished", title: "Finished", has: (a) => a.state === "idle" },
  {
    key: "working",
    title: "Working",
    has: (a) => ["working", "queued", "provisioning", "setting-up"].includes(a.state),
  },
  { key: "paused", title: "Paused", has: (a) => a.state === "paused" },
];

/** By what needs somebody: the newest change first in each. Pure. */
export function grouped(agents: Iterable<Agent>, words: string): Group[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...agents].filter((agent) => matches(agent, wanted));
  all.sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : a.id < b.id ? 1 : -1));
  return ORDER.map(({ key, title, has }) => ({ key, title, agents: all.filter(has) })).filter(
    (group) => group.agents.length > 0,
  );
}

function matches(agent: Agent, words: string[]): boolean {
  if (agent.state === "deleted") {
    return false;
  }
  const text = `${agent.title} ${agent.name} ${agent.repository} ${agent.branch} ${agent.owner} ${agent.state} ${
    agent.harness
  } ${agent.model ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
