import { describe, expect, it } from "vitest";
import { type Draft, fault, faulty, howMany, marks, placed, request, settled } from "../src/agents/choosing";
import {
  address,
  branchOptions,
  type Harness,
  harnessOptions,
  isAddress,
  modelOptions,
  recents,
  remarks,
  repositoryOptions,
} from "../src/agents/offers";
import { Partly, StartKeys, startAll } from "../src/agents/starting";
import { Problem, Unreachable } from "../src/api/http";
import type { Agent } from "../src/api/types";
import { commands, found } from "../src/palette/commands";
import { meant } from "../src/ui/keys";
import { fitting, moved, named } from "../src/ui/options";
import { forgetTyped, typedBy } from "../src/ui/typed";

const EMPTY: Draft = {
  repository: "",
  prompt: "do it",
  begins: "own",
  base: "",
  environment: "",
  persona: "",
  harness: "",
  model: "",
  mode: "",
  count: 1,
};
const CODEX: Harness = {
  name: "codex",
  title: "Codex",
  usual: false,
  available: true,
  installed: "not yet",
  apis: ["responses"],
  providers: ["openai"],
  tested: true,
  asks: "on trust",
  images: true,
};
const AT = "https://github.com/acme/payments";

describe("what an agent is started with", () => {
  it("is what is said, then the persona's, the environment's, and the usual", () => {
    const persona = { model: "openai/p" };
    const environment = { model: "openai/e", harness: "codex" };
    const usual = { model: "openai/u", harness: "shell", mode: "normal" as const };
    expect(settled(EMPTY, persona, environment, usual)).toEqual({
      harness: { value: "codex", from: "environment" },
      model: { value: "openai/p", from: "persona" },
      mode: { value: "normal", from: "usual" },
    });
    expect(settled({ ...EMPTY, harness: "opencode" }, persona, environment, usual).harness).toEqual({
      value: "opencode",
      from: "you",
    });
  });

  it("leaves out what is left open, and names a branch twice that is gone on with", () => {
    expect(request({ ...EMPTY, base: " main ", mode: "plan" }, AT)).toEqual({
      repository: AT,
      prompt: "do it",
      baseBranch: "main",
      mode: "plan",
    });
    expect(request({ ...EMPTY, base: "fix", begins: "existing" }, AT)).toEqual({
      repository: AT,
      prompt: "do it",
      branch: "fix",
      confirmBranch: "fix",
    });
  });

  it("takes nothing of one repository to another, neither its persona nor what it says of its environment", () => {
    const there = { ...EMPTY, base: "fix", persona: "repository/root", environment: "repository" };
    expect({ ...there, ...placed(there, "https://github.com/else/where") }).toEqual({
      ...EMPTY,
      repository: "https://github.com/else/where",
    });
    const own = placed({ ...EMPTY, persona: "ada/repository", environment: "ada/java" }, AT);
    expect(own).toMatchObject({ persona: "ada/repository", environment: "ada/java" });
  });

  it("is one to eight, and one on a branch that is there", () => {
    expect([0, 1, 8, 9, Number.NaN, 2.7].map((count) => howMany({ begins: "own", count }))).toEqual([1, 1, 8, 8, 1, 2]);
    expect(howMany({ begins: "existing", count: 5 })).toBe(1);
  });
});

