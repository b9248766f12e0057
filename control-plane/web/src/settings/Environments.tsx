import type { EnvironmentView } from "../api/types";
import { Link } from "../ui/route";
import { plural, visible } from "../ui/text";
import { day } from "../ui/time";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";
import { EnvironmentEditor } from "./EnvironmentEditor";
import { fullName } from "./environment";

/** What workspaces are prepared with: all of them, or the one that the address names. */
export function Environments({ which, owner }: { which: string | undefined; owner: string }) {
  return which === undefined ? (
    <All />
  ) : (
    <EnvironmentEditor key={which} id={which === "new" ? undefined : which} owner={owner} />
  );
}

function All() {
  const works = useWorks();
  const { value, trouble } = useAnswer<{ environments: EnvironmentView[] }>("/api/environments");
  return (
    <>
      <p className="lead">
        What a fresh workspace is prepared with: a setup script, variables, secrets, hosts that may be reached. Agents
        that run keep the version that they began with.
      </p>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      {value?.environments.length === 0 && (
        <p>There is none but “default”, which prepares nothing. Make one when agents need more than what is there.</p>
      )}
      <ul className="cards">
        {value?.environments.map((one) => (
          <li key={one.id}>
            <Link to={`/settings/environments/${one.id}`}>{fullName(one)}</Link>
            <p className="small">
              {one.description !== "" && `${visible(one.description)} · `}version {one.version}, changed{" "}
              {day(one.changedAt)} by {one.changedBy} · {plural(one.setupMinutes, "minute")} at most
            </p>
          </li>
        ))}
      </ul>
      {works && (
        <Link to="/settings/environments/new" className="button">
          New environment
        </Link>
      )}
    </>
  );
}
