import { useEffect } from "react";
import { erase, muting, undo } from "../agents/deeds";
import { Figures } from "../agents/Figures";
import { post, put } from "../api/http";
import type { Agent, Mode } from "../api/types";
import { ChangesView } from "../changes/ChangesView";
import { fleet } from "../live";
import { may, mayRestore, Rights } from "../ui/may";
import { go, Link } from "../ui/route";
import { useStore } from "../ui/store";
import { repositoryName, visible } from "../ui/text";
import { Since } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { AgentSettings } from "./AgentSettings";
import { LogView } from "./LogView";
import { Stop } from "./Stop";
import { Work } from "./Work";
import { standing } from "./words";

const MODES: Record<Mode, string> = { normal: "Normal: asks first", plan: "Plan: suggests", auto: "Auto: goes ahead" };

const NOT_FOUND = 404;
const AGAIN = 5000;

/** One agent: what it does, what it changed, its log, its settings. */
export function AgentPage({ name, view }: { name: string; view: string }) {
  const { agents, known } = useStore(fleet.store);
  const found = [...agents.values()].find((agent) => agent.name === name || agent.id === name);
  // Those that are deleted are in no stream.
  const missing = known && found === undefined;
  const { value, trouble, status, again } = useAnswer<Agent>(
    missing ? `/api/agents/${encodeURIComponent(name)}` : undefined,
  );
  const agent = found ?? value;
  const fails = trouble !== undefined && status !== NOT_FOUND;
  useEffect(() => {
    const timer = fails ? setInterval(() => void again(), AGAIN) : undefined;
    return () => clearInterval(timer);
  }, [fails, again]);
  useEffect(() => {
    document.title = agent === undefined ? "Ratoon" : `${visible(agent.title)} · Ratoon`;
  }, [agent]);
  if (agent === undefined) {
    return (
      <main id="content" className="narrow">
        <h1>
          {trouble === undefined
            ? "One moment"
            : fails
              ? "This agent cannot be shown just now"
              : "There is no such agent here"}
        </h1>
        {trouble !== undefined && (
          <p className="lead">
            {visible(trouble)}{" "}
            {fails ? "This page asks again by itself." : "It may have been deleted for good, or is not yours to see."}
          </p>
        )}
        {trouble !== undefined && <Link to="/">All agents</Link>}
      </main>
    );
  }
  // The name of one that is deleted leads to nothing any more.
  const base = `/agents/${agent.state === "deleted" ? agent.id : agent.name}`;
  return (
    <main id="content" className="agent">
      <Rights of={agent}>
        <Head agent={agent} />
        <nav className="views" aria-label="Views of this agent">
          {[
            ["work", "Work", base],
            ["changes", "Changes", `${base}/changes`],
            ["log", "Log", `${base}/log`],
            ["settings", "Settings", `${base}/settings`],
          ].map(([key, title, to]) => (
            <Link key={key} to={to ?? base} aria-current={view === key ? "page" : undefined}>
              {title}
            </Link>
          ))}
        </nav>
        {view === "work" && <Work agent={agent} />}
        {view === "changes" && <ChangesView agent={agent} />}
        {view === "log" && <LogView agent={agent} />}
        {view === "settings" && <AgentSettings agent={agent} />}
        {view !== "work" && (
          <div className="stop-bar">
            <Stop agent={agent} />
          </div>
        )}
      </Rights>
    </main>
  );
}

function Head({ agent }: { agent: Agent }) {
  const { busy, trouble, act } = useAct();
  const steers = may(agent, "steer");
  const at = `/api/agents/${agent.id}`;
  const mute = muting(agent);
  return (
    <div className={`agent-head ${agent.state}`}>
      <h1>{visible(agent.title)}</h1>
      <p className="small">
        <span className="dot" aria-hidden="true" />{" "}
        <span className="state">{agent.failure === undefined ? visible(agent.doing) : "failed"}</span> ·{" "}
        <Since at={agent.since} /> · {visible(repositoryName(agent.repository))} · <code>{visible(agent.branch)}</code>{" "}
        · {visible(agent.harness)}
        {agent.model !== undefined && ` · ${visible(agent.model)}`}
        {agent.unconfined && <strong className="warn"> · unconfined</strong>}
        <span className="figures">
          <Figures agent={agent} />
          {agent.muted && <span className="figure">muted for you</span>}
        </span>
      </p>
      {agent.failure !== undefined && (
        <p className="bad" role="status">
          {visible(agent.failure.reason)} <span className="next">{visible(agent.failure.nextStep)}</span>
        </p>
      )}
      {agent.cap !== undefined && agent.failure === undefined && (
        <p className="warn" role="status">
          {visible(agent.cap.words)} <span className="next">{visible(agent.cap.nextStep)}</span>
        </p>
      )}
      <div className="actions">
        {steers && agent.state !== "deleted" && (
          <>
            {agent.state === "paused" || agent.state === "failed" ? (
              <button
                type="button"
                className={agent.state === "paused" ? "quiet" : undefined}
                disabled={busy}
                onClick={() => act(() => post(`${at}/resume`))}
              >
                Resume
              </button>
            ) : (
              <button type="button" className="quiet" disabled={busy} onClick={() => act(() => post(`${at}/pause`))}>
                Pause
              </button>
            )}
            <label className="inline">
              <span className="unseen">Mode</span>
              <select
                value={agent.mode}
                disabled={busy}
                onChange={(e) => act(() => put(`${at}/mode`, { mode: e.target.value }))}
              >
                {Object.entries(MODES).map(([mode, title]) => (
                  <option key={mode} value={mode}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        {agent.state !== "deleted" && (
          <button type="button" className="quiet" disabled={busy} onClick={() => act(mute.act)}>
            {mute.title}
          </button>
        )}
        {agent.state === "deleted" && mayRestore(agent) && (
          <button type="button" disabled={busy} onClick={() => act(() => undo(agent))}>
            Undo the deletion
          </button>
        )}
        {agent.state !== "deleted" && may(agent, "delete") && (
          <button
            type="button"
            className="quiet"
            disabled={busy}
            onClick={() => act(() => erase(agent)).then((done) => done && go("/"))}
          >
            Delete
          </button>
        )}
        {agent.pull !== undefined && (
          <a href={agent.pull.url} target="_blank" rel="noopener noreferrer">
            Pull request #{agent.pull.number}, {standing(agent.pull)}
          </a>
        )}
      </div>
      {agent.pull?.notFollowed !== undefined && (
        <p className="quiet">
          Pull request #{agent.pull.number}: {visible(agent.pull.notFollowed)}
        </p>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
