import { Field, TextField } from "../ui/Field";
import type { Edit } from "../ui/useEdited";
import { HarnessField, ModeField, ModelField, TeamField } from "./Choices";
import type { Edited } from "./environment";
import { ImageField } from "./ImageField";
import { ModelRuleFields } from "./ModelRuleFields";
import { PushFields } from "./PushFields";
import { Variables } from "./Variables";

/** What the server may speak of that has a place here. */
export const FIELDS = new Set([
  "name",
  "team",
  "description",
  "setup",
  "setupMinutes",
  "variables",
  "allow",
  "allowModels",
  "save",
  "image",
  "pushes.refusedPaths",
  "size.memory",
  "size.processor",
  "size.processes",
  "defaults.harness",
  "defaults.model",
  "defaults.mode",
]);

const SIZES = [
  ["memory", "Memory, MiB"],
  ["processor", "Processor, % of one"],
  ["processes", "Processes at once"],
] as const;

export function EnvironmentFields({
  edit,
  isNew,
  trouble,
  field,
}: {
  edit: Edit<Edited>;
  isNew: boolean;
  trouble?: string;
  field?: string;
}) {
  const { now, change } = edit;
  const wrong = (name: string) => (field === name ? trouble : undefined);
  return (
    <>
      {isNew && (
        <div className="pair-of-fields">
          <TextField
            label="Name"
            error={wrong("name")}
            value={now.name}
            placeholder="java-25"
            spellCheck={false}
            autoComplete="off"
            onChange={(value) => change({ name: value })}
          />
          <TeamField team={now.team} error={wrong("team")} onChange={(team) => change({ team })} />
        </div>
      )}
      <TextField
        label="Description"
        error={wrong("description")}
        value={now.description}
        onChange={(value) => change({ description: value })}
      />
      <Field
        label="Setup script"
        error={wrong("setup")}
        hint="Run once in the repository, by sh or by what its first line names. It stands in the log of each agent: no secrets here."
      >
        {(described) => (
          <textarea
            {...described}
            className="mono"
            rows={12}
            value={now.setup}
            spellCheck={false}
            onChange={(e) => change({ setup: e.target.value })}
          />
        )}
      </Field>
      <TextField
        label="Minutes that it may take"
        error={wrong("setupMinutes")}
        className="short"
        type="number"
        min={1}
        max={1440}
        value={now.setupMinutes}
        onChange={(value) => change({ setupMinutes: value })}
      />
      <Variables variables={now.variables} error={wrong("variables")} onChange={(variables) => change({ variables })} />
      <Field
        label="Hosts that may be reached"
        error={wrong("allow")}
        hint="One a line: example.org, *.example.org or example.org:8443. All else is refused, and an agent asks for it."
      >
        {(described) => (
          <textarea
            {...described}
            className="mono"
            rows={4}
            value={now.allow}
            spellCheck={false}
            onChange={(e) => change({ allow: e.target.value })}
          />
        )}
      </Field>
      <Field
        label="Ignored files to save all the same"
        error={wrong("save")}
        hint="One a line: .env, data/ for all in a folder, **/*.sqlite wherever it is. They come back with the workspace, and are no part of a diff or a pull request."
      >
        {(described) => (
          <textarea
            {...described}
            className="mono"
            rows={2}
            value={now.save}
            spellCheck={false}
            onChange={(e) => change({ save: e.target.value })}
          />
        )}
      </Field>
      <ModelRuleFields edit={edit} error={wrong("allowModels")} />
      <PushFields edit={edit} error={wrong("pushes.refusedPaths")} />
      <ImageField image={now.image} error={wrong("image")} onChange={(image) => change({ image })} />
      <fieldset>
        <legend>Size of its sandboxes</legend>
        <p className="small">What is left empty is what the operator grants.</p>
        <div className="pair-of-fields">
          {SIZES.map(([name, label]) => (
            <TextField
              key={name}
              label={label}
              error={wrong(`size.${name}`)}
              type="number"
              min={1}
              value={now[name]}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Where its starter names none</legend>
        <div className="pair-of-fields">
          <HarnessField
            harness={now.harness}
            error={wrong("defaults.harness")}
            onChange={(harness) => change({ harness })}
          />
          <ModelField
            model={now.model}
            harness={now.harness}
            error={wrong("defaults.model")}
            onChange={(model) => change({ model })}
          />
          <ModeField mode={now.mode} error={wrong("defaults.mode")} onChange={(mode) => change({ mode })} />
        </div>
      </fieldset>
    </>
  );
}
