import { createElement } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Deed, deeds, deletedLast, erase, muting, undo } from "../src/agents/deeds";
import { Fleet } from "../src/agents/fleet";
import { choices, EVERYTHING, type Filter, grouped, named, needing } from "../src/agents/groups";
import { Performing } from "../src/agents/performing";
import type { Agent, Spent } from "../src/api/types";
import { changesWords, money, short, spentWords } from "../src/ui/numbers";
import { AGENT, ALL } from "./agents";
import { Page } from "./page";

afterEach(() => vi.unstubAllGlobals());

const agent = (id: string, state: string, since: string, more: Partial<Agent> = {}) =>
  ({
    id,
    state,
    since,
    title: id,
    name: id,
    repository: "https://github.com/a/b",
    branch: "",
    owner: "ada",
    harness: "opencode",
    muted: false,
    may: ALL,
    ...more,
  }) as Agent;

const shown = (agents: Agent[], filter: Partial<Filter> = {}) =>
  grouped(agents, { ...EVERYTHING, ...filter }).map((g) => [g.key, g.agents.map((a) => a.id)]);

describe("the list", () => {
  it("has what needs somebody first, and the newest first in each", () => {
    const all = [
      agent("a", "working", "2"),
      agent("b", "waiting", "1"),
      agent("c", "working", "3"),
      agent("d", "deleted", "4"),
    ];
    expect(shown(all)).toEqual([
      ["decision", ["b"]],
      ["working", ["c", "a"]],
    ]);
    expect(shown([agent("Fix", "idle", "1")], { words: "fix nope" })).toEqual([]);
  });

  it("asks nothing of whoever has muted an agent, whatever it waits for", () => {
    const all = [agent("a", "waiting", "1", { muted: true }), agent("b", "failed", "2", { muted: true })];
    expect(shown(all)).toEqual([["muted", ["b", "a"]]]);
    expect(needing(all)).toBe(0);
    expect(needing([agent("c", "waiting", "1")])).toBe(1);
  });

  it("has every agent in one group at most, and in one while it lives", () => {
    const states = ["queued", "provisioning", "setting-up", "working", "waiting", "idle", "paused", "failed"];
    const all = states.flatMap((state) => [agent(state, state, "1"), agent(`${state}-m`, state, "1", { muted: true })]);
    const ids = shown(all).flatMap(([, group]) => group as string[]);
    expect(ids.sort()).toEqual(all.map((a) => a.id).sort());
  });

  it("is cut by each choice, and by all of them together", () => {
    const all = [
      agent("a", "idle", "1"),
      agent("b", "idle", "2", { owner: "ben" }),
      agent("c", "paused", "3", { harness: "codex" }),
      agent("d", "idle", "4", { repository: "https://github.com/a/c" }),
    ];
    expect(shown(all, { owner: "ben" })).toEqual([["finished", ["b"]]]);
    expect(shown(all, { group: "paused" })).toEqual([["paused", ["c"]]]);
    expect(shown(all, { repository: "https://github.com/a/c" })).toEqual([["finished", ["d"]]]);
    expect(shown(all, { harness: "codex", owner: "ben" })).toEqual([]);
    expect(choices(all)).toEqual({
      groups: [
        { key: "finished", title: "Finished" },
        { key: "paused", title: "Paused" },
      ],
      owners: ["ada", "ben"],
      repositories: ["https://github.com/a/b", "https://github.com/a/c"],
      harnesses: ["codex", "opencode"],
    });
  });

  it("is made of a thousand agents in no time", () => {
    const all = Array.from({ length: 1000 }, (_, i) => agent(`a${i}`, i % 2 ? "working" : "idle", String(i)));
    grouped(all, { ...EVERYTHING, words: "a99" });
    const begun = performance.now();
    for (let i = 0; i < 10; i++) {
      grouped(all, { ...EVERYTHING, words: "a99" });
    }
    expect((performance.now() - begun) / 10).toBeLessThan(50);
  });

  it("leaves agents that did not change as the objects that they are", async () => {
    const fleet = new Fleet();
    fleet.begin();
    const one = agent("a", "idle", "1");
    fleet.agent(one);
    fleet.agent(agent("b", "idle", "1"));
    fleet.complete();
    fleet.agent(agent("b", "idle", "1", { muted: true }));
    await vi.waitFor(() => expect(fleet.store.get().agents.get("b")?.muted).toBe(true));
    expect(fleet.store.get().agents.get("a")).toBe(one);
  });
});

