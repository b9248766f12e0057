import type { Piece, PlanEntry, Tool } from "./items";

type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A tool call as far as it has come: what an update leaves out stays as it was. Pure. */
export function upsert(before: Tool | undefined, call: string, update: Json): Tool {
  const meta = isObject(update._meta) ? update._meta : {};
  const content = Array.isArray(update.content) ? update.content.flatMap(piece) : undefined;
  const printed = terminal(meta);
  const known = content ?? before?.output ?? [];
  return {
    kind: "tool",
    key: `tool ${call}`,
    title: text(update.title) || before?.title || "Tool",
    sort: text(update.kind) || before?.sort || "other",
    status: text(update.status) || before?.status || "pending",
    input: update.rawInput ?? before?.input,
    output: printed === "" ? (known.length > 0 ? known : rawOutput(update.rawOutput)) : appended(known, printed),
    places: Array.isArray(update.locations)
      ? update.locations.flatMap((place) => (isObject(place) && text(place.path) !== "" ? [text(place.path)] : []))
      : (before?.places ?? []),
    warning: before?.warning,
  };
}

/** What a plan is made of. */
export function entriesOf(entries: unknown): PlanEntry[] {
  return Array.isArray(entries)
    ? entries.filter(isObject).map((entry) => ({ text: text(entry.content), status: text(entry.status) }))
    : [];
}

/** The plan that a call writes down: some harnesses tell theirs as a call of a tool alone. */
export function planIn(update: Json): PlanEntry[] {
  return isObject(update.rawInput) ? entriesOf(update.rawInput.todos) : [];
}

/** A call whose turn is over, and which got no end: it does not go on. */
export function left(tool: Tool): Tool {
  return tool.status === "pending" || tool.status === "in_progress" ? { ...tool, status: "left" } : tool;
}

function piece(content: unknown): Piece[] {
  if (!isObject(content)) {
    return [];
  }
  if (content.type === "diff") {
    return [{ kind: "diff", path: text(content.path), before: text(content.oldText), after: text(content.newText) }];
  }
  if (content.type === "content" && isObject(content.content)) {
    return [{ kind: "text", text: told(content.content) }];
  }
  return [];
}

/** What a block says in text: of what is none, where it is or what it would be. */
function told(block: Json): string {
  switch (block.type) {
    case "text":
      return text(block.text);
    case "resource_link":
      return `${text(block.title) || text(block.name) || "A link"}: ${text(block.uri)}`;
    case "resource": {
      const resource = isObject(block.resource) ? block.resource : {};
      return text(resource.text) || `(what is at ${text(resource.uri) || "no address"} is not shown here)`;
    }
    case "image":
    case "audio":
      return `(${block.type === "image" ? "a picture" : "a sound"}, ${text(block.mimeType) || "of no kind"}, not shown here)`;
    default:
      return `(${text(block.type) || "something"} that is not shown here)`;
  }
}

/** What some harnesses print of a command arrives beside the protocol. */
function terminal(meta: Json): string {
  const output = meta.terminal_output;
  return isObject(output) ? text(output.data) : "";
}

function rawOutput(raw: unknown): Piece[] {
  if (typeof raw === "string") {
    return raw === "" ? [] : [{ kind: "text", text: raw }];
  }
  if (!isObject(raw)) {
    return [];
  }
  const said = text(raw.output) || text(raw.formatted_output) || text(raw.stdout);
  return said === "" ? [] : [{ kind: "text", text: said }];
}

const LONGEST = 200_000;

function appended(pieces: Piece[], printed: string): Piece[] {
  const last = pieces.at(-1);
  return last?.kind === "text"
    ? [...pieces.slice(0, -1), { kind: "text", text: (last.text + printed).slice(-LONGEST) }]
    : [...pieces, { kind: "text", text: printed.slice(-LONGEST) }];
}

/** What a harness says of images when it is greeted; nothing where this is something else that it says. */
export function takesImages(update: unknown): boolean | undefined {
  if (!isObject(update) || update.method !== "initialize" || !isObject(update.result)) {
    return undefined;
  }
  const agent = update.result.agentCapabilities;
  const prompts = isObject(agent) ? agent.promptCapabilities : undefined;
  return isObject(prompts) && prompts.image === true;
}