describe("what stands in the way", () => {
  const usual = { harness: "shell", mode: "normal" as const };
  const of = (draft: Partial<Draft>, confirmed = false, harness?: Harness, at = AT) => {
    const whole = { ...EMPTY, ...draft };
    return fault(whole, at, confirmed, settled(whole, undefined, undefined, usual), harness);
  };

  it("is told with what to do", () => {
    expect(of({}, false, undefined, "")?.field).toBe("repository");
    expect(of({ prompt: " \n" })?.field).toBe("prompt");
    expect(of({ prompt: "x".repeat(200_001) })?.words).toContain("1 character too long");
    expect(of({ prompt: "x".repeat(200_000) })).toBeUndefined();
    expect(of({ base: "a..b" })?.field).toBe("base");
    expect(of({ base: "fix\u202e" })?.field).toBe("base");
    expect(of({ begins: "existing" })?.field).toBe("base");
    expect(of({ begins: "existing", base: "fix" })?.field).toBe("confirmed");
    expect(of({ begins: "existing", base: "fix" }, true)).toBeUndefined();
  });

  it("is marked where it stands, also when the server says it", () => {
    expect(faulty("baseBranch")).toBe("base");
    expect(faulty("confirmBranch")).toBe("confirmed");
    expect(faulty("model")).toBe("model");
    expect(faulty("__proto__")).toBeUndefined();
    expect(marks("base", "base")).toEqual({ "aria-invalid": true, "aria-describedby": "new-said" });
    expect(marks(undefined, "base")).toEqual({});
  });

  it("is a harness or a model that cannot be used", () => {
    const none = { ...CODEX, available: false, why: "There is no key.", next: "ratoon key add openai" };
    expect(of({}, false, none)?.words).toBe("There is no key. Next: ratoon key add openai");
    expect(of({}, false, CODEX)?.field).toBe("model");
    expect(of({ model: "anthropic/x" }, false, CODEX)?.words).toContain("Codex asks openai here");
    expect(of({ model: "openai/x" }, false, CODEX)).toBeUndefined();
    expect(of({ model: "gpt-5" }, false, CODEX)).toBeUndefined();
  });
});

describe("what GitHub told", () => {
  const asOf = "2026-01-01T10:00:00Z";
  const rate = { limit: 5000, remaining: 12, resetAt: "2026-01-01T11:00:00Z" };
  const now = Date.parse(asOf);

  it("goes without a word while it is whole and new, and much of its limit is left", () => {
    expect(remarks({ asOf, whole: true, hiddenBySignOn: false, rate: { ...rate, remaining: 4321 } }, now)).toEqual([]);
  });

  it("is said to be old, not all of it, hidden, or soon told no more", () => {
    const all = remarks({ asOf, whole: false, hiddenBySignOn: true, stale: "Ask later\u202e.", rate }, now);
    expect(all[0]).toMatch(/^As of .*2026.*: Ask later⟨U\+202E⟩\.$/);
    expect(all[1]).toContain("too many repositories");
    expect(all[2]).toContain("authorised for its single sign-on");
    expect(all[3]).toMatch(/12 of 5000 answers left until .*2026/);
  });

  it("is not held to a limit that was lifted since", () => {
    expect(remarks({ asOf, rate }, Date.parse(rate.resetAt))).toEqual([]);
  });
});

describe("what is offered", () => {
  const agent = (repository: string, createdAt: string, owner = "ada") => ({ repository, createdAt, owner }) as Agent;

  it("has one's own newest repositories first, each once", () => {
    const all = [agent("a", "1"), agent("b", "2"), agent("a", "3"), agent("c", "4", "bob")];
    expect(recents(all, "ada")).toEqual(["a", "b"]);
    const found = [{ name: "acme/payments", url: AT, description: "", isPrivate: true, archived: false }];
    expect(repositoryOptions([AT], found)).toHaveLength(1);
    expect(repositoryOptions([], found)[0]).toMatchObject({ value: AT, note: "private" });
  });

  it("shows what hides and turns, and refuses a branch that Ratoon does not take", () => {
    const turned = branchOptions([{ name: "fix\u202egpj.exe", isDefault: false }])[0];
    expect(turned?.label).toBe("fix⟨U+202E⟩gpj.exe");
    expect(turned?.why).toContain("Rename it");
    expect(branchOptions([{ name: "a<b>", isDefault: false }])[0]?.why).toBeDefined();
    expect(branchOptions([{ name: "fix/log-in", isDefault: true }])[0]).toMatchObject({ why: undefined });
    const named = { name: "a/b", url: "u", description: "\u202ex", isPrivate: false, archived: true };
    expect(repositoryOptions([], [named])[0]).toMatchObject({
      note: "⟨U+202E⟩x",
      why: expect.stringContaining("archived"),
    });
  });

  it("says why something is unavailable and what mends it", () => {
    const off = { ...CODEX, available: false, why: "There is no key.", next: "ratoon key add openai" };
    expect(harnessOptions([off, CODEX]).map((one) => one.why)).toEqual([
      "There is no key. Next: ratoon key add openai",
      undefined,
    ]);
    const models = ["anthropic", "openai"].map((provider) => ({
      name: `${provider}/m`,
      provider,
      input: "1",
      output: "2",
    }));
    const offered = modelOptions(models, CODEX);
    expect(offered.map((one) => one.value)).toEqual(["openai/m", "anthropic/m"]);
    expect(offered[1]?.why).toContain("lacks a key");
  });

  it("takes names that were found, and asks of whole addresses only", () => {
    const found = [{ name: "Acme/Payments", url: AT, description: "", isPrivate: false, archived: false }];
    expect(address(" acme/payments", found)).toBe(AT);
    expect(address("/srv/x ", found)).toBe("/srv/x");
    expect(["https://h/x", "git@h:x", "/srv/x", "ssh://h/x"].every(isAddress)).toBe(true);
    expect(["https://h", "https://", "acme/payments", "", "~"].some(isAddress)).toBe(false);
  });
});

