export interface Line {
  sign: "+" | "-" | " " | "@";
  text: string;
  before?: number;
  after?: number;
}

const CONTEXT = 3;
const MOST = 2_000;

/** The lines that differ between two texts, with what is around them. Bounded: what is too long is replaced whole. Pure. */
export function between(before: string, after: string): Line[] {
  const a = lines(before);
  const b = lines(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const middle = compared(a.slice(start, endA), b.slice(start, endB));
  const first = Math.max(0, start - CONTEXT);
  return [
    ...a.slice(first, start).map((text): Line => ({ sign: " ", text })),
    ...middle,
    ...a.slice(endA, endA + CONTEXT).map((text): Line => ({ sign: " ", text })),
  ];
}

function lines(text: string): string[] {
  if (text === "") {
    return [];
  }
  const all = text.split("\n");
  if (all.at(-1) === "") {
    all.pop();
  }
  return all;
}

function compared(a: string[], b: string[]): Line[] {
  if (a.length * b.length > MOST * MOST) {
    return [...a.map((text): Line => ({ sign: "-", text })), ...b.map((text): Line => ({ sign: "+", text }))];
  }
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const found: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ sign: " ", text: a[i] ?? "" });
      i++;
      j++;
    } else if (
      i < a.length &&
      (j >= b.length || (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      found.push({ sign: "-", text: a[i] ?? "" });
      i++;
    } else {
      found.push({ sign: "+", text: b[j] ?? "" });
      j++;
    }
  }
  return found;
}
