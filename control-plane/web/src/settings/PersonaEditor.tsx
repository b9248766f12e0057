import { useMemo, useState } from "react";
import { Field, TextField } from "../ui/Field";
import { Markdown } from "../ui/Markdown";
import { useEdited } from "../ui/useEdited";
import { HarnessField, ModeField, ModelField, TeamField } from "./Choices";
import { Editor } from "./Editor";
import { Behind, Heading, Known, Removal, useSaving, whyFixed } from "./Kept";
import { editedPersona, NEW_PERSONA, type PersonaView, personaBody } from "./persona";

const FIELDS = new Set(["name", "team", "description", "instructions", "tools", "harness", "model", "mode"]);

/** One persona, or a new one. */
export function PersonaEditor({ id }: { id: string | undefined }) {
  return id === undefined ? (
    <Editing />
  ) : (
    <Known<PersonaView> sort="personas" id={id}>
      {(saved, onSaved) => <Editing saved={saved} onSaved={onSaved} />}
    </Known>
  );
}

function Editing({ saved, onSaved }: { saved?: PersonaView; onSaved?: (saved: PersonaView) => void }) {
  const [preview, setPreview] = useState(false);
  const before = useMemo(() => (saved === undefined ? NEW_PERSONA : editedPersona(saved)), [saved]);
  const edit = useEdited(`persona.${saved?.id ?? "new"}`, before, NEW_PERSONA);
  const { busy, trouble, field, done, save, discard } = useSaving("personas", saved, edit, personaBody, onSaved);
  const { now, change } = edit;
  const wrong = (name: string) => (field === name ? trouble : undefined);
  return (
    <>
      <Heading sort="personas" one="persona" saved={saved} />
      <Editor
        label="Persona"
        save={saved === undefined ? "Make it" : "Save"}
        busy={busy}
        changed={edit.changed}
        found={edit.found}
        done={done}
        trouble={field === undefined || !FIELDS.has(field) ? trouble : undefined}
        fixed={saved === undefined ? undefined : whyFixed(saved)}
        onSave={save}
        onDiscard={discard}
      >
        <Behind edit={edit} saved={saved} />
        {saved === undefined && (
          <div className="pair-of-fields">
            <TextField
              label="Name"
              error={wrong("name")}
              value={now.name}
              placeholder="reviewer"
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
        <Field label="Instructions" error={wrong("instructions")} hint="Markdown, told before the first prompt.">
          {(described) => (
            <textarea
              {...described}
              rows={12}
              value={now.instructions}
              onChange={(e) => change({ instructions: e.target.value })}
            />
          )}
        </Field>
        <div>
          <button type="button" className="quiet" aria-expanded={preview} onClick={() => setPreview(!preview)}>
            {preview ? "Hide how it reads" : "Show how it reads"}
          </button>
        </div>
        {preview &&
          (now.instructions.trim() === "" ? (
            <p className="small">There are no instructions yet.</p>
          ) : (
            <div className="sheet">
              <Markdown text={now.instructions} />
            </div>
          ))}
        <TextField
          label="Tools"
          error={wrong("tools")}
          hint="The only ones that it is told to use, with spaces between; empty leaves the choice to it. What it may really do is decided by its sandbox, its mode and you."
          className="mono"
          value={now.tools}
          spellCheck={false}
          onChange={(value) => change({ tools: value })}
        />
        <div className="pair-of-fields">
          <HarnessField harness={now.harness} error={wrong("harness")} onChange={(harness) => change({ harness })} />
          <ModelField
            model={now.model}
            harness={now.harness}
            error={wrong("model")}
            onChange={(model) => change({ model })}
          />
          <ModeField mode={now.mode} error={wrong("mode")} onChange={(mode) => change({ mode })} />
        </div>
      </Editor>
      {saved !== undefined && <Removal sort="personas" saved={saved} onRemoved={edit.discard} />}
    </>
  );
}
