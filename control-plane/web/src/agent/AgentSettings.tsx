import { useEffect, useState } from "react";
import { get, patch, remove } from "../api/http";
import type { Agent } from "../api/types";
import { Copy } from "../ui/Copy";
import { day } from "../ui/time";
import { useAct } from "../ui/useAct";

interface Rule {
  id: string;
  command: { argv: string[]; directory: string };
  expiresAt: string;
  by: string;
}

/** What can be changed of an agent, and what it is made of. */
export function AgentSettings({ agent }: { agent: Agent }) {
  const { busy, trouble, act } = useAct();
  const [title, setTitle] = useState(agent.title);
  const [minutes, setMinutes] = useState(String(agent.limits.minutes));
  const [turns, setTurns] = useState(String(agent.limits.turns));
  const [saved, setSaved] = useState(false);
  const [rules, setRules] = useState<Rule[]>([]);
  const at = `/api/agents/${agent.id}`;
  useEffect(() => {
    get<{ rules: Rule[] }>(`/api/agents/${agent.id}/rules`)
      .then((all) => setRules(all.rules))
      .catch(() => undefined);
  }, [agent.id]);
  const save = async () => {
    setSaved(await act(() => patch(at, { title, limits: { minutes: Number(minutes), turns: Number(turns) } })));
  };
  return (
    <section className="settings" aria-label="Settings of this agent">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <label>
          Name
          <input value={title} maxLength={120} onChange={(e) => setTitle(e.target.value)} />
        </label>
        <label>
          Minutes of work, all turns together
          <input type="number" min={1} max={100000} value={minutes} onChange={(e) => setMinutes(e.target.value)} />
        </label>
        <label>
          Turns
          <input type="number" min={1} max={100000} value={turns} onChange={(e) => setTurns(e.target.value)} />
        </label>
        <button type="submit" disabled={busy}>
          Save
        </button>
        <span role="status" className="small">
          {saved && "Saved."}
        </span>
        {trouble !== undefined && (
          <p className="bad" role="alert">
            {trouble}
          </p>
        )}
      </form>
      <h2>Commands that are allowed without asking</h2>
      {rules.length === 0 && <p className="small">None.</p>}
      <ul className="plain">
        {rules.map((rule) => (
          <li key={rule.id}>
            <code>{rule.command.argv.join(" ")}</code>{" "}
            <span className="small">
              in {rule.command.directory}, until {day(rule.expiresAt)}, by {rule.by}
            </span>{" "}
            <button
              type="button"
              className="quiet"
              disabled={busy}
              onClick={() =>
                act(async () => setRules((await remove<{ rules: Rule[] }>(`${at}/rules/${rule.id}`)).rules))
              }
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <h2>About it</h2>
      <dl>
        <div>
          <dt>Repository</dt>
          <dd>{agent.repository}</dd>
        </div>
        <div>
          <dt>Branch</dt>
          <dd>
            <code>{agent.branch}</code>
            {agent.baseBranch !== undefined && `, from ${agent.baseBranch}`}
          </dd>
        </div>
        <div>
          <dt>Environment</dt>
          <dd>{agent.environment}</dd>
        </div>
        <div>
          <dt>Worked</dt>
          <dd>
            {Math.round(agent.workedSeconds / 60)} minutes in {agent.turn} turns
          </dd>
        </div>
        <div>
          <dt>Is cleaned up</dt>
          <dd>{day(agent.reapAt)}, unless it is used before</dd>
        </div>
      </dl>
      <h2>From a terminal</h2>
      <Copy text={`./ratoon exec ${agent.name} -- git status`} />
    </section>
  );
}
