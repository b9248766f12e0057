import { useState } from "react";
import { say } from "../agent/say";
import type { Agent, Proposal } from "../api/types";
import { may } from "../ui/may";
import { plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { MOST_NAMES, some, type Together, wish } from "./publishing";

/** What others did meanwhile: how it goes along, or who brings it together where it does not merge by itself. */
export function Behind({
  agent,
  proposal,
  ways,
  together,
  onChange,
}: {
  agent: Agent;
  proposal: Proposal;
  ways: Together[];
  together: Together;
  onChange: (together: Together) => void;
}) {
  const { standing, onto } = proposal;
  const there = onto === undefined ? "its base" : visible(onto);
  const titles: Record<Together, string> = {
    "as-is": "as it is",
    merge: `with ${there} merged in`,
    rebase: `rebased onto ${there}`,
  };
  return (
    <>
      {standing !== undefined && standing.behind > 0 && (
        <p className="small">
          {onto === undefined ? "Its base" : <code>{there}</code>} has {plural(standing.behind, "commit")} that it does
          not have.
          {standing.conflicts.length === 0 && ` It merges with ${standing.behind === 1 ? "it" : "them"}.`}
        </p>
      )}
      {standing !== undefined && standing.conflicts.length > 0 && (
        // Other work, or other conflicts, are another thing to ask for.
        <Conflicts key={`${proposal.commit} ${standing.conflicts.join("/")}`} agent={agent} proposal={proposal} />
      )}
      {ways.length > 1 && (
        <label className="inline">
          Publish it
          <select value={together} onChange={(e) => onChange(e.target.value as Together)}>
            {ways.map((way) => (
              <option key={way} value={way}>
                {titles[way]}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function Conflicts({ agent, proposal }: { agent: Agent; proposal: Proposal }) {
  const { conflicts = [], more = 0 } = proposal.standing ?? {};
  const [sent, setSent] = useState(false);
  const { busy, trouble, act } = useAct();
  const ask = () =>
    act(() => say(agent.id, { text: wish(proposal), delivery: "queue" })).then((went) => went && setSent(true));
  return (
    <>
      <p className="warn">It will not merge as it is: {some(conflicts.map(visible), MOST_NAMES, more)}</p>
      {may(agent, "steer") && (
        <div className="answers">
          <button type="button" className="quiet" disabled={busy || sent} onClick={ask}>
            Have the agent bring them together
          </button>
          <span role="status">{sent && "Asked. Come back to this when its turn is over."}</span>
        </div>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
    </>
  );
}
