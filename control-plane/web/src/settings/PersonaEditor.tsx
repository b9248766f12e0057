import { useMemo, useState } from "react";
import { post, put, remove } from "../api/http";
import { Field } from "../ui/Field";
import { Markdown } from "../ui/Markdown";
import { go, Link } from "../ui/route";
import { Sure } from "../ui/Sure";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useEdited } from "../ui/useEdited";
import { HarnessField, ModeField, ModelField, TeamField } from "./Choices";
import { Editor } from "./Editor";
import { fullName } from "./environment";
import { editedPersona, NEW_PERSONA, type PersonaView, personaBody } from "./persona";

const FIELDS = new Set(["name", "team", "description", "instructions", "tools", "harness", "model", "mode"]);

/** One persona, or a new one. */
export function PersonaEditor({ id }: { id: string | undefined }) {
  return id === undefined ? <Editing /> : <Known id={id} />;
}

function Known({ id }: { id: string }) {
  const [newer, setNewer] = useState<PersonaView>();
  const { value, trouble } = useAnswer<PersonaView>(`/api/personas/${encodeURIComponent(id)}`);
  if (value === undefined) {
    return (
      <>
        {trouble === undefined ? <p className="lead">One moment ...</p> : <p className="bad">{trouble}</p>}
        <Link to="/settings/personas">All personas</Link>
      </>
    );
  }
  return <Editing saved={newer ?? value} onSaved={setNewer} />;
}

function Editing({ saved, onSaved }: { saved?: PersonaView; onSaved?: (saved: PersonaView) => void }) {
  const { busy, trouble, field, act, forget } = useAct();
  const removal = useAct();
  const [done, setDone] = useState(false);
  const [preview, setPreview] = useState(false);
  const before = useMemo(() => (saved === undefined ? NEW_PERSONA : editedPersona(saved)), [saved]);
  const edit = useEdited(`persona.${saved?.id ?? "new"}`, before, NEW_PERSONA);
  const { now, change } = edit;
  const wrong = (name: string) => (field === name ? trouble : undefined);
  const save = () => {
    if (!edit.changed) {
      return;
    }
    void act(async () => {
      if (saved === undefined) {
        const made = await post<PersonaView>("/api/personas", {
          ...personaBody(now),
          name: now.name.trim(),
          ...(now.team === "" ? {} : { team: now.team }),
        });
        edit.discard();
        go(`/settings/personas/${made.id}`, true);
      } else {
        const newer = await put<PersonaView>(`/api/personas/${saved.id}`, {
          ...personaBody(now),
          version: now.version,
        });
        edit.discard();
        onSaved?.(newer);
        setDone(true);
      }
    });
  };
  return (
    <>
      <p className="small">
        <Link to="/settings/personas">All personas</Link>
        {saved !== undefined &&
          ` · version ${saved.version}, changed ${day(saved.changedAt)} by ${saved.changedBy}${
            saved.team === undefined ? " · yours" : ` · the team's ${saved.team}`
          }`}
      </p>
      <h2 className="title">{saved === undefined ? "New persona" : fullName(saved)}</h2>
      <Editor
        label="Persona"
        save={saved === undefined ? "Make it" : "Save"}
        busy={busy}
        changed={edit.changed}
        found={edit.found}
        done={done}
        trouble={field === undefined || !FIELDS.has(field) ? trouble : undefined}
        onSave={save}
        onDiscard={() => {
          edit.discard();
          forget();
        }}
      >
        {saved !== undefined && edit.changed && now.version !== saved.version && (
          <p className="warn" role="status">
            What is typed here began from version {now.version}; by now it is version {saved.version}. Discard it to see
            that.
          </p>
        )}
        {saved === undefined && (
          <div className="pair-of-fields">
            <Field label="Name" error={wrong("name")}>
              {(described) => (
                <input
                  {...described}
                  value={now.name}
                  placeholder="reviewer"
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(e) => change({ name: e.target.value })}
                />
              )}
            </Field>
            <TeamField team={now.team} error={wrong("team")} onChange={(team) => change({ team })} />
          </div>
        )}
        <Field label="Description" error={wrong("description")}>
          {(described) => (
            <input {...described} value={now.description} onChange={(e) => change({ description: e.target.value })} />
          )}
        </Field>
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
        <Field
          label="Tools"
          error={wrong("tools")}
          hint="The only ones that it is told to use, with spaces between; empty leaves the choice to it. What it may really do is decided by its sandbox, its mode and you."
        >
          {(described) => (
            <input
              {...described}
              className="mono"
              value={now.tools}
              spellCheck={false}
              onChange={(e) => change({ tools: e.target.value })}
            />
          )}
        </Field>
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
      {saved !== undefined && (
        <section aria-labelledby="remove">
          <h2 id="remove">Remove it</h2>
          <Sure
            what={`Remove ${fullName(saved)}`}
            question={`Remove ${fullName(saved)}? Agents that were started with it keep what they have.`}
            yes="Remove it"
            busy={removal.busy}
            onYes={() =>
              removal.act(async () => {
                await remove(`/api/personas/${saved.id}`);
                edit.discard();
                go("/settings/personas", true);
              })
            }
          />
          {removal.trouble !== undefined && (
            <p className="bad" role="alert">
              {removal.trouble}
            </p>
          )}
        </section>
      )}
    </>
  );
}
