import type { Line } from "./between";

/** The lines of one file's unified diff, numbered. Pure. */
export function unified(text: string): Line[] {
  const found: Line[] = [];
  let before = 0;
  let after = 0;
  let inside = false;
  for (const line of text.split("\n")) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)$/.exec(line);
    if (hunk !== null) {
      inside = true;
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      found.push({ sign: "@", text: `Line ${after}${hunk[3] ?? ""}` });
    } else if (inside && line.startsWith("+")) {
      found.push({ sign: "+", text: line.slice(1), after: after++ });
    } else if (inside && line.startsWith("-")) {
      found.push({ sign: "-", text: line.slice(1), before: before++ });
    } else if (inside && line.startsWith(" ")) {
      found.push({ sign: " ", text: line.slice(1), before: before++, after: after++ });
    } else if (line.startsWith("diff --git ")) {
      inside = false;
    } else if (
      line !== "" &&
      !/^(index|---|\+\+\+|new file|deleted file|old mode|new mode|similarity|rename|copy) ?/.test(line)
    ) {
      found.push({ sign: "@", text: line });
    }
  }
  return found;
}

export interface Pair {
  left?: Line;
  right?: Line;
}

/** The same lines side by side: what replaced what stands in one row. Pure. */
export function sideBySide(lines: Line[]): Pair[] {
  const rows: Pair[] = [];
  let removed: Line[] = [];
  let added: Line[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      rows.push({ left: removed[i], right: added[i] });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === "-") {
      removed.push(line);
    } else if (line.sign === "+") {
      added.push(line);
    } else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}
