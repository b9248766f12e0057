import { memo } from "react";
import { DecisionCards } from "../agent/DecisionCards";
import { standing } from "../agent/words";
import type { Agent } from "../api/types";
import { may, Rights } from "../ui/may";
import { Link } from "../ui/route";
import { repositoryName, visible } from "../ui/text";
import { Since } from "../ui/time";
import { WhenSeen } from "../ui/WhenSeen";
import { Figures } from "./Figures";

/** One agent of the list: what it is, what it does, and since when. */
export const Row = memo(function Row({
  agent,
  open,
  onMenu,
}: {
  agent: Agent;
  open: boolean;
  onMenu: (agent: string, anchor: HTMLElement) => void;
}) {
  return (
    <li className={`row ${agent.muted ? "muted" : agent.state}`} data-agent={agent.id}>
      <Link to={`/agents/${agent.name}`} className="what">
        <span className="dot" aria-hidden="true" />
        <span className="title">
          {visible(agent.title)}
          {agent.unconfined && <strong className="warn"> · unconfined</strong>}
        </span>
        <span className="doing">
          {agent.queuePosition === undefined
            ? visible(agent.doing)
            : `waits for a sandbox, place ${agent.queuePosition}`}
        </span>
        <span className="facts figures small">
          <span>{visible(`${repositoryName(agent.repository)} · ${agent.branch} · ${agent.harness}`)}</span>
          <Figures agent={agent} />
        </span>
      </Link>
      <span className="aside small">
        {agent.pull !== undefined && (
          <a href={agent.pull.url} target="_blank" rel="noopener noreferrer">
            #{agent.pull.number} {standing(agent.pull)}
          </a>
        )}
        <Since at={agent.since} />
        <button
          type="button"
          className="more"
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={(e) => onMenu(agent.id, e.currentTarget)}
        >
          <span aria-hidden="true">⋯</span>
          <span className="unseen">Actions of {visible(agent.title)}</span>
        </button>
      </span>
      {agent.state === "waiting" && !agent.muted && may(agent, "decide") && (
        <Rights of={agent}>
          <WhenSeen>
            <DecisionCards agent={agent.id} />
          </WhenSeen>
        </Rights>
      )}
    </li>
  );
});
