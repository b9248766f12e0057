import { isObject, text } from "./tools";

type Json = Record<string, unknown>;

const MOST_FIELDS = 20;
export const MOST_VALUES = 200;
const LONGEST_LABEL = 200;

/** One that can be chosen: what is answered, and what it is called. */
export interface Value {
  value: unknown;
  label: string;
}

/** A field of a form, as far as it can be shown. */
export interface Field {
  name: string;
  label: string;
  description?: string;
  sort: "text" | "number" | "integer" | "one" | "many";
  required: boolean;
  values: Value[];
  format?: string;
  least?: number;
  most?: number;
  initial: Draft;
}

export interface Form {
  message: string;
  fields: Field[];
}

/** What somebody has written, or chosen by its place among the values. */
export type Draft = string | readonly string[];

/** Of each field by its place: a hostile name of one is no key of ours. */
export type Drafts = readonly Draft[];

/** The form that a harness asks to fill in; nothing when it asks something else. Hostile input. */
export function formOf(raw: string): Form | undefined {
  let asked: unknown;
  try {
    asked = JSON.parse(raw);
  } catch {
    return undefined;
  }
  // A request to let something run stays one, whatever it brings along.
  if (isObject(asked) && isObject(asked.toolCall)) {
    return undefined;
  }
  const schema = isObject(asked) ? asked.requestedSchema : undefined;
  const properties = isObject(schema) ? schema.properties : undefined;
  if (!isObject(asked) || !isObject(schema) || !isObject(properties) || (text(asked.mode) || "form") !== "form") {
    return undefined;
  }
  const all = Object.entries(properties);
  if (all.length > MOST_FIELDS) {
    return undefined;
  }
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    message: text(asked.message),
    fields: all.map(([name, field]) => fieldOf(name, isObject(field) ? field : {}, required.includes(name))),
  };
}

function fieldOf(name: string, of: Json, required: boolean): Field {
  const type = text(of.type) || "string";
  const many = type === "array";
  const listed = valuesOf(many && isObject(of.items) ? of.items : of);
  const values = type === "boolean" ? yesOrNo(listed) : listed;
  const sort = many ? "many" : values.length > 0 ? "one" : type === "number" || type === "integer" ? type : "text";
  return {
    name,
    label: cut(text(of.title) || name, LONGEST_LABEL),
    description: cut(text(of.description), 2000) || undefined,
    sort,
    required,
    values,
    format: text(of.format) || undefined,
    least: bound(sort === "text" ? of.minLength : many ? of.minItems : of.minimum),
    most: bound(sort === "text" ? of.maxLength : many ? of.maxItems : of.maximum),
    initial: initial(sort, values, of.default),
  };
}

const YES_OR_NO: Value[] = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];

/** What is listed stands first, as the server counts it: a choice is answered by its place. */
function yesOrNo(listed: Value[]): Value[] {
  const said = YES_OR_NO.every(({ value }) => listed.some((each) => each.value === value));
  return said ? listed : [...listed, ...YES_OR_NO];
}

function valuesOf(of: Json): Value[] {
  const values: Value[] = [];
  for (const several of [of.oneOf, of.anyOf]) {
    for (const each of Array.isArray(several) ? several : []) {
      if (isObject(each) && each.const !== undefined) {
        values.push(oneValue(each.const, text(each.title)));
      }
    }
  }
  const names = Array.isArray(of.enumNames) ? of.enumNames : [];
  for (const [i, each] of (Array.isArray(of.enum) ? of.enum : []).entries()) {
    values.push(oneValue(each, text(names[i])));
  }
  return values;
}

/** What is answered stands beside what it is called, where they differ. */
function oneValue(value: unknown, title: string): Value {
  const plain = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return { value, label: cut(title === "" || title === plain ? plain : `${title} (${plain})`, LONGEST_LABEL) };
}

function initial(sort: Field["sort"], values: Value[], given: unknown): Draft {
  if (sort === "many") {
    const wanted = Array.isArray(given) ? given : [];
    return values.flatMap((each, i) => (wanted.includes(each.value) ? [String(i)] : []));
  }
  if (sort === "one") {
    const place = given === undefined ? -1 : values.findIndex((each) => each.value === given);
    return place < 0 ? "" : String(place);
  }
  return typeof given === "string" || typeof given === "number" ? String(given) : "";
}

