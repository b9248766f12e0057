import { createElement } from "react";
import { describe, expect, it, vi } from "vitest";
import type { LogEars } from "../src/api/live";
import { AGENT, allowed } from "./agents";
import { Page } from "./page";

vi.hoisted(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

const drawn = vi.hoisted(() => ({ composer: 0, items: new Map<string, number>() }));

// What the composer asks whenever it is drawn.
vi.mock("../src/images/useWhyNoImages", () => ({
  useWhyNoImages: () => {
    drawn.composer++;
    return "none";
  },
}));
vi.mock("../src/ui/Guard", async (real) => {
  const { Guard } = await real<typeof import("../src/ui/Guard")>();
  return {
    Guard: (props: { children: { props: { item: { key: string } } } }) => {
      const { key } = props.children.props.item;
      drawn.items.set(key, (drawn.items.get(key) ?? 0) + 1);
      return createElement(Guard, props as never);
    },
  };
});

describe("who writes while the agent says a hundred pieces", () => {
  it("has a composer that is not drawn for any of them, and no item either but the one that grows", async () => {
    const prompt = { turn: 1, message: "m", text: "Say much." };
    const first = { seq: 1, at: AGENT.since, source: "observed", type: "turn.given", payload: prompt };
    vi.stubGlobal("fetch", async () => Response.json({ events: [first], messages: [] }));
    const { live } = await import("../src/live");
    let ears: LogEars | undefined;
    vi.spyOn(live, "follow").mockImplementation((_, __, own) => {
      ears = own;
      return () => {};
    });
    const { Work } = await import("../src/agent/Work");
    const page = await Page.of(allowed(createElement(Work, { agent: AGENT })));
    await page.reads("Say much.");
    const before = drawn.composer;
    const given = drawn.items.get("prompt 1");
    expect(before).toBeGreaterThan(0);
    expect(given).toBeGreaterThan(0);
    for (let i = 0; i < 100; i++) {
      await page.after(() => ears?.chunk({ message: "x", kind: "message", offset: i * 3, text: "ha " }));
    }
    await page.reads("ha ".repeat(100).trim());
    expect(drawn.composer).toBe(before);
    expect(drawn.items.get("prompt 1")).toBe(given);
    await page.fill("Message to the agent", "stop it");
    expect(drawn.composer).toBe(before + 1);
    await page.leave();
  });
});
