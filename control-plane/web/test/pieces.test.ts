import { describe, expect, it } from "vitest";
import { Pieces } from "../src/agents/pieces";

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ id: `a${from + i}` }));
const sizes = (pieces: { rows: unknown[] }[]) => pieces.map((piece) => piece.rows.length);

describe("the pieces of a list", () => {
  it("are all rows in their order", () => {
    const all = rows(0, 101);
    const pieces = new Pieces().cut(all);
    expect(pieces.flatMap((piece) => piece.rows)).toEqual(all);
    expect(sizes(pieces)).toEqual([1, 20, 20, 20, 20, 20]);
    expect(new Set(pieces.map((piece) => piece.key)).size).toBe(6);
    expect(new Pieces().cut([])).toEqual([]);
  });

  it("keep their rows when some come above and others go", () => {
    const pieces = new Pieces();
    const before = pieces.cut(rows(100, 150));
    const after = pieces.cut([...rows(60, 105), ...rows(106, 150)]);
    for (const piece of before) {
      const same = after.find((one) => one.key === piece.key);
      expect(same?.rows).toEqual(expect.arrayContaining(piece.rows.filter((row) => row.id !== "a105")));
    }
    expect(Math.max(...sizes(after))).toBeLessThanOrEqual(20);
  });

  it("are never two with one name, whatever order they come in", () => {
    const pieces = new Pieces();
    const all = rows(0, 60);
    pieces.cut(all);
    const mixed = [...all].sort((a, b) =>
      a.id.split("").reverse().join("") < b.id.split("").reverse().join("") ? -1 : 1,
    );
    const after = pieces.cut(mixed);
    expect(after.flatMap((piece) => piece.rows)).toEqual(mixed);
    expect(new Set(after.map((piece) => piece.key)).size).toBe(after.length);
    // A page of rows that all stand elsewhere is one of small pieces at worst, and whole again when it is made anew.
    expect(after.length).toBeLessThanOrEqual(60);
  });

  it("are joined again when a row comes back to the top many times", () => {
    const pieces = new Pieces();
    let all = rows(0, 45);
    pieces.cut(all);
    for (let turn = 0; turn < 200; turn++) {
      const [moved] = all.splice(turn % all.length, 1);
      if (moved !== undefined) {
        all = [moved, ...all];
      }
      expect(pieces.cut(all).flatMap((piece) => piece.rows)).toEqual(all);
    }
    expect(sizes(pieces.cut(all)).length).toBeLessThan(15);
  });
});
