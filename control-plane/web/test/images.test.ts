import { describe, expect, it } from "vitest";
import { Conversation } from "../src/agent/conversation";
import { fault, request } from "../src/agents/choosing";
import type { LogEvent } from "../src/api/types";
import { type Attached, LARGEST, parsed, sentImages, tooLarge, unfit, whyNone } from "../src/images/images";
import { type Draw, prepared } from "../src/images/smaller";

const ID = "a".repeat(64);
const png = (name: string, size = 1000) => ({ name, type: "image/png", size });
const there = (bytes: number): Attached => ({ id: ID, name: "a.png", type: "image/png", bytes });

describe("images beside a message", () => {
  it("are bounded in kind, in bytes and in number", () => {
    expect(unfit({ name: "a.svg", type: "image/svg+xml" }, [])).toContain("a.svg is no PNG");
    expect(unfit(png("4.png"), [there(1), there(1), there(1)])).toBeUndefined();
    expect(unfit(png("5.png"), [there(1), there(1), there(1), there(1)])).toContain("at most 4");
    expect(tooLarge(png("big.png", LARGEST + 1), [])).toContain("at most 3.9");
    expect(tooLarge(png("a.png", LARGEST), [])).toBeUndefined();
    expect(tooLarge(png("a.png", LARGEST), [there(LARGEST)])).toContain("Together");
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
    expect(whyNone({ title: "Mine", images: true }, false)).toContain("This harness takes no images");
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

/** A file of so many bytes. */
const file = (name: string, type: string, bytes: number) => new File([new Uint8Array(bytes)], name, { type });

/** One that makes so many bytes, and notes how it was asked. */
function drawing(asked: string[], bytes: (side: number, type: string) => number): Draw {
  return async (_, side, type, quality) => {
    asked.push(`${side} ${type} ${quality}`);
    const made = new Blob([new Uint8Array(bytes(side, type))], { type });
    return { bytes: made, from: { width: 4000, height: 3000 }, to: { width: side, height: (side * 3) / 4 } };
  };
}

describe("an image that is larger than what can be sent", () => {
  it("is made as small as it must be, called what it has become, and that is told", async () => {
    const asked: string[] = [];
    const sharp = await prepared(
      file("shot.png", "image/png", LARGEST + 1),
      [],
      drawing(asked, (_, type) => (type === "image/png" ? LARGEST + 1 : LARGEST)),
    );
    expect(asked).toEqual(["2048 image/png 1", "2048 image/jpeg 0.9"]);
    expect(sharp).toMatchObject({ file: { name: "shot.jpg", type: "image/jpeg", size: LARGEST } });
    expect(sharp).toHaveProperty(
      "told",
      "shot.png was made smaller: 2048 × 1536 pixels and 3.9 MB, from 4000 × 3000 pixels and 3.9 MB.",
    );
  });

  it("stays a PNG as long as that is small enough, for the text in it", async () => {
    const made = await prepared(
      file("shot.png", "image/png", LARGEST + 1),
      [],
      drawing([], () => 1000),
    );
    expect(made).toMatchObject({ file: { name: "shot.png", type: "image/png", size: 1000 } });
  });

  it("is made to fit beside those that are there, too", async () => {
    const asked: string[] = [];
    const made = await prepared(
      file("a.webp", "image/webp", LARGEST),
      [there(LARGEST)],
      drawing(asked, (side) => (side === 1024 ? 1000 : LARGEST)),
    );
    expect(asked).toEqual(["2048 image/jpeg 0.9", "1536 image/jpeg 0.85", "1024 image/jpeg 0.8"]);
    expect(made).toMatchObject({ file: { name: "a.jpg", size: 1000 } });
  });

  it("is refused in words where that cannot be done, and drawn for nothing else", async () => {
    const never: Draw = async () => Promise.reject(new Error("no image"));
    const broken = await prepared(file("a.jpg", "image/jpeg", LARGEST + 1), [], never);
    expect(broken).toEqual({ why: expect.stringContaining("Make it smaller") });
    const moving = await prepared(file("a.gif", "image/gif", LARGEST + 1), [], never);
    expect(moving).toEqual({ why: expect.stringContaining("Make it smaller") });
    const asked: string[] = [];
    const large = await prepared(
      file("a.jpg", "image/jpeg", LARGEST + 1),
      [],
      drawing(asked, () => LARGEST + 1),
    );
    expect(large).toEqual({ why: expect.stringContaining("Make it smaller") });
    expect(asked).toHaveLength(3);
    const small = file("a.jpg", "image/jpeg", 1000);
    expect(await prepared(small, [], never)).toEqual({ file: small });
    expect(await prepared(small, [there(1), there(1), there(1), there(1)], never)).toEqual({
      why: expect.stringContaining("at most 4"),
    });
  });
});
