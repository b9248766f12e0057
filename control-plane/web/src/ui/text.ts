/**
 * Characters that change how others look, or that nobody sees, are shown by their number instead:
 * all that are no letters, signs or spaces of a keyboard, and those that are drawn as nothing. The
 * terminal's client names the same ones (Visible.java).
 */
const HIDDEN =
  /(?![\n\t ])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;

/** The text with everything visible that would hide something: what is approved must be what is read. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** What a terminal was told, without its orders. */
export function plain(text: string): string {
  return overwritten(
    text
      .replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[P^_X][^\u001b]*(?:\u001b\\)?/g, "")
      .replace(/\u001b\[[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g, ""),
  ).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/** Of a line that was written over, what was written last. */
function overwritten(text: string): string {
  return text.includes("\r") ? text.split("\n").map(lastOf).join("\n") : text;
}

function lastOf(line: string): string {
  const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
  return whole.slice(whole.lastIndexOf("\r") + 1);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A repository's address as people say it. */
export function repositoryName(address: string): string {
  const github = /^https:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(address);
  if (github !== null) {
    return github[1] ?? address;
  }
  return address
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "")
    .split("/")
    .slice(-2)
    .join("/");
}
