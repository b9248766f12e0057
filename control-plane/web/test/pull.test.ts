import { createElement } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Agent, ChangedFile, Proposal } from "../src/api/types";
import { some, ways } from "../src/changes/publishing";
import { Page } from "./page";

vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("addEventListener", () => {});

const AGENT = { id: "a", name: "ant", turn: 1, state: "idle", may: ["steer"] } as Agent;
const PROPOSAL: Proposal = {
  commit: "c1",
  branch: "ratoon/ant",
  onto: "main",
  title: "Say more",
  body: "It said too little.",
  to: { repository: "acme/payments", github: true, mayPush: false, fork: false },
  commits: [],
  changed: 1,
  files: [],
  more: 0,
  uncommitted: [],
  warnings: [],
  moreWarnings: 0,
  standing: { behind: 0, conflicts: [], more: 0 },
};
const DONE = { branch: "ratoon/ant", commit: "c2", to: "acme/payments", opened: true, notes: [], said: [] };

interface Asked {
  key: string;
  body: Record<string, unknown>;
}

/** Proposes that, and answers a publication with the next of these. */
function server(proposal: () => Proposal, answers: Response[]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    if (init.method !== "POST") {
      return Response.json(proposal());
    }
    const key = (init.headers as Record<string, string>)["Idempotency-Key"] ?? "";
    asked.push({ key, body: JSON.parse(String(init.body)) });
    return answers.shift() ?? Response.json(DONE);
  });
  return asked;
}

async function opened(onClose = () => {}) {
  const { PullRequest } = await import("../src/changes/PullRequest");
  return Page.of(createElement(PullRequest, { agent: AGENT, onClose }));
}

const refused = (detail: string, status = 422) => Response.json({ detail }, { status });

