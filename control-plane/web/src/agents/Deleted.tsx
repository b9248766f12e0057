import { useEffect, useState } from "react";
import { get } from "../api/http";
import type { Agent } from "../api/types";
import { plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useWorks } from "../ui/who";
import { undo } from "./deeds";

/** They are in no stream: asked for when an agent has come or gone. */
export function useDeleted(agents: ReadonlyMap<string, Agent>): Agent[] {
  const [deleted, setDeleted] = useState<Agent[]>([]);
  const count = agents.size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of agents is the reason to ask
  useEffect(() => {
    let wanted = true;
    get<{ agents: Agent[] }>("/api/agents?state=deleted")
      .then((page) => wanted && setDeleted(page.agents))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [count]);
  return deleted;
}

/** Those that can still be taken back. */
export function Deleted({ agents }: { agents: Agent[] }) {
  const { busy, trouble, act } = useAct();
  const works = useWorks();
  if (!works || agents.length === 0) {
    return null;
  }
  return (
    <details className="deleted">
      <summary>{plural(agents.length, "deleted agent")} can be restored</summary>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
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
    </details>
  );
}
