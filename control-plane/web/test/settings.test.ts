import { describe, expect, it } from "vitest";
import { blanked, change, editedAgent, ownCap, twice } from "../src/agent/caps";
import type { Agent, EnvironmentView, LogEvent } from "../src/api/types";
import { browser } from "../src/settings/browser";
import { body, contents, doubled, edited, FRESH } from "../src/settings/environment";
import { asks, type HarnessView, keyWanted, standing } from "../src/settings/harness";
import { editedPersona, type PersonaView, personaBody } from "../src/settings/persona";
import { blankCap, byModel, capsAsked, type Line, monthAfter, share } from "../src/settings/spend";
import { after, BEGUN, shown, type Trial } from "../src/settings/trial";
import { dollars, money } from "../src/ui/numbers";
import { differs, keeping, over } from "../src/ui/useEdited";

const JAVA: EnvironmentView = {
  id: "1",
  name: "java",
  description: "for java",
  version: 3,
  setup: "make deps",
  setupMinutes: 20,
  variables: { A: "1", B: "two\nlines" },
  allow: ["example.org", "*.example.com"],
  allowModels: ["hosted-tools"],
  save: [".env", "data/"],
  image: "example.org/tools/java:21",
  pushes: { refusedPaths: [".github/workflows/**", "infra/"], refuseSecrets: true },
  size: { memory: 512 },
  defaults: { mode: "plan" },
  mayChange: true,
  mayUse: true,
  changedBy: "ada",
  changedAt: "2026-01-01T00:00:00Z",
};

describe("a browser", () => {
  it("is told as people call it, and as it says itself where nobody calls it anything", () => {
    const linux = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
    const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    expect(browser(`${linux} Chrome/141.0.0.0 Safari/537.36`)).toBe("Chrome 141 on Linux");
    expect(browser(`${linux} Chrome/141.0.0.0 Safari/537.36 Edg/141.0`)).toBe("Edge 141 on Linux");
    expect(browser(`${mac} Version/18.1 Safari/605.1.15`)).toBe("Safari 18 on macOS");
    expect(browser(`${phone} CriOS/141.0.1 Mobile/15E148 Safari/604.1`)).toBe("Chrome 141 on iOS");
    expect(browser("curl/8.5.0")).toBe("curl/8.5.0");
    expect(browser(undefined)).toBe("A browser");
  });
});

describe("an environment in a form", () => {
  it("goes back as it came", () => {
    expect(body(edited(JAVA))).toEqual({
      description: "for java",
      setup: "make deps",
      setupMinutes: 20,
      variables: { A: "1", B: "two\nlines" },
      allow: ["example.org", "*.example.com"],
      allowModels: ["hosted-tools"],
      save: [".env", "data/"],
      image: "example.org/tools/java:21",
      pushes: { refusedPaths: [".github/workflows/**", "infra/"], refuseSecrets: true },
      size: { memory: 512 },
      defaults: { mode: "plan" },
    });
  });

  it("leaves out empty rows and lines, and keeps a value whose name is missing for the server to refuse", () => {
    const typed = {
      ...FRESH,
      allow: " a.org ,, b.org\n\n",
      save: " .env\n\na,b.env\n",
      refusedPaths: " infra/\n\na,b.txt\n",
      variables: [
        { name: "", value: "" },
        { name: "", value: "lost?" },
      ],
    };
    expect(contents(typed).allow).toEqual(["a.org", "b.org"]);
    expect(contents(typed).save).toEqual([".env", "a,b.env"]);
    expect(contents(typed).pushes).toEqual({ refusedPaths: ["infra/", "a,b.txt"], refuseSecrets: false });
    expect(contents(typed).variables).toEqual({ "": "lost?" });
  });

  it("never sends one of two variables of one name", () => {
    expect(
      doubled([
        { name: "A", value: "1" },
        { name: "B", value: "" },
        { name: " A", value: "2" },
      ]),
    ).toBe("A");
    expect(
      doubled([
        { name: "", value: "" },
        { name: "", value: "" },
      ]),
    ).toBeUndefined();
  });
});

