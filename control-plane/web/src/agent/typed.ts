import { visible } from "../ui/text";

const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command as somebody would type it. */
export function typed(argv: string[]): string {
  return argv.map((part) => quoted(visible(part))).join(" ");
}

function quoted(part: string): string {
  return PLAIN.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`;
}
