const TYPED = ["ratoon.draft.", "ratoon.edit.", "ratoon.start"];

type Keys = Pick<Storage, "length" | "key" | "removeItem">;

/** Nothing that somebody typed, and did not send, stays in this browser for whoever comes next. */
export function forgetTyped(storage: () => Keys = () => localStorage): void {
  try {
    const kept = storage();
    const names = Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? "");
    for (const name of names.filter((one) => TYPED.some((start) => one.startsWith(start)))) {
      kept.removeItem(name);
    }
  } catch {
    // It was nowhere but here.
  }
}
