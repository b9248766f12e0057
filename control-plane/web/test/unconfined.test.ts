import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { DecisionCard } from "../src/agent/DecisionCard";
import { Row } from "../src/agents/Row";
import type { Agent } from "../src/api/types";
import { fleet } from "../src/live";

// Before the modules are read that look at the address.
vi.hoisted(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

// How long ago something was is not drawn without a page.
vi.mock("../src/ui/time", async (real) => ({ ...(await real<object>()), Since: () => null }));

const agent = (id: string, unconfined: boolean) =>
  ({
    id,
    unconfined,
    name: id,
    title: "Fix it",
    state: "idle",
    doing: "has nothing to do",
    repository: "https://github.com/a/b",
    branch: "b",
    harness: "shell",
    since: "2026-01-02T03:04:05Z",
    muted: false,
  }) as Agent;

describe("an agent without a sandbox", () => {
  it("is marked in the list", () => {
    const row = (unconfined: boolean) =>
      renderToStaticMarkup(createElement(Row, { agent: agent("a", unconfined), open: false, onMenu: () => {} }));
    expect(row(true)).toContain("unconfined");
    expect(row(false)).not.toContain("unconfined");
  });

  it("is marked where somebody is about to allow something", () => {
    const agents = new Map([agent("bare", true), agent("walled", false)].map((each) => [each.id, each]));
    fleet.store.set({ known: true, agents });
    const card = (of: string) =>
      renderToStaticMarkup(
        createElement(DecisionCard, {
          agent: of,
          decision: "d",
          raw: JSON.stringify({ toolCall: { title: "make" } }),
          digest: "x",
          choices: [],
          command: { argv: ["make"], directory: "/w" },
          expiresAt: "2099-01-01T00:00:00Z",
        }),
      );
    expect(card("bare")).toContain("Unconfined: what you allow");
    expect(card("walled")).not.toContain("Unconfined");
  });
});
