import { Store } from "./store";

const KEY = "ratoon.appearance";

export type Appearance = "light" | "dark" | "system";

export function appearance(): Appearance {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

/** As it is chosen now, wherever that was done. */
export const chosenAppearance = new Store<Appearance>(appearance());

export function applyAppearance(wanted: Appearance = appearance()): void {
  chosenAppearance.set(wanted);
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // It holds for this tab.
  }
  if (wanted === "system") {
    delete document.documentElement.dataset.appearance;
  } else {
    document.documentElement.dataset.appearance = wanted;
  }
}
