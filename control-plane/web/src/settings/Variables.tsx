import { useId } from "react";
import type { Variable } from "./environment";

/** Names and values, a row each. */
export function Variables({
  variables,
  error,
  onChange,
}: {
  variables: Variable[];
  error?: string;
  onChange: (variables: Variable[]) => void;
}) {
  const id = useId();
  const set = (at: number, what: Partial<Variable>) =>
    onChange(variables.map((one, i) => (i === at ? { ...one, ...what } : one)));
  return (
    <fieldset aria-describedby={error === undefined ? `${id}h` : `${id}e ${id}h`}>
      <legend>Variables</legend>
      <p className="small" id={`${id}h`}>
        Of all that runs in the workspace, agents too. Whoever sees an agent sees them: no secrets here.
      </p>
      {error !== undefined && (
        <p className="bad" id={`${id}e`} role="alert">
          {error}
        </p>
      )}
      {variables.map((one, i) => (
        <div className="variable" key={i}>
          <input
            aria-label={`Name of variable ${i + 1}`}
            className="mono"
            value={one.name}
            placeholder="NAME"
            spellCheck={false}
            onChange={(e) => set(i, { name: e.target.value })}
          />
          <textarea
            aria-label={`Value of variable ${i + 1}`}
            className="mono"
            rows={Math.min(6, one.value.split("\n").length)}
            value={one.value}
            spellCheck={false}
            onChange={(e) => set(i, { value: e.target.value })}
          />
          <button type="button" className="quiet" onClick={() => onChange(variables.filter((_, at) => at !== i))}>
            Remove<span className="unseen"> {one.name === "" ? `variable ${i + 1}` : one.name}</span>
          </button>
        </div>
      ))}
      <div>
        <button type="button" className="quiet" onClick={() => onChange([...variables, { name: "", value: "" }])}>
          Add a variable
        </button>
      </div>
    </fieldset>
  );
}
