import type { ReactNode } from "react";
import type { EnvironmentView } from "../api/types";
import { Combobox } from "../ui/Combobox";
import type { Option } from "../ui/options";
import { visible } from "../ui/text";
import { type Choices, type Draft, type Fault, howMany, MOST_AT_ONCE, marks, origin } from "./choosing";
import {
  fullName,
  type Harness,
  harnessOptions,
  LOOKS_ON,
  type Model,
  modelOptions,
  type Persona,
  personaOptions,
} from "./offers";

const MODES: Record<string, string> = {
  normal: "Normal: asks before it acts",
  plan: "Plan: suggests a plan first",
  auto: "Auto: goes ahead",
};

/** What has a good default: with what it is prepared, who it is, what thinks, how freely, and how many. */
export function QuietChoices({
  draft,
  change,
  choices,
  harness,
  offered,
  ofRepository,
  onPersonas,
  personasTrouble,
  wrong,
  children,
}: {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  choices: Choices;
  harness: Harness | undefined;
  offered: { environments: EnvironmentView[]; personas: Persona[]; harnesses: Harness[]; models: Model[] };
  ofRepository: Persona[];
  onPersonas: () => void;
  personasTrouble?: string;
  wrong: Fault["field"] | undefined;
  children: ReactNode;
}) {
  const thinks = harness === undefined || harness.apis.length > 0;
  const many = howMany(draft);
  return (
    <div className="quiet-choices">
      {children}
      <Combobox
        id="new-environment"
        {...marks(wrong, "environment")}
        label="Environment"
        value={draft.environment}
        options={environmentOptions(offered.environments)}
        onChange={(environment) => change({ environment })}
        placeholder="default: prepares nothing"
      >
        {gone("environment", draft.environment, environmentOptions(offered.environments))}
      </Combobox>
      <Combobox
        id="new-persona"
        {...marks(wrong, "persona")}
        label="Persona"
        value={draft.persona}
        options={[{ value: "", label: "none" }, ...personaOptions(offered.personas, ofRepository)]}
        onChange={(persona) => change({ persona })}
        onOpen={onPersonas}
        placeholder="none"
      >
        {personasTrouble !== undefined && <p className="warn">The repository's own: {visible(personasTrouble)}</p>}
      </Combobox>
      <Combobox
        id="new-harness"
        {...marks(wrong, "harness")}
        label="Harness"
        value={draft.harness}
        options={harnessOptions(offered.harnesses)}
        onChange={(name) => change({ harness: name })}
        placeholder={visible(harness?.title ?? choices.harness.value ?? "the usual one")}
      >
        {said(choices.harness.from)}
        {harness !== undefined && !harness.available && <p className="warn">{visible(harness.why ?? "")}</p>}
      </Combobox>
      {thinks && (
        <Combobox
          id="new-model"
          {...marks(wrong, "model")}
          label="Model"
          free
          value={draft.model}
          options={modelOptions(offered.models, harness)}
          onChange={(model) => change({ model })}
          placeholder={visible(choices.model.value ?? "PROVIDER/MODEL")}
        >
          {choices.model.value !== undefined && said(choices.model.from)}
        </Combobox>
      )}
      <label>
        Mode
        <select
          id="new-mode"
          value={draft.mode}
          onChange={(e) => change({ mode: e.target.value })}
          {...marks(wrong, "mode")}
        >
          <option value="">{draft.mode === "" ? byDefault(choices.mode) : "As it is usual"}</option>
          {Object.entries(MODES).map(([mode, words]) => (
            <option key={mode} value={mode}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        How many
        <select
          id="new-count"
          value={many}
          disabled={draft.begins === "existing"}
          onChange={(e) => change({ count: Number(e.target.value) })}
        >
          {Array.from({ length: MOST_AT_ONCE }, (_, i) => (
            <option key={i} value={i + 1}>
              {i + 1}
            </option>
          ))}
        </select>
        {draft.begins === "existing" ? (
          <span className="small">On a branch that is there works one.</span>
        ) : (
          many > 1 && <span className="small">Each on a branch of its own.</span>
        )}
      </label>
    </div>
  );
}

function environmentOptions(all: EnvironmentView[]): Option[] {
  return [
    { value: "", label: "default", note: "prepares nothing" },
    { value: "repository", label: "repository", note: "what the repository itself says" },
    ...all.map((one) => ({
      value: fullName(one),
      label: visible(fullName(one)),
      note: visible(one.description ?? ""),
      why: one.mayUse === false ? LOOKS_ON : undefined,
    })),
  ];
}

/** A draft may name what somebody has removed since. */
function gone(what: string, value: string, options: Option[]): ReactNode {
  return value !== "" && options.length > 2 && options.every((one) => one.value !== value) ? (
    <p className="warn">
      There is no {what} {visible(value)} any more.
    </p>
  ) : undefined;
}

function said(from: Choices["harness"]["from"]): ReactNode {
  return from === "usual" || from === "you" ? undefined : <p>{origin(from)}</p>;
}

function byDefault({ value, from }: Choices["mode"]): string {
  return from === "usual" ? `${word(value)} (usual)` : `${word(value)}, ${origin(from)}`;
}

function word(mode: string | undefined): string {
  return mode === undefined ? "Normal" : visible(mode.charAt(0).toUpperCase() + mode.slice(1));
}
