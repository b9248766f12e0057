import { describe, expect, it } from "vitest";
import { Conversation } from "../src/agent/conversation";
import { fault, request } from "../src/agents/choosing";
import type { LogEvent } from "../src/api/types";
import { type Attached, fitting, LARGEST, parsed, sentImages, whyNone } from "../src/images/images";

const ID = "a".repeat(64);
const png = (name: string, size = 1000) => ({ name, type: "image/png", size });
const there = (bytes: number): Attached => ({ id: ID, name: "a.png", type: "image/png", bytes });

describe("images beside a message", () => {
  it("are bounded in kind, in bytes and in number, and what fits before is taken", () => {
    expect(fitting([png("a.png"), { name: "a.svg", type: "image/svg+xml", size: 10 }], [])).toEqual({
      take: [png("a.png")],
      why: expect.stringContaining("a.svg is no PNG"),
    });
    expect(fitting([png("big.png", LARGEST + 1)], []).why).toContain("at most 3.9");
    expect(fitting([png("a.png", LARGEST)], [there(LARGEST)]).why).toContain("Together");
    expect(fitting([png("5.png")], [there(1), there(1), there(1), there(1)]).why).toContain("at most 4");
    expect(fitting([png("4.png")], [there(1), there(1), there(1)]).why).toBeUndefined();
  });

  it("are known to the browser by what it kept, and by nothing else", () => {
    expect(parsed(JSON.stringify([there(7)]))).toEqual([there(7)]);
    for (const other of ["", "{", "{}", "[1]", '[{"id":"../x","name":"a","type":"image/png","bytes":1}]', "null"]) {
      expect(parsed(other)).toEqual([]);
    }
    expect(parsed(JSON.stringify([{ ...there(1), type: "image/svg+xml" }]))).toEqual([]);
  });

  it("of a log are shown only as one of the four types", () => {
    expect(sentImages([{ sha256: ID, name: "x", type: "text/html", bytes: 1 }])).toBeUndefined();
    expect(sentImages("no")).toBeUndefined();
  });

  it("have their reason where there can be none", () => {
    expect(whyNone({ title: "Shell", images: false })).toContain("Shell takes no images");
    expect(whyNone({ title: "Mine", images: true }, false)).toContain("said that it takes no images");
    expect(whyNone({ title: "Mine", images: true }, true)).toBeUndefined();
    expect(whyNone(undefined)).toBeUndefined();
  });

  it("stand in the way of a harness that takes none, and go with the start", () => {
    const draft = {
      repository: "",
      prompt: "do it",
      begins: "own" as const,
      base: "",
      environment: "",
      persona: "",
      harness: "",
      model: "",
      mode: "",
      count: 1,
    };
    const shell = {
      name: "shell",
      title: "Shell",
      usual: true,
      available: true,
      installed: "built-in",
      apis: [],
      providers: [],
      tested: true,
      asks: "supervised",
      images: false,
    };
    const choices = {
      harness: { from: "usual" as const },
      model: { from: "usual" as const },
      mode: { from: "usual" as const },
    };
    expect(fault(draft, "https://x/y", false, choices, shell, 1)?.field).toBe("harness");
    expect(fault(draft, "https://x/y", false, choices, shell, 0)).toBeUndefined();
    expect(request(draft, "https://x/y", [{ id: ID, name: "a" }])).toMatchObject({ images: [{ id: ID, name: "a" }] });
    expect(request(draft, "https://x/y")).not.toHaveProperty("images");
  });

  it("come with the message that waits and with its turn, and the harness's own word is heard", () => {
    const images = [{ sha256: ID, name: "a.png", type: "image/png", bytes: 3 }];
    const talk = new Conversation();
    const event = (seq: number, type: string, payload: Record<string, unknown>, source = "observed"): LogEvent => ({
      seq,
      at: "2026-01-01T00:00:00Z",
      source,
      type,
      payload,
    });
    talk.take(event(1, "message.sent", { message: "m", text: "go", redirects: false, by: "ada", images }));
    expect(talk.queue[0]?.images).toEqual(images);
    talk.take(event(2, "turn.given", { turn: 1, message: "m", text: "go", images }));
    expect(talk.items[0]).toMatchObject({ kind: "prompt", images });
    expect(talk.snapshot().takesImages).toBeUndefined();
    const said = (image: boolean) => ({
      update: { method: "initialize", result: { agentCapabilities: { promptCapabilities: { image } } } },
    });
    talk.take(event(3, "harness.update", said(false), "reported"));
    expect(talk.snapshot().takesImages).toBe(false);
    talk.take(event(4, "harness.update", { update: { sessionUpdate: "other" } }, "reported"));
    talk.take(event(5, "harness.update", said(true), "reported"));
    expect(talk.snapshot().takesImages).toBe(true);
  });
});
