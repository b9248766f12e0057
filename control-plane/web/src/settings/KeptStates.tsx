import { remove } from "../api/http";
import { repositoryName, visible } from "../ui/text";
import { day, span } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface Kept {
  repository: string;
  version: number;
  base: string;
  bytes: number;
  setupSeconds: number;
  madeAt: string;
  keptUntil: string;
  stale?: string;
}

/** What a setup has made for agents of one's own, and whether the next one is given it. */
export function KeptStates({ environment }: { environment: string }) {
  const { value, trouble, again } = useAnswer<{ states: Kept[] }>(`/api/environments/${environment}/states`);
  const { busy, trouble: refused, act } = useAct();
  const states = value?.states ?? [];
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">What its setup has made</h2>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      {value !== undefined && states.length === 0 && (
        <p className="small">
          Nothing is kept. When an agent of yours was prepared with it, the next one on the same commit starts with what
          that has made.
        </p>
      )}
      <ul className="plain">
        {states.map((one) => (
          <li key={one.repository + one.base + one.madeAt}>
            <strong>{visible(repositoryName(one.repository))}</strong> at <code>{visible(one.base.slice(0, 10))}</code>{" "}
            {one.stale === undefined ? (
              <span className="good">fresh until {day(one.keptUntil)}</span>
            ) : (
              <span className="warn">stale: {visible(one.stale)}</span>
            )}{" "}
            <span className="small">
              {size(one.bytes)}, made {day(one.madeAt)} in {span(one.setupSeconds * 1000)}
            </span>
          </li>
        ))}
      </ul>
      {refused !== undefined && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
      {states.length > 0 && (
        <>
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() => act(() => remove(`/api/environments/${environment}/states`).then(again))}
          >
            Rebuild for the next agent
          </button>
          <p className="small">Forgets what is kept: the setup runs again for the next agent on each repository.</p>
        </>
      )}
    </section>
  );
}

export function size(bytes: number): string {
  const mib = bytes / (1 << 20);
  return mib < 1
    ? `${Math.ceil(bytes / 1024)} KiB`
    : mib < 1024
      ? `${Math.round(mib)} MiB`
      : `${(mib / 1024).toFixed(1)} GiB`;
}