describe("starting several", () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  let number = 0;
  const fresh = () => `key-${++number}`;

  it("uses the same keys again until all are there, over a reload too", () => {
    const kept = storage();
    const first = new StartKeys(() => kept, fresh).of("wish", 2);
    expect(new StartKeys(() => kept, fresh).of("wish", 2)).toEqual(first);
    expect(new StartKeys(() => kept, fresh).of("wish", 3).slice(0, 2)).toEqual(first);
    const other = new StartKeys(() => kept, fresh);
    expect(other.of("another", 2)).not.toEqual(first);
    other.forget();
    expect(other.of("wish", 1)[0]).not.toBe(first[0]);
  });

  it("has keys where nothing can be kept, or something odd was", () => {
    const broken = {
      getItem: () => "{]",
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => {},
    };
    const blocked = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    for (const storage of [() => broken, blocked]) {
      const keys = new StartKeys(storage, fresh);
      expect(keys.of("wish", 2)).toEqual(keys.of("wish", 2));
      keys.forget();
    }
  });

  it("asks once more under the same key when an answer got lost", async () => {
    const asked: string[] = [];
    const start = async (key: string) => {
      asked.push(key);
      if (asked.length === 1) {
        throw new Unreachable();
      }
      return { name: key } as Agent;
    };
    expect((await startAll(["a", "b"], start)).map((one) => one.name)).toEqual(["a", "b"]);
    expect(asked).toEqual(["a", "a", "b"]);
  });

  it("says how many have started when one does not", async () => {
    const start = async (key: string) => {
      if (key === "b") {
        throw new Problem(409, "No.", "baseBranch");
      }
      return { name: key } as Agent;
    };
    const trouble = await startAll(["a", "b", "c"], start).catch((e: unknown) => e);
    expect(trouble).toBeInstanceOf(Partly);
    expect((trouble as Partly).message).toBe(
      "1 of 3 have started, the next has not: No. Start again for the others; none is started twice.",
    );
    expect((trouble as Partly).field).toBe("baseBranch");
  });
});

