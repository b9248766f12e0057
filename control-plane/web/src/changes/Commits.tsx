import { useState } from "react";
import type { Agent, Commit } from "../api/types";
import { visible } from "../ui/text";
import { day } from "../ui/time";
import { useAnswer } from "../ui/useAnswer";
import { useNewCheckpoint } from "./useNewCheckpoint";

/** As many as the server lists. */
const MOST = 500;

/** What the agent has committed itself, asked for when somebody looks. */
export function Commits({ agent }: { agent: Agent }) {
  const [open, setOpen] = useState(false);
  const { value, trouble, again } = useAnswer<{ commits: Commit[] }>(
    open ? `/api/agents/${agent.id}/commits` : undefined,
  );
  useNewCheckpoint(agent.checkpoint, again);
  const commits = value?.commits;
  return (
    <details open={open} onToggle={(e) => setOpen((e.target as HTMLDetailsElement).open)}>
      <summary>Its own commits</summary>
      {trouble !== undefined && (
        <div className="answers">
          <p className="bad">{trouble}</p>
          <button type="button" className="quiet" onClick={again}>
            Ask again<span className="unseen"> for its commits</span>
          </button>
        </div>
      )}
      {commits === undefined && trouble === undefined && <p className="small">Asking for its commits ...</p>}
      {commits?.length === 0 && (
        <p className="small">It has committed nothing itself: what has changed is not committed yet.</p>
      )}
      {commits !== undefined && <CommitList commits={commits} />}
      {commits !== undefined && commits.length >= MOST && (
        <p className="small">These are its newest. Older ones are not listed.</p>
      )}
    </details>
  );
}

/** Commits, each on its line. */
export function CommitList({ commits }: { commits: Commit[] }) {
  return (
    <ul className="plain">
      {commits.map((commit) => (
        <li key={commit.id}>
          <code>{commit.id.slice(0, 7)}</code> {visible(commit.subject)}{" "}
          <span className="small">
            {visible(commit.author)}
            {commit.at !== undefined && `, ${day(commit.at)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
