import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Deleted, useDeleted } from "../src/agents/Deleted";
import { deeds } from "../src/agents/deeds";
import { EVERYTHING, grouped, needing } from "../src/agents/groups";
import type { Agent, May } from "../src/api/types";
import { mayRestore } from "../src/ui/may";
import { AGENT, ALL, allowed } from "./agents";
import { Page } from "./page";

beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

const but = (...left: May[]): Agent => ({ ...AGENT, may: ALL.filter((one) => !left.includes(one)) });
const only = (...may: May[]): Agent => ({ ...AGENT, may });

const NONE: ReadonlyMap<string, Agent> = new Map();

function AllDeleted(): ReactNode {
  return createElement(Deleted, useDeleted(NONE));
}

const EVENTS = [
  ["push.refused", { rule: "paths", words: "It is not to.", allowable: true }],
  ["message.sent", { message: "m", text: "echo second", by: "ada" }],
].map(([type, payload], i) => ({ seq: i + 1, at: AGENT.since, source: "observed", type, payload }));

const CHANGES = {
  files: [{ path: "README", change: "changed", added: 1, removed: 0, shown: "lines" }],
  added: 1,
  removed: 0,
  changed: 1,
  more: 0,
};

/** A service that has something of everything. */
function server(): void {
  vi.stubGlobal("fetch", async (path: string) => {
    if (path.includes("/diff?")) {
      return new Response("@@ -0,0 +1 @@\n+here\n");
    }
    if (path.includes("/events")) {
      return Response.json({ events: EVENTS });
    }
    const rule = { id: "r", command: { argv: ["make"], directory: "/w" }, expiresAt: AGENT.reapAt, by: "ada" };
    return Response.json({ harnesses: [], rules: [rule], decisions: [], messages: [], ...CHANGES });
  });
}

/** All that can be pressed, but for what only reads. */
function pressed(page: Page): string[] {
  return page
    .all("button")
    .map((one) => one.textContent)
    .filter((words) => !words.startsWith("Download "));
}

async function shown(view: string, agent: Agent): Promise<Page> {
  server();
  const { AgentPage } = await import("../src/agent/AgentPage");
  const { fleet } = await import("../src/live");
  fleet.store.set({ known: true, agents: new Map([[agent.id, agent]]) });
  const page = await Page.of(createElement(AgentPage, { name: "ant", view }));
  await page.reads({ work: "It is not to.", changes: "here", settings: "make" }[view] ?? "");
  return page;
}

describe("what one may do with an agent", () => {
  /** What stands on its pages by each right, and goes with it alone. */
  const RIGHTS: [May, [view: string, ...buttons: string[]][]][] = [
    [
      "steer",
      [
        ["work", "Pause", "Stop", "Send", "Edit", "Take back"],
        ["changes", "Stop", "Comment on line 1"],
        ["settings", "Stop", "Save"],
      ],
    ],
    [
      "decide",
      [
        ["work", "Allow once"],
        ["settings", "Remove"],
      ],
    ],
    ["publish", [["changes", "Create a PR"]]],
    ["enter", [["settings", "Copy the command"]]],
    ["delete", [["work", "Delete"]]],
  ];

  it.each(RIGHTS)("is offered, and nothing else is: %s", async (right, places) => {
    for (const [view, ...buttons] of places) {
      for (const [agent, offered] of [
        [only(right), true],
        [but(right), false],
      ] as const) {
        const page = await shown(view, agent);
        for (const words of buttons) {
          expect(page.has(words), `${view}: ${words}`).toBe(offered);
        }
        expect(page.has("Mute")).toBe(true);
        await page.leave();
      }
    }
  });

  it("is nothing when the service says nothing of it", async () => {
    for (const view of ["work", "changes", "settings"]) {
      const { may: _, ...unsaid } = AGENT;
      const page = await shown(view, unsaid);
      expect(pressed(page), view).toEqual(["Mute"]);
      await page.leave();
    }
  });

  it("is nothing but to restore it when it is deleted", async () => {
    for (const view of ["work", "changes", "settings"]) {
      const page = await shown(view, { ...AGENT, state: "deleted" });
      expect(pressed(page), view).toEqual(["Undo the deletion"]);
      await page.leave();
    }
  });

  it("is more money by one press for who may give more than is usual", async () => {
    const cap = { limit: "money", words: "It has spent $4.", nextStep: "Raise it." };
    const limits = { ...AGENT.limits, money: "4" };
    for (const [agent, offered] of [
      [only("steer", "raise-cap"), true],
      [only("steer"), false],
    ] as const) {
      const page = await shown("settings", { ...agent, cap, limits });
      expect(page.has("Raise it to $8.00")).toBe(offered);
      expect(page.words.includes("More dollars or tokens than is usual here")).toBe(!offered);
      await page.leave();
    }
  });

  it("is in the row's menu, and to mute it always", () => {
    const titles = (agent: Agent) => deeds(agent).map((deed) => deed.title);
    expect(titles(only("steer"))).toEqual(["Pause", "Mute"]);
    expect(titles(only("delete"))).toEqual(["Mute", "Delete"]);
    expect(titles(only())).toEqual(["Mute"]);
  });

  it("is to restore what may be deleted, and what has no sandbox by who may steer it", () => {
    expect(mayRestore(only("delete"))).toBe(true);
    expect(mayRestore(but("delete"))).toBe(false);
    expect(mayRestore({ ...only("delete"), unconfined: true })).toBe(false);
    expect(mayRestore({ ...only("delete", "steer"), unconfined: true })).toBe(true);
  });

  it("takes nothing back that cannot be", async () => {
    const { deletedLast } = await import("../src/agents/deeds");
    const { Undo } = await import("../src/agents/Undo");
    for (const [agent, offered] of [
      [only("delete", "steer"), true],
      [only("delete"), false],
    ] as const) {
      deletedLast.set({ ...agent, unconfined: true });
      const page = await Page.of(createElement(Undo));
      await page.reads("is deleted");
      expect(page.has("Undo")).toBe(offered);
      await page.leave();
    }
    deletedLast.set(undefined);
  });

  it("lists no deleted one that cannot be restored", async () => {
    const gone = [only("delete"), { ...only("steer"), id: "b", title: "Bee" }];
    vi.stubGlobal("fetch", async () => Response.json({ agents: gone }));
    const page = await Page.of(createElement(AllDeleted));
    await page.reads("1 deleted agent can be restored");
    expect(page.words).not.toContain("Bee");
    await page.leave();
  });
});