describe("a pull request before it is published", () => {
  it("is another wish when it was changed after a refusal, and the same when it was not", async () => {
    const asked = server(
      () => PROPOSAL,
      [
        Response.json({ detail: "You may not push there.", fork: true }, { status: 409 }),
        refused("Busy.", 503),
        refused("Busy.", 503),
      ],
    );
    const page = await opened();
    await page.reads("Publish");
    await page.fill("Title", "Say much more");
    await page.press("Publish");
    await page.reads("You may not push there.");
    await page.press("Publish through a fork of mine");
    await page.reads("Busy.");
    await page.press("Publish through a fork of mine");
    await page.press("Publish through a fork of mine");
    await page.reads("The branch ratoon/ant is at acme/payments.");
    expect(asked.map((one) => one.body.fork)).toEqual([false, true, true, true]);
    expect(asked.map((one) => one.body.title)).toEqual(Array(4).fill("Say much more"));
    const keys = asked.map((one) => one.key);
    expect(keys[1]).not.toBe(keys[0]);
    expect(new Set(keys.slice(1)).size).toBe(1);
    await page.leave();
  });

  it("leads who may not push to a fork by one press", async () => {
    const asked = server(() => ({ ...PROPOSAL, to: { ...PROPOSAL.to, fork: true, why: "You may only read it." } }), []);
    const page = await opened();
    await page.reads("It goes into a fork of yours");
    expect(page.has("Publish")).toBe(false);
    await page.press("Publish through a fork of mine");
    await page.reads("is at acme/payments");
    expect(asked.map((one) => one.body.fork)).toEqual([true]);
    await page.leave();
  });

  it("offers no fork to who may push, or where there can be none, and leads to GitHub's settings", async () => {
    let proposal = { ...PROPOSAL, to: { ...PROPOSAL.to, mayPush: true } };
    const asked = server(() => proposal, [refused("It was refused.", 409)]);
    const page = await opened();
    await page.reads("Publish");
    proposal = { ...PROPOSAL, to: { ...PROPOSAL.to, why: "Connect GitHub first." } };
    await page.press("Publish");
    await page.reads("Connect GitHub first.");
    expect(page.has("Publish through a fork of mine")).toBe(false);
    expect(page.words).toContain("GitHub in the settings");
    expect(asked.map((one) => one.body.fork)).toEqual([false]);
    await page.leave();
  });

  it("is looked at again after a refusal: what has come since wants a yes of its own", async () => {
    const warnings = [{ id: "large:a", words: "a has 40 MiB." }];
    let proposal: Proposal = { ...PROPOSAL, warnings };
    const asked = server(() => proposal, [refused("The agent has gone on since.", 409)]);
    const page = await opened();
    await page.reads("a has 40 MiB.");
    await page.fill("Description", "All of it.");
    await page.tick("a has 40 MiB.");
    proposal = { ...proposal, commit: "c9" };
    await page.press("Publish");
    await page.reads("The agent has gone on since.");
    await page.reads("1 warning wants a yes first.");
    await page.tick("a has 40 MiB.");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked.map((one) => one.body.commit)).toEqual(["c1", "c9"]);
    expect(asked[1]?.body.body).toBe("All of it.");
    await page.leave();
  });

  it("takes in what others did as is wanted, and asks for no yes to what a rebase leaves out", async () => {
    const warnings = [{ id: "taken-back:1:abc", words: "The commit abc was taken out upstream." }];
    const standing = { behind: 2, conflicts: [], more: 0 };
    let published: Proposal["published"];
    const asked = server(() => ({ ...PROPOSAL, standing, warnings, published }), [refused("Busy.", 503)]);
    const page = await opened();
    await page.reads("main has 2 commits that it does not have. It merges with them.");
    await page.reads("1 warning wants a yes first.");
    await page.fill("Publish it", "rebase");
    expect(page.words).not.toContain("taken out upstream");
    published = { commit: "c2" };
    await page.press("Publish");
    await page.reads("Busy.");
    await page.reads("1 warning wants a yes first.");
    expect(page.words).not.toContain("rebased onto");
    await page.tick("The commit abc");
    await page.fill("Publish it", "merge");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked.map((one) => one.body.together)).toEqual(["rebase", "merge"]);
    await page.leave();
  });

  it("says what conflicts with what others pushed to its branch, and has that branch fetched too", async () => {
    const standing = { behind: 0, conflicts: ["c.txt"], more: 0 };
    let commit = "c1";
    const asked = server(
      () => ({ ...PROPOSAL, commit, standing, published: { commit: "c0" } }),
      [new Response(null, { status: 204 }), refused("In conflict.", 409)],
    );
    const page = await opened();
    await page.reads("It will not merge as it is: c.txt");
    expect(page.words).not.toContain("that it does not have");
    await page.press("Have the agent bring them together");
    await page.reads("Asked.");
    expect(asked[0]?.body.text).toContain("Fetch ratoon/ant and main, as they are upstream");
    commit = "c2";
    await page.press("Publish");
    await page.reads("In conflict.");
    await page.press("Have the agent bring them together");
    await page.leave();
  });

  it("merges what somebody pushed to its branch, once that was told", async () => {
    const moved = Response.json({ detail: "Somebody else pushed.", tip: "c7" }, { status: 409 });
    const asked = server(() => PROPOSAL, [moved]);
    const page = await opened();
    await page.reads("Publish");
    expect(page.words).not.toContain("merged in");
    await page.press("Publish");
    await page.reads("Somebody else pushed.");
    expect(page.words).not.toContain("rebased onto");
    await page.fill("Publish it", "merge");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked.map((one) => one.body.together)).toEqual(["as-is", "merge"]);
    await page.leave();
  });

  it("offers a rebase where something was taken back, and never of a branch that the agent goes on with", () => {
    const warnings = [{ id: "taken-back:1:abc", words: "It was taken out." }];
    const standing = { behind: 1, conflicts: [], more: 0 };
    expect(ways({ ...PROPOSAL, warnings }, AGENT, false)).toEqual(["as-is", "rebase"]);
    expect(ways({ ...PROPOSAL, standing }, AGENT, false)).toEqual(["as-is", "merge", "rebase"]);
    expect(ways({ ...PROPOSAL, standing }, { goesOn: true }, false)).toEqual(["as-is", "merge"]);
    expect(ways(PROPOSAL, AGENT, false)).toEqual(["as-is"]);
  });

  it("leaves of one that is open what people made of it, and turns no draft ready that nobody turned", async () => {
    const pull = { repository: "acme/payments", number: 7, url: "https://h/7", base: "next", state: "draft" };
    const asked = server(() => ({ ...PROPOSAL, pull }), [refused("Busy.", 503), refused("Busy.", 503)]);
    const page = await opened();
    await page.reads("Publish to pull request #7");
    expect(page.control("Title").value).toBe("");
    expect(page.control("As a draft").checked).toBe(true);
    await page.press("Publish");
    await page.reads("Busy.");
    await page.fill("Description", "Anew.");
    await page.tick("As a draft");
    await page.press("Publish");
    await page.reads("Busy.");
    await page.press("Leave its own text");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked.map(({ body: { title, body, base, draft } }) => ({ title, body, base, draft }))).toEqual([
      {},
      { body: "Anew.", draft: false },
      { draft: false },
    ]);
    await page.leave();
  });

  it("is another one where the one before it is closed", async () => {
    const pull = { repository: "acme/payments", number: 7, url: "https://h/7", base: "next", state: "closed" };
    const asked = server(() => ({ ...PROPOSAL, pull }), []);
    const page = await opened();
    await page.reads("Create a pull request");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked[0]?.body).toMatchObject({
      title: "Say more",
      body: "It said too little.",
      base: "main",
      draft: false,
    });
    await page.leave();
  });

  it("has the agent bring together what does not merge, and publishes it as it is where that is wanted", async () => {
    const standing = { behind: 1, conflicts: ["a.txt", "b\u202ec"], more: 0 };
    const asked = server(() => ({ ...PROPOSAL, standing }), [new Response(null, { status: 204 })]);
    const page = await opened();
    await page.reads("It will not merge as it is: a.txt, b⟨U+202E⟩c");
    expect(page.words).not.toContain("merged in");
    await page.press("Have the agent bring them together");
    await page.reads("Asked.");
    expect(asked[0]?.body.text).toContain("Fetch main from origin");
    expect(asked[0]?.body.text).toContain("(a.txt, b⟨U+202E⟩c)");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked[1]?.body.together).toBe("as-is");
    await page.leave();
  });

  it("hides nothing of what one says yes to", async () => {
    const odd = "a\u202eb\u200bc";
    const proposal: Proposal = {
      ...PROPOSAL,
      branch: odd,
      onto: odd,
      gone: odd,
      title: odd,
      body: odd,
      to: { ...PROPOSAL.to, repository: odd, why: odd },
      commits: [{ id: "0123456789", subject: odd, author: odd }],
      uncommitted: [{ path: odd, change: "added", added: 1, removed: 0, shown: "lines" }],
      warnings: [{ id: "w", words: odd }],
      standing: { behind: 1, conflicts: [odd], more: 0 },
    };
    server(
      () => proposal,
      [refused(odd), Response.json({ ...DONE, branch: odd, to: odd, notes: [odd], said: [`${odd}!`], next: odd })],
    );
    const page = await opened();
    await page.reads("a⟨U+202E⟩b⟨U+200B⟩c");
    expect(page.words).toContain("The title has characters that nobody sees");
    expect(page.words).not.toMatch(/[\u202e\u200b]/);
    await page.tick("a⟨U+202E⟩b");
    await page.press("Publish");
    await page.reads("Publish");
    expect(page.words).not.toMatch(/[\u202e\u200b]/);
    await page.press("Publish");
    await page.reads("is at");
    expect(page.words).not.toMatch(/[\u202e\u200b]/);
    await page.leave();
  });

  it("tells its commits, how it stands to its base, and how much is not listed", async () => {
    server(
      () => ({
        ...PROPOSAL,
        gone: "feature",
        changed: 5007,
        more: 7,
        moreWarnings: 3,
        commits: [{ id: "0123456789", subject: "Say more", author: "Ada" }],
        standing: { behind: 2, conflicts: ["README"], more: 4 },
      }),
      [],
    );
    const page = await opened();
    await page.reads("5007 files in 1 commit");
    await page.reads("0123456 Say more Ada");
    await page.reads("The branch feature, which it was meant for, is not there any more. It would go onto main.");
    await page.reads("It will not merge as it is: README, and 4 more");
    await page.reads("main has 2 commits that it does not have.");
    await page.reads("7 files more than Changes lists");
    await page.reads("There are 3 warnings more.");
    await page.leave();
  });

  it("goes into another branch once that was looked at, with labels", async () => {
    const asked: Asked[] = [];
    const looked: string[] = [];
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      if (path.endsWith("/text?base=next")) {
        return Response.json({ title: "Written", body: "For next." });
      }
      if (init.method === "POST") {
        asked.push({ key: "", body: JSON.parse(String(init.body)) });
        return Response.json(DONE);
      }
      if (path.startsWith("/api/branches")) {
        return Response.json({ branches: [{ name: "next", isDefault: false }], more: false });
      }
      looked.push(path);
      if (path.endsWith("?base=nxt")) {
        return refused("There is nothing.", 502);
      }
      return Response.json({ ...PROPOSAL, onto: path.endsWith("?base=next") ? "next" : "main" });
    });
    const page = await opened();
    await page.reads("onto main");
    await page.fill("Title", "Typed");
    await page.fill("Into", "nxt");
    expect(page.button("Publish")?.hasAttribute("disabled")).toBe(true);
    await page.press("Look at it there");
    await page.reads("There is nothing.");
    expect(page.button("Publish")?.hasAttribute("disabled")).toBe(true);
    await page.fill("Into", "");
    await page.reads("onto main");
    expect(page.words).not.toContain("There is nothing.");
    await page.fill("Into", "next");
    await page.press("Look at it there");
    await page.reads("onto next");
    expect(page.control("Title").value).toBe("Typed");
    await page.press("Write it from the work");
    await page.fill("Labels", " bug, good first issue,bug,");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(looked.map((path) => path.split("?")[1])).toEqual([undefined, "base=nxt", undefined, "base=next"]);
    const { base, labels, title } = asked[0]?.body ?? {};
    expect({ base, labels, title }).toEqual({ base: "next", labels: ["bug", "good first issue"], title: "Written" });
    await page.leave();
  });

  it("takes all, none or some of what is not committed, and of that nothing that has come since", async () => {
    let uncommitted = ["a", "b"].map((path) => ({ path, change: "added", added: 1, removed: 0, shown: "lines" }));
    const asked = server(() => ({ ...PROPOSAL, uncommitted }), [refused("Busy.", 503), refused("Busy.", 503)]);
    const page = await opened();
    await page.reads("With 2 files that are not committed: a, b");
    await page.tick("b");
    await page.reads("With 1 of 2 files that are not committed: a");
    uncommitted = [...uncommitted, { ...uncommitted[0], path: "c" } as ChangedFile];
    await page.press("Publish");
    await page.reads("With 1 of 3 files");
    await page.tick("With 1 of 3 files");
    await page.press("Publish");
    await page.tick("With 3 files");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(asked.map((one) => one.body.files)).toEqual([["a"], "all", "none"]);
    await page.leave();
  });

  it("keeps what was typed when it is closed, and waits for a slow push", async () => {
    const waits = vi.spyOn(AbortSignal, "timeout");
    server(() => PROPOSAL, []);
    const page = await opened();
    await page.reads("Publish");
    await page.fill("Title", "Typed");
    const { PullRequest } = await import("../src/changes/PullRequest");
    await page.show(createElement("p", {}, "closed"));
    await page.show(createElement(PullRequest, { agent: AGENT, onClose: () => {} }));
    await page.reads("Take the proposed text");
    expect(page.control("Title").value).toBe("Typed");
    await page.press("Publish");
    await page.reads("is at acme/payments");
    expect(Math.max(...waits.mock.calls.map(([wait]) => wait))).toBeGreaterThanOrEqual(600_000);
    await page.leave();
  });
});

describe("a list of many names", () => {
  it("says how many it leaves out", () => {
    expect(some(["a", "b"], 2)).toBe("a, b");
    expect(some(["a", "b", "c"], 2)).toBe("a, b, and 1 more");
    expect(some(["a"], 2, 5)).toBe("a, and 5 more");
  });
});
