import type { Agent } from "../api/types";
import { may } from "../ui/may";
import { repositoryName } from "../ui/text";

export interface Group {
  key: string;
  title: string;
  agents: Agent[];
}

/** Which agents somebody wants to see; what is empty leaves all of them. */
export interface Filter {
  words: string;
  group: string;
  owner: string;
  repository: string;
  harness: string;
}

export const EVERYTHING: Filter = { words: "", group: "", owner: "", repository: "", harness: "" };

const WORKING = ["working", "queued", "provisioning", "setting-up"];

const waits = (agent: Agent): boolean => !agent.muted && agent.state === "waiting";

/** The first that takes an agent has it. What is muted needs nobody, whatever it waits for. */
const ORDER: { key: string; title: string; has: (agent: Agent) => boolean }[] = [
  { key: "decision", title: "Needs your decision", has: (a) => waits(a) && may(a, "decide") },
  { key: "failed", title: "Failed", has: (a) => !a.muted && a.state === "failed" },
  { key: "finished", title: "Finished", has: (a) => !a.muted && a.state === "idle" },
  { key: "others", title: "Needs the decision of others", has: (a) => waits(a) && !may(a, "decide") },
  { key: "working", title: "Working", has: (a) => !a.muted && WORKING.includes(a.state) },
  { key: "paused", title: "Paused", has: (a) => !a.muted && a.state === "paused" },
  { key: "muted", title: "Muted", has: (a) => a.muted && a.state !== "deleted" },
];

/** By what needs somebody: the newest change first in each. Pure. */
export function grouped(agents: Iterable<Agent>, filter: Filter): Group[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...agents].filter((agent) => chosen(agent, filter) && matches(agent, words));
  all.sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : a.id < b.id ? 1 : -1));
  return ORDER.filter(({ key }) => filter.group === "" || filter.group === key)
    .map(({ key, title, has }) => ({ key, title, agents: all.filter(has) }))
    .filter((group) => group.agents.length > 0);
}

/** How many need an answer of whoever looks. */
export function needing(agents: Iterable<Agent>): number {
  return grouped(agents, { ...EVERYTHING, group: "decision" })[0]?.agents.length ?? 0;
}

/** What there is to choose among, each once and in order. Pure. */
export function choices(agents: Iterable<Agent>): {
  groups: { key: string; title: string }[];
  owners: string[];
  repositories: string[];
  harnesses: string[];
} {
  const living = [...agents].filter((agent) => agent.state !== "deleted");
  const each = (of: (agent: Agent) => string) => [...new Set(living.map(of))].sort();
  return {
    groups: ORDER.filter(({ has }) => living.some(has)).map(({ key, title }) => ({ key, title })),
    owners: each((agent) => agent.owner),
    repositories: each((agent) => agent.repository),
    harnesses: each((agent) => agent.harness),
  };
}

/** Each repository as people say it; where two are said alike, with where it is. Pure. */
export function named(addresses: readonly string[]): [address: string, name: string][] {
  const names = addresses.map(repositoryName);
  return addresses.map((address, i) => {
    const name = names[i] ?? address;
    return [address, names.indexOf(name) === names.lastIndexOf(name) ? name : address.replace(/^https:\/\//, "")];
  });
}

function chosen(agent: Agent, filter: Filter): boolean {
  return (
    agent.state !== "deleted" &&
    (filter.owner === "" || agent.owner === filter.owner) &&
    (filter.repository === "" || agent.repository === filter.repository) &&
    (filter.harness === "" || agent.harness === filter.harness)
  );
}

function matches(agent: Agent, words: string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const text = `${agent.title} ${agent.name} ${agent.repository} ${agent.branch} ${agent.owner} ${agent.state} ${
    agent.harness
  } ${agent.model ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
