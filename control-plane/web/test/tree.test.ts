import { describe, expect, it } from "vitest";
import type { ChangedFile } from "../src/api/types";
import { deed, type Folder, named, rows, tree } from "../src/changes/tree";

const file = (path: string, added = 1, removed = 0): ChangedFile => ({
  path,
  change: "modified",
  added,
  removed,
  shown: "text",
});
const NONE = new Set<string>();
const FILES = [
  file("README.md", 3, 1),
  file("src/main/java/App.java", 10, 2),
  file("src/main/java/lib/Lib.java", 5),
  file("docs/a/b.md", 1, 1),
];

describe("the tree of changed files", () => {
  it("folds folders that hold one folder alone, and counts what is below", () => {
    const all = rows(tree(FILES), NONE).map((r) => `${r.level} ${r.node.name} ${r.place}/${r.of}`);
    expect(all).toEqual([
      "1 docs/a 1/3",
      "2 b.md 1/1",
      "1 src/main/java 2/3",
      "2 lib 1/2",
      "3 Lib.java 1/1",
      "2 App.java 2/2",
      "1 README.md 3/3",
    ]);
    const src = tree(FILES)[1] as Folder;
    expect(src).toMatchObject({ path: "src/main/java", files: 2, added: 15, removed: 2 });
  });

  it("hides what is below a folded folder", () => {
    expect(rows(tree(FILES), new Set(["src/main/java"])).map((r) => r.node.name)).toEqual([
      "docs/a",
      "b.md",
      "src/main/java",
      "README.md",
    ]);
  });

  it("finds files by all the words, of their old names too", () => {
    const moved = { ...file("new/x.ts"), oldPath: "old/y.ts" };
    expect(named([...FILES, moved], " JAVA lib ").map((f) => f.path)).toEqual(["src/main/java/lib/Lib.java"]);
    expect(named([...FILES, moved], "y.ts")).toEqual([moved]);
    expect(named(FILES, " ")).toBe(FILES);
  });

  it("is walked by the usual keys", () => {
    const all = rows(tree(FILES), NONE);
    expect(deed("ArrowDown", all, 6, NONE)).toEqual({ to: 6 });
    expect(deed("ArrowUp", all, 0, NONE)).toEqual({ to: 0 });
    expect(deed("End", all, 0, NONE)).toEqual({ to: 6 });
    expect(deed("Home", all, 5, NONE)).toEqual({ to: 0 });
    expect(deed("ArrowRight", all, 2, NONE)).toEqual({ to: 3 });
    expect(deed("ArrowRight", all, 2, new Set(["src/main/java"]))).toEqual({ open: "src/main/java" });
    expect(deed("ArrowRight", all, 1, NONE)).toBeUndefined();
    expect(deed("ArrowLeft", all, 2, NONE)).toEqual({ close: "src/main/java" });
    expect(deed("ArrowLeft", all, 4, NONE)).toEqual({ to: 3 });
    expect(deed("ArrowLeft", all, 6, NONE)).toEqual({ to: 6 });
    expect(deed("r", all, 0, NONE)).toEqual({ to: 6 });
    expect(deed("d", all, 6, NONE)).toEqual({ to: 0 });
    expect(deed("Tab", all, 0, NONE)).toBeUndefined();
  });

  it("of a thousand files and deep hostile names takes no time", () => {
    const deep = file(`${"a/".repeat(2000)}b`);
    const many = Array.from({ length: 1000 }, (_, i) => file(`p${i % 40}/q${i % 7}/f${i}.ts`));
    const began = performance.now();
    const all = rows(tree([...many, deep, file("__proto__/x"), file("/etc//x")]), NONE);
    expect(performance.now() - began).toBeLessThan(500);
    expect(all.filter((r) => r.node.kind === "file")).toHaveLength(1003);
  });
});
