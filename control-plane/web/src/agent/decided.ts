import { visible } from "../ui/text";
import { answered, type Form, formOf } from "./form";
import type { Asked } from "./items";
import { requested } from "./requested";
import { typed } from "./typed";
import { placesOf } from "./unlike";

/** What became of what was asked: who said what to it. */
export function decided(item: Asked): string {
  const form = formOf(item.raw);
  if (form !== undefined) {
    return replied(item, form);
  }
  const what = item.command === undefined ? request(item.raw) : typed(item.command.argv);
  if (item.answer === undefined) {
    return `Not answered: ${visible(what)}. ${visible(item.closed ?? "")}`;
  }
  const choice = item.choices.find((c) => c.id === item.answer?.option);
  const verb = choice?.kind.startsWith("allow") ? "allowed" : "denied";
  const words = item.answer.words === undefined ? "" : ` “${item.answer.words}”`;
  return `${item.answer.by} ${verb} ${visible(what)}.${visible(words)}`;
}

/** By the files and addresses that it names, which are not the agent's own words about it. */
function request(raw: string): string {
  const places = placesOf(requested(raw).input).slice(0, 3);
  return places.length === 0 ? "a request" : `a request about ${places.map((place) => cut(place, 200)).join(", ")}`;
}

/** What became of a question: its answer in words. */
function replied(item: Asked, form: Form): string {
  const question = `“${cut(visible(form.message || (form.fields[0]?.label ?? "a question")), 200)}”`;
  const said = item.answer;
  if (said === undefined) {
    return `Not answered: ${question}. ${visible(item.closed ?? "")}`;
  }
  if (said.option === undefined || said.option === "decline" || said.option === "cancel") {
    return `${said.by} ${said.option === "cancel" ? "put away" : "declined"} ${question}.`;
  }
  const chosen = item.choices.find((choice) => choice.id === said.option && choice.kind === "answer");
  const words = answered(said.words);
  const all = [said.option === "accept" ? "" : (chosen?.name ?? ""), words].filter(Boolean).join("; ");
  return `${said.by} answered ${question}: ${cut(visible(all), 2000)}`;
}

const cut = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most)}…` : words);
