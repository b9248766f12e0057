import { describe, expect, it } from "vitest";
import { Conversation } from "../src/agent/conversation";
import type { LogEvent } from "../src/api/types";

let seq = 0;
const event = (type: string, payload: object, source = "reported"): LogEvent => ({
  seq: ++seq,
  at: "2026-01-02T03:04:05Z",
  source,
  type,
  payload: payload as Record<string, unknown>,
});

function told(...events: LogEvent[]): Conversation {
  const conversation = new Conversation();
  for (const one of events) {
    conversation.take(one);
  }
  return conversation;
}

describe("a conversation", () => {
  it("shows a message when its turn is given, and until then in the queue", () => {
    const sent = event("message.sent", { message: "m1", text: "go", by: "ada" }, "observed");
    const conversation = told(sent);
    expect(conversation.queue.map((m) => m.text)).toEqual(["go"]);
    conversation.take(event("turn.given", { turn: 1, message: "m1", text: "go" }, "observed"));
    expect(conversation.queue).toEqual([]);
    expect(conversation.items[0]).toMatchObject({ kind: "prompt", text: "go", by: "ada" });
  });

  it("ends the turn of which nobody can say any more how it went, and says what is missing", () => {
    const conversation = told(
      event("turn.given", { turn: 3, message: "m", text: "go" }, "observed"),
      event("workspace.replaced", { volume: 2, turn: 3, words: "It is made anew." }, "observed"),
    );
    expect(conversation.items.slice(1)).toMatchObject([
      { kind: "end", turn: 3, outcome: "interrupted" },
      { kind: "note", tone: "bad", text: "It is made anew." },
    ]);
  });

  it("says that a turn that its harness calls finished ended with half an answer", () => {
    const conversation = told(
      event("turn.given", { turn: 1, message: "m", text: "go" }, "observed"),
      event("turn.ended", { turn: 1, outcome: "finished" }),
      event("turn.cut", { turn: 1, words: "The last answer of its model is not whole." }, "observed"),
    );
    expect(conversation.items.slice(1)).toMatchObject([
      { kind: "end", turn: 1, outcome: "finished" },
      { kind: "note", tone: "bad", text: "The last answer of its model is not whole." },
    ]);
  });

  it("puts a message that redirects first, and forgets one that is taken back", () => {
    const conversation = told(
      event("message.sent", { message: "a", text: "later", by: "ada" }, "observed"),
      event("message.sent", { message: "b", text: "now", by: "ada", redirects: true }, "observed"),
      event("message.edited", { message: "a", text: "much later" }, "observed"),
    );
    expect(conversation.queue.map((m) => m.text)).toEqual(["now", "much later"]);
    conversation.take(event("message.withdrawn", { message: "b" }, "observed"));
    expect(conversation.queue.map((m) => m.text)).toEqual(["much later"]);
  });

  it("tells what of a repository's environment is not done here", () => {
    const taken = { name: "repository", version: 1, notes: ["image is not done here: install it", "it asks more"] };
    const conversation = told(event("environment.taken", taken, "observed"));
    expect(conversation.items[0]).toMatchObject({
      text: "Environment repository, version 1. image is not done here: install it. it asks more.",
    });
  });

  it("tells the image that its environment has chosen", () => {
    const taken = { name: "java", version: 2, image: "example.org/tools/java:21" };
    expect(told(event("environment.taken", taken, "observed")).items[0]).toMatchObject({
      text: "Environment java, version 2. Its pods have the image example.org/tools/java:21.",
    });
  });

  it("says once why a turn has ended and its harness with it", () => {
    const stopped = "The sandbox ended: Ratoon is being stopped.";
    const conversation = told(
      event("turn.ended", { turn: 1, outcome: "cancelled", words: stopped }),
      event("harness.ended", { words: `The harness was stopped: ${stopped}` }),
      event("sandbox.ended", { incarnation: 1, reason: "There is nothing left of it." }, "observed"),
      event("turn.ended", { turn: 2, outcome: "failed", words: "It was killed. The next prompt starts it again." }),
      event("harness.ended", { exitCode: 137, words: "It was killed." }),
      event("harness.ended", { exitCode: 1, words: "It ended with exit code 1." }),
      event("sandbox.ended", { incarnation: 2, reason: "out of memory" }, "observed"),
      event("sandbox.ended", { incarnation: 3, reason: "not enough disk" }, "observed"),
    );
    expect(
      conversation.items.map((item) => (item.kind === "end" ? item.turn : item.kind === "note" && item.text)),
    ).toEqual([
      1,
      2,
      "It ended with exit code 1.",
      "The sandbox ended: out of memory",
      "The sandbox ended: not enough disk",
    ]);
  });

  it("says of a workspace that could not be prepared at what, and of a harness that it did not begin", () => {
    const failed = told(
      event("workspace.failed", { step: "setup", exitCode: 3, words: "make: not found" }),
      event("workspace.failed", { step: "harness", words: "It is not there." }),
    );
    expect(failed.items.map((item) => item.kind === "note" && item.text)).toEqual([
      "The workspace could not be prepared (setup). make: not found",
      "It could not begin to work. It is not there.",
    ]);
  });

  it("joins pieces and segments of one message, whichever comes first, with nothing twice", () => {
    const conversation = new Conversation();
    conversation.chunk({ message: "x", kind: "text", offset: 0, text: "Hello " });
    conversation.chunk({ message: "x", kind: "text", offset: 6, text: "world" });
    conversation.take(event("said", { message: "x", kind: "text", offset: 0, text: "Hello wor", last: false }));
    conversation.take(event("said", { message: "x", kind: "text", offset: 9, text: "ld!", last: true }));
    conversation.chunk({ message: "x", kind: "text", offset: 0, text: "late" });
    expect(conversation.items).toEqual([
      { kind: "said", key: "said x", thought: false, from: 0, text: "Hello world!", done: true },
    ]);
  });

  it("keeps one card of a tool call, and of its update only what is said", () => {
    const conversation = told(
      event("tool", {
        call: "c",
        update: { title: "Run", kind: "execute", status: "pending", rawInput: { command: "ls" } },
      }),
      event("tool", { call: "c", update: { status: "completed", rawOutput: { output: "a\n" } } }),
    );
    expect(conversation.items).toHaveLength(1);
    expect(conversation.items[0]).toMatchObject({
      title: "Run",
      status: "completed",
      input: { command: "ls" },
      output: [{ kind: "text", text: "a\n" }],
    });
  });

  it("draws the plan that a harness writes down by a call of a tool alone", () => {
    const todos = (status: string) => ({ rawInput: { todos: [{ content: "Look", status }, 7] } });
    const conversation = told(
      event("tool", { call: "c", update: { title: "todowrite", rawInput: {} } }),
      event("tool", { call: "c", update: todos("pending") }),
      event("tool", { call: "d", update: todos("completed") }),
    );
    expect(conversation.items.map((item) => item.kind)).toEqual(["tool", "plan", "tool"]);
    expect(conversation.items[1]).toMatchObject({ entries: [{ text: "Look", status: "completed" }] });
  });

  it("shows what a command prints beside the protocol, piece after piece, and where a call works", () => {
    const printed = (data: string) =>
      event("tool", { call: "c", update: { _meta: { terminal_output: { terminal_id: "c", data } } } });
    const conversation = told(
      event("tool", {
        call: "c",
        update: { title: "make", locations: [{ path: "/w/a" }, { line: 1 }, { path: "/w/b" }] },
      }),
      printed("one\n"),
      printed("two\n"),
      event("tool", { call: "c", update: { status: "completed" } }),
    );
    expect(conversation.items[0]).toMatchObject({
      output: [{ kind: "text", text: "one\ntwo\n" }],
      places: ["/w/a", "/w/b"],
    });
  });

  it("tells in words what a tool returns that is no text", () => {
    const content = [
      { type: "content", content: { type: "resource_link", name: "plan.md", uri: "file:///w/plan.md" } },
      { type: "content", content: { type: "image", mimeType: "image/png", data: "AAAA" } },
      { type: "content", content: { type: "resource", resource: { uri: "file:///w/a", text: "inside" } } },
    ];
    const conversation = told(event("tool", { call: "c", update: { content } }));
    expect(conversation.items[0]).toMatchObject({
      output: [
        { text: "plan.md: file:///w/plan.md" },
        { text: "(a picture, image/png, not shown here)" },
        { text: "inside" },
      ],
    });
  });

  it("shows exactly the bytes of a request, and what was decided", () => {
    const raw = '{"toolCall": {"title":"Run"} }';
    const conversation = told(
      event("decision.requested", { request: "r", turn: 1, raw }),
      event(
        "decision.opened",
        { decision: "d", request: "r", digest: "x", choices: [], expiresAt: "2026-01-02T03:04:05Z" },
        "observed",
      ),
    );
    expect(conversation.items[0]).toMatchObject({ kind: "asked", raw, digest: "x" });
    conversation.take(
      event("decision.answered", { decision: "d", request: "r", option: "yes", by: "ada" }, "observed"),
    );
    expect(conversation.items[0]).toMatchObject({ answer: { option: "yes", by: "ada" } });
  });

  it("takes no event twice", () => {
    const one = event("notice", { words: "once" });
    expect(told(one, one).items).toHaveLength(1);
  });

  it("passes over what it does not know, and over what is no object", () => {
    const unknown = event("of.tomorrow", { a: 1 });
    const odd = { seq: ++seq, at: "", source: "reported", type: "said", damaged: "AAA=" };
    expect(told(unknown, odd).items.map((i) => i.kind)).toEqual(["note"]);
  });

  it("believes no decision and no pull request that a sandbox reports", () => {
    const forged = event("decision.opened", { decision: "d", request: "r", choices: [] }, "reported");
    const pull = event("pull.opened", { number: 1, repository: "a/b" }, "reported");
    expect(told(forged, pull).items).toEqual([]);
  });

  it("tells that a call is not what was allowed, beside the call and in the log's order", () => {
    const conversation = told(
      event("tool", { call: "c", update: { title: "make", rawInput: { command: "make" } } }),
      event("tool", { call: "c", update: { rawInput: { command: "rm -rf /" }, status: "completed" } }),
      event(
        "decision.overstepped",
        { call: "c", seq: 2, input: "command", allowed: "make", said: "rm -rf /" },
        "observed",
      ),
      event("tool", { call: "c", update: { status: "completed" } }),
    );
    const words = "It was allowed to run “make”, and says that it runs “rm -rf /”.";
    expect(conversation.items[0]).toMatchObject({ kind: "tool", warning: words, status: "completed" });
    expect(conversation.items[1]).toMatchObject({ kind: "note", tone: "bad", text: words });
    const forged = event("decision.overstepped", { call: "c", input: "command", allowed: "a", said: "b" });
    expect(told(forged).items).toEqual([]);
  });

  it("lets no call go on that is left when its turn is over", () => {
    const conversation = told(
      event("tool", { call: "a", update: { title: "a", status: "in_progress" } }),
      event("tool", { call: "b", update: { title: "b", status: "completed" } }),
      event("tool", { call: "c", update: { title: "c" } }),
      event("turn.ended", { turn: 1, outcome: "failed" }),
    );
    expect(conversation.items.map((item) => (item.kind === "tool" ? item.status : item.kind))).toEqual([
      "left",
      "completed",
      "left",
      "end",
    ]);
    conversation.take(event("tool", { call: "a", update: { status: "completed" } }));
    expect(conversation.items[0]).toMatchObject({ status: "completed" });
  });
});
