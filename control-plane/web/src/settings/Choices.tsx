import { type ReactNode, useId } from "react";
import { type Harness, harnessOptions, type Model, modelOptions } from "../agents/offers";
import { Combobox } from "../ui/Combobox";
import { Field } from "../ui/Field";
import type { Option } from "../ui/options";
import { useAnswer } from "../ui/useAnswer";

interface Chosen {
  error?: string;
}

const USUAL = "What is usual here";

/** Whose it is: one's own, or a team's, where there is one. It stays that. */
export function TeamField({ team, error, onChange }: Chosen & { team: string; onChange: (team: string) => void }) {
  const { value } = useAnswer<{ name: string; mayShare: boolean }[]>("/api/teams");
  const teams = (value ?? []).filter((one) => one.mayShare || one.name === team);
  if (teams.length === 0 && team === "") {
    return null;
  }
  return (
    <Field label="Whose it is" error={error} hint="It stays that.">
      {(described) => (
        <select {...described} value={team} onChange={(e) => onChange(e.target.value)}>
          <option value="">Mine</option>
          {teams.map((one) => (
            <option key={one.name} value={one.name}>
              The team {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What is chosen for later may be what cannot be used now: why stands beside it. */
const forLater = ({ why, ...option }: Option): Option => (why === undefined ? option : { ...option, note: why });

function useHarnesses(): Harness[] {
  return useAnswer<{ harnesses: Harness[] }>("/api/harnesses").value?.harnesses ?? [];
}

export function HarnessField({
  harness,
  error,
  onChange,
}: Chosen & { harness: string; onChange: (harness: string) => void }) {
  const id = useId();
  const all = useHarnesses();
  return (
    <Combobox
      id={id}
      label="Harness"
      value={harness}
      options={[{ value: "", label: USUAL }, ...harnessOptions(all).map(forLater)]}
      onChange={onChange}
      placeholder={USUAL}
      aria-invalid={error !== undefined}
    >
      {wrong(error)}
    </Combobox>
  );
}

export function ModelField({
  model,
  harness,
  error,
  onChange,
}: Chosen & { model: string; harness: string; onChange: (model: string) => void }) {
  const id = useId();
  const chosen = useHarnesses().find((one) => one.name === harness);
  const { value } = useAnswer<{ models: Model[] }>("/api/models");
  return (
    <Combobox
      id={id}
      label="Model"
      free
      value={model}
      options={modelOptions(value?.models ?? [], chosen).map(forLater)}
      onChange={onChange}
      placeholder="provider/model, or what is usual"
      aria-invalid={error !== undefined}
    >
      {wrong(error)}
    </Combobox>
  );
}

function wrong(error: string | undefined): ReactNode {
  return error === undefined ? undefined : (
    <p className="bad" role="alert">
      {error}
    </p>
  );
}

export function ModeField({ mode, error, onChange }: Chosen & { mode: string; onChange: (mode: string) => void }) {
  return (
    <Field label="Mode" error={error}>
      {(described) => (
        <select {...described} value={mode} onChange={(e) => onChange(e.target.value)}>
          <option value="">{USUAL}</option>
          <option value="normal">Normal: asks before it acts</option>
          <option value="plan">Plan: suggests a plan first</option>
          <option value="auto">Auto: goes ahead</option>
        </select>
      )}
    </Field>
  );
}
