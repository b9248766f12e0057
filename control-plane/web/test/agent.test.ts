import { createElement } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Waiting } from "../src/agent/items";
import type { Agent, LogEvent } from "../src/api/types";
import { AGENT, allowed } from "./agents";
import { Page } from "./page";

type Answer = (path: string, init: RequestInit) => Response;

function answering(answer: Answer): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    if (path === "/api/harnesses") {
      return Response.json({ harnesses: [] });
    }
    asked.push(`${init.method ?? "GET"} ${path}`);
    return answer(path, init);
  });
  return asked;
}

const log = (...events: LogEvent[]) => Response.json({ events });
const problem = (status: number, detail: string) => Response.json({ detail }, { status });

async function shown(view: string, agents: Agent[], role = "member") {
  const { AgentPage } = await import("../src/agent/AgentPage");
  const { fleet } = await import("../src/live");
  const { Who } = await import("../src/ui/who");
  const drawn = (now: Agent[]) => {
    fleet.store.set({ known: true, agents: new Map(now.map((one) => [one.id, one])) });
    const page = createElement(AgentPage, { name: "ant", view });
    return createElement(Who.Provider, { value: { user: { name: "ada", role } } }, page);
  };
  return Page.of(drawn(agents));
}

beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

describe("an agent's page", () => {
  it("leads on by the id where the agent is deleted: by its name it is not found any more", async () => {
    answering((path) => (path.includes("/events") ? log() : problem(404, "Nothing yet.")));
    const views = (page: Page) =>
      page
        .all("a")
        .flatMap((one) => one.getAttribute("href") ?? [])
        .filter((href) => href.startsWith("/agents/"));
    const living = await shown("work", [AGENT]);
    expect(views(living)).toContain("/agents/ant/changes");
    await living.leave();
    const deleted = await shown("work", [{ ...AGENT, state: "deleted" }]);
    expect(views(deleted)).toContain("/agents/a/changes");
    expect(views(deleted)).not.toContain("/agents/ant/changes");
    await deleted.leave();
  });

  it("has one Stop wherever one looks, in the conversation where one writes", async () => {
    for (const view of ["work", "changes", "log", "settings"]) {
      const asked = answering((path) => (path.includes("/events") ? log() : problem(404, "Nothing yet.")));
      const page = await shown(view, [AGENT]);
      const stops = page.all("button").filter((one) => one.textContent === "Stop");
      expect(stops, view).toHaveLength(1);
      const place = view === "work" ? "composer" : "stop-bar";
      expect(page.within(stops[0], place), view).toBe(true);
      await page.press("Stop");
      expect(asked).toContain("POST /api/agents/a/stop");
      await page.leave();
    }
  });

  it("offers no Stop of what does nothing", async () => {
    answering(() => log());
    const page = await shown("work", [{ ...AGENT, state: "idle" }]);
    await page.reads("Nothing of its newest work");
    expect(page.has("Stop")).toBe(false);
    await page.leave();
  });

  it("does not say that there is no agent when nobody could be asked, and asks again", async () => {
    let status = 503;
    answering(() => problem(status, "The database is away."));
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const page = await shown("work", []);
    await page.reads("This agent cannot be shown just now");
    expect(page.words).toContain("The database is away.");
    status = 404;
    await page.after(() => vi.advanceTimersByTime(6000));
    await page.reads("There is no such agent here");
    vi.useRealTimers();
    await page.leave();
  });

  it("does not say that nothing was said while its log is read", async () => {
    let answer = () => problem(503, "Busy.");
    answering((path) => (path.includes("/events") ? answer() : log()));
    const page = await shown("work", [{ ...AGENT, turn: 0, state: "idle" }]);
    await page.reads("Its log cannot be read just now. Busy.");
    expect(page.words).not.toContain("Nothing has been said");
    answer = () => log();
    await page.reads("Nothing has been said to it yet.");
    expect(page.words).not.toContain("Busy.");
    await page.leave();
  });

  it("says why a log cannot be read", async () => {
    answering(() => problem(403, "Only its owner and its team see this agent."));
    const page = await shown("work", [AGENT]);
    await page.reads("Its log cannot be read. Only its owner and its team see this agent.");
    expect(page.words).not.toContain("Reading its log");
    await page.leave();
  });

  it("offers a viewer nothing that would be refused", async () => {
    answering((path) => (path.includes("/events") ? log() : Response.json({ rules: [], files: [] })));
    for (const view of ["work", "changes", "log", "settings"]) {
      const page = await shown(view, [{ ...AGENT, may: [] }], "viewer");
      for (const words of ["Stop", "Pause", "Delete", "Send", "Save", "Create a PR"]) {
        expect(page.has(words), `${view}: ${words}`).toBe(false);
      }
      expect(page.has("Mute"), view).toBe(true);
      await page.leave();
    }
  });
});

describe("a message that waits", () => {
  const queue: Waiting[] = [{ message: "m", text: "echo second", by: "ada", redirects: false }];
  const drawn = async (now: Waiting[]) => {
    const { Queue } = await import("../src/agent/Queue");
    return allowed(createElement(Queue, { agent: "a", queue: now }));
  };

  it("can be left as it was", async () => {
    const asked = answering(() => Response.json({}));
    const page = await Page.of(await drawn(queue));
    await page.press("Edit");
    await page.fill("Message", "");
    await page.press("Cancel");
    await page.press("Edit");
    expect(page.control("Message").value).toBe("echo second");
    expect(asked).toEqual([]);
    await page.leave();
  });

  it("keeps the words for one while another is changed, whether it waits or has gone", async () => {
    const both: Waiting[] = [...queue, { message: "n", text: "echo other", by: "ada", redirects: false }];
    const asked = answering(() => Response.json({}));
    const page = await Page.of(await drawn(both));
    await page.press("Edit");
    await page.fill("Message", "echo mine");
    await page.press("Edit");
    expect(page.all("textarea").map((one) => one.value)).toEqual(["echo mine", "echo other"]);
    await page.show(await drawn(both.slice(1)));
    await page.reads("does not wait any more");
    expect(page.all("textarea").map((one) => one.value)).toEqual(["echo mine", "echo other"]);
    await page.press("Keep");
    expect(asked).toEqual(["PUT /api/agents/a/messages/n"]);
    expect(page.control("Message").value).toBe("echo mine");
    await page.press("Edit");
    expect(page.all("textarea").map((one) => one.value)).toEqual(["echo mine", "echo other"]);
    await page.leave();
  });

  it("keeps the words of who changed it when its turn has come", async () => {
    const bodies: unknown[] = [];
    answering((_, init) => {
      bodies.push(JSON.parse(String(init.body)));
      return Response.json({});
    });
    const page = await Page.of(await drawn(queue));
    await page.press("Edit");
    await page.fill("Message", "echo third");
    await page.show(await drawn([]));
    await page.reads("does not wait any more");
    expect(page.control("Message").value).toBe("echo third");
    await page.press("Send as a new message");
    expect(bodies).toEqual([{ text: "echo third", delivery: "queue" }]);
    expect(page.words).toBe("");
    await page.leave();
  });
});

describe("a page that goes somewhere by itself", () => {
  it("jumps for who asks for less motion", async () => {
    const { scrolling } = await import("../src/ui/scrolling");
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("reduce") }));
    expect(scrolling()).toBe("instant");
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    expect(scrolling()).toBe("smooth");
  });
});
