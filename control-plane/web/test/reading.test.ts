import { afterEach, describe, expect, it, vi } from "vitest";
import { everything } from "../src/agent/download";
import { Reading } from "../src/agent/reading";
import type { LogEvent } from "../src/api/types";

afterEach(() => vi.unstubAllGlobals());

const event = (seq: number, type: string, payload: Record<string, unknown>, source = "reported"): LogEvent => ({
  seq,
  at: "2026-01-02T03:04:05Z",
  source,
  type,
  payload,
});

/** A message that waits, then words of three events a message. */
function log(events: number): LogEvent[] {
  return Array.from({ length: events }, (_, i) => {
    const seq = i + 1;
    if (seq === 1) {
      return event(seq, "message.sent", { message: "m1", text: "later", by: "ada" }, "observed");
    }
    const part = seq % 3;
    return event(seq, "said", {
      message: `s${Math.floor(seq / 3)}`,
      offset: part * 2,
      text: `${part},`,
      last: part === 2,
    });
  });
}

/** Answers as the server does, and keeps what was asked. */
function server(events: LogEvent[], waiting: unknown[] = []): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (path.endsWith("/messages")) {
      return new Response(JSON.stringify({ messages: waiting }));
    }
    const query = new URL(path, "http://here").searchParams;
    const most = Number(query.get("limit"));
    const before = query.get("before");
    const found =
      before === null
        ? events.filter((e) => e.seq > Number(query.get("after"))).slice(0, most)
        : events.filter((e) => e.seq < Number(before)).slice(-most);
    return new Response(JSON.stringify({ events: found, last: found.at(-1)?.seq ?? 0 }));
  });
  return asked;
}

const whole = (events: LogEvent[]): unknown[] => {
  const reading = new Reading("x");
  reading.take(events);
  return reading.conversation.items;
};

describe("a log that is read from its end", () => {
  it("asks for little of a long one", async () => {
    const events = log(5000);
    const asked = server(events);
    const reading = new Reading("x");
    expect(await reading.newest()).toBe(5000);
    expect(asked).toHaveLength(1);
    expect(reading.events.length).toBeLessThan(1000);
    expect(reading.earlier).toBe(5000 - reading.events.length);
    expect(reading.conversation.items.at(-1)).toEqual(whole(events).at(-1));
  });

  it("is what it would be from the beginning, once all of it was asked for", async () => {
    const events = log(3001);
    server(events, [{ id: "m1", text: "later", by: "ada", delivery: "queue" }]);
    const reading = new Reading("x");
    await reading.newest();
    await reading.queue();
    while (reading.earlier > 0) {
      await reading.back();
    }
    expect(reading.events).toEqual(events);
    expect(reading.conversation.items).toEqual(whole(events));
    expect(reading.conversation.queue.map((m) => m.message)).toEqual(["m1"]);
  });

  it("has nothing twice of what comes while earlier ones are read", async () => {
    const events = log(2500);
    server(events.slice(0, 2000));
    const reading = new Reading("x");
    await reading.newest();
    const back = reading.back();
    const again = reading.back();
    reading.take(events.slice(1990));
    await Promise.all([back, again]);
    expect(reading.events.map((e) => e.seq)).toEqual(events.slice(reading.earlier).map((e) => e.seq));
  });

  it("knows a message that waits from before, once, until its turn is given", async () => {
    const given = event(5001, "turn.given", { turn: 1, message: "m1", text: "later" }, "observed");
    server(log(5000), [{ id: "m1", text: "later", by: "ada", delivery: "queue" }]);
    const reading = new Reading("x");
    await reading.newest();
    await reading.queue();
    expect(reading.conversation.queue).toEqual([{ message: "m1", text: "later", by: "ada", redirects: false }]);
    reading.take([event(5001, "message.sent", { message: "m1", text: "later", by: "ada" }, "observed")]);
    expect(reading.conversation.queue).toHaveLength(1);
    reading.take([{ ...given, seq: 5002 }]);
    expect(reading.conversation.queue).toEqual([]);
  });

  it("shows of a message that began before as much as was read, and says that it began before", () => {
    const reading = new Reading("x");
    reading.take([event(9, "said", { message: "s", offset: 100, text: "abc" })]);
    reading.chunk({ message: "s", kind: "text", offset: 103, text: "def" });
    reading.take([event(10, "said", { message: "s", offset: 103, text: "defg", last: true })]);
    expect(reading.conversation.items).toMatchObject([{ from: 100, text: "abcdefg", done: true }]);
  });

  it("offers no decision whose bytes were not read", () => {
    const reading = new Reading("x");
    const opened = { decision: "d", request: "r", digest: "x", choices: [], expiresAt: "" };
    reading.take([event(9, "decision.opened", opened, "observed")]);
    expect(reading.conversation.items).toEqual([]);
  });

  it("lets the oldest go when it has grown long, unless somebody has gone back", async () => {
    const events = log(45_000);
    const reading = new Reading("x");
    reading.take(events.slice(0, 25_000));
    reading.take(events.slice(25_000));
    expect(reading.events.length).toBeLessThanOrEqual(20_000);
    expect(reading.conversation.items.at(-1)).toEqual(whole(events).at(-1));
    expect(reading.conversation.queue.map((m) => m.message)).toEqual(["m1"]);
    server(events);
    await reading.back();
    reading.take(Array.from({ length: 20_000 }, (_, i) => event(45_001 + i, "notice", { words: "n" })));
    expect(reading.events.length).toBeGreaterThan(20_000);
  });

  it("is downloaded whole, however long it is", async () => {
    server(log(2500));
    const lines = (await (await everything("x")).text()).trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as LogEvent).seq)).toEqual(log(2500).map((e) => e.seq));
  });
});
