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

/** What a key means anywhere in the app; letters mean something only while nobody types. Pure. */
export function meant(pressed: Pressed, typing: boolean): Meant | undefined {
  const key = pressed.key.toLowerCase();
  if (pressed.metaKey || pressed.ctrlKey) {
    return key === "k" && !pressed.altKey && !pressed.shiftKey ? "palette" : undefined;
  }
  if (typing || pressed.altKey) {
    return undefined;
  }
  return key === "n" && !pressed.shiftKey ? "new" : key === "/" ? "search" : undefined;
}
