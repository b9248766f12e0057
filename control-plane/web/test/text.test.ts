import { describe, expect, it } from "vitest";
import { SseReader } from "../src/api/sse";
import { between } from "../src/changes/between";
import { sideBySide, unified } from "../src/changes/unified";
import { plain, visible } from "../src/ui/text";

describe("text that is not trusted", () => {
  it("shows what would hide or turn around", () => {
    expect(visible("rm \u202e-rf\u200b x")).toBe("rm ⟨U+202E⟩-rf⟨U+200B⟩ x");
    expect(visible("tag\u{e0041}")).toBe("tag⟨U+E0041⟩");
    expect(visible("bell\u0007\u001b[2J")).toBe("bell⟨U+0007⟩⟨U+001B⟩[2J");
    expect(visible("lines\nand\ttabs")).toBe("lines\nand\ttabs");
  });

  it("shows spaces that are none of a keyboard, blanks, and halves of characters", () => {
    for (const c of "\u00a0\u1680\u2000\u200a\u202f\u205f\u3000\u2800\ue000\u{10fffd}\u0378\ud800\u3164\ufe0f\u{e0100}") {
      const number = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      expect(visible(`rm${c}x`)).toBe(`rm⟨U+${number}⟩x`);
    }
    expect(visible("é 漢 😀 ß —")).toBe("é 漢 😀 ß —");
  });

  it("leaves out a terminal's orders", () => {
    expect(plain("\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u001b[2Jy")).toBe("red xy");
    expect(plain("10%\r50%\r100%\n")).toBe("100%\n");
    expect(plain("windows\r\nlines\r\n")).toBe("windows\nlines\n");
  });

  it("is read in a time that grows with its length", () => {
    const begun = performance.now();
    plain("x".repeat(1_000_000));
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe("a diff", () => {
  it("numbers the lines on both sides", () => {
    const lines = unified("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    expect(lines.map((l) => [l.sign, l.text, l.before, l.after])).toEqual([
      ["@", "Line 1", undefined, undefined],
      [" ", "a", 1, 1],
      ["-", "b", 2, undefined],
      ["+", "c", undefined, 2],
    ]);
    expect(sideBySide(lines).at(-1)).toMatchObject({ left: { text: "b" }, right: { text: "c" } });
  });

  it("keeps lines that look like a head when they stand inside", () => {
    expect(unified("@@ -1 +1 @@\n--- a\n+++ b\n").map((l) => l.text)).toEqual(["Line 1", "-- a", "++ b"]);
  });

  it("is what two texts differ in", () => {
    expect(between("a\nb\nc\n", "a\nx\nc\n").map((l) => l.sign + l.text)).toEqual([" a", "-b", "+x", " c"]);
    expect(between("", "new\n").map((l) => l.sign + l.text)).toEqual(["+new"]);
  });
});

describe("a stream", () => {
  it("is cut into events whatever its pieces are", () => {
    const heard: string[] = [];
    const reader = new SseReader((e) => heard.push(`${e.id}|${e.name}|${e.data}`));
    const text = 'retry: 5\n\nid: 7\nevent: agent\ndata: {"a":\ndata: 1}\n\n: here\nid: 8\n\n';
    for (const letter of text) {
      reader.take(letter);
    }
    expect(heard).toEqual(['7|agent|{"a":\n1}', "8|message|"]);
  });
});