describe("how long an agent has done what it does", () => {
  afterEach(() => vi.useRealTimers());

  it("goes on while somebody looks, and is told in whole minutes from the first on", async () => {
    vi.stubGlobal("location", { pathname: "/" });
    vi.stubGlobal("addEventListener", () => {});
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: Date.parse("2026-01-02T03:05:04Z") });
    const { Row } = await import("../src/agents/Row");
    const page = await Page.of(createElement(Row, { agent: AGENT, open: false, onMenu: () => {} }));
    const elapsed = () => page.all("time")[0]?.textContent;
    expect(elapsed()).toBe("59 s");
    await page.after(() => vi.advanceTimersByTime(1_000));
    expect(elapsed()).toBe("1 min");
    await page.after(() => vi.advanceTimersByTime(59_000));
    expect(elapsed()).toBe("1 min");
    await page.after(() => vi.advanceTimersByTime(1_000));
    expect(elapsed()).toBe("2 min");
    await page.leave();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("what can be done from the list", () => {
  function asked(): string[] {
    const all: string[] = [];
    vi.stubGlobal("sessionStorage", { getItem: () => null });
    vi.stubGlobal("localStorage", { getItem: () => null });
    vi.stubGlobal("fetch", async (path: string, options: { method: string }) => {
      all.push(`${options.method} ${path}`);
      return new Response("{}", { status: 200 });
    });
    return all;
  }

  it("is what the agent's state allows", () => {
    const titles = (of: Agent) => deeds(of).map((deed) => deed.title);
    expect(titles(agent("a", "working", "1"))).toEqual(["Pause", "Mute", "Delete"]);
    expect(titles(agent("a", "paused", "1", { muted: true }))).toEqual(["Resume", "Unmute", "Delete"]);
    expect(titles(agent("a", "failed", "1"))).toEqual(["Resume", "Mute", "Delete"]);
    expect(titles(agent("a", "deleted", "1"))).toEqual([]);
  });

  it("goes to the API, and a deletion can be undone where it is said", async () => {
    const all = asked();
    const one = agent("a", "idle", "1");
    await muting(one).act();
    await muting({ ...one, muted: true }).act();
    await erase(one);
    expect(deletedLast.get()).toBe(one);
    await undo(agent("b", "deleted", "1"));
    expect(deletedLast.get()).toBe(one);
    await undo({ ...one, state: "deleted" });
    expect(deletedLast.get()).toBeUndefined();
    expect(all).toEqual([
      "PUT /api/agents/a/mute",
      "DELETE /api/agents/a/mute",
      "DELETE /api/agents/a",
      "POST /api/agents/b/restore",
      "POST /api/agents/a/restore",
    ]);
  });
});

describe("repositories to choose among", () => {
  it("are told apart by where they are when they are called alike", () => {
    const addresses = ["https://github.com/a/b", "https://git.example/a/b", "https://github.com/c/d"];
    expect(named(addresses).map(([, name]) => name)).toEqual(["github.com/a/b", "git.example/a/b", "c/d"]);
    expect(named(addresses).map(([address]) => address)).toEqual(addresses);
  });
});

describe("two deeds at a time", () => {
  it("are both done, and each failure says with which agent", async () => {
    const deeds = new Performing();
    const asked: string[] = [];
    const open: ((failure?: string) => void)[] = [];
    const deed = (name: string): Deed => ({
      title: "Pause",
      done: "is paused",
      act: () =>
        new Promise<void>((resolve, reject) => {
          asked.push(name);
          open.push((failure) => (failure === undefined ? resolve() : reject(new Error(failure))));
        }),
    });
    const all = ["a", "b", "a"].map((id) => deeds.perform(agent(id, "idle", "1"), deed(id)));
    expect(asked).toEqual(["a", "b"]);
    open[0]?.("It did not answer.");
    open[1]?.();
    await Promise.all(all);
    expect(deeds.store.get().done).toBe("b is paused");
    expect(deeds.store.get().troubles).toHaveLength(1);
    expect(deeds.store.get().troubles[0]).toMatch(/^a: /);
    const last = deeds.perform(agent("a", "idle", "1"), deed("a"));
    expect(deeds.store.get().troubles).toEqual([]);
    open[2]?.();
    await last;
    expect(deeds.store.get().done).toBe("a is paused");
  });
});

describe("figures", () => {
  const spent = (more: Partial<Spent>): Spent => ({
    calls: 2,
    input: 40_000,
    output: 1_400,
    money: "0.1234",
    estimated: "0",
    estimates: 0,
    unpriced: 0,
    ...more,
  });

  it("are short", () => {
    expect(
      [0, 999, 1_000, 41_400, 999_400, 999_600, 1_250_000, 12_400_000, 999_600_000, 10_000_000_000].map(short),
    ).toEqual(["0", "999", "1k", "41k", "999k", "1M", "1.3M", "12M", "1B", "10B"]);
  });

  it("tell money with what is estimated marked, and none where no price is known", () => {
    expect(spentWords(spent({}))).toBe("41k tokens, $0.12");
    expect(spentWords(spent({ estimates: 1 }))).toBe("41k tokens, ~$0.12");
    expect(spentWords(spent({ unpriced: 2 }))).toBe("41k tokens");
    expect(spentWords(spent({ calls: 0 }))).toBeUndefined();
    expect(spentWords(undefined)).toBeUndefined();
    expect(money(spent({ money: "0.000004" }))).toBe("<$0.01");
    expect(money(spent({ money: "1e99" }))).toBe("$0.00");
  });

  it("say at length how much was changed", () => {
    expect(changesWords({ files: 1, added: 2, removed: 0, more: false })).toBe(
      "1 file changed, 2 lines added, 0 removed",
    );
    expect(changesWords({ files: 2001, added: 0, removed: 0, more: true })).toBe("2001 or more files changed");
  });
});
