import { tokens } from "../ui/numbers";

export interface Line {
  name: string;
  calls: number;
  input: number;
  cached: number;
  output: number;
  money: string;
  estimated: string;
  unpriced: number;
  model?: string;
}

export interface Spend {
  month: string;
  owner: string;
  tokens: number;
  money: string;
  estimated: string;
  cap: { tokens: number; money: string };
  agents: Line[];
}

export interface EditedCaps {
  money: string;
  tokens: string;
}

/** The field that says nothing: an empty one is not a cap of nothing. */
export function blankCap(now: EditedCaps): keyof EditedCaps | undefined {
  return (["money", "tokens"] as const).find((name) => now[name].trim() === "");
}

/** What is to be asked for: only what is another than before. */
export function capsAsked(before: EditedCaps, now: EditedCaps): { money?: string; tokens?: number } {
  return {
    ...(now.money === before.money ? {} : { money: now.money.trim() }),
    ...(now.tokens === before.tokens ? {} : { tokens: Number(now.tokens) }),
  };
}

/** Lines with one name together, the dearest first. */
export function byModel(lines: Line[]): Line[] {
  const all = new Map<string, Line>();
  for (const line of lines) {
    const name = line.model ?? "of agents that are gone";
    const before = all.get(name);
    all.set(name, before === undefined ? { ...line, name } : sum(before, line));
  }
  return [...all.values()].sort((a, b) => micros(b.money) - micros(a.money) || tokens(b) - tokens(a));
}

function sum(a: Line, b: Line): Line {
  return {
    name: a.name,
    model: a.model,
    calls: a.calls + b.calls,
    input: a.input + b.input,
    cached: a.cached + b.cached,
    output: a.output + b.output,
    money: decimal(micros(a.money) + micros(b.money)),
    estimated: decimal(micros(a.estimated) + micros(b.estimated)),
    unpriced: a.unpriced + b.unpriced,
  };
}

/** Dollars are exact text: what is added is whole millionths. */
export function micros(money: string): number {
  return Math.round(Number(money) * 1_000_000);
}

function decimal(of: number): string {
  return (of / 1_000_000).toFixed(6);
}

/** How long a bar is beside the longest, in percent; what is there is seen. */
export function share(of: number, most: number): number {
  return most <= 0 || of <= 0 ? 0 : Math.max(1, Math.min(100, (of / most) * 100));
}

/** The month so many months after this one: `2026-01`. */
export function monthAfter(month: string, by: number): string {
  const [year = "2000", number = "1"] = month.split("-");
  const at = new Date(Date.UTC(Number(year), Number(number) - 1 + by, 1));
  return at.toISOString().slice(0, 7);
}

export function monthName(month: string): string {
  return new Date(`${month}-15T00:00:00Z`).toLocaleDateString(undefined, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