describe("what was kept of a form", () => {
  it("goes over what is saved where it fits, and is left out where it does not", () => {
    expect(over({ a: "1", b: ["x"] }, { a: "2", b: "no list", c: "unknown" })).toEqual({ a: "2", b: ["x"] });
    expect(over({ a: "1" }, null)).toEqual({ a: "1" });
    expect(over({ a: "1" }, "text")).toEqual({ a: "1" });
  });
});

describe("what is kept of a form", () => {
  const saved = { version: 3, title: "a", turns: "10", list: ["x"] };

  it("takes nothing back that was changed elsewhere meanwhile", () => {
    const kept = keeping(saved, undefined, { title: "b" });
    expect(kept).toEqual({ version: 3, title: "b" });
    expect(over({ ...saved, turns: "99" }, kept)).toEqual({ ...saved, title: "b", turns: "99" });
  });

  it("is of the version that the first change began from", () => {
    const kept = keeping(saved, undefined, { title: "b" });
    expect(keeping({ ...saved, version: 4 }, kept, { turns: "11" })).toEqual({ version: 3, title: "b", turns: "11" });
  });

  it("is nothing once all is as it was", () => {
    const kept = keeping(saved, { version: 2, title: "b" }, { title: "a", list: ["x"] });
    expect(kept).toEqual({ version: 2 });
    expect(differs(saved, over(saved, kept))).toBe(false);
    expect(differs(saved, over(saved, { list: ["x", "y"] }))).toBe(true);
  });
});

let seq = 0;
const event = (source: string, type: string, payload: Record<string, unknown>): LogEvent => ({
  seq: ++seq,
  at: "2026-01-01T00:00:00Z",
  source,
  type,
  payload,
});
const tell = (...events: LogEvent[]): Trial => events.reduce(after, BEGUN);

describe("a trial", () => {
  it("tells its steps and what they print, and ends well", () => {
    const half = tell(
      event("observed", "sandbox.wanted", {}),
      event("reported", "workspace.preparing", { step: "setup" }),
      event("reported", "output", { source: "setup", text: "a\u001b[2J" }),
      event("reported", "output", { source: "setup", text: "b\u202e\n" }),
    );
    expect(half.doing).toBe("runs the setup script");
    expect(shown(half)).toBe("ab⟨U+202E⟩\n");
    expect(after(half, event("reported", "workspace.prepared", {})).over?.well).toBe(true);
  });

  it("ends in the words of what failed first", () => {
    const failed = tell(
      event("reported", "workspace.failed", { step: "setup", exitCode: 7, words: "ended with exit code 7" }),
      event("observed", "agent.deleted", { by: "ratoon" }),
    );
    expect(failed.over).toEqual({ well: false, words: "ended with exit code 7" });
  });

  it("is not ended by a sandbox that says what only we observe", () => {
    expect(tell(event("reported", "agent.deleted", { by: "x" })).over).toBeUndefined();
    expect(tell(event("observed", "workspace.prepared", {})).over).toBeUndefined();
    expect(tell(event("observed", "agent.deleted", { by: "ada" })).over?.words).toContain("Stopped by ada");
  });

  it("keeps the end of what is printed for ever", () => {
    const long = tell(...Array.from({ length: 30 }, () => event("reported", "output", { text: "x".repeat(5_000) })));
    expect(long.output).toHaveLength(100_000);
    expect(long.cut).toBe(true);
  });
});

describe("a persona in a form", () => {
  it("goes back as it came, and what is empty leaves it open", () => {
    const view = { name: "r", version: 1, description: "", instructions: "Be kind.", tools: ["read", "grep"] };
    expect(personaBody(editedPersona(view as PersonaView))).toEqual({
      description: "",
      instructions: "Be kind.",
      tools: ["read", "grep"],
      harness: "",
      model: "",
      mode: "",
    });
  });
});

