import { createElement } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Agent, ChangedFile, Changes } from "../src/api/types";
import { Page } from "./page";

vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("addEventListener", () => {});

const AGENT = { id: "a", name: "ant", turn: 2, state: "idle", may: ["steer", "publish"] } as Agent;
const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  change: "changed",
  added: 1,
  removed: 0,
  shown: "lines",
  ...more,
});

/** Answers what has changed, and one line that says of what it is. */
function changed(
  of: (turn: string) => Partial<Changes>,
  line: (turn: string, path: string) => string | Response,
): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const turn = new URL(path, "http://here").searchParams.get("turn") ?? "all";
    if (path.includes("/diff?")) {
      const answer = line(turn, path);
      return typeof answer === "string" ? new Response(answer) : answer;
    }
    return Response.json({ files: [file("README")], added: 1, removed: 0, changed: 1, more: 0, ...of(turn) });
  });
  return asked;
}

async function opened(agent = AGENT) {
  const { ChangesView } = await import("../src/changes/ChangesView");
  return { ChangesView, page: await Page.of(createElement(ChangesView, { agent })) };
}

describe("what has changed", () => {
  it("has the lines of the turn that is chosen", async () => {
    changed(
      (turn) => ({ from: turn, to: "newest" }),
      (turn) => `@@ -0,0 +1 @@\n+of ${turn}.\n`,
    );
    const { page } = await opened();
    await page.reads("of all.");
    await page.fill("Show", "2");
    await page.reads("of 2.");
    expect(page.words).not.toContain("of all.");
    await page.fill("Show", "");
    await page.reads("of all.");
    await page.leave();
  });

  it("keeps a comment that is being written when the agent has gone on, and shows the new lines", async () => {
    let to = "first";
    changed(
      () => ({ from: "base", to }),
      () => `@@ -0,0 +1 @@\n+as of ${to}\n`,
    );
    const { ChangesView, page } = await opened();
    await page.reads("as of first");
    await page.press("Comment on line 1");
    await page.fill("Comment on line 1", "say it louder");
    to = "second";
    await page.show(createElement(ChangesView, { agent: { ...AGENT, turn: 3, checkpoint: to } }));
    await page.reads("as of second");
    expect(page.control("Comment on line 1").value).toBe("say it louder");
    await page.press("Add");
    expect(page.words).toContain("1 comment");
    await page.press("Comment on line 1");
    expect(page.control("Comment on line 1").value).toBe("");
    await page.leave();
  });

  it("is asked for again when its lines are of newer work than its numbers, and no line is asked for twice", async () => {
    let to = "first";
    const asked = changed(
      () => ({ from: "base", to, added: to === "first" ? 1 : 7 }),
      () => {
        to = "second";
        return new Response("@@ -0,0 +1 @@\n+newest\n", { headers: { "Ratoon-Commits": "base..second" } });
      },
    );
    const { page } = await opened();
    await page.reads("newest");
    await page.reads("+7");
    expect(asked.filter((path) => path.includes("/diff?"))).toHaveLength(1);
    expect(asked.filter((path) => path.includes("/changes"))).toHaveLength(2);
    await page.leave();
  });

  it("shows a first checkpoint that is kept after the turn has ended", async () => {
    let kept = false;
    const asked = changed(
      () => ({ from: "base", to: "first" }),
      () => "@@ -0,0 +1 @@\n+as of first\n",
    );
    const answers = fetch;
    vi.stubGlobal("fetch", async (path: string) =>
      kept ? answers(path) : Response.json({ detail: "Nothing is kept yet." }, { status: 404 }),
    );
    const { ChangesView, page } = await opened({ ...AGENT, state: "working" });
    await page.show(createElement(ChangesView, { agent: AGENT }));
    await page.reads("Nothing is kept yet.");
    kept = true;
    await page.show(createElement(ChangesView, { agent: { ...AGENT, checkpoint: "first" } }));
    await page.reads("as of first");
    expect(page.words).not.toContain("Nothing is kept yet.");
    expect(asked).toHaveLength(2);
    await page.leave();
  });

  it("says so when lines cannot be asked for, and forgets that when they can", async () => {
    let fails = true;
    changed(
      () => ({ from: "base", to: "newest" }),
      () => (fails ? Response.json({ detail: "Not just now." }, { status: 503 }) : "@@ -0,0 +1 @@\n+here\n"),
    );
    const { page } = await opened();
    await page.reads("Not just now.");
    fails = false;
    await page.press("Ask again for README");
    await page.reads("here");
    expect(page.words).not.toContain("Not just now.");
    await page.leave();
  });

  it("says what has happened to a file of which no line is another", async () => {
    const files = [
      file("new", { change: "renamed", oldPath: "old" }),
      file("empty", { change: "added" }),
      file("run.sh"),
      file("a.png", { shown: "binary" }),
    ];
    changed(
      () => ({ files }),
      (_, path) =>
        path.includes("a.png")
          ? "diff --git a/a.png b/a.png\nindex 1..2 100644\n--- a/a.png\n+++ b/a.png\nBinary files differ\n"
          : "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
    );
    const { page } = await opened();
    await page.reads("It has another name.");
    await page.reads("It is new, and empty.");
    await page.reads("whether it can be run");
    await page.reads("It is no text");
    expect(page.words).not.toContain("Binary files differ");
    expect(page.words).toContain("no text");
    await page.leave();
  });

  it("goes to the agent as one message with all that was said of its lines, and is then gone", async () => {
    changed(
      () => ({ files: [file("README"), file("src/a.ts")], from: "base", to: "newest" }),
      () => "@@ -0,0 +1,2 @@\n+first\n+second\n",
    );
    const answers = fetch as unknown as (path: string) => Promise<Response>;
    const sent: [string, unknown][] = [];
    vi.stubGlobal("fetch", async (path: string, options?: RequestInit) => {
      if (options?.method === undefined || options.method === "GET") {
        return answers(path);
      }
      sent.push([`${options.method} ${path}`, JSON.parse(String(options.body))]);
      return Response.json({ message: "m" });
    });
    const { page } = await opened();
    await page.reads("added: second");
    const comment = async (path: string, line: number, words: string) => {
      const of = page.all("details").find((one) => one.getAttribute("data-path") === path);
      const number = of?.all("button").find((one) => one.getAttribute("aria-label") === `Comment on line ${line}`);
      await page.after(() => number?.fire("click"));
      await page.fill(`Comment on line ${line}`, words);
      await page.press("Add");
    };
    await comment("README", 2, "say it louder");
    await comment("src/a.ts", 1, "name it");
    expect(sent).toEqual([]);
    await page.reads("2 comments");
    await page.press("Send to the agent");
    expect(sent).toEqual([
      [
        "POST /api/agents/a/messages",
        {
          text:
            "Comments on your changes:\n\n" +
            "README, line 2:\n> second\nsay it louder\n\n" +
            "src/a.ts, line 1:\n> first\nname it",
          delivery: "queue",
        },
      ],
    ]);
    expect(page.words).not.toContain("2 comments");
    expect(page.has("Send to the agent")).toBe(false);
    await page.leave();
  });

  it("hides nothing in a comment", async () => {
    changed(
      () => ({ files: [file("a\u202eb")] }),
      () => "@@ -0,0 +1 @@\n+x\n",
    );
    const { page } = await opened();
    await page.reads("added: x");
    await page.press("Comment on line 1");
    await page.fill("Comment on line 1", "not \u200bthis");
    await page.press("Add");
    await page.reads("not ⟨U+200B⟩this");
    expect(page.words).not.toMatch(/[\u202e\u200b]/);
    await page.leave();
  });

  it("has the commits of the work in a fold, asked for when somebody looks and when there is new work", async () => {
    const subjects = ["Say\u202e more"];
    const asked: string[] = [];
    changed(
      () => ({ from: "base", to: "newest" }),
      () => "@@ -0,0 +1 @@\n+here\n",
    );
    const answers = fetch;
    vi.stubGlobal("fetch", async (path: string) => {
      if (!path.endsWith("/commits")) {
        return answers(path);
      }
      asked.push(path);
      const at = "2026-02-01T10:00:00Z";
      return Response.json({
        commits: subjects.map((subject) => ({ id: `${subject}12345678`, subject, author: "H", at })),
      });
    });
    const { ChangesView, page } = await opened();
    await page.reads("here");
    expect(asked).toEqual([]);
    await page.unfold("Its own commits");
    await page.reads("Say⟨U+202E⟩ more");
    expect(page.words).toMatch(/H, .*2026/);
    subjects.unshift("Say even more");
    await page.show(createElement(ChangesView, { agent: { ...AGENT, checkpoint: "second" } }));
    await page.reads("Say even more");
    expect(asked).toEqual(Array(2).fill("/api/agents/a/commits"));
    await page.fill("Show", "2");
    await page.reads("here");
    expect(page.words).not.toContain("Its own commits");
    await page.leave();
  });

  it("gives each file as it is, to keep under its own name, also one that has no lines", async () => {
    let fails = true;
    const files = [file("a/\u202elogo.png", { shown: "binary" }), file("gone", { change: "removed" })];
    changed(
      () => ({ from: "base", to: "newest", files }),
      () => "",
    );
    const answers = fetch;
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      if (!path.includes("/file?")) {
        return answers(path);
      }
      asked.push(path);
      return fails ? Response.json({ detail: "It is too large." }, { status: 422 }) : new Response("<script>");
    });
    const given = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:it");
    const { page } = await opened();
    await page.fill("Show", "2");
    await page.reads("It is no text");
    expect(page.has("Download gone")).toBe(false);
    await page.press("Download a/⟨U+202E⟩logo.png");
    await page.reads("It is too large.");
    fails = false;
    await page.press("Download a/⟨U+202E⟩logo.png");
    expect(asked[1]).toBe("/api/agents/a/file?path=a%2F%E2%80%AElogo.png&turn=2");
    expect(page.kept).toEqual([{ file: "blob:it", name: "⟨U+202E⟩logo.png" }]);
    expect(given.mock.calls.map(([blob]) => (blob as Blob).type)).toEqual(["application/octet-stream"]);
    expect(page.words).not.toContain("It is too large.");
    await page.leave();
  });
});