describe("who signs out", () => {
  it("leaves nothing typed behind, and the browser's own choices as they are", () => {
    const kept = new Map(
      ["ratoon.draft.new", "ratoon.appearance", "ratoon.edit.a", "ratoon.draft.b", "ratoon.start", "other"].map(
        (name) => [name, "x"],
      ),
    );
    const storage = {
      get length() {
        return kept.size;
      },
      key: (i: number) => [...kept.keys()][i] ?? null,
      removeItem: (name: string) => void kept.delete(name),
    };
    forgetTyped(() => storage);
    expect([...kept.keys()]).toEqual(["ratoon.appearance", "other"]);
    const blocked = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    expect(() => forgetTyped(blocked)).not.toThrow();
  });

  it("is not shown to somebody else who signs in in its place", () => {
    const kept = new Map([["ratoon.draft.new.prompt", "ada's own"]]);
    const storage = () => ({
      get length() {
        return kept.size;
      },
      key: (i: number) => [...kept.keys()][i] ?? null,
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
    expect(typedBy("ada", storage)).toBe(false);
    expect(typedBy("ada", storage)).toBe(false);
    expect(kept.get("ratoon.draft.new.prompt")).toBe("ada's own");
    expect(typedBy("ben", storage)).toBe(true);
    expect(kept.has("ratoon.draft.new.prompt")).toBe(false);
  });
});

describe("keys", () => {
  const key = (name: string, more = {}) => ({
    key: name,
    metaKey: false,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });

  it("open the palette from anywhere, and begin an agent only while nobody types", () => {
    expect(meant(key("k", { ctrlKey: true }), true, true, "Ctrl")).toBe("palette");
    expect(meant(key("k", { metaKey: true }), true, true, "Ctrl")).toBeUndefined();
    expect(meant(key("K", { metaKey: true }), false, true, "⌘")).toBe("palette");
    expect(meant(key("k", { ctrlKey: true, shiftKey: true }), false, true, "Ctrl")).toBeUndefined();
    expect(meant(key("n"), false)).toBe("new");
    expect(meant(key("n"), true)).toBeUndefined();
    expect(meant(key("n", { ctrlKey: true }), false)).toBeUndefined();
    expect(meant(key("/"), false)).toBe("search");
  });

  it("leave a Mac its Ctrl-K, which cuts a line", () => {
    expect(meant(key("k", { ctrlKey: true }), true, true, "⌘")).toBeUndefined();
  });

  it("mean nothing alone where that is switched off, and the palette switches it on again", () => {
    expect(meant(key("n"), false, false)).toBeUndefined();
    expect(meant(key("/"), false, false)).toBeUndefined();
    expect(meant(key("k", { ctrlKey: true }), false, false, "Ctrl")).toBe("palette");
    expect(found(commands([], []), "keys")[0]).toMatchObject({ label: "Keys N and /: switch off", keys: false });
    expect(found(commands([], [], false), "keys")[0]).toMatchObject({ label: "Keys N and /: switch on", keys: true });
    expect(found(commands([], [], false), "new agent")[0]?.note).toBeUndefined();
  });

  it("take from a list what was typed whole, or what alone fits, and nothing else", () => {
    const list = ["Shell", "Shell 2", "Codex"].map((label) => ({ value: label, label }));
    expect(named(list, "shell ")?.value).toBe("Shell");
    expect(named(list, "cod")?.value).toBe("Codex");
    expect(named(list, "she")).toBeUndefined();
    expect(named(list, "xyz")).toBeUndefined();
    expect(named(list, " ")).toBeUndefined();
    expect(named([{ value: "a", label: "a", why: "There is no key." }], "a")).toBeUndefined();
  });

  it("go round in a list", () => {
    expect(moved("ArrowDown", 2, 3)).toBe(0);
    expect(moved("ArrowUp", -1, 3)).toBe(2);
    expect(moved("ArrowDown", -1, 0)).toBeUndefined();
    expect(moved("a", 0, 3)).toBeUndefined();
    const options = ["acme/pay", "acme/web"].map((label) => ({ value: label, label }));
    expect(fitting(options, "WEB acme")).toEqual([options[1]]);
  });
});

describe("the palette", () => {
  const agent = (title: string, state: string, since: string) =>
    ({ title, name: title.toLowerCase(), state, since, repository: AT, doing: "works" }) as Agent;

  it("knows agents, those that need somebody first, and says what hides in their titles", () => {
    const all = commands(
      [agent("Old", "idle", "1"), agent("Asks\u202e", "waiting", "0"), agent("Gone", "deleted", "3")],
      [["", "What is running"]],
    );
    expect(all.slice(0, 5).map((one) => one.label)).toEqual([
      "New agent",
      "All agents",
      "Asks⟨U+202E⟩",
      "Old",
      "Settings: What is running",
    ]);
    expect(found(all, "dark").map((one) => one.look)).toEqual(["dark"]);
    expect(found(all, "old")[0]?.to).toBe("/agents/old");
    expect(found(all, "no such thing")).toEqual([]);
  });

  it("shows few of many", () => {
    const many = Array.from({ length: 1000 }, (_, i) => agent(`Agent ${i}`, "idle", `${i}`));
    expect(found(commands(many, []), "agent")).toHaveLength(30);
  });
});
