import { describe, expect, it } from "vitest";
import { decided } from "../src/agent/decided";
import type { Asked } from "../src/agent/items";
import { unlike } from "../src/agent/unlike";
import { lookalikes } from "../src/ui/lookalikes";

const sh = (line: string) => ["sh", "-c", line];

describe("a title", () => {
  it("is read in no time, however long it is", () => {
    const began = performance.now();
    expect(unlike("a".repeat(400_000), undefined, { path: "/x" })).toBeDefined();
    expect(unlike(`${"a".repeat(399_990)} make test`, sh("make test"), undefined)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("is what runs, or is told to be something else", () => {
    const other = "Its title is not what will run. Go by what stands below it.";
    expect(unlike("make test", sh("make test"), undefined)).toBeUndefined();
    expect(unlike("Run `make  test`", sh("make test\n"), undefined)).toBeUndefined();
    expect(unlike("make test", ["make", "test"], undefined)).toBeUndefined();
    expect(unlike("make test", ["/bin/bash", "-lc", "make test"], undefined)).toBeUndefined();
    expect(unlike("echo hi", sh("rm -rf ~; echo hi"), undefined)).toBe(other);
    expect(unlike("echo hi", sh("echo hi; rm -rf ~"), undefined)).toBe(other);
    expect(unlike("echo hi...", sh("echo hi; rm -rf ~"), undefined)).toBe(other);
    expect(unlike("ls", ["rm", "-rf", "ls"], undefined)).toBe(other);
    const long = `echo ${"x".repeat(60)}`;
    expect(unlike(`${long}…`, sh(`${long} ${long}`), undefined)).toBeUndefined();
    expect(unlike("", sh("ls"), undefined)).toBeUndefined();
  });

  it("names the file or the address that it is about, or is told to name another", () => {
    const other = "Its title names something else than it is about. Go by what stands below it.";
    expect(unlike("Edit notes.txt", undefined, { filePath: "/w/notes.txt", diff: "x" })).toBeUndefined();
    expect(unlike("Edit docs/a.md", undefined, { path: "/w/docs/a.md" })).toBeUndefined();
    expect(unlike("Fetch example.org", undefined, { url: "https://example.org/x" })).toBeUndefined();
    expect(unlike("Write a file", undefined, { path: "/w/a.md" })).toBeUndefined();
    expect(unlike("Edit docs/a.md", undefined, { path: "/etc/a.md" })).toBe(other);
    expect(unlike("Edit notes.txt", undefined, { filepath: "/w/.bashrc" })).toBe(other);
    expect(unlike("Fetch https://example.org", undefined, { url: "https://example.com" })).toBe(other);
  });
});

describe("what was decided", () => {
  const asked = (raw: string, more: Partial<Asked> = {}): Asked => ({
    kind: "asked",
    key: "asked 1",
    decision: "d",
    request: "1",
    raw,
    digest: "",
    choices: [{ id: "once", name: "Yes", kind: "allow_once" }],
    expiresAt: "",
    answer: { option: "once", by: "ada", words: undefined },
    ...more,
  });
  const call = (rawInput: object) => JSON.stringify({ toolCall: { title: "Tidy up", rawInput } });

  it("names the command, or the file that it was about, and never the agent's own words", () => {
    const command = { argv: ["make", "test"], directory: "/w" };
    expect(decided(asked(call({ command: "x" }), { command }))).toBe("ada allowed make test.");
    expect(decided(asked(call({ filepath: "/w/USAGE.md", diff: "+a" })))).toBe(
      "ada allowed a request about /w/USAGE.md.",
    );
    expect(decided(asked(call({ path: `/w/${"x".repeat(300)}` }))).length).toBeLessThan(250);
    expect(decided(asked(call({ path: "/w/\u202egpj" })))).not.toContain("\u202e");
    expect(decided(asked("no JSON"))).toBe("ada allowed a request.");
  });

  it("says why there is no answer", () => {
    const closed = "Its turn is over.";
    expect(decided(asked(call({ url: "https://a.example" }), { answer: undefined, closed }))).toBe(
      "Not answered: a request about https://a.example. Its turn is over.",
    );
  });
});

describe("letters that pass for others", () => {
  it("are told with their numbers", () => {
    for (const [command, sign] of [
      ["g\u0456t push", "“g\u0456t” (U+0456)"],
      ["\u0441\u043e\u0440\u0443 a b", "“\u0441\u043e\u0440\u0443” (U+0441, U+043E, U+0440, U+0443)"],
      ["ls -\u0430", "“\u0430” (U+0430)"],
      ["curl https://ex\u0430mple.org", "“ex\u0430mple” (U+0430)"],
      ["\uff52\uff4d -rf", "“\uff52\uff4d” (U+FF52, U+FF4D)"],
      ["\u{1d42b}\u{1d426} x", "“\u{1d42b}\u{1d426}” (U+1D42B, U+1D426)"],
      ["cat a\u2044b", "“a\u2044b” (U+2044)"],
      ["p\u03bfd", "“p\u03bfd” (U+03BF)"],
    ]) {
      expect(lookalikes([command ?? ""])).toContain(sign);
    }
  });

  it("are none in words of a language", () => {
    for (const words of [
      "git commit -m 'исправлена ошибка'",
      "echo é ß naïve 漢字 C言語 日本語テキスト",
      "echo Größe m² 5µs — “quoted”",
      "ls -la ~/src",
    ]) {
      expect(lookalikes([words])).toBeUndefined();
    }
  });
});
