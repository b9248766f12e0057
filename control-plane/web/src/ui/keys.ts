export type Meant = "palette" | "new" | "search";

interface Pressed {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** How the key is called that goes with others. */
export const CONTROL = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";

const ALONE = "ratoon.keys";
let alone = true;

/** Whether keys mean something by themselves here: who speaks to the machine may switch that off. */
export function keysAlone(): boolean {
  try {
    return (localStorage.getItem(ALONE) ?? (alone ? "on" : "off")) !== "off";
  } catch {
    return alone;
  }
}

export function switchKeysAlone(on: boolean): void {
  alone = on;
  try {
    localStorage.setItem(ALONE, on ? "on" : "off");
  } catch {
    // It holds for this tab.
  }
}

/**
 * What a key means anywhere in the app; letters mean something only while nobody types, and alone only
 * where they may. A Mac's Ctrl-K is its own: it cuts a line. Pure.
 */
export function meant(pressed: Pressed, typing: boolean, may = true, control = CONTROL): Meant | undefined {
  const key = pressed.key.toLowerCase();
  if (pressed.metaKey || pressed.ctrlKey) {
    const its = control === "⌘" ? pressed.metaKey && !pressed.ctrlKey : pressed.ctrlKey && !pressed.metaKey;
    return its && key === "k" && !pressed.altKey && !pressed.shiftKey ? "palette" : undefined;
  }
  if (typing || !may || pressed.altKey) {
    return undefined;
  }
  return key === "n" && !pressed.shiftKey ? "new" : key === "/" ? "search" : undefined;
}
