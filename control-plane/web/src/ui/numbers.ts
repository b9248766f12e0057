import type { Agent, Spent } from "../api/types";

/** A count as people say it: 950, 41k, 1.2M, 10B. */
export function short(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const thousands = Math.round(count / 1000);
  if (thousands < 1000) {
    return `${thousands}k`;
  }
  const millions = Math.round(count / 1_000_000);
  return millions < 1000 ? `${tenths(count / 1_000_000)}M` : `${tenths(count / 1_000_000_000)}B`;
}

const tenths = (count: number): string =>
  count < 10 ? count.toFixed(1).replace(/\.0$/, "") : String(Math.round(count));

const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** Exact text of US dollars as people read it: $1.20. Less than a cent is not nothing; what is no amount is. */
export function dollars(exact: string): string {
  const amount = /^\d{1,12}(\.\d{1,6})?$/.test(exact) ? Number(exact) : 0;
  return amount > 0 && amount < 0.01 ? "<$0.01" : DOLLARS.format(amount);
}

/** The same with a tilde when some of it is an estimate. */
export function money(spent: { money: string; estimated: string; estimates?: number }): string {
  const isEstimated = (spent.estimates ?? 0) > 0 || Number(spent.estimated) > 0;
  return `${isEstimated ? "~" : ""}${dollars(spent.money)}`;
}

/** Both ways. */
export function tokens(of: { input: number; output: number }): number {
  return of.input + of.output;
}

/** Tokens and money in a few words; nothing before the first call, and no money where no price is known. */
export function spentWords(spent: Spent | undefined): string | undefined {
  if (spent === undefined || spent.calls === 0) {
    return undefined;
  }
  const used = `${short(tokens(spent))} tokens`;
  return spent.unpriced === spent.calls ? used : `${used}, ${money(spent)}`;
}

/** The same at length, for who looks closer. */
export function spentAtLength(spent: Spent): string {
  const parts = [
    `${spent.calls} model calls: ${spent.input} tokens in, ${spent.output} out`,
    ...(spent.estimates > 0 ? [`${spent.estimates} of them are estimated`] : []),
    ...(spent.unpriced > 0 ? [`of ${spent.unpriced} no price is known`] : []),
  ];
  return parts.join("; ");
}

export function changesWords(changes: NonNullable<Agent["changes"]>): string {
  const files = `${changes.files}${changes.more ? " or more" : ""} ${changes.files === 1 && !changes.more ? "file" : "files"}`;
  return changes.more
    ? `${files} changed`
    : `${files} changed, ${changes.added} lines added, ${changes.removed} removed`;
}
