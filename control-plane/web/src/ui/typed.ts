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

type Kept = Keys & Pick<Storage, "getItem" | "setItem">;
const BY = "ratoon.typed-by";

/**
 * What is typed from now on is this user's; what somebody else has typed before is gone. Says whether it was
 * somebody else.
 */
export function typedBy(user: string, storage: () => Kept = () => localStorage): boolean {
  try {
    const kept = storage();
    const before = kept.getItem(BY);
    const another = before !== null && before !== user;
    if (another) {
      forgetTyped(storage);
    }
    kept.setItem(BY, user);
    return another;
  } catch {
    return false;
  }
}
