import { Link } from "../ui/route";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";
import { fullName } from "./environment";
import { PersonaEditor } from "./PersonaEditor";
import type { PersonaView } from "./persona";
import { RepositoryPersonas } from "./RepositoryPersonas";

/** Instructions and choices under a name: all of them, or the one that the address names. */
export function Personas({ which, owner }: { which: string | undefined; owner: string }) {
  return which === undefined ? (
    <All owner={owner} />
  ) : (
    <PersonaEditor key={which} id={which === "new" ? undefined : which} />
  );
}

function All({ owner }: { owner: string }) {
  const works = useWorks();
  const { value, trouble } = useAnswer<{ personas: PersonaView[] }>("/api/personas");
  return (
    <>
      <p className="lead">
        What an agent is told before its first prompt, and what it is started with, under a name. Agents that run keep
        the version that they began with.
      </p>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      {value?.personas.length === 0 && <p>There is none yet. Make one of what you would type with each start.</p>}
      <ul className="cards">
        {value?.personas.map((one) => (
          <li key={one.id}>
            <Link to={`/settings/personas/${one.id}`}>{fullName(one)}</Link>
            <p className="small">
              {one.description !== "" && `${visible(one.description)} · `}
              {visible([one.harness, one.model, one.mode].filter(Boolean).join(", ")) ||
                "harness, model and mode are open"}{" "}
              · version {one.version}, changed {day(one.changedAt)} by {one.changedBy}
            </p>
          </li>
        ))}
      </ul>
      {works && (
        <Link to="/settings/personas/new" className="button">
          New persona
        </Link>
      )}
      <RepositoryPersonas owner={owner} />
    </>
  );
}
