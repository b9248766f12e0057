import { useEffect, useState } from "react";
import { erase, muting, undo } from "../agents/deeds";
import { Figures } from "../agents/Figures";
import { get, post, put, words } from "../api/http";
import type { Agent, Mode } from "../api/types";
import { ChangesView } from "../changes/ChangesView";
import { fleet } from "../live";
import { go, Link } from "../ui/route";
import { useStore } from "../ui/store";
import { repositoryName, visible } from "../ui/text";
import { Since } from "../ui/time";
import { useAct } from "../ui/useAct";
import { AgentSettings } from "./AgentSettings";
import { LogView } from "./LogView";
import { Work } from "./Work";

const MODES: Record<Mode, string> = { normal: "Normal: asks first", plan: "Plan: suggests", auto: "Auto: goes ahead" };

/** One agent: what it does, what it changed, its log, its settings. */
export function AgentPage({ name, view }: { name: string; view: string }) {
  const { agents, known } = useStore(fleet.store);
  const found = [...agents.values()].find((agent) => agent.name === name || agent.id === name);
  const [asked, setAsked] = useState<Agent>();
  const [trouble, setTrouble] = useState<string>();
  const missing = known && found === undefined;
  useEffect(() => {
    if (missing) {
      get<Agent>(`/api/agents/${encodeURIComponent(name)}`)
        .then(setAsked)
        .catch((e: unknown) => setTrouble(words(e)));
    }
  }, [missing, name]);
  const agent = found ?? asked;
  useEffect(() => {
    document.title = agent === undefined ? "Ratoon" : `${visible(agent.title)} · Ratoon`;
  }, [agent]);
  if (agent === undefined) {
    return (
      <main id="content" className="narrow">
        <h1>{trouble === undefined ? "One moment" : "There is no such agent here"}</h1>
        {trouble !== undefined && <p className="lead">{trouble}</p>}
      </main>
    );
  }
  const base = `/agents/${agent.name}`;
  return (
    <main id="content" className="agent">
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
    </main>
  );
}

function Head({ agent }: { agent: Agent }) {
  const { busy, trouble, act } = useAct();
  const works = ["working", "waiting", "queued", "provisioning", "setting-up"].includes(agent.state);
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
      </p>
      <p className="figures small">
        <Figures agent={agent} />
        {agent.muted && <span className="figure">muted for you</span>}
      </p>
      {agent.failure !== undefined && (
        <p className="bad" role="status">
          {visible(agent.failure.reason)} <span className="next">{agent.failure.nextStep}</span>
        </p>
      )}
      {agent.cap !== undefined && agent.failure === undefined && (
        <p className="warn" role="status">
          {visible(agent.cap.words)} <span className="next">{agent.cap.nextStep}</span>
        </p>
      )}
      <div className="actions">
        {works && (
          <button type="button" className="stop" disabled={busy} onClick={() => act(() => post(`${at}/stop`))}>
            Stop
          </button>
        )}
        {agent.state === "paused" || agent.state === "failed" ? (
          <button type="button" disabled={busy} onClick={() => act(() => post(`${at}/resume`))}>
            Resume
          </button>
        ) : (
          agent.state !== "deleted" && (
            <button type="button" className="quiet" disabled={busy} onClick={() => act(() => post(`${at}/pause`))}>
              Pause
            </button>
          )
        )}
        {agent.state !== "deleted" && (
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
        )}
        {agent.state !== "deleted" && (
          <button type="button" className="quiet" disabled={busy} onClick={() => act(mute.act)}>
            {mute.title}
          </button>
        )}
        {agent.state === "deleted" ? (
          <button type="button" disabled={busy} onClick={() => act(() => undo(agent))}>
            Undo the deletion
          </button>
        ) : (
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
            Pull request #{agent.pull.number}, {agent.pull.state}
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
