import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { DecisionCard } from "../src/agent/DecisionCard";
import { FieldInput } from "../src/agent/FieldInput";
import { FormCard } from "../src/agent/FormCard";
import { answer, answered, content, drafted, formOf, needing, untouched, wrong } from "../src/agent/form";
import { ItemView } from "../src/agent/ItemView";
import type { Item, Tool } from "../src/agent/items";
import { PlanView } from "../src/agent/PlanView";
import { ToolCard } from "../src/agent/ToolCard";
import { allowed } from "./agents";

// Before the modules are read that look at the address.
vi.hoisted(() => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
});

const form = (properties: object, required: string[] = [], message = "Which?") => {
  const read = formOf(JSON.stringify({ mode: "form", message, requestedSchema: { properties, required } }));
  if (read === undefined) {
    throw new Error("no form");
  }
  return read;
};

describe("a form", () => {
  it("has a field for each kind that a harness may ask for", () => {
    const read = form(
      {
        name: { type: "string", title: "Your name", maxLength: 5 },
        age: { type: "integer", minimum: 1 },
        sure: { type: "boolean", default: true },
        colour: { type: "string", oneOf: [{ const: "r", title: "Red" }, { const: "g" }] },
        sizes: { type: "array", items: { enum: ["s", "m"] }, minItems: 1 },
      },
      ["name"],
    );
    expect(read.fields.map((f) => [f.label, f.sort, f.required])).toEqual([
      ["Your name", "text", true],
      ["age", "integer", false],
      ["sure", "one", false],
      ["colour", "one", false],
      ["sizes", "many", false],
    ]);
    expect(read.fields[3]?.values.map((v) => v.label)).toEqual(["Red (r)", "g"]);
    expect(content(read, ["Ada", "3", "0", "1", ["1"]])).toEqual({
      name: "Ada",
      age: 3,
      sure: true,
      colour: "g",
      sizes: ["m"],
    });
    expect(content(read, untouched(read))).toEqual({ sure: true });
  });

  it("says what is wrong before it is sent", () => {
    const [name, age, sizes] = form(
      {
        name: { type: "string", minLength: 2, maxLength: 3 },
        age: { type: "integer", maximum: 9 },
        sizes: { type: "array", items: { enum: ["s", "m"] }, minItems: 2 },
      },
      ["name", "sizes"],
    ).fields;
    if (name === undefined || age === undefined || sizes === undefined) {
      throw new Error("no fields");
    }
    expect(wrong(name, "")).toBe("This is needed.");
    expect(wrong(name, "a")).toContain("At least 2");
    expect(wrong(name, "abcd")).toContain("At most 3");
    expect(wrong(name, "abc")).toBeUndefined();
    expect(wrong(age, "")).toBeUndefined();
    expect(wrong(age, "x")).toBe("Write a number.");
    expect(wrong(age, "1.5")).toBe("Write a whole number.");
    expect(wrong(age, "10")).toBe("At most 9.");
    expect(wrong(sizes, [])).toBe("Choose at least 2.");
    expect(wrong(sizes, ["0", "1"])).toBeUndefined();
  });

  it("answers with all fields where it may, and else with the chosen value", () => {
    const read = form({ colour: { enum: ["r", "g"] }, note: { type: "string" } }, ["colour"]);
    expect(answer(read, ["1", "dark"], ["value.0", "accept"])).toEqual({
      option: "accept",
      message: '{"colour":"g","note":"dark"}',
    });
    expect(answer(read, ["1", "dark"], ["value.0", "value.1"])).toEqual({ option: "value.1", message: "dark" });
  });

  it("says a fault beside its field, with no alarm at each key", () => {
    const [field] = form({ name: { type: "string" } }, ["name"]).fields;
    if (field === undefined) {
      throw new Error("no field");
    }
    const input = { field, draft: "", fault: "This is needed.", onChange: () => {} };
    const html = renderToStaticMarkup(createElement(FieldInput, input));
    expect(html).toContain("This is needed.");
    expect(html).toContain('aria-invalid="true"');
    expect(html).not.toContain("alert");
  });

  it("needs a choice where only a choice is an answer", () => {
    const read = form({ colour: { enum: ["r", "g"] } });
    const faults = (offered: string[]) => needing(read, offered).fields.map((field) => wrong(field, ""));
    expect(faults(["value.0", "value.1", "decline"])).toEqual(["This is needed."]);
    expect(faults(["value.0", "value.1", "accept"])).toEqual([undefined]);
    const offered = ["value.0", "value.1", "decline"].map((id) => ({ id, name: id, kind: "answer" }));
    const raw = JSON.stringify({ requestedSchema: { properties: { colour: { enum: ["r", "g"] } } } });
    const html = drawn(createElement(DecisionCard, { ...WAITS, raw, choices: offered }));
    expect(html).not.toContain("may stay empty");
  });

  it("answers yes or no by its place among the server's choices, which has what is listed first", () => {
    const yes = { const: true, title: "Yes" };
    const no = { const: false, title: "No" };
    const values = (of: object) => form({ sure: { type: "boolean", ...of } }).fields[0]?.values.map((v) => v.value);
    expect(values({})).toEqual([true, false]);
    expect(values({ oneOf: [no, yes] })).toEqual([false, true]);
    expect(values({ anyOf: [no] })).toEqual([false, true, false]);
    expect(values({ enum: ["x"] })).toEqual(["x", true, false]);
    const read = form({ sure: { type: "boolean", oneOf: [no, yes] } });
    const place = read.fields[0]?.values.findIndex((v) => v.label.startsWith("Yes"));
    expect(answer(read, [String(place)], ["value.0", "value.1"])).toEqual({ option: "value.1" });
  });

  it("keeps what was half filled in, as far as it fits", () => {
    const read = form({
      name: { type: "string" },
      colour: { enum: ["r", "g"], default: "r" },
      sizes: { type: "array", items: { enum: ["s", "m"] } },
    });
    const kept = ["Ada", "1", ["0", "1"]];
    expect(drafted(read, JSON.stringify(kept))).toEqual(kept);
    for (const none of [
      "",
      "7",
      "[]",
      "no json",
      '["Ada","2",[]]',
      '["Ada","length",[]]',
      '["Ada","1",["2"]]',
      '["Ada","1","0"]',
      '[{},"1",[]]',
    ]) {
      expect(drafted(read, none), none).toEqual(["", "0", []]);
    }
  });

  it("takes no hostile name of a field for one of ours", () => {
    const read = formOf(
      '{"message":"","requestedSchema":{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}}',
    );
    if (read === undefined) {
      throw new Error("no form");
    }
    expect(untouched(read)).toEqual(["", ""]);
    expect(JSON.stringify(content(read, ["a", "b"]))).toBe('{"__proto__":"a","constructor":"b"}');
  });

  it("is none when it is too long, an address, or no form", () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, {}]));
    for (const none of [
      "no json",
      "[]",
      "{}",
      '{"mode":"url","url":"https://x.test"}',
      '{"requestedSchema":7}',
      JSON.stringify({ requestedSchema: { properties: many } }),
    ]) {
      expect(formOf(none), none).toBeUndefined();
    }
  });

  it("is none when something would run by it, which is shown instead", () => {
    const raw = JSON.stringify({
      toolCall: { title: "A question", rawInput: { command: "rm -rf /" } },
      requestedSchema: { properties: { sure: { type: "boolean" } } },
    });
    expect(formOf(raw)).toBeUndefined();
    const command = { argv: ["sh", "-c", "rm -rf /"], directory: "" };
    for (const asked of [{ raw }, { raw, command }, { raw: FORM, command }]) {
      const html = drawn(createElement(DecisionCard, { ...WAITS, ...asked }));
      expect(html).not.toContain("The agent asks<");
      expect(html).toContain("Allow once");
      expect(html.slice(0, html.indexOf("<details"))).toContain("rm -rf /");
    }
    expect(drawn(createElement(DecisionCard, { ...WAITS, raw: FORM }))).toContain("The agent asks<");
  });

  it("says where it would run, and makes no rule where that is not said", () => {
    const shown = (directory: string) => {
      const raw = JSON.stringify({ toolCall: { title: "make" } });
      const command = { argv: ["make"], directory };
      return drawn(createElement(DecisionCard, { ...WAITS, raw, command }));
    };
    expect(shown("/w/a")).toContain("in /w/a");
    expect(shown("/w/a")).toContain("Always, for");
    // On a phone nobody hovers over a button to learn what it does for 30 days.
    expect(shown("/w/a")).toMatch(/<p[^>]*>Always: this exact command in this directory is not asked for again/);
    expect(shown("")).toContain("where is not said");
    for (const unknown of ["", "w", "."]) {
      expect(shown(unknown), unknown).not.toContain("Always, for");
    }
  });

  it("shows all that a tool is to be given, and text as text", () => {
    const diff = "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-old\n+<b>new</b>\u202e";
    const raw = JSON.stringify({ toolCall: { title: "edit", rawInput: { filepath: "/w/a.sh", diff, more: [1] } } });
    const html = drawn(createElement(DecisionCard, { ...WAITS, raw }));
    const shown = html.slice(0, html.indexOf("<details"));
    expect(shown).toContain("/w/a.sh");
    expect(shown).toContain('<span class="removed">-old\n</span>');
    expect(shown).toContain('<span class="added">+&lt;b&gt;new&lt;/b&gt;⟨U+202E⟩\n</span>');
    expect(shown).toContain("--- a\n");
    expect(shown).toContain("[\n  1\n]");
    for (const rawInput of ["words", 7, null, [1]]) {
      const other = JSON.stringify({ toolCall: { title: "x", rawInput } });
      const card = drawn(createElement(DecisionCard, { ...WAITS, raw: other }));
      expect(card.slice(0, card.indexOf("<details"))).toContain(rawInput === "words" ? "words" : "<code>");
    }
  });

  it("tells an answer in words", () => {
    expect(answered('{"name":"Ada","age":3}')).toBe("name: Ada, age: 3");
    expect(answered("in words")).toBe("in words");
  });
});

