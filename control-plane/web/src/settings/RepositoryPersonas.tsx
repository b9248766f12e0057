import { useState } from "react";
import { get } from "../api/http";
import { repositoryName, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useRepository } from "./useRepository";
import { WhichRepository } from "./WhichRepository";

interface Listed {
  name: string;
  description?: string;
  tools?: string[];
  harness?: string;
  model?: string;
  mode?: string;
  trouble?: string;
}

/** Those that a repository brings: read where they are, and changed there by a commit. */
export function RepositoryPersonas({ owner }: { owner: string }) {
  const repository = useRepository("personas.repository", owner);
  const [found, setFound] = useState<{ of: string; personas: Listed[] }>();
  const { busy, trouble, act } = useAct();
  const where = repository.repository.trim();
  return (
    <section aria-labelledby="of-repository">
      <h2 id="of-repository">Those of a repository</h2>
      <p className="small">
        Files <code>.ratoon/personas/NAME.md</code> of its default branch. They are changed by a commit there, and taken
        only by an agent that is started with <code>repository/NAME</code>.
      </p>
      <form
        className="pair-of-fields"
        onSubmit={(e) => {
          e.preventDefault();
          void act(async () => {
            const all = await get<{ personas: Listed[] }>(
              `/api/repository-personas?repository=${encodeURIComponent(where)}`,
            );
            setFound({ of: where, personas: all.personas });
          });
        }}
      >
        <WhichRepository label="Repository" of={repository} />
        <button type="submit" className="quiet" disabled={busy || where === ""}>
          {busy ? "Looking ..." : "Look there"}
        </button>
      </form>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {found !== undefined && (
        <ul className="cards" aria-label={`Personas of ${repositoryName(found.of)}`}>
          {found.personas.length === 0 && <li>{repositoryName(found.of)} has none.</li>}
          {found.personas.map((one) => (
            <li key={one.name}>
              <strong>{visible(one.name)}</strong> <span className="small">read-only</span>
              <p className={one.trouble === undefined ? "small" : "bad"}>
                {visible(
                  one.trouble ??
                    ([one.description, one.harness, one.model, one.mode, one.tools?.join(" ")]
                      .filter(Boolean)
                      .join(" · ") ||
                      "Instructions alone."),
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
