import type { Agent, Spent } from "../api/types";

/** A count as people say it: 950, 41k, 1.2M. */
export function short(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const thousands = Math.round(count / 1000);
  if (thousands < 1000) {
    return `${thousands}k`;
  }
  const millions = count / 1_000_000;
  return `${millions < 10 ? millions.toFixed(1).replace(/\.0$/, "") : Math.round(millions)}M`;
}

/** $1.20; with a tilde when some of it is an estimate. What is no amount is none. */
export function money(spent: Spent): string {
  const amount = /^\d{1,12}(\.\d{1,6})?$/.test(spent.money) ? Number(spent.money) : 0;
  const words = amount > 0 && amount < 0.01 ? "<$0.01" : `$${amount.toFixed(2)}`;
  return spent.estimates > 0 ? `~${words}` : words;
}

/** Tokens and money in a few words; nothing before the first call, and no money where no price is known. */
export function spentWords(spent: Spent | undefined): string | undefined {
  if (spent === undefined || spent.calls === 0) {
    return undefined;
  }
  const tokens = `${short(spent.input + spent.output)} tokens`;
  return spent.unpriced === spent.calls ? tokens : `${tokens}, ${money(spent)}`;
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
