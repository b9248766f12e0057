/** Something to choose from a list. */
export interface Option {
  value: string;
  label: string;
  note?: string;
  /** Why it cannot be chosen now, and what to do. */
  why?: string;
}

/** So many are shown; whoever wants another types more of its name. */
export const MOST_SHOWN = 50;

/** Those in which each word stands; in the order in which they came. Pure. */
export function fitting<T extends Option>(options: T[], words: string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((one) => {
    const text = `${one.label} ${one.value} ${one.note ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The one that somebody means who typed this: it is called so, or no other fits. Pure. */
export function named<T extends Option>(options: T[], typed: string): T | undefined {
  const name = typed.trim().toLowerCase();
  const fit = fitting(options, typed);
  const one = fit.find((option) => option.label.toLowerCase() === name) ?? (fit.length === 1 ? fit[0] : undefined);
  return name === "" || one?.why !== undefined ? undefined : one;
}

/** Where a key leads in a list of so many; undefined for a key that leads nowhere. Pure. */
export function moved(key: string, at: number, count: number): number | undefined {
  if (count === 0) {
    return undefined;
  }
  switch (key) {
    case "ArrowDown":
      return at + 1 >= count ? 0 : at + 1;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "PageDown":
      return Math.min(count - 1, at + 8);
    case "PageUp":
      return Math.max(0, at - 8);
    default:
      return undefined;
  }
}
