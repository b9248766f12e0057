import type { Proposal, PullText } from "../api/types";

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

/** What somebody has made of the sheet. */
export interface Wish {
  text: PullText;
  draft: boolean;
  fork: boolean;
  uncommitted: boolean;
  accepted: ReadonlySet<string>;
}

export function asked(proposal: Proposal, { text, draft, fork, uncommitted, accepted }: Wish) {
  return {
    commit: proposal.commit,
    ...text,
    draft,
    fork,
    files: uncommitted ? "all" : "none",
    accept: [...accepted],
    base: proposal.onto,
  };
}

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
