import type { Proposal, Pull, PullText } from "../api/types";
import { visible } from "../ui/text";

/**
 * A key for each wish: a second press of the same one publishes once, and a wish that has become another is another
 * one for the server too.
 */
export class KeyOfEach {
  private readonly keys = new Map<string, string>();

  constructor(private readonly fresh: () => string = () => crypto.randomUUID()) {}

  of(body: object): string {
    const wish = JSON.stringify(body);
    const key = this.keys.get(wish) ?? this.fresh();
    this.keys.set(wish, key);
    return key;
  }
}

/** What becomes of what others did on the branch that it is meant for. */
export type Together = "as-is" | "merge" | "rebase";

/** One that what is published goes into; else another one is opened. */
export function isOpen(pull: Pull | undefined): pull is Pull {
  return pull?.state === "open" || pull?.state === "draft";
}

/** What stands in the fields before anything is typed: what people made of one that is open stays, so nothing. */
export function proposed({ title, body, pull }: Proposal): PullText {
  return isOpen(pull) ? { title: "", body: "" } : { title, body };
}

/** What goes along of what is not committed: all, nothing, or these files. */
export type Loose = "all" | "none" | readonly string[];

/** Of more files nobody chooses each by itself. */
export const MOST_CHOSEN = 200;

export function goes(loose: Loose, path: string): boolean {
  return loose === "all" || (loose !== "none" && loose.includes(path));
}

/** The same with that one of them in it, or not. Pure. */
export function choosing(loose: Loose, all: string[], path: string, isIn: boolean): Loose {
  return ofThese(
    all.filter((one) => (one === path ? isIn : goes(loose, one))),
    all,
  );
}

/** What is asked for of the files that there are now: one that has come since was not chosen. */
function ofThese(loose: Loose, all: string[]): Loose {
  if (typeof loose === "string") {
    return loose;
  }
  const chosen = all.filter((one) => loose.includes(one));
  return chosen.length === 0 ? "none" : chosen.length === all.length ? "all" : chosen;
}

/** What somebody has made of the sheet. */
export interface Wish {
  text: PullText;
  /** Whether it is one, if that was said. */
  draft: boolean | undefined;
  fork: boolean;
  loose: Loose;
  together: Together;
  accepted: ReadonlySet<string>;
  /** The branch that it goes into, if another one was chosen. */
  base: string | undefined;
  /** Between commas. */
  labels: string;
}

export function asked(proposal: Proposal, { text, draft, fork, loose, together, accepted, base, labels }: Wish) {
  const open = isOpen(proposal.pull);
  const said = (words: string) => (open && words.trim() === "" ? undefined : words);
  return {
    commit: proposal.commit,
    title: said(text.title),
    body: said(text.body),
    draft: open ? draft : draft === true,
    fork,
    files: ofThese(
      loose,
      proposal.uncommitted.map((file) => file.path),
    ),
    together,
    accept: [...accepted],
    base: open ? base : proposal.onto,
    labels: listed(labels),
  };
}

/** What stands between commas, each once. */
function listed(words: string): string[] {
  return [...new Set(words.split(",").map((one) => one.trim()))].filter((one) => one !== "");
}

const TAKEN_BACK = "taken-back:";

/**
 * What can become of what others did: nothing, and what makes sense of the rest. What is published is not made anew,
 * and neither is a branch that the agent goes on with.
 *
 * @param moved whether a publication was refused because somebody pushed to the branch
 */
export function ways(proposal: Proposal, { goesOn }: { goesOn?: boolean }, moved: boolean): Together[] {
  const { standing, warnings, published } = proposal;
  const merges = standing !== undefined && standing.behind > 0 && standing.conflicts.length === 0;
  const takenBack = warnings.some((one) => one.id.startsWith(TAKEN_BACK));
  const anew = published === undefined && goesOn !== true && !moved;
  const all: Together[] = ["as-is"];
  if (merges || moved) {
    all.push("merge");
  }
  if (anew && (merges || takenBack)) {
    all.push("rebase");
  }
  return all;
}

/** What wants a yes of its own; a rebase leaves out what was taken back upstream. */
export function warned(proposal: Proposal, together: Together) {
  return proposal.warnings.filter((one) => together !== "rebase" || !one.id.startsWith(TAKEN_BACK));
}

/** What an agent is told to do about what does not merge by itself. */
export function wish({ branch, onto, published, standing }: Proposal): string {
  const base = onto === undefined ? "its base branch" : visible(onto);
  const others = published === undefined ? base : `${visible(branch)} and ${base}, as they are upstream`;
  const files = some((standing?.conflicts ?? []).map(visible), MOST_NAMES, standing?.more);
  return `Your work does not merge with what others did. Fetch ${others} from origin, merge that into your branch, resolve what is in conflict (${files}), see that all still works, and commit.`;
}

/** More names of a list help nobody who reads it. */
export const MOST_NAMES = 10;

/** The first of many, and how many there are besides. */
export function some(all: string[], most: number, more = 0): string {
  const left = Math.max(0, all.length - most) + more;
  return all.slice(0, most).join(", ") + (left > 0 ? `, and ${left} more` : "");
}

/** What was typed over the proposed text, as this browser keeps it. */
export function typed(kept: string): PullText | undefined {
  try {
    const read = JSON.parse(kept) as Partial<PullText>;
    return typeof read.title === "string" && typeof read.body === "string"
      ? { title: read.title, body: read.body }
      : undefined;
  } catch {
    return undefined;
  }
}
