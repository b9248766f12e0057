import { createElement, type ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Agent } from "../src/api/types";
import { AGENT } from "./agents";
import { Page } from "./page";

beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

const EVENTS = [
  ["push.refused", { rule: "paths", words: "It is not to.", allowable: true }],
  ["egress.refused", { host: "a.example", port: 443, rule: "host", words: "No.", attempts: 1 }],
  ["message.sent", { message: "m", text: "echo second", by: "ada" }],
].map(([type, payload], i) => ({ seq: i + 1, at: AGENT.since, source: "observed", type, payload }));

const file = (path: string) => ({ path, change: "changed", added: 1, removed: 0, shown: "lines" });

/** A service that has something of everything. */
function server(): void {
  vi.stubGlobal("fetch", async (path: string) => {
    if (path.includes("/diff?")) {
      return new Response("@@ -1,1 +1,1 @@\n-before\n+here\n");
    }
    if (path.includes("/events")) {
      return Response.json({ events: EVENTS });
    }
    const means = { may: true, means: "for an hour" };
    const rule = { id: "r", command: { argv: ["make"], directory: "/w" }, expiresAt: AGENT.reapAt, by: "ada" };
    return Response.json({
      once: means,
      always: means,
      hosts: [],
      harnesses: [],
      rules: [rule],
      files: [file("README"), file("src/a.ts")],
      added: 2,
      removed: 0,
      changed: 2,
      more: 0,
      commit: "c",
      branch: "ratoon/ant",
      title: "Say more",
      body: "",
      to: { repository: "acme/payments", github: true, mayPush: false, fork: true },
      commits: [{ id: "0123456789", subject: "Say more", author: "Ada" }],
      uncommitted: [file("loose")],
      warnings: [{ id: "w", words: "a has 40 MiB." }],
      moreWarnings: 0,
    });
  });
}

async function drawn(what: () => Promise<ReactNode>): Promise<Page> {
  server();
  const { fleet } = await import("../src/live");
  const agent: Agent = { ...AGENT, pull: { repository: "a/b", number: 1, url: "/", base: "main", state: "open" } };
  fleet.store.set({ known: true, agents: new Map([[AGENT.id, agent]]) });
  return Page.of(await what());
}

describe("every control has a name for who does not see it", () => {
  it.each([
    ["work", "a.example"],
    ["changes", "here"],
    ["log", "push.refused"],
    ["settings", "make"],
  ])("on an agent's page: %s", async (view, words) => {
    const page = await drawn(async () => {
      const { AgentPage } = await import("../src/agent/AgentPage");
      return createElement(AgentPage, { name: "ant", view });
    });
    await page.reads(words);
    expect(page.all("button").length).toBeGreaterThan(3);
    expect(page.nameless()).toEqual([]);
    await page.leave();
  });

  it("in a row, where there is a sign only", async () => {
    const page = await drawn(async () => {
      const { Row } = await import("../src/agents/Row");
      return createElement(Row, { agent: AGENT, open: false, onMenu: () => {} });
    });
    expect(page.words).toContain("⋯");
    expect(page.nameless()).toEqual([]);
    await page.leave();
  });

  it("where one publishes", async () => {
    const page = await drawn(async () => {
      const { PullRequest } = await import("../src/changes/PullRequest");
      return createElement(PullRequest, { agent: AGENT, onClose: () => {} });
    });
    await page.reads("a has 40 MiB.");
    expect(page.nameless()).toEqual([]);
    await page.leave();
  });

  it("is found to have none", async () => {
    const sign = createElement("button", { type: "button" }, createElement("span", { "aria-hidden": true }, "⋯"));
    const page = await Page.of(createElement("div", null, sign, createElement("input", { placeholder: "words" })));
    expect(page.nameless()).toHaveLength(2);
    await page.leave();
  });
});
