import { createElement, type FunctionComponent, type ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Agent } from "../src/api/types";
import { AGENT } from "./agents";
import { Page } from "./page";

vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("addEventListener", () => {});

const named = (id: string): Agent => ({ ...AGENT, id, title: `Agent ${id}` });
const map = (...ids: string[]) => new Map(ids.map((id) => [id, named(id)]));

type Deleting = typeof import("../src/agents/Deleted");

const all =
  (Deleted: Deleting["Deleted"], useDeleted: Deleting["useDeleted"]) =>
  ({ agents }: { agents: ReadonlyMap<string, Agent> }) =>
    createElement(Deleted, useDeleted(agents));

async function shown(agents: ReadonlyMap<string, Agent>) {
  const { Deleted, useDeleted } = await import("../src/agents/Deleted");
  const All: FunctionComponent<{ agents: ReadonlyMap<string, Agent> }> = all(Deleted, useDeleted);
  return { All, page: await Page.of(createElement(All, { agents })) };
}

describe("those that are deleted", () => {
  it("are asked for again when one has gone and one has come", async () => {
    let asked = 0;
    vi.stubGlobal("fetch", async () => {
      asked++;
      return Response.json({ agents: [named(`gone-${asked}`)] });
    });
    const { All, page } = await shown(map("a", "b"));
    await page.reads("Agent gone-1");
    await page.show(createElement(All, { agents: map("a", "b") }));
    expect(asked).toBe(1);
    await page.show(createElement(All, { agents: map("b", "c") }));
    await page.reads("Agent gone-2");
    await page.leave();
  });

  it("are all there, by and by", async () => {
    vi.stubGlobal("fetch", async (path: string) =>
      Response.json(path.includes("cursor=x") ? { agents: [named("b")] } : { agents: [named("a")], next: "x" }),
    );
    const { page } = await shown(map());
    await page.reads("More than 1 deleted agent can be restored");
    await page.press("Show more deleted agents");
    await page.reads("2 deleted agents can be restored");
    expect(page.has("Show more deleted agents")).toBe(false);
    await page.leave();
  });

  it("are not said to be none when they could not be asked for", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ detail: "Busy." }, { status: 503 }));
    const { page } = await shown(map());
    await page.reads("could not be asked");
    await page.reads("Busy.");
    await page.leave();
  });
});

describe("what asks for something", () => {
  it("asks when somebody comes near it", async () => {
    let looked: (all: { isIntersecting: boolean }[]) => void = () => {};
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(hears: typeof looked) {
          looked = hears;
        }
        observe() {}
        disconnect() {}
      },
    );
    const { WhenSeen } = await import("../src/ui/WhenSeen");
    const page = await Page.of(createElement(WhenSeen, null, "asks" as ReactNode));
    await page.after(() => looked([{ isIntersecting: false }]));
    expect(page.words).toBe("");
    await page.after(() => looked([{ isIntersecting: true }]));
    expect(page.words).toBe("asks");
    await page.leave();
  });
});
