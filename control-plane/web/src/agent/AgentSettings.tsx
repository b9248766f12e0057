import { remove } from "../api/http";
import type { Agent } from "../api/types";
import { Copy } from "../ui/Copy";
import { may } from "../ui/may";
import { plural, visible } from "../ui/text";
import { day, span } from "../ui/time";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { AgentCaps } from "./AgentCaps";

interface Rule {
  id: string;
  command: { argv: string[]; directory: string };
  expiresAt: string;
  by: string;
}

/** What can be changed of an agent, and what it is made of. */
export function AgentSettings({ agent }: { agent: Agent }) {
  const { busy, trouble, act } = useAct();
  const at = `/api/agents/${agent.id}`;
  const rules = useAnswer<{ rules: Rule[] }>(`${at}/rules`);
  const left = Math.ceil((Date.parse(agent.reapAt) - Date.now()) / 86_400_000);
  return (
    <section className="settings" aria-label="Settings of this agent">
      {may(agent, "steer") && <AgentCaps agent={agent} />}
      <h2>Until when it is kept</h2>
      <p>
        It is cleaned up on <strong>{day(agent.reapAt)}</strong>
        {left > 0 && `, in ${left === 1 ? "a day" : `${left} days`}`}. Whatever you do to it before puts that off: a
        message, a change of its settings, a resume.
      </p>
      <h2>Commands that are allowed without asking</h2>
      {rules.asking && <p className="small">Asking which ...</p>}
      {rules.trouble !== undefined && (
        <div className="answers">
          <p className="bad" role="alert">
            Which these are could not be asked: {visible(rules.trouble)}
          </p>
          <button type="button" className="quiet" onClick={rules.again}>
            Ask again
          </button>
        </div>
      )}
      {rules.value?.rules.length === 0 && <p className="small">None.</p>}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      <ul className="plain">
        {rules.value?.rules.map((rule) => (
          <li key={rule.id}>
            <code>{visible(rule.command.argv.join(" "))}</code>{" "}
            <span className="small">
              {where(rule.command.directory)}, until {day(rule.expiresAt)}, by {visible(rule.by)}
            </span>{" "}
            {may(agent, "decide") && (
              <button
                type="button"
                className="quiet"
                disabled={busy}
                onClick={() => act(() => remove(`${at}/rules/${rule.id}`).then(rules.again))}
              >
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
      <h2>About it</h2>
      <dl>
        <div>
          <dt>Repository</dt>
          <dd>{visible(agent.repository)}</dd>
        </div>
        <div>
          <dt>Branch</dt>
          <dd>
            <code>{visible(agent.branch)}</code>
            {agent.baseBranch !== undefined && `, from ${visible(agent.baseBranch)}`}
          </dd>
        </div>
        <div>
          <dt>Environment</dt>
          <dd>{visible(agent.environment)}</dd>
        </div>
        <div>
          <dt>Worked</dt>
          <dd>
            {span(agent.workedSeconds * 1000)} in {plural(agent.turn, "turn")}
          </dd>
        </div>
      </dl>
      {may(agent, "enter") && (
        <>
          <h2>From a terminal</h2>
          <Copy text={`./ratoon exec ${agent.name} -- git status`} />
        </>
      )}
    </section>
  );
}

/** A rule of before that was said matches nothing any more. */
function where(directory: string): string {
  return directory === "" ? "where is not said, so it is asked about again" : `in ${visible(directory)}`;
}
