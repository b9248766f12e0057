import type { Item } from "./items";
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

/** How a pull request stands, in few words. */
export function standing(pull: { state?: unknown; checks?: unknown; review?: unknown }): string {
  const review = text(pull.review);
  return [
    text(pull.state),
    pull.checks ? `checks ${text(pull.checks)}` : "",
    review === "changes-requested" ? "changes requested" : review,
  ]
    .filter(Boolean)
    .join(", ");
}

/** With what of a repository's file is not done here, and what to do instead. */
export function environmentWords(p: Json): string {
  const notes = Array.isArray(p.notes) ? p.notes.map((one) => ` ${text(one)}.`) : [];
  const image = p.image === undefined ? "" : ` Its pods have the image ${text(p.image)}.`;
  return `Environment ${text(p.name)}, version ${p.version}.${image}${notes.join("")}`;
}

export function pullWords(p: Json): string {
  return `The pull request is ${standing(p)}.`;
}

/** That it cannot begin to work, and why. */
export function unprepared(p: Json): string {
  const step = text(p.step);
  const what = step === "harness" ? "It could not begin to work." : `The workspace could not be prepared (${step}).`;
  return `${what} ${text(p.words)}`;
}

/** The words, or none where what stands right before them says as much: the end of a turn, or another line. */
export function news(words: string, before: Item | undefined): string {
  const said = saidBy(before);
  return said !== undefined && (said.includes(words) || words.includes(said)) ? "" : words;
}

/** Why a sandbox ended; none where its own runner has just said so: it knows better than who finds it gone. */
export function sandboxEnded(reason: string, before: Item | undefined): string {
  const said = saidBy(before) ?? "";
  const runners = before?.kind === "end" || !said.startsWith(ENDED);
  return runners && said.includes(ENDED) ? "" : news(`${ENDED}${reason}`, before);
}

const ENDED = "The sandbox ended: ";

function saidBy(item: Item | undefined): string | undefined {
  return item?.kind === "end" ? item.words : item?.kind === "note" ? item.text : undefined;
}
