import { remove } from "../api/http";
import { Sure } from "../ui/Sure";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";

interface Host {
  id: string;
  host: string;
  team?: string;
  since: string;
  by: string;
  mayRemove: boolean;
}

/** What agents may always reach: by configuration, and by what people have allowed for good. */
export function AllowedHosts() {
  const { value, trouble, again } = useAnswer<{ everybody: string[]; hosts: Host[] }>("/api/egress");
  const { busy, trouble: refused, act } = useAct();
  return (
    <>
      <p className="lead">
        A sandbox reaches nothing but what stands here, in its environment, or was allowed when it asked. A host comes
        onto this list when somebody answers <em>Always</em>.
      </p>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      {value !== undefined && (
        <>
          <h2>Allowed by people</h2>
          {value.hosts.length === 0 && <p className="small">None.</p>}
          <ul className="plain deeds">
            {value.hosts.map((one) => (
              <li key={one.id}>
                <span>
                  <code>{visible(one.host)}</code>{" "}
                  <span className="small">
                    for {one.team === undefined ? "your agents" : `agents of the team ${visible(one.team)}`}, since{" "}
                    {day(one.since)}, by {visible(one.by)}
                  </span>
                </span>
                {one.mayRemove && (
                  <Sure
                    what={
                      <>
                        Remove<span className="unseen"> {visible(one.host)}</span>
                      </>
                    }
                    question={`Refuse ${visible(one.host)} from the next connection on?`}
                    yes="Refuse it"
                    busy={busy}
                    onYes={() => act(() => remove(`/api/egress/${one.id}`).then(again))}
                  />
                )}
              </li>
            ))}
          </ul>
          {refused !== undefined && (
            <p className="bad" role="alert">
              {refused}
            </p>
          )}
          <h2>Allowed to every agent, by configuration</h2>
          {value.everybody.length === 0 && <p className="small">None.</p>}
          <ul className="plain">
            {value.everybody.map((host) => (
              <li key={host}>
                <code>{visible(host)}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