const FORM = JSON.stringify({ requestedSchema: { properties: { sure: { type: "boolean" } } } });

/** As who may answer sees it. */
const drawn = (card: ReactElement): string => renderToStaticMarkup(allowed(card));

const WAITS = {
  agent: "a",
  decision: "d",
  digest: "x",
  choices: [{ id: "accept", name: "Answer", kind: "allow_once" }],
  expiresAt: "2099-01-01T00:00:00Z",
};

const TOOL: Tool = {
  kind: "tool",
  key: "t",
  title: "Run",
  sort: "execute",
  status: "completed",
  output: [],
  places: [],
};

const CORPUS = [
  "<img src=x onerror=alert(1)>",
  '"><script>alert(1)</script>',
  "safe\u202eevil",
  "zero\u200bwidth\u2066",
  "javascript:alert(1)",
];

describe("what a harness calls things", () => {
  it("is text with nothing hidden, in labels, choices and questions", () => {
    for (const hostile of CORPUS) {
      const raw = JSON.stringify({
        message: hostile,
        requestedSchema: {
          properties: {
            [hostile]: { type: "string", title: hostile, description: hostile, default: hostile },
            few: { oneOf: [{ const: hostile, title: hostile }] },
            many: { type: "array", title: hostile, items: { enum: [hostile] } },
            long: { enum: Array.from({ length: 300 }, (_, i) => `${hostile}${i}`) },
          },
        },
      });
      const read = formOf(raw);
      if (read === undefined) {
        throw new Error("no form");
      }
      const card = createElement(FormCard, {
        agent: "a",
        decision: "d",
        raw,
        digest: "x",
        choices: [{ id: "accept", name: "", kind: "answer" }],
        expiresAt: "2099-01-01T00:00:00Z",
        form: read,
      });
      const html = drawn(card);
      const shown = html.replace(/<textarea[^>]*>[^<]*<\/textarea>/g, "");
      expect(html).not.toMatch(/<img|<script|href=/);
      expect(shown).not.toMatch(/[\u200b\u202e\u2066]/);
      expect(html).toContain("100 more are not shown");
    }
  });

  it("is no name of ours: what every object has is not looked up", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const choices = [{ id: "x", name: "Yes", kind: name }];
      const card = drawn(createElement(DecisionCard, { ...WAITS, raw: "{}", choices }));
      expect(card).toContain("Answers: “Yes”");
      const plan = createElement(PlanView, { entries: [{ text: "x", status: name }] });
      expect(renderToStaticMarkup(plan)).toContain("To do: ");
      const end: Item = { kind: "end", key: "e", turn: 1, outcome: name, at: "" };
      expect(renderToStaticMarkup(createElement(ItemView, { item: end, agent: "a" }))).toContain(`${name}.`);
      const tool = createElement(ToolCard, { tool: { ...TOOL, status: name } });
      expect(renderToStaticMarkup(tool)).toContain("○");
    }
  });

  it("has nothing hidden in a tool call and in an end", () => {
    for (const hostile of CORPUS) {
      const output: Tool["output"] = [{ kind: "diff", path: hostile, before: "a", after: "b" }];
      const tool = createElement(ToolCard, { tool: { ...TOOL, title: hostile, status: hostile, output } });
      const end: Item = { kind: "end", key: "e", turn: 1, outcome: hostile, at: "" };
      for (const shown of [tool, createElement(ItemView, { item: end, agent: "a" })]) {
        expect(renderToStaticMarkup(shown)).not.toMatch(/<img|<script|[\u200b\u202e\u2066]/);
      }
    }
  });

  it("is no style of ours: a tool call is in one of four states", () => {
    const card = (status: string) => renderToStaticMarkup(createElement(ToolCard, { tool: { ...TOOL, status } }));
    for (const hostile of ["unseen", "undo", "menu", ...CORPUS]) {
      expect(card(hostile)).toBe(card("pending"));
    }
    expect(card("failed")).toContain('class="tool failed"');
    expect(card("in_progress")).toContain("in progress");
  });

  it("is text in a plan, which is bounded", () => {
    const entries = CORPUS.flatMap((text) => Array.from({ length: 40 }, () => ({ text, status: "completed" })));
    const html = renderToStaticMarkup(createElement(PlanView, { entries }));
    expect(html).not.toMatch(/<img|<script|[\u200b\u202e\u2066]/);
    expect(html).toContain("Plan, 200 of 200 done");
    expect(html).toContain("and 100 more");
  });
});
