import { useState } from "react";
import { get, post, put, remove } from "../api/http";
import type { EnvironmentView } from "../api/types";
import { plural } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useAsked } from "./useAsked";

interface Edited {
  id?: string;
  name: string;
  version?: number;
  description: string;
  setup: string;
  setupMinutes: number;
}

const FRESH: Edited = { name: "", description: "", setup: "", setupMinutes: 30 };

/** What workspaces are prepared with. */
export function Environments() {
  const { value, trouble, again } = useAsked<{ environments: EnvironmentView[] }>("/api/environments");
  const { busy, trouble: refused, act } = useAct();
  const [edited, setEdited] = useState<Edited>();
  const save = (it: Edited) =>
    act(async () => {
      const body = { description: it.description, setup: it.setup, setupMinutes: it.setupMinutes };
      await (it.id === undefined
        ? post("/api/environments", { name: it.name, ...body })
        : put(`/api/environments/${it.id}`, { version: it.version, ...body }));
      setEdited(undefined);
      await again();
    });
  return (
    <>
      <p className="lead">
        A setup script prepares each fresh workspace. Agents that run keep the version that they began with.
      </p>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <ul className="plain">
        {value?.environments.map((one) => (
          <li key={one.id}>
            <strong>{one.team === undefined ? one.name : `${one.team}/${one.name}`}</strong>{" "}
            <span className="small">
              version {one.version}, {plural(one.setupMinutes, "minute")} at most. {one.description}
            </span>{" "}
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() =>
                act(async () => {
                  const it = await get<EnvironmentView>(`/api/environments/${one.id}`);
                  setEdited({ ...it, setup: it.setup ?? "" });
                })
              }
            >
              Edit<span className="unseen"> {one.name}</span>
            </button>
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => act(() => remove(`/api/environments/${one.id}`).then(again))}
            >
              Remove<span className="unseen"> {one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {refused !== undefined && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
      {edited === undefined ? (
        <button type="button" onClick={() => setEdited(FRESH)}>
          New environment
        </button>
      ) : (
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            void save(edited);
          }}
        >
          {edited.id === undefined && (
            <label>
              Name
              <input
                value={edited.name}
                onChange={(e) => setEdited({ ...edited, name: e.target.value })}
                spellCheck={false}
              />
            </label>
          )}
          <label>
            Description
            <input value={edited.description} onChange={(e) => setEdited({ ...edited, description: e.target.value })} />
          </label>
          <label>
            Setup script
            <textarea
              className="mono"
              rows={12}
              value={edited.setup}
              spellCheck={false}
              onChange={(e) => setEdited({ ...edited, setup: e.target.value })}
            />
          </label>
          <label>
            Minutes that it may take
            <input
              type="number"
              min={1}
              max={1440}
              value={edited.setupMinutes}
              onChange={(e) => setEdited({ ...edited, setupMinutes: Number(e.target.value) })}
            />
          </label>
          <div className="answers">
            <button type="submit" disabled={busy}>
              Save
            </button>
            <button type="button" className="quiet" onClick={() => setEdited(undefined)}>
              Cancel
            </button>
          </div>
        </form>
      )}
    </>
  );
}