describe("a decision", () => {
  const waits = (agent: Agent): Agent => ({ ...agent, state: "waiting" });

  it("needs those alone who may decide", () => {
    const keys = (agent: Agent) => grouped([waits(agent)], EVERYTHING).map((group) => group.key);
    expect(keys(only("decide"))).toEqual(["decision"]);
    expect(keys(but("decide"))).toEqual(["others"]);
    expect(needing([waits(only("decide")), waits(but("decide"))])).toBe(1);
  });

  it("is answered in the list by who may", async () => {
    const { Row } = await import("../src/agents/Row");
    const decisions = [
      { id: "d", title: "make", digest: "", request: "{}", options: [], expiresAt: "2126-01-02T03:04:05Z" },
    ];
    vi.stubGlobal("fetch", async () => Response.json({ decisions }));
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(private readonly hears: (all: { isIntersecting: boolean }[]) => void) {}
        observe() {
          this.hears([{ isIntersecting: true }]);
        }
        disconnect() {}
      },
    );
    for (const [agent, offered] of [
      [only("decide"), true],
      [but("decide"), false],
    ] as const) {
      const page = await Page.of(createElement(Row, { agent: waits(agent), open: false, onMenu: () => {} }));
      await page.after(() => {});
      expect(page.has("Allow once")).toBe(offered);
      await page.leave();
    }
  });

  it("is shown to who may not, and who may allow hosts only is offered that", async () => {
    const { DecisionCard } = await import("../src/agent/DecisionCard");
    const { WaysCard } = await import("../src/agent/WaysCard");
    const raw = JSON.stringify({ toolCall: { title: "make" } });
    const card = createElement(DecisionCard, {
      agent: "a",
      decision: "d",
      raw,
      digest: "",
      choices: [],
      expiresAt: "2126-01-02T03:04:05Z",
    });
    const html = (of: ReactNode, ...may: May[]) => renderToStaticMarkup(allowed(of, may));
    expect(html(card)).toContain("Who works with this agent answers it.");
    expect(html(card, "decide")).toContain("Allow once");
    const until = "2126-01-02T03:04:05Z";
    const host = { host: "a.example", port: 443, rule: "host", words: "", attempts: 1 };
    const hosts = [{ ...host, allowed: { by: "ada", at: AGENT.since, host: "a.example", until } }];
    const ways = createElement(WaysCard, {
      agent: "a",
      ways: { kind: "ways", key: "w", hosts, others: new Set<string>(), untold: 0 },
    });
    expect(html(ways)).not.toContain("<button");
    expect(html(ways, "allow-host")).toMatch(/^(?=.*Take back)(?!.*Tell it to try again)/s);
    expect(html(ways, "steer")).toMatch(/^(?!.*Take back)(?=.*Tell it to try again)/s);
  });
});
