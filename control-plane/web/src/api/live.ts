import { headers, signedOut } from "./http";
import { type Sent, SseReader } from "./sse";
import type { Agent, Chunk, LogEvent } from "./types";

/** What somebody who looks at one log hears of it. */
export interface LogEars {
  events(events: LogEvent[]): void;
  chunk(chunk: Chunk): void;
  gone(): void;
}

/** What somebody who looks at the list hears of it. */
export interface FleetEars {
  begin(): void;
  agent(agent: Agent): void;
  gone(id: string): void;
  complete(): void;
}

const SILENCE = 40_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** Who leaves one agent is at another soon, or comes back. */
const LEAVING = 2_000;

/**
 * The one stream of this tab: the list of agents, and the logs that are looked at. A lost connection
 * comes back by itself from where it was; nothing is missed and nothing comes twice.
 */
export class Live {
  private readonly logs = new Map<string, { after: number; ears: LogEars; batch: LogEvent[] }>();
  private lastId: string | null = null;
  /** The logs of which the last id may hold a place: it would go before the one that is asked for. */
  private readonly placed = new Set<string>();
  private current: AbortController | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  /** Of which the open stream tells. */
  private told: ReadonlySet<string> = new Set();
  private wait = FIRST_WAIT;
  private asked = FIRST_WAIT;
  private flushing = false;
  private running = false;

  constructor(
    private readonly fleet: FleetEars,
    private readonly connected: (is: boolean) => void,
  ) {}

  start(): void {
    if (!this.running) {
      this.running = true;
      addEventListener("online", this.now);
      addEventListener("offline", this.lost);
      document.addEventListener("visibilitychange", this.whenSeen);
      this.reopen();
    }
  }

  stop(): void {
    this.running = false;
    removeEventListener("online", this.now);
    removeEventListener("offline", this.lost);
    document.removeEventListener("visibilitychange", this.whenSeen);
    clearTimeout(this.again);
    clearTimeout(this.leaving);
    this.current?.abort();
    this.current = null;
    this.lastId = null;
    this.logs.clear();
  }

  follow(agent: string, after: number, ears: LogEars): () => void {
    if (this.placed.delete(agent)) {
      this.lastId = null;
    }
    this.logs.set(agent, { after, ears, batch: [] });
    if (this.running) {
      this.reopen();
    }
    return () => {
      this.logs.delete(agent);
      clearTimeout(this.leaving);
      this.leaving = setTimeout(() => this.tellLess(), LEAVING);
    };
  }

  /** A log that nobody looks at any more is not sent any more. */
  private tellLess(): void {
    if (this.running && [...this.told].some((agent) => !this.logs.has(agent))) {
      this.reopen();
    }
  }

  private readonly now = (): void => {
    this.wait = FIRST_WAIT;
    this.reopen();
  };

  /** A connection that was open when the network went says nothing of that for long. */
  private readonly lost = (): void => {
    this.current?.abort();
  };

  private readonly whenSeen = (): void => {
    if (document.visibilityState === "visible" && this.current === null) {
      this.now();
    }
  };

  private reopen(): void {
    clearTimeout(this.again);
    this.current?.abort();
    const own = new AbortController();
    this.current = own;
    void this.read(own)
      .catch(() => undefined)
      .then(() => {
        if (this.current === own && this.running) {
          this.current = null;
          this.connected(false);
          this.again = setTimeout(() => this.reopen(), Math.max(this.wait, this.asked));
          this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        }
      });
  }

  private async read(own: AbortController): Promise<void> {
    const query = new URLSearchParams();
    this.told = new Set(this.logs.keys());
    for (const [id, log] of this.logs) {
      this.placed.add(id);
      query.append("log", `${id}:${log.after}`);
    }
    const answer = await fetch(`/api/stream?${query}`, {
      headers: {
        Accept: "text/event-stream",
        ...headers(),
        ...(this.lastId === null ? {} : { "Last-Event-ID": this.lastId }),
      },
      credentials: "same-origin",
      cache: "no-store",
      signal: own.signal,
    });
    if (answer.status === 401) {
      signedOut();
      return;
    }
    if (!answer.ok || answer.body === null) {
      throw new Error(`the stream answered ${answer.status}`);
    }
    this.wait = FIRST_WAIT;
    this.asked = 0;
    this.connected(true);
    const reader = new SseReader(
      (event) => own === this.current && this.hear(event),
      (milliseconds) => {
        this.asked = milliseconds;
      },
    );
    const text = new TextDecoder();
    const body = answer.body.getReader();
    let silence = setTimeout(() => own.abort(), SILENCE);
    try {
      for (let part = await body.read(); !part.done; part = await body.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => own.abort(), SILENCE);
        reader.take(text.decode(part.value, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  private hear(event: Sent): void {
    if (event.data !== "") {
      this.tell(event.name, JSON.parse(event.data));
    }
    if (event.id !== null) {
      this.lastId = event.id;
    }
  }

  private tell(name: string, data: unknown): void {
    if (name === "fleet") {
      this.fleet.begin();
    } else if (name === "agent") {
      this.fleet.agent(data as Agent);
    } else if (name === "agent-gone") {
      this.fleet.gone((data as { id: string }).id);
    } else if (name === "fleet-complete") {
      this.fleet.complete();
    } else if (name === "event") {
      const { agent, event } = data as { agent: string; event: LogEvent };
      const log = this.logs.get(agent);
      // What came over the stream before this one is not taken again.
      if (log !== undefined && event.seq > log.after) {
        log.after = event.seq;
        log.batch.push(event);
        this.flushSoon();
      }
    } else if (name === "chunk") {
      const { agent, chunk } = data as { agent: string; chunk: Chunk };
      const log = this.logs.get(agent);
      if (log !== undefined) {
        this.flush();
        log.ears.chunk(chunk);
      }
    } else if (name === "log-gone") {
      this.logs.get((data as { agent: string }).agent)?.ears.gone();
    } else if (name === "end" && (data as { reason: string }).reason === "signed-out") {
      signedOut();
    }
  }

  /** A log that is read from its beginning comes in many events: they are shown together. */
  private flushSoon(): void {
    if (!this.flushing) {
      this.flushing = true;
      setTimeout(() => this.flush(), 8);
    }
  }

  private flush(): void {
    this.flushing = false;
    for (const log of this.logs.values()) {
      if (log.batch.length > 0) {
        const events = log.batch;
        log.batch = [];
        log.ears.events(events);
      }
    }
  }
}
