import { useState } from "react";
import { say } from "../agent/say";
import type { Agent, Proposal } from "../api/types";
import { may } from "../ui/may";
import { plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { merges, some, type Together, wish } from "./publishing";

const MOST_NAMES = 10;

/** What others did meanwhile: how it goes along, or who brings it together where it does not merge by itself. */
export function Behind({
  agent,
  proposal,
  together,
  onChange,
}: {
  agent: Agent;
  proposal: Proposal;
  together: Together;
  onChange: (together: Together) => void;
}) {
  const { standing, onto } = proposal;
  const [sent, setSent] = useState(false);
  const { busy, trouble, act } = useAct();
  if (standing === undefined || standing.behind === 0) {
    return null;
  }
  const there = onto === undefined ? "its base" : visible(onto);
  const conflicts = standing.conflicts.map(visible);
  return (
    <>
      <p className="small">
        {onto === undefined ? "Its base" : <code>{there}</code>} has {plural(standing.behind, "commit")} that it does
        not have.
        {merges(proposal) && " It merges with them."}
      </p>
      {merges(proposal) ? (
        <label className="inline">
          Publish it
          <select value={together} onChange={(e) => onChange(e.target.value as Together)}>
            <option value="as-is">as it is</option>
            <option value="merge">with {there} merged in</option>
            {proposal.published === undefined && <option value="rebase">rebased onto {there}</option>}
          </select>
        </label>
      ) : (
        <>
          <p className="warn">It will not merge as it is: {some(conflicts, MOST_NAMES, standing.more)}</p>
          {may(agent, "steer") && (
            <div className="answers">
              {sent ? (
                <span role="status">Asked. Come back to this when its turn is over.</span>
              ) : (
                <button
                  type="button"
                  className="quiet"
                  disabled={busy}
                  onClick={() =>
                    act(() => say(agent.id, { text: wish(proposal), delivery: "queue" })).then(
                      (went) => went && setSent(true),
                    )
                  }
                >
                  Have the agent bring them together
                </button>
              )}
            </div>
          )}
        </>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
    </>
  );
}
