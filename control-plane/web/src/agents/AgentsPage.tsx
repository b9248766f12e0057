import { memo, useDeferredValue, useEffect, useMemo, useState } from "react";
import { DecisionCards } from "../agent/DecisionCards";
import { get, post } from "../api/http";
import type { Agent } from "../api/types";
import { fleet } from "../live";
import { Link } from "../ui/route";
import { useStore } from "../ui/store";
import { plural, repositoryName } from "../ui/text";
import { Since } from "../ui/time";
import { useAct } from "../ui/useAct";
import { BeforeTheFirst } from "./BeforeTheFirst";
import { grouped } from "./groups";

const AT_FIRST = 100;

/** All agents, by what needs somebody. */
export function AgentsPage() {
  const { known, agents } = useStore(fleet.store);
  const [words, setWords] = useState("");
  const [most, setMost] = useState(AT_FIRST);
  const wanted = useDeferredValue(words);
  const groups = useMemo(() => grouped(agents.values(), wanted), [agents, wanted]);
  const living = useMemo(() => [...agents.values()].filter((a) => a.state !== "deleted"), [agents]);
  const deleted = useDeleted(agents);
  const needs = groups.find((g) => g.key === "decision")?.agents.length ?? 0;
  useEffect(() => {
    document.title = needs > 0 ? `(${needs}) Ratoon` : "Ratoon";
  }, [needs]);
  if (!known) {
    return (
      <main id="content">
        <h1>Agents</h1>
        <p className="lead">Asking what there is ...</p>
      </main>
    );
  }
  if (living.length === 0) {
    return <NoAgents deleted={deleted} />;
  }
  let left = most;
  return (
    <main id="content">
      <div className="head">
        <h1>Agents</h1>
        <input
          id="search"
          type="search"
          placeholder="Search"
          aria-label="Search agents"
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
        <Link to="/new" className="button">
          New agent
        </Link>
      </div>
      <p className="unseen" role="status">
        {needs > 0 ? `${plural(needs, "agent")} need your decision` : ""}
      </p>
      {groups.length === 0 && <p className="lead">No agent matches “{wanted}”.</p>}
      {groups.map((group) => {
        const shown = group.agents.slice(0, Math.max(0, left));
        left -= shown.length;
        return (
          <section key={group.key} className="group" data-group={group.key} aria-labelledby={`group-${group.key}`}>
            <h2 id={`group-${group.key}`}>
              {group.title} <span className="count">{group.agents.length}</span>
            </h2>
            <ul className="agents">
              {shown.map((agent) => (
                <Row key={agent.id} agent={agent} />
              ))}
            </ul>
          </section>
        );
      })}
      {left <= 0 && living.length > most && (
        <button type="button" className="quiet" onClick={() => setMost(most + AT_FIRST)}>
          Show more agents
        </button>
      )}
      <Deleted agents={deleted} />
    </main>
  );
}

const Row = memo(function Row({ agent }: { agent: Agent }) {
  return (
    <li className={`row ${agent.state}`}>
      <Link to={`/agents/${agent.name}`} className="what">
        <span className="dot" aria-hidden="true" />
        <span className="title">{agent.title}</span>
        <span className="doing">
          {agent.queuePosition === undefined ? agent.doing : `waits for a sandbox, place ${agent.queuePosition}`}
        </span>
        <span className="facts small">
          {repositoryName(agent.repository)} · {agent.branch} · {agent.harness}
        </span>
      </Link>
      <span className="aside small">
        {agent.pull !== undefined && (
          <a href={agent.pull.url} target="_blank" rel="noopener noreferrer">
            #{agent.pull.number} {agent.pull.state}
          </a>
        )}
        <Since at={agent.since} />
      </span>
      {agent.state === "waiting" && <DecisionCards agent={agent.id} />}
    </li>
  );
});

function NoAgents({ deleted }: { deleted: Agent[] }) {
  return (
    <main id="content" className="narrow">
      <h1>Start your first agent</h1>
      <p className="lead">
        Each agent works in a sandbox of its own, on a branch of its own. Choose a repository, say what is to be done,
        and watch it, answer it and stop it from here.
      </p>
      <p className="begin">
        <Link to="/new" className="button">
          New agent
        </Link>
      </p>
      <BeforeTheFirst />
      <Deleted agents={deleted} />
    </main>
  );
}

/** They are in no stream: asked for when an agent has come or gone. */
function useDeleted(agents: ReadonlyMap<string, Agent>): Agent[] {
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
function Deleted({ agents }: { agents: Agent[] }) {
  const { busy, trouble, act } = useAct();
  if (agents.length === 0) {
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
              <span className="title">{agent.title}</span>
            </span>
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() => act(() => post(`/api/agents/${agent.id}/restore`))}
            >
              Restore<span className="unseen"> {agent.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
