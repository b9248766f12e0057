import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { Conversation } from "../src/agent/conversation";
import { shared } from "../src/agent/useWaysOut";
import { WaysCard } from "../src/agent/WaysCard";
import { address, beyond, isListable, MOST_HOSTS, matches, type Ways } from "../src/agent/ways";
import type { LogEvent } from "../src/api/types";

vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("addEventListener", () => {});

let seq = 0;
const event = (type: string, payload: object, source = "observed", at = "2026-01-02T03:04:05Z"): LogEvent => ({
  seq: ++seq,
  at,
  source,
  type,
  payload: payload as Record<string, unknown>,
});
const refused = (host: string, more: object = {}) =>
  event("egress.refused", { host, port: 443, rule: "host", words: "", attempts: 1, ...more });

function told(...events: LogEvent[]): Conversation {
  const conversation = new Conversation();
  for (const one of events) {
    conversation.take(one);
  }
  return conversation;
}

const ways = (conversation: Conversation, place = 0) => conversation.items[place] as Ways;

describe("the way out", () => {
  it("is one item a turn, with a count for each host", () => {
    const conversation = told(
      refused("a.example"),
      refused("a.example", { attempts: 41 }),
      refused("b.example", { port: 8443, rule: "address", words: "It leads inside." }),
    );
    expect(conversation.items).toHaveLength(1);
    expect(ways(conversation).hosts).toMatchObject([
      { host: "a.example", attempts: 42 },
      { host: "b.example", port: 8443, rule: "address", words: "It leads inside." },
    ]);
    conversation.take(event("turn.given", { turn: 1, message: "m", text: "on" }));
    conversation.take(refused("a.example"));
    expect(conversation.items.map((item) => item.kind)).toEqual(["ways", "prompt", "ways"]);
  });

  it("counts a flood of ever new names, and shows a few", () => {
    const conversation = new Conversation();
    for (let i = 0; i < 20_000; i++) {
      conversation.take(refused(`n${i % 320}.example`));
    }
    conversation.take(refused("(more hosts)", { port: 0, attempts: 7 }));
    expect(conversation.items).toHaveLength(1);
    expect(ways(conversation).hosts).toHaveLength(MOST_HOSTS);
    expect(beyond(ways(conversation))).toBe("and 312 other names, and 7 more attempts at names that nobody told apart");
  });

  it("is allowed by who is said to have, and taken back", () => {
    const conversation = told(
      refused("a.example"),
      event("egress.allowed", { host: "*.example", until: "2026-01-02T04:04:05Z", by: "ada" }),
    );
    expect(conversation.items).toHaveLength(1);
    expect(ways(conversation).hosts[0]?.allowed).toMatchObject({ by: "ada", host: "*.example" });
    // What was counted before comes late; what is refused long after is refused again.
    conversation.take(event("egress.refused", { host: "a.example", port: 443, rule: "host", attempts: 3 }));
    expect(ways(conversation).hosts[0]?.allowed).toBeDefined();
    conversation.take(event("egress.taken-back", { host: "*.example", by: "ada" }));
    expect(ways(conversation).hosts[0]?.allowed).toBeUndefined();
  });

  it("believes no refusal and no allowance that a sandbox reports", () => {
    const forged = event("egress.refused", { host: "evil.example", port: 443, rule: "host" }, "reported");
    expect(told(forged).items).toEqual([]);
    const conversation = told(
      refused("a.example"),
      event("egress.allowed", { host: "a.example", by: "x" }, "reported"),
    );
    expect(ways(conversation).hosts[0]?.allowed).toBeUndefined();
  });

  it("matches as the gateway does", () => {
    expect(matches("example.org", "example.org", 443)).toBe(true);
    expect(matches("example.org", "example.org", 8443)).toBe(false);
    expect(matches("example.org:8443", "example.org", 8443)).toBe(true);
    expect(matches("*.example.org", "a.example.org", 80)).toBe(true);
    expect(matches("*.example.org", "example.org", 443)).toBe(false);
    expect(matches("example.org", "evilexample.org", 443)).toBe(false);
    expect(matches("[2001:db8:0:0:0:0:0:1]:80", "2001:db8:0:0:0:0:0:1", 80)).toBe(true);
    expect(address("2001:db8::1", 8080)).toBe("[2001:db8::1]:8080");
    expect(address("example.org", 80)).toBe("example.org");
  });

  it("is offered for a list only where the list takes it", () => {
    expect(["example.org", "a-b.example.co"].every(isListable)).toBe(true);
    expect(["localhost", "10.0.0.1", "2001:db8::1", "example.o", "under_score.example.org"].some(isListable)).toBe(
      false,
    );
  });

  it("is asked for once by all cards that are drawn together, and again after a failure", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      asked.push(path);
      return new Response("{}", { status: asked.length === 2 ? 503 : 200 });
    });
    await Promise.all([shared("a"), shared("a"), shared("a")]);
    expect(asked).toHaveLength(1);
    await expect(shared("b")).rejects.toThrow();
    await shared("b");
    expect(asked).toHaveLength(3);
  });

  it("is text, whatever a host is called", () => {
    for (const hostile of ["<img src=x onerror=alert(1)>", "good.example\u202egro.live", "a\u200bb.example"]) {
      const conversation = told(refused(hostile, { words: hostile, rule: "address" }));
      const html = renderToStaticMarkup(createElement(WaysCard, { ways: ways(conversation), agent: "x" }));
      expect(html).not.toMatch(/<img|\u202e|\u200b/);
    }
  });
});

describe("what can be pressed next", () => {
  it("is the one thing that is left to do, and goes when it is done", () => {
    const conversation = told(
      event("limit.reached", { limit: "turns", words: "3 turns were the limit." }),
      event("agent.failed", { reason: "3 turns were the limit.", nextStep: "Raise it." }),
    );
    expect(conversation.items).toMatchObject([{ kind: "note", step: { do: "raise", limit: "turns" } }]);
    conversation.take(event("resume.asked", { by: "ada" }));
    expect(conversation.items[0]).toMatchObject({ step: undefined });
    conversation.take(event("agent.failed", { reason: "It broke.", nextStep: "Mend it." }));
    expect(conversation.items[1]).toMatchObject({ step: { do: "resume" } });
  });

  it("counts the calls to a model that break one rule", () => {
    const conversation = told(
      event("model.refused", { rule: "paths", words: "Not passed on.", before: 0 }),
      event("model.refused", { rule: "paths", words: "Not passed on.", before: 3 }),
    );
    expect(conversation.items).toMatchObject([{ kind: "model", rule: "paths", count: 5 }]);
  });
});
