import type { Agent } from "../api/types";
import type { Appearance } from "../ui/appearance";
import { fitting, type Option } from "../ui/options";
import { repositoryName, visible } from "../ui/text";

/** Somewhere to go, how all is to look, or what keys do. */
export interface Command extends Option {
  to?: string;
  look?: Appearance;
  /** Whether keys are to mean something by themselves. */
  keys?: boolean;
}

const MOST = 30;

const LOOKS: [Appearance, string][] = [
  ["light", "Appearance: light"],
  ["dark", "Appearance: dark"],
  ["system", "Appearance: as the system has it"],
];

/** All that the palette knows; agents that need somebody before those that changed last. Pure. */
export function commands(agents: Iterable<Agent>, pages: [string, string][], keys = true, works = true): Command[] {
  const living = [...agents].filter((agent) => agent.state !== "deleted");
  living.sort((a, b) => Number(b.state === "waiting") - Number(a.state === "waiting") || (a.since < b.since ? 1 : -1));
  return [
    ...(works ? [{ value: "/new", to: "/new", label: "New agent", note: keys ? "or press N" : undefined }] : []),
    { value: "/", to: "/", label: "All agents" },
    ...living.map((agent) => ({
      value: `/agents/${agent.name}`,
      to: `/agents/${agent.name}`,
      label: visible(agent.title),
      note: visible(`${agent.name} · ${repositoryName(agent.repository)} · ${agent.doing}`),
    })),
    ...pages.map(([key, name]) => {
      const to = key === "" ? "/settings" : `/settings/${key}`;
      return { value: to, to, label: `Settings: ${name}` };
    }),
    ...LOOKS.map(([look, label]) => ({ value: label, look, label })),
    {
      value: "keys",
      keys: !keys,
      label: keys ? "Keys N and /: switch off" : "Keys N and /: switch on",
      note: "N begins an agent, / searches, while nobody types",
    },
  ];
}

/** Those that fit; whose title begins with the words go first. Pure. */
export function found(all: Command[], words: string): Command[] {
  const start = words.trim().toLowerCase();
  const fit = fitting(all, words);
  const first = fit.filter((one) => start !== "" && one.label.toLowerCase().startsWith(start));
  return [...first, ...fit.filter((one) => !first.includes(one))].slice(0, MOST);
}
