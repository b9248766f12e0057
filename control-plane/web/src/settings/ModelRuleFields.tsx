import type { Edit } from "../ui/useEdited";
import type { Edited } from "./environment";

const RULES = [
  ["hosted-tools", "Have the provider search, fetch and compute (hosted tools)"],
  ["remote-urls", "Have the provider fetch addresses"],
] as const;

/** Ways out by the provider of the model, which the list of hosts does not bound. */
export function ModelRuleFields({ edit, error }: { edit: Edit<Edited>; error?: string }) {
  const { now, change } = edit;
  const others = now.allowModels.filter((one) => RULES.every(([rule]) => rule !== one));
  return (
    <fieldset>
      <legend>What its agents' calls to models may do</legend>
      <p className="small">It is refused otherwise. What a provider fetches does not pass the list of hosts.</p>
      {RULES.map(([rule, label]) => (
        <label key={rule} className="inline">
          <input
            type="checkbox"
            checked={now.allowModels.includes(rule)}
            onChange={(e) =>
              change({
                allowModels: e.target.checked
                  ? [...now.allowModels, rule]
                  : now.allowModels.filter((one) => one !== rule),
              })
            }
          />
          {label}
        </label>
      ))}
      {others.length > 0 && <p className="small">And by the operator's leave: {others.join(", ")}.</p>}
      {error !== undefined && (
        <p className="bad" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
