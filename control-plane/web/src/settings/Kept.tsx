import { type ReactNode, useState } from "react";
import { post, put, remove } from "../api/http";
import { go, Link } from "../ui/route";
import { Sure } from "../ui/Sure";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import type { Edit } from "../ui/useEdited";
import { fullName } from "./environment";

/** What people keep here under a name, and change by versions: its place in the API is that in the settings. */
type Sort = "environments" | "personas";

interface Kept {
  id: string;
  name: string;
  team?: string;
  version: number;
  changedAt: string;
  changedBy: string;
  mayChange: boolean;
}

/** One that is there already, as it is or as it was saved last. */
export function Known<T extends Kept>({
  sort,
  id,
  children,
}: {
  sort: Sort;
  id: string;
  children: (saved: T, onSaved: (saved: T) => void) => ReactNode;
}) {
  const [newer, setNewer] = useState<T>();
  const { value, trouble } = useAnswer<T>(`/api/${sort}/${encodeURIComponent(id)}`);
  if (value === undefined) {
    return (
      <>
        {trouble === undefined ? <p className="lead">One moment ...</p> : <p className="bad">{trouble}</p>}
        <Link to={`/settings/${sort}`}>All {sort}</Link>
      </>
    );
  }
  return children(newer ?? value, setNewer);
}

/** Its name, and who has changed it when. */
export function Heading({ sort, one, saved }: { sort: Sort; one: string; saved?: Kept }) {
  return (
    <>
      <p className="small">
        <Link to={`/settings/${sort}`}>All {sort}</Link>
        {saved !== undefined &&
          ` · version ${saved.version}, changed ${day(saved.changedAt)} by ${saved.changedBy}${
            saved.team === undefined ? " · yours" : ` · shared with the team ${saved.team}`
          }`}
      </p>
      <h2 className="title">{saved === undefined ? `New ${one}` : fullName(saved)}</h2>
    </>
  );
}

/** Who may look at it and not change it is told who may. */
export function whyFixed(saved: Kept): string | undefined {
  return saved.mayChange
    ? undefined
    : `You look at this here. Its owner changes it, and who governs ${saved.team === undefined ? "Ratoon" : `the team ${saved.team}`}.`;
}

/** Saves what is edited: the first time it is made, and then has a page of its own. */
export function useSaving<T extends Kept, E extends { name: string; team: string; version: number }>(
  sort: Sort,
  saved: T | undefined,
  edit: Edit<E>,
  body: (now: E) => object,
  onSaved?: (saved: T) => void,
) {
  const acting = useAct();
  const [done, setDone] = useState(false);
  const { name, team, version } = edit.now;
  const save = () => {
    if (!edit.changed) {
      return;
    }
    void acting.act(async () => {
      if (saved === undefined) {
        const made = await post<T>(`/api/${sort}`, {
          ...body(edit.now),
          name: name.trim(),
          ...(team === "" ? {} : { team }),
        });
        edit.discard();
        go(`/settings/${sort}/${made.id}`, true);
      } else {
        const now = await put<T>(`/api/${sort}/${saved.id}`, { ...body(edit.now), version });
        edit.discard();
        onSaved?.(now);
        setDone(true);
      }
    });
  };
  const discard = () => {
    edit.discard();
    acting.forget();
  };
  return { ...acting, done, save, discard };
}

/** Somebody has saved another version since this was typed. */
export function Behind({ edit, saved }: { edit: Edit<{ version: number }>; saved?: Kept }) {
  const { version } = edit.now;
  return (
    saved !== undefined &&
    edit.changed &&
    version !== saved.version && (
      <p className="warn" role="status">
        What is typed here began from version {version}; by now it is version {saved.version}. Discard it to see that.
      </p>
    )
  );
}

/** Takes it away, once that was said twice. */
export function Removal({
  sort,
  saved,
  loses = "",
  onRemoved,
}: {
  sort: Sort;
  saved: Kept;
  /** What goes with it. */
  loses?: string;
  onRemoved: () => void;
}) {
  const { busy, trouble, act } = useAct();
  const name = fullName(saved);
  if (!saved.mayChange) {
    return null;
  }
  return (
    <section aria-labelledby="remove">
      <h2 id="remove">Remove it</h2>
      <Sure
        what={`Remove ${name}`}
        question={`Remove ${name}${loses}? Agents that were started with it keep what they have.`}
        yes="Remove it"
        busy={busy}
        onYes={() =>
          act(async () => {
            await remove(`/api/${sort}/${saved.id}`);
            onRemoved();
            go(`/settings/${sort}`, true);
          })
        }
      />
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
