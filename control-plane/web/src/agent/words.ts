import { text } from "./tools";

/** What an event says, in words. */
type Json = Record<string, unknown>;

/** That a harness was allowed one thing and says another. */
export function oversteps(p: Json): string {
  const [input, allowed, said] = [text(p.input), text(p.allowed), text(p.said)];
  return input === "command"
    ? `It was allowed to run “${allowed}”, and says that it runs “${said}”.`
    : `It was allowed ${input} “${allowed}”, and says that it is ${input} “${said}”.`;
}

export function pullWords(p: Json): string {
  const parts = [
    text(p.state),
    p.checks ? `checks ${text(p.checks)}` : "",
    p.review ? `review: ${text(p.review)}` : "",
  ];
  return `The pull request is ${parts.filter(Boolean).join(", ")}.`;
}
