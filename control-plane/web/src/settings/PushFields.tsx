import { Field } from "../ui/Field";
import type { Edit } from "../ui/useEdited";
import type { Edited } from "./environment";

/** What agents with this environment may not push. */
export function PushFields({ edit, error }: { edit: Edit<Edited>; error?: string }) {
  const { now, change } = edit;
  return (
    <fieldset>
      <legend>What its agents may not push</legend>
      <p className="small">
        A refusal names the rule to the agent, and stands in its log; whoever decides for the agent can allow it for one
        push.
      </p>
      <Field
        label="Files that they may not change"
        error={error}
        hint="One a line: .github/workflows/**, infra/ for all in a folder, **/*.pem wherever it is."
      >
        {(described) => (
          <textarea
            {...described}
            className="mono"
            rows={3}
            value={now.refusedPaths}
            spellCheck={false}
            onChange={(e) => change({ refusedPaths: e.target.value })}
          />
        )}
      </Field>
      <label className="inline">
        <input
          type="checkbox"
          checked={now.refuseSecrets}
          onChange={(e) => change({ refuseSecrets: e.target.checked })}
        />
        Refuse a push that adds what looks like a key
      </label>
    </fieldset>
  );
}
