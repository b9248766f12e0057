import { plural, visible } from "../ui/text";
import { cannotAsk, type Harness, isBranch, type Wishes } from "./offers";

/** What somebody has typed and chosen; what is empty is left to the persona, the environment, and what is usual. */
export interface Draft {
  repository: string;
  prompt: string;
  /** "own": a branch of its own, begun at `base`; "existing": `base` itself. */
  begins: "own" | "existing";
  base: string;
  environment: string;
  persona: string;
  harness: string;
  model: string;
  mode: string;
  count: number;
}

export type From = "you" | "persona" | "environment" | "usual";

export interface Settled {
  value?: string;
  from: From;
}

export interface Choices {
  harness: Settled;
  model: Settled;
  mode: Settled;
}

export const LONGEST_PROMPT = 200_000;
export const MOST_AT_ONCE = 8;

/** As the server settles it: what is said, then the persona's, then the environment's, then the usual. Pure. */
export function settled(
  draft: Pick<Draft, "harness" | "model" | "mode">,
  persona: Wishes | undefined,
  environment: Wishes | undefined,
  usual: Wishes,
): Choices {
  const of = (key: keyof Wishes): Settled => {
    const said = draft[key].trim();
    if (said !== "") {
      return { value: said, from: "you" };
    }
    if (persona?.[key] !== undefined) {
      return { value: persona[key], from: "persona" };
    }
    if (environment?.[key] !== undefined) {
      return { value: environment[key], from: "environment" };
    }
    return { value: usual[key], from: "usual" };
  };
  return { harness: of("harness"), model: of("model"), mode: of("mode") };
}

/** Where a choice comes from, for people; nothing of one's own. */
export function origin(from: From): string {
  switch (from) {
    case "you":
      return "";
    case "persona":
      return "from the persona";
    case "environment":
      return "from the environment";
    case "usual":
      return "usual here";
  }
}

export interface Fault {
  field: keyof Draft | "confirmed";
  words: string;
}

/** The id of what is said of a start that cannot be. */
export const SAID = "new-said";

/** The field of the page that the server speaks of, as it names it. Pure. */
export function faulty(field: string | undefined): Fault["field"] | undefined {
  switch (field) {
    case "branch":
    case "baseBranch":
      return "base";
    case "confirmBranch":
      return "confirmed";
    case "repository":
    case "prompt":
    case "environment":
    case "persona":
    case "harness":
    case "model":
    case "mode":
      return field;
    case "images":
      return "prompt";
    default:
      return undefined;
  }
}

/** What a control says of itself when it is the one that stands in the way. Pure. */
export function marks(wrong: Fault["field"] | undefined, field: Fault["field"]) {
  return wrong === field ? { "aria-invalid": true, "aria-describedby": SAID } : {};
}

/** The first thing that stands in the way of a start, as far as it can be told here. Pure. */
export function fault(
  draft: Draft,
  address: string,
  confirmed: boolean,
  choices: Choices,
  harness: Harness | undefined,
  images = 0,
): Fault | undefined {
  const base = draft.base.trim();
  const model = choices.model.value;
  if (address === "") {
    return { field: "repository", words: "Say which repository it works on." };
  }
  if (draft.prompt.trim() === "") {
    return { field: "prompt", words: "Say what is to be done." };
  }
  if (draft.prompt.length > LONGEST_PROMPT) {
    const over = plural(draft.prompt.length - LONGEST_PROMPT, "character");
    return {
      field: "prompt",
      words: `The prompt is ${over} too long. Put what is long into a file of the repository, and name the file here.`,
    };
  }
  if (base !== "" && !isBranch(base)) {
    return {
      field: "base",
      words: "This is no name of a branch that Ratoon takes: letters, digits and . _ / + @ # - alone.",
    };
  }
  if (draft.begins === "existing") {
    if (base === "") {
      return { field: "base", words: "Say with which branch it goes on." };
    }
    if (!confirmed) {
      return {
        field: "confirmed",
        words: `Say that it may change ${visible(base)}, or let it begin a branch of its own.`,
      };
    }
  }
  if (images > 0 && harness !== undefined && !harness.images) {
    return {
      field: "harness",
      words: `${harness.title} takes no images. Choose another harness, or leave the images out.`,
    };
  }
  if (harness !== undefined && !harness.available) {
    return {
      field: "harness",
      words: `${harness.why ?? `${harness.title} cannot be used.`} Next: ${harness.next ?? ""}`,
    };
  }
  if (harness !== undefined && harness.apis.length > 0) {
    if (model === undefined) {
      return { field: "model", words: `${harness.title} needs a model. Choose one.` };
    }
    const slash = model.indexOf("/");
    if (slash > 0 && !harness.providers.includes(model.slice(0, slash))) {
      return { field: "model", words: cannotAsk(harness, model.slice(0, slash)) };
    }
  }
  return undefined;
}

/** How many are started: on a branch that is there works one. Pure. */
export function howMany(draft: Pick<Draft, "begins" | "count">): number {
  const count = Number.isFinite(draft.count) ? Math.trunc(draft.count) : 1;
  return draft.begins === "existing" ? 1 : Math.min(MOST_AT_ONCE, Math.max(1, count));
}

/** Another repository: the branch, and what the last one itself said and was to be, go with that one. Pure. */
export function placed(draft: Draft, repository: string): Partial<Draft> {
  return {
    repository,
    base: "",
    persona: ofTheRepository(draft.persona) ? "" : draft.persona,
    environment: ofTheRepository(draft.environment) ? "" : draft.environment,
  };
}

function ofTheRepository(name: string): boolean {
  return name === "repository" || name.startsWith("repository/");
}

/** What is asked of the server. Pure. */
export function request(
  draft: Draft,
  address: string,
  images: { id: string; name: string }[] = [],
): Record<string, unknown> {
  const base = draft.base.trim();
  const said: [string, string][] = [
    ["repository", address],
    ["prompt", draft.prompt],
    ["environment", draft.environment],
    ["persona", draft.persona],
    ["harness", draft.harness],
    ["model", draft.model.trim()],
    ["mode", draft.mode],
    ...(draft.begins === "existing"
      ? ([
          ["branch", base],
          ["confirmBranch", base],
        ] as [string, string][])
      : ([["baseBranch", base]] as [string, string][])),
  ];
  const all: Record<string, unknown> = Object.fromEntries(said.filter(([, value]) => value !== ""));
  return images.length === 0 ? all : { ...all, images };
}
