import { useMemo } from "react";
import type { EnvironmentView } from "../api/types";
import { useEdited } from "../ui/useEdited";
import { useWorks } from "../ui/who";
import { Editor } from "./Editor";
import { EnvironmentFields, FIELDS } from "./EnvironmentFields";
import { body, doubled, edited, FRESH } from "./environment";
import { Behind, Heading, Known, Removal, useSaving, whyFixed } from "./Kept";
import { KeptStates } from "./KeptStates";
import { SetupSecrets } from "./SetupSecrets";
import { Trying } from "./Trying";

/** One environment, or a new one: changed, tried, removed. */
export function EnvironmentEditor({ id, owner }: { id: string | undefined; owner: string }) {
  return id === undefined ? (
    <Editing owner={owner} />
  ) : (
    <Known<EnvironmentView> sort="environments" id={id}>
      {(saved, onSaved) => <Editing saved={saved} owner={owner} onSaved={onSaved} />}
    </Known>
  );
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
  const before = useMemo(() => (saved === undefined ? FRESH : edited(saved)), [saved]);
  const edit = useEdited(`environment.${saved?.id ?? "new"}`, before, FRESH);
  const saving = useSaving("environments", saved, edit, body, onSaved);
  const works = useWorks();
  const twice = doubled(edit.now.variables);
  const told = twice === undefined ? saving.trouble : `The variable ${twice} stands here twice. Take one of them out.`;
  const at = twice === undefined ? saving.field : "variables";
  return (
    <>
      <Heading sort="environments" one="environment" saved={saved} />
      <Editor
        label="Environment"
        save={saved === undefined ? "Make it" : "Save"}
        busy={saving.busy}
        changed={edit.changed}
        found={edit.found}
        done={saving.done}
        trouble={at === undefined || !FIELDS.has(at) ? told : undefined}
        fixed={saved === undefined ? undefined : whyFixed(saved)}
        onSave={() => twice === undefined && saving.save()}
        onDiscard={saving.discard}
      >
        <Behind edit={edit} saved={saved} />
        <EnvironmentFields edit={edit} isNew={saved === undefined} trouble={told} field={at} />
      </Editor>
      {saved?.mayChange && <SetupSecrets environment={saved.id} />}
      {(saved?.mayUse ?? works) && (
        <Trying
          environment={saved?.id ?? "default"}
          owner={owner}
          edited={edit.now}
          changed={saved === undefined || edit.changed}
        />
      )}
      {saved?.mayUse && <KeptStates environment={saved.id} />}
      {saved !== undefined && (
        <Removal sort="environments" saved={saved} loses=", with its secrets" onRemoved={edit.discard} />
      )}
    </>
  );
}
