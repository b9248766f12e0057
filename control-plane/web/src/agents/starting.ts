import { Problem, Unreachable, words } from "../api/http";
import type { Agent } from "../api/types";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;
const KEPT = "ratoon.start";

/**
 * A key for each agent of one wish. They are kept until all are started, over a reload too: a second
 * press, or an answer that got lost, makes none of them twice. Another wish has others.
 */
export class StartKeys {
  constructor(
    /** Asked for each time: where storage is blocked, already this throws. */
    private readonly storage: () => Storage,
    private readonly fresh: () => string,
  ) {}

  of(wish: string, count: number): string[] {
    const digest = digested(wish);
    const kept = this.kept();
    const keys = kept?.of === digest ? kept.keys : [];
    while (keys.length < count) {
      keys.push(this.fresh());
    }
    this.keep({ of: digest, keys });
    return keys.slice(0, count);
  }

  forget(): void {
    this.memory = undefined;
    try {
      this.storage().removeItem(KEPT);
    } catch {
      // It was nowhere but here.
    }
  }

  private memory: { of: string; keys: string[] } | undefined;

  private kept(): { of: string; keys: string[] } | undefined {
    try {
      const text = this.storage().getItem(KEPT);
      const read = text === null ? undefined : (JSON.parse(text) as { of: string; keys: string[] });
      return read !== undefined && Array.isArray(read.keys) ? read : this.memory;
    } catch {
      return this.memory;
    }
  }

  private keep(now: { of: string; keys: string[] }): void {
    this.memory = now;
    try {
      this.storage().setItem(KEPT, JSON.stringify(now));
    } catch {
      // They live as long as the page.
    }
  }
}

/** Not against an enemy: the server compares what was asked under a key byte by byte. */
function digested(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b + text.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13);
  }
  return `${text.length}-${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`;
}

/** Some have started, and then one did not; of which field that speaks, if the server said it. */
export class Partly extends Problem {
  constructor(
    readonly started: Agent[],
    count: number,
    cause: unknown,
  ) {
    const why = words(cause);
    super(
      cause instanceof Problem ? cause.status : 0,
      started.length === 0
        ? why
        : `${started.length} of ${count} have started, the next has not: ${why} Start again for the others; none is started twice.`,
      cause instanceof Problem ? cause.field : undefined,
    );
  }
}

/** One after the other, so that they come in their order; an answer that got lost is asked for once more. */
export async function startAll(
  keys: string[],
  start: (key: string) => Promise<Agent>,
  told: (started: number) => void = () => {},
): Promise<Agent[]> {
  const started: Agent[] = [];
  for (const key of keys) {
    try {
      started.push(await start(key).catch((e: unknown) => (e instanceof Unreachable ? start(key) : Promise.reject(e))));
      told(started.length);
    } catch (e) {
      throw new Partly(started, keys.length, e);
    }
  }
  return started;
}