describe("a harness", () => {
  it("is installable when it is not there, or could not be installed", () => {
    const words = ["built-in", "one's own", "ready", "underway", "failed", "not in the image", "not yet"];
    const able = words.filter((installed) => standing({ installed } as HarnessView).installable);
    expect(able).toEqual(["failed", "not yet"]);
  });

  it("names the provider whose key is wanted, and nothing else", () => {
    expect(keyWanted("ratoon key add openai")).toBe("openai");
    expect(keyWanted("Name one in the configuration: ratoon.providers.NAME.url")).toBeUndefined();
    expect(keyWanted(undefined)).toBeUndefined();
  });

  it("is on trust whenever it is not known to be supervised", () => {
    expect(asks("supervised")).toContain("relied on");
    expect(asks("whatever")).toContain("on trust");
  });
});

const line = (name: string, money: string, model?: string, estimated = "0"): Line => ({
  name,
  calls: 1,
  input: 10,
  cached: 0,
  output: 5,
  money,
  estimated,
  unpriced: 0,
  model,
});

describe("a month", () => {
  it("sums by model without losing a millionth, the dearest first", () => {
    const all = byModel([line("a", "0.10", "x/1"), line("b", "0.20", "x/1"), line("c", "5", "x/2"), line("d", "1")]);
    expect(all.map((one) => [one.name, Number(one.money)])).toEqual([
      ["x/2", 5],
      ["of agents that are gone", 1],
      ["x/1", 0.3],
    ]);
    expect(all[2]?.calls).toBe(2);
  });

  it("marks what is estimated, and does not call little nothing", () => {
    expect(money(line("a", "4.50", "m", "0.5"))).toBe("~$4.50");
    expect(money(line("a", "4.50"))).toBe("$4.50");
    expect(dollars("0.000001")).toBe("<$0.01");
    expect(dollars("1234567.5")).toBe("$1,234,567.50");
    expect(dollars("0")).toBe("$0.00");
  });

  it("has bars that are seen when there is something, and never too long", () => {
    expect([share(0, 10), share(0.001, 10), share(5, 10), share(20, 10), share(1, 0)]).toEqual([0, 1, 50, 100, 0]);
  });

  it("is never capped by a field that is empty, nor where nothing was changed", () => {
    const before = { money: "20", tokens: "1000" };
    expect([blankCap(before), blankCap({ ...before, tokens: " " }), blankCap({ ...before, money: "" })]).toEqual([
      undefined,
      "tokens",
      "money",
    ]);
    expect(capsAsked(before, { ...before, money: " 30 " })).toEqual({ money: "30" });
    expect(capsAsked(before, { ...before, tokens: "0" })).toEqual({ tokens: 0 });
  });

  it("knows the months around it", () => {
    expect([monthAfter("2026-01", -1), monthAfter("2025-12", 1)]).toEqual(["2025-12", "2026-01"]);
  });
});

describe("an agent's caps", () => {
  const before = editedAgent({
    title: "t",
    limits: { minutes: 60, turns: 10, tokens: 1000, money: "20.00" },
  } as Agent);

  it("are asked for only where they change, so that nothing else is a raise", () => {
    expect(change(before, before)).toEqual({});
    expect(change(before, { ...before, money: "40" })).toEqual({ limits: { money: "40" } });
    expect(change(before, { ...before, title: "u", turns: "20" })).toEqual({ title: "u", limits: { turns: 20 } });
  });

  it("are never emptied, and need not be said where none was", () => {
    expect(blanked(before, { ...before, tokens: " " })).toBe("tokens");
    expect(blanked(before, { ...before, minutes: "" })).toBe("minutes");
    expect(blanked({ ...before, money: "" }, { ...before, money: "" })).toBeUndefined();
  });

  it("let it go on by a raise only where they are its own", () => {
    const at = (limit: string) => ownCap({ cap: { limit, words: "", nextStep: "" } } as Agent);
    expect(["money", "tokens", "owner-money", "owner-tokens"].map(at)).toEqual([
      "money",
      "tokens",
      undefined,
      undefined,
    ]);
    expect(ownCap({} as Agent)).toBeUndefined();
  });

  it("are raised to twice as much", () => {
    expect([twice("20.00"), twice("0.01"), twice("x")]).toEqual(["40", "0.02", "x"]);
  });
});