const bound = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const cut = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most)}…` : words);

/** What is wrong with what stands in a field; nothing when it can be sent. */
export function wrong(field: Field, draft: Draft): string | undefined {
  if (draft.length === 0) {
    return field.required ? (field.sort === "many" ? many(field, 0) : "This is needed.") : undefined;
  }
  switch (field.sort) {
    case "many":
      return many(field, draft.length);
    case "one":
      return undefined;
    case "number":
    case "integer":
      return number(field, String(draft));
    case "text":
      return written(field, String(draft));
  }
}

function many(field: Field, count: number): string | undefined {
  const least = field.least ?? 0;
  if (count < least) {
    return `Choose at least ${least}.`;
  }
  return field.most !== undefined && count > field.most ? `Choose at most ${field.most}.` : undefined;
}

function number(field: Field, draft: string): string | undefined {
  const value = Number(draft);
  if (draft.trim() === "" || !Number.isFinite(value)) {
    return "Write a number.";
  }
  if (field.sort === "integer" && !Number.isSafeInteger(value)) {
    return "Write a whole number.";
  }
  if (field.least !== undefined && value < field.least) {
    return `At least ${field.least}.`;
  }
  return field.most !== undefined && value > field.most ? `At most ${field.most}.` : undefined;
}

function written(field: Field, draft: string): string | undefined {
  const length = [...draft].length;
  if (field.least !== undefined && length < field.least) {
    return `At least ${field.least} characters; it has ${length}.`;
  }
  if (field.most !== undefined && length > field.most) {
    return `At most ${field.most} characters; it has ${length}.`;
  }
  return field.format === "date" && !/^\d{4}-\d\d-\d\d$/.test(draft) ? "Write a date: 2026-01-31." : undefined;
}

export const untouched = (form: Form): Drafts => form.fields.map((field) => field.initial);

/** What somebody had written when it was kept, where that still fits the form. */
export function drafted(form: Form, kept: string): Drafts {
  try {
    const read: unknown = JSON.parse(kept);
    if (Array.isArray(read) && read.length === form.fields.length && form.fields.every((f, i) => isDraft(f, read[i]))) {
      return read;
    }
  } catch {
    // Nothing was kept.
  }
  return untouched(form);
}

function isDraft(field: Field, draft: unknown): boolean {
  const isPlace = (each: unknown) => typeof each === "string" && /^\d{1,9}$/.test(each) && Number(each) in field.values;
  return field.sort === "many"
    ? Array.isArray(draft) && draft.every(isPlace)
    : typeof draft === "string" && (field.sort !== "one" || draft === "" || isPlace(draft));
}

/** The fields that somebody has filled in, as the schema wants them. */
export function content(form: Form, drafts: Drafts): Json {
  return Object.fromEntries(
    form.fields.flatMap((field, i) => {
      const draft = drafts[i] ?? "";
      return draft.length === 0 && !(field.sort === "many" && field.required)
        ? []
        : [[field.name, valueIn(field, draft)]];
    }),
  );
}

function valueIn(field: Field, draft: Draft): unknown {
  switch (field.sort) {
    case "many":
      return (draft as readonly string[]).map((place) => field.values[Number(place)]?.value);
    case "one":
      return field.values[Number(draft)]?.value;
    case "number":
    case "integer":
      return Number(draft);
    case "text":
      return String(draft);
  }
}

/** The form with what must be chosen in it: where not all fields are taken, only a choice is an answer. */
export function needing(form: Form, offered: readonly string[]): Form {
  return offered.includes("accept")
    ? form
    : { ...form, fields: form.fields.map((field) => (field.sort === "one" ? { ...field, required: true } : field)) };
}

/** The answer, as it is sent: all fields, or where only one is offered the chosen value. */
export function answer(form: Form, drafts: Drafts, offered: readonly string[]): { option: string; message?: string } {
  if (offered.includes("accept")) {
    return { option: "accept", message: JSON.stringify(content(form, drafts)) };
  }
  const chosen = form.fields.findIndex((field, i) => field.sort === "one" && drafts[i] !== "");
  const words = String(drafts[form.fields.findIndex((field) => field.sort === "text")] ?? "");
  return {
    option: chosen < 0 ? "accept" : `value.${drafts[chosen]}`,
    ...(words === "" ? {} : { message: words }),
  };
}

/** What was answered, in words: the chosen values as they are called, all else as it was sent. */
export function answered(words: string | undefined): string {
  if (words === undefined) {
    return "";
  }
  try {
    const said: unknown = JSON.parse(words);
    if (isObject(said)) {
      return Object.entries(said)
        .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join(", ");
    }
  } catch {
    // It was said in words.
  }
  return words;
}
