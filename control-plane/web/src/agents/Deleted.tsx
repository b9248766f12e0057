import { useEffect, useRef, useState } from "react";
import { get, words } from "../api/http";
import type { Agent } from "../api/types";
import { mayRestore } from "../ui/may";
import { plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { undo } from "./deeds";

interface Listed {
  agents: Agent[];
  /** From where on there are more. */
  next?: string;
  trouble?: string;
}

const AT = "/api/agents?state=deleted";

/** They are in no stream: asked for when an agent has come or gone. */
export function useDeleted(agents: ReadonlyMap<string, Agent>): Listed & { more: () => Promise<void> } {
  const [deleted, setDeleted] = useState<Listed>({ agents: [] });
  const before = useRef({ agents, times: 0 });
  if (before.current.agents !== agents) {
    const times = before.current.times + (sameAgents(before.current.agents, agents) ? 0 : 1);
    before.current = { agents, times };
  }
  const times = before.current.times;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other agents are the reason to ask
  useEffect(() => {
    let wanted = true;
    get<Listed>(AT)
      .then((page) => wanted && setDeleted(page))
      .catch((e: unknown) => wanted && setDeleted((now) => ({ ...now, trouble: words(e) })));
    return () => {
      wanted = false;
    };
  }, [times]);
  const more = async () => {
    if (deleted.next !== undefined) {
      const page = await get<Listed>(`${AT}&cursor=${encodeURIComponent(deleted.next)}`);
      setDeleted((now) => ({ agents: [...now.agents, ...page.agents], next: page.next }));
    }
  };
  return { ...deleted, more };
}

/** Whether none has come and none has gone. */
export function sameAgents(one: ReadonlyMap<string, Agent>, other: ReadonlyMap<string, Agent>): boolean {
  return one.size === other.size && [...one.keys()].every((id) => other.has(id));
}

/** Those that can still be taken back. */
export function Deleted({ agents: all, next, trouble, more }: ReturnType<typeof useDeleted>) {
  const { busy, trouble: refused, act } = useAct();
  const agents = all.filter(mayRestore);
  if (agents.length === 0 && next === undefined && trouble === undefined) {
    return null;
  }
  return (
    <details className="deleted">
      <summary>
        {trouble !== undefined
          ? "Which deleted agents can be restored could not be asked"
          : agents.length === 0
            ? "Deleted agents"
            : `${next === undefined ? "" : "More than "}${plural(agents.length, "deleted agent")} can be restored`}
      </summary>
      {(refused ?? trouble) !== undefined && <p className="bad">{refused ?? trouble}</p>}
      <ul className="agents">
        {agents.map((agent) => (
          <li key={agent.id} className="row">
            <span className="what">
              <span className="title">{visible(agent.title)}</span>
            </span>
            <button type="button" className="quiet" disabled={busy} onClick={() => act(() => undo(agent))}>
              Restore<span className="unseen"> {visible(agent.title)}</span>
            </button>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <button type="button" className="quiet" disabled={busy} onClick={() => act(more)}>
          Show more deleted agents
        </button>
      )}
    </details>
  );
}
