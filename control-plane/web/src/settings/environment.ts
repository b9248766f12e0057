import type { EnvironmentView } from "../api/types";

export interface Variable {
  name: string;
  value: string;
}

/** An environment as a form has it: what is a number elsewhere may be half typed here. */
export interface Edited {
  name: string;
  team: string;
  version: number;
  description: string;
  setup: string;
  setupMinutes: string;
  variables: Variable[];
  allow: string;
  allowModels: string[];
  save: string;
  image: string;
  refusedPaths: string;
  refuseSecrets: boolean;
  memory: string;
  processor: string;
  processes: string;
  harness: string;
  model: string;
  mode: string;
}

export const FRESH: Edited = {
  name: "",
  team: "",
  version: 0,
  description: "",
  setup: "",
  setupMinutes: "30",
  variables: [],
  allow: "",
  allowModels: [],
  save: "",
  image: "",
  refusedPaths: "",
  refuseSecrets: false,
  memory: "",
  processor: "",
  processes: "",
  harness: "",
  model: "",
  mode: "",
};

export function fullName(one: { name: string; team?: string }): string {
  return one.team === undefined ? one.name : `${one.team}/${one.name}`;
}

export function edited(view: EnvironmentView): Edited {
  const typed = (value: number | string | undefined) => (value === undefined ? "" : String(value));
  return {
    name: view.name,
    team: view.team ?? "",
    version: view.version,
    description: view.description,
    setup: view.setup ?? "",
    setupMinutes: String(view.setupMinutes),
    variables: Object.entries(view.variables ?? {}).map(([name, value]) => ({ name, value })),
    allow: (view.allow ?? []).join("\n"),
    allowModels: view.allowModels ?? [],
    save: (view.save ?? []).join("\n"),
    image: view.image ?? "",
    refusedPaths: (view.pushes?.refusedPaths ?? []).join("\n"),
    refuseSecrets: view.pushes?.refuseSecrets ?? false,
    memory: typed(view.size?.memory),
    processor: typed(view.size?.processor),
    processes: typed(view.size?.processes),
    harness: typed(view.defaults?.harness),
    model: typed(view.defaults?.model),
    mode: typed(view.defaults?.mode),
  };
}

/** A name that stands twice: the server would hear of one of them only. */
export function doubled(variables: Variable[]): string | undefined {
  const names = variables.map((one) => one.name.trim()).filter((name) => name !== "");
  return names.find((name, i) => names.indexOf(name) !== i);
}

/** What is prepared with it, as the server takes it. */
export function contents(it: Edited) {
  const rows = it.variables.filter((one) => one.name !== "" || one.value !== "");
  return {
    setup: it.setup,
    setupMinutes: number(it.setupMinutes) ?? 0,
    variables: Object.fromEntries(rows.map((one) => [one.name.trim(), one.value])),
    allow: lines(it.allow),
    allowModels: it.allowModels,
    save: oneALine(it.save),
    image: it.image.trim(),
    pushes: { refusedPaths: oneALine(it.refusedPaths), refuseSecrets: it.refuseSecrets },
    size: present({
      memory: number(it.memory),
      processor: number(it.processor),
      processes: number(it.processes),
    }),
  };
}

export function body(it: Edited) {
  return {
    ...contents(it),
    description: it.description,
    defaults: present({ harness: it.harness.trim(), model: it.model.trim(), mode: it.mode }),
  };
}

export function lines(text: string): string[] {
  return oneALine(text.replaceAll(",", "\n"));
}

/** One a line; a path may have commas. */
function oneALine(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function number(typed: string): number | undefined {
  const value = Math.trunc(Number(typed));
  return typed.trim() === "" || Number.isNaN(value) ? undefined : value;
}

function present<T extends object>(all: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ""),
  ) as Partial<T>;
}
