import { useMemo, useState } from "react";
import { post, put, remove } from "../api/http";
import type { EnvironmentView } from "../api/types";
import { go, Link } from "../ui/route";
import { Sure } from "../ui/Sure";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useEdited } from "../ui/useEdited";
import { Editor } from "./Editor";
import { EnvironmentFields, FIELDS } from "./EnvironmentFields";
import { body, doubled, edited, FRESH, fullName } from "./environment";
import { KeptStates } from "./KeptStates";
import { SetupSecrets } from "./SetupSecrets";
import { Trying } from "./Trying";

/** One environment, or a new one: changed, tried, removed. */
export function EnvironmentEditor({ id, owner }: { id: string | undefined; owner: string }) {
  return id === undefined ? <Editing owner={owner} /> : <Known id={id} owner={owner} />;
}

function Known({ id, owner }: { id: string; owner: string }) {
  const [newer, setNewer] = useState<EnvironmentView>();
  const { value, trouble } = useAnswer<EnvironmentView>(`/api/environments/${encodeURIComponent(id)}`);
  if (value === undefined) {
    return (
      <>
        {trouble === undefined ? <p className="lead">One moment ...</p> : <p className="bad">{trouble}</p>}
        <Link to="/settings/environments">All environments</Link>
      </>
    );
  }
  return <Editing saved={newer ?? value} owner={owner} onSaved={setNewer} />;
}

function Editing({
  saved,
  owner,
  onSaved,
}: {
  saved?: EnvironmentView;
  owner: string;
  onSaved?: (saved: EnvironmentView) => void;
}) {
  const { busy, trouble, field, act, forget } = useAct();
  const removal = useAct();
  const [done, setDone] = useState(false);
  const before = useMemo(() => (saved === undefined ? FRESH : edited(saved)), [saved]);
  const edit = useEdited(`environment.${saved?.id ?? "new"}`, before, FRESH);
  const twice = doubled(edit.now.variables);
  const save = () => {
    if (twice !== undefined || !edit.changed) {
      return;
    }
    void act(async () => {
      if (saved === undefined) {
        const { name, team } = edit.now;
        const made = await post<EnvironmentView>("/api/environments", {
          ...body(edit.now),
          name: name.trim(),
          ...(team === "" ? {} : { team }),
        });
        edit.discard();
        go(`/settings/environments/${made.id}`, true);
      } else {
        const now = await put<EnvironmentView>(`/api/environments/${saved.id}`, {
          ...body(edit.now),
          version: edit.now.version,
        });
        edit.discard();
        onSaved?.(now);
        setDone(true);
      }
    });
  };
  const told = twice === undefined ? trouble : `The variable ${twice} stands here twice. Take one of them out.`;
  const at = twice === undefined ? field : "variables";
  const behind = saved !== undefined && edit.changed && edit.now.version !== saved.version;
  return (
    <>
      <p className="small">
        <Link to="/settings/environments">All environments</Link>
        {saved !== undefined &&
          ` · version ${saved.version}, changed ${day(saved.changedAt)} by ${saved.changedBy}${
            saved.team === undefined ? " · yours" : ` · shared with the team ${saved.team}`
          }`}
      </p>
      <h2 className="title">{saved === undefined ? "New environment" : fullName(saved)}</h2>
      <Editor
        label="Environment"
        save={saved === undefined ? "Make it" : "Save"}
        busy={busy}
        changed={edit.changed}
        found={edit.found}
        done={done}
        trouble={at === undefined || !FIELDS.has(at) ? told : undefined}
        onSave={save}
        onDiscard={() => {
          edit.discard();
          forget();
        }}
      >
        {behind && (
          <p className="warn" role="status">
            What is typed here began from version {edit.now.version}; by now it is version {saved.version}. Discard it
            to see that.
          </p>
        )}
        <EnvironmentFields edit={edit} isNew={saved === undefined} trouble={told} field={at} />
      </Editor>
      {saved !== undefined && <SetupSecrets environment={saved.id} />}
      <Trying
        environment={saved?.id ?? "default"}
        owner={owner}
        edited={edit.now}
        changed={saved === undefined || edit.changed}
      />
      {saved !== undefined && (
        <>
          <KeptStates environment={saved.id} />
          <section aria-labelledby="remove">
            <h2 id="remove">Remove it</h2>
            <Sure
              what={`Remove ${fullName(saved)}`}
              question={`Remove ${fullName(saved)}, with its secrets? Agents that were started with it keep what they have.`}
              yes="Remove it"
              busy={removal.busy}
              onYes={() =>
                removal.act(async () => {
                  await remove(`/api/environments/${saved.id}`);
                  edit.discard();
                  go("/settings/environments", true);
                })
              }
            />
            {removal.trouble !== undefined && (
              <p className="bad" role="alert">
                {removal.trouble}
              </p>
            )}
          </section>
        </>
      )}
    </>
  );
}
