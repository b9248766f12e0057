import type { Agent, Mode } from "../api/types";
import type { Option } from "../ui/options";
import { isScarce, type Rate, rateWords } from "../ui/rate";
import { repositoryName, visible } from "../ui/text";
import { moment } from "../ui/time";

/** What the API offers to start an agent with. */
export interface Harness {
  name: string;
  title: string;
  usual: boolean;
  available: boolean;
  why?: string;
  next?: string;
  installed: string;
  installing?: string;
  apis: string[];
  providers: string[];
  tested: boolean;
  asks: string;
  images: boolean;
}

export interface Model {
  name: string;
  provider: string;
  input: string;
  output: string;
}

/** What goes before the usual harness, model and mode. */
export interface Wishes {
  harness?: string;
  model?: string;
  mode?: Mode;
}

export interface Persona extends Wishes {
  name: string;
  team?: string;
  description?: string;
  trouble?: string;
  /** Not said of those of a repository. */
  mayUse?: boolean;
}

/** Of what somebody may look at in a team, and start nothing with. */
export const LOOKS_ON = "You look on in its team: who works there starts agents with it.";

export interface Repository {
  name: string;
  url: string;
  description: string;
  isPrivate: boolean;
  archived: boolean;
}

/** Those that GitHub told of, and how far that is to be trusted. */
export interface Repositories {
  repositories: Repository[];
  /** Whether all that there are were looked through. */
  whole?: boolean;
  hiddenBySignOn?: boolean;
  asOf: string;
  /** Why it is not newer. */
  stale?: string;
  rate?: Rate;
}

export interface Branch {
  name: string;
  isDefault: boolean;
}

const MOST_RECENT = 8;
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9._/+@#-]{0,200}$/;

export const fullName = (one: { name: string; team?: string }): string =>
  one.team === undefined ? one.name : `${one.team}/${one.name}`;

/** The repositories of somebody's agents, the newest first. Pure. */
export function recents(agents: Iterable<Agent>, owner: string): string[] {
  const own = [...agents].filter((agent) => agent.owner === owner);
  own.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return [...new Set(own.map((agent) => agent.repository))].slice(0, MOST_RECENT);
}

/** Recent ones first, then those that were found; each once. Pure. */
export function repositoryOptions(recent: string[], found: Repository[]): Option[] {
  const seen = new Set(recent);
  return [
    ...recent.map((url) => ({ value: url, label: visible(repositoryName(url)), note: "recent" })),
    ...found
      .filter((one) => !seen.has(one.url) && !seen.has(one.url.replace(/\.git$/, "")))
      .map((one) => ({
        value: one.url,
        label: visible(one.name),
        note: visible([one.isPrivate ? "private" : "", one.description ?? ""].filter(Boolean).join(" · ")),
        why: one.archived ? "It is archived at GitHub: nothing can be pushed to it." : undefined,
      })),
  ];
}

/** What is to be known of what GitHub told: that it is old, or not all, or soon told no more. Pure. */
export function remarks({ whole, hiddenBySignOn, asOf, stale, rate }: Omit<Repositories, "repositories">, now: number) {
  const all: string[] = [];
  if (stale !== undefined) {
    all.push(`As of ${moment(asOf)}: ${visible(stale)}`);
  }
  if (whole === false) {
    all.push("There are too many repositories to look through: the first were.");
  }
  if (hiddenBySignOn === true) {
    all.push("An organisation hides its repositories until the token is authorised for its single sign-on.");
  }
  if (rate !== undefined && isScarce(rate, now)) {
    all.push(`Of GitHub's limit: ${rateWords(rate)}.`);
  }
  return all;
}

/** The address that is meant by what was typed: a name that was found, or an address itself. Pure. */
export function address(typed: string, found: Repository[]): string {
  const text = typed.trim();
  return found.find((one) => one.name.toLowerCase() === text.toLowerCase())?.url ?? text;
}

/** Whether it is as much of an address as can be asked about. Pure. */
export function isAddress(text: string): boolean {
  return (
    /^(https?|ssh):\/\/[^/\s]+\/[^/\s]+/.test(text) || /^[^\s@/]+@[^\s:]+:\S/.test(text) || /^(\/|~\/)\S/.test(text)
  );
}

export function branchOptions(branches: Branch[]): Option[] {
  return branches.map((one) => ({
    value: one.name,
    label: visible(one.name),
    note: one.isDefault ? "the repository's own" : undefined,
    why: isBranch(one.name)
      ? undefined
      : "Ratoon takes branches of letters, digits and . _ / + @ # - alone. Rename it upstream.",
  }));
}

export function isBranch(name: string): boolean {
  return BRANCH.test(name) && name !== "HEAD" && !name.includes("..") && !name.includes(".lock/");
}

const NOTES: Record<string, string | undefined> = {
  "not yet": "is installed first",
  "not in the image": "not in the image of sandboxes",
};

export function harnessOptions(harnesses: Harness[]): Option[] {
  return harnesses.map((one) => ({
    value: one.name,
    label: one.title,
    note: [
      one.usual ? "usual here" : "",
      NOTES[one.installed] ?? one.installing ?? "",
      one.asks === "on trust" ? "asks on trust" : "",
      one.tested ? "" : "untested",
    ]
      .filter(Boolean)
      .join(" · "),
    why: one.available ? undefined : `${one.why ?? "It cannot be used now."} Next: ${one.next ?? "ratoon harnesses"}`,
  }));
}

/** Models that the harness can ask with the keys that there are come first. Pure. */
export function modelOptions(models: Model[], harness: Harness | undefined): Option[] {
  const can = (model: Model) => harness === undefined || harness.providers.includes(model.provider);
  return [...models.filter(can), ...models.filter((one) => !can(one))].map((one) => ({
    value: one.name,
    label: visible(one.name),
    note: `$${one.input} in, $${one.output} out for a million tokens`,
    why: can(one) ? undefined : cannotAsk(harness, one.provider),
  }));
}

export function cannotAsk(harness: Harness | undefined, provider: string): string {
  const title = harness?.title ?? "The harness";
  const can = harness?.providers ?? [];
  return can.length === 0
    ? `${title} can ask nobody yet. Add a key under Settings, Model keys.`
    : `${title} asks ${can.join(", ")} here. For ${visible(provider)} it lacks a key, or does not speak to it.`;
}

export function personaOptions(own: Persona[], ofRepository: Persona[]): Option[] {
  return [...own, ...ofRepository].map((one) => ({
    value: fullName(one),
    label: visible(fullName(one)),
    note: one.description === undefined ? undefined : visible(one.description),
    why: one.trouble !== undefined ? visible(one.trouble) : one.mayUse === false ? LOOKS_ON : undefined,
  }));
}
