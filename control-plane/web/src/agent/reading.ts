import { getText } from "../api/text";
import type { Chunk, LogEvent } from "../api/types";
import { sentImages } from "../images/images";
import { Conversation } from "./conversation";
import type { Waiting } from "./items";

const PAGE = 1000;

/** So many are read at once from the end: more than a screen needs, and little to wait for. */
const NEWEST = 500;

/** Beyond so many the oldest are let go, unless somebody has asked for earlier ones. */
const HELD = 20_000;

/** Some of an agent's events, exactly as the log has them. */
export async function page(
  agent: string,
  from: "after" | "before",
  seq: number,
  most = PAGE,
): Promise<{ events: LogEvent[] }> {
  return JSON.parse(await getText(`/api/agents/${agent}/events?${from}=${seq}&limit=${most}`));
}

/** What the queue was when it was asked for. */
async function waiting(agent: string): Promise<Waiting[]> {
  const answer = JSON.parse(await getText(`/api/agents/${agent}/messages`)) as {
    messages: { id: string; text: string; by: string; delivery: string; images?: unknown }[];
  };
  return answer.messages.map((m) => ({
    message: m.id,
    text: m.text,
    by: m.by,
    redirects: m.delivery === "redirect",
    images: sentImages(m.images),
  }));
}

/**
 * The end of an agent's log, and what follows from it: the newest events at first, earlier ones when
 * they are asked for. What is held has no gap, and the conversation is always the fold of all of it
 * (docs/decisions/0052-a-log-is-read-from-its-end.md).
 */
export class Reading {
  events: LogEvent[] = [];
  conversation = new Conversation();
  private before: Waiting[] = [];
  private goesBack = false;

  constructor(private readonly agent: string) {}

  /** How many stand before what is held. */
  get earlier(): number {
    return (this.events[0]?.seq ?? 1) - 1;
  }

  /** Reads the newest; what comes after them is to be followed from there. */
  async newest(): Promise<number> {
    const found = await page(this.agent, "before", Number.MAX_SAFE_INTEGER, NEWEST);
    this.take(found.events);
    return this.conversation.last;
  }

  /** A message that waits may be older than what was read: asked for after it, nothing is amiss. */
  async queue(): Promise<void> {
    if (this.earlier > 0) {
      this.before = await waiting(this.agent);
      this.fold();
    }
  }

  async back(): Promise<void> {
    const first = this.earlier + 1;
    const found = await page(this.agent, "before", first);
    if (this.earlier + 1 === first) {
      this.goesBack = true;
      this.events = [...found.events, ...this.events];
      this.fold();
    }
  }

  take(events: LogEvent[]): void {
    for (const event of events) {
      if (event.seq > this.conversation.last) {
        this.events.push(event);
        this.conversation.take(event);
      }
    }
    if (this.events.length > HELD && !this.goesBack) {
      this.before = this.conversation.queue;
      this.events = this.events.slice(-HELD / 2);
      this.fold();
    }
  }

  chunk(chunk: Chunk): void {
    this.conversation.chunk(chunk);
  }

  /** Live pieces that are not events yet are forgotten: they come again as such. */
  private fold(): void {
    const conversation = new Conversation(this.before);
    for (const event of this.events) {
      conversation.take(event);
    }
    this.conversation = conversation;
  }
}
