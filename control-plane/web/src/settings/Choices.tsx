import { Field } from "../ui/Field";
import { useAnswer } from "../ui/useAnswer";

interface Chosen {
  error?: string;
}

/** Whose it is: one's own, or a team's, where there is one. It stays that. */
export function TeamField({ team, error, onChange }: Chosen & { team: string; onChange: (team: string) => void }) {
  const { value = [] } = useAnswer<{ name: string }[]>("/api/teams");
  if (value.length === 0 && team === "") {
    return null;
  }
  return (
    <Field label="Whose it is" error={error} hint="It stays that.">
      {(described) => (
        <select {...described} value={team} onChange={(e) => onChange(e.target.value)}>
          <option value="">Mine</option>
          {value.map((one) => (
            <option key={one.name} value={one.name}>
              The team {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function HarnessField({
  harness,
  error,
  onChange,
}: Chosen & { harness: string; onChange: (harness: string) => void }) {
  const { value } = useAnswer<{ harnesses: { name: string; title: string }[] }>("/api/harnesses");
  const all = value?.harnesses ?? [];
  return (
    <Field label="Harness" error={error}>
      {(described) => (
        <select {...described} value={harness} onChange={(e) => onChange(e.target.value)}>
          <option value="">What is usual here</option>
          {harness !== "" && !all.some((one) => one.name === harness) && <option value={harness}>{harness}</option>}
          {all.map((one) => (
            <option key={one.name} value={one.name}>
              {one.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function ModelField({ model, error, onChange }: Chosen & { model: string; onChange: (model: string) => void }) {
  return (
    <Field label="Model" error={error}>
      {(described) => (
        <input
          {...described}
          value={model}
          placeholder="provider/model, or what is usual"
          spellCheck={false}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  );
}

export function ModeField({ mode, error, onChange }: Chosen & { mode: string; onChange: (mode: string) => void }) {
  return (
    <Field label="Mode" error={error}>
      {(described) => (
        <select {...described} value={mode} onChange={(e) => onChange(e.target.value)}>
          <option value="">What is usual here</option>
          <option value="normal">Normal: asks before it acts</option>
          <option value="plan">Plan: suggests a plan first</option>
          <option value="auto">Auto: goes ahead</option>
        </select>
      )}
    </Field>
  );
}
