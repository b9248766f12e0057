import { useCallback, useRef, useState } from "react";
import { say } from "../agent/say";
import type { Agent, Changes } from "../api/types";
import { may } from "../ui/may";
import { plural, visible } from "../ui/text";
import { useAct, useDraft } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { Commits } from "./Commits";
import { FileChange } from "./FileChange";
import { Files } from "./Files";
import { PullRequest } from "./PullRequest";
import { isOpen } from "./publishing";
import { useNewCheckpoint } from "./useNewCheckpoint";

const NOT_FOUND = 404;

/** What somebody has to say about one line. */
export interface Remark {
  path: string;
  line: number;
  quote: string;
  text: string;
}

/** What the agent has changed: in all, or in one turn. */
export function ChangesView({ agent }: { agent: Agent }) {
  const [turn, setTurn] = useState<number>();
  const [side, setSide] = useState(() => matchMedia("(min-width: 75rem)").matches);
  const [kept, keep] = useDraft(`remarks.${agent.id}`);
  const [publishing, setPublishing] = useState(false);
  const steers = may(agent, "steer");
  const publishes = may(agent, "publish");
  const remarks = steers ? parsed(kept) : [];
  const { value, trouble, status, asking, again } = useAnswer<Changes>(
    `/api/agents/${agent.id}/changes${turn === undefined ? "" : `?turn=${turn}`}`,
  );
  // What is nowhere is not what was.
  const changes = status === NOT_FOUND ? undefined : value;
  useNewCheckpoint(agent.checkpoint, again);

  const newest = useRef(remarks);
  newest.current = remarks;
  const add = useCallback((remark: Remark) => keep(JSON.stringify([...newest.current, remark])), [keep]);
  return (
    <section className="changes" aria-label="Changes">
      <div className="answers">
        <label className="inline">
          Show
          <select
            value={turn ?? ""}
            onChange={(e) => setTurn(e.target.value === "" ? undefined : Number(e.target.value))}
          >
            <option value="">all that changed</option>
            {Array.from({ length: agent.turn }, (_, i) => agent.turn - i).map((n) => (
              <option key={n} value={n}>
                turn {n}
              </option>
            ))}
          </select>
        </label>
        <label className="inline wide-only">
          <input type="checkbox" checked={side} onChange={(e) => setSide(e.target.checked)} />
          Side by side
        </label>
        {publishes && !publishing && changes !== undefined && changes.files.length > 0 && (
          <button type="button" onClick={() => setPublishing(true)}>
            {isOpen(agent.pull) ? "Publish what is new" : "Create a PR"}
          </button>
        )}
      </div>
      {publishes && publishing && <PullRequest agent={agent} onClose={() => setPublishing(false)} />}
      {asking && <p className="lead">Asking what has changed ...</p>}
      {trouble !== undefined && (
        <div className="answers">
          <p className="lead">{trouble}</p>
          {status !== NOT_FOUND && (
            <button type="button" className="quiet" onClick={again}>
              Ask again
            </button>
          )}
        </div>
      )}
      {changes !== undefined && (
        <>
          <p>
            {plural(changes.changed, "file")} changed, <span className="plus">+{changes.added}</span>{" "}
            <span className="minus">−{changes.removed}</span>
          </p>
          {turn === undefined && <Commits agent={agent} />}
          <Files changes={changes}>
            {(file) => (
              <FileChange
                key={`${turn ?? "all"} ${file.path}`}
                agent={agent.id}
                turn={turn}
                commits={`${changes.from ?? ""}..${changes.to ?? ""}`}
                file={file}
                side={side}
                open={changes.files.length <= 10}
                onOther={again}
                onRemark={steers ? add : undefined}
              />
            )}
          </Files>
          {changes.more > 0 && <p className="small">{changes.more} more files are not listed.</p>}
        </>
      )}
      {remarks.length > 0 && (
        <Remarks
          agent={agent}
          remarks={remarks}
          onChange={(all) => keep(all.length === 0 ? "" : JSON.stringify(all))}
        />
      )}
    </section>
  );
}

function parsed(kept: string): Remark[] {
  try {
    return kept === "" ? [] : (JSON.parse(kept) as Remark[]);
  } catch {
    return [];
  }
}

/** Comments are collected, and go as one message. */
function Remarks({ agent, remarks, onChange }: { agent: Agent; remarks: Remark[]; onChange: (all: Remark[]) => void }) {
  const { busy, trouble, act } = useAct();
  const send = async () => {
    const text = remarks.map((r) => `${r.path}, line ${r.line}:\n> ${r.quote}\n${r.text}`).join("\n\n");
    const message = `Comments on your changes:\n\n${text}`;
    if (await act(() => say(agent.id, { text: message, delivery: "queue" }))) {
      onChange([]);
    }
  };
  return (
    <aside className="remarks" aria-label="Your comments">
      <h2>{plural(remarks.length, "comment")}</h2>
      <ul className="plain">
        {remarks.map((remark, i) => (
          <li key={`${remark.path}${remark.line}${remark.text}`}>
            <code>
              {visible(remark.path)}:{remark.line}
            </code>{" "}
            {visible(remark.text)}{" "}
            <button type="button" className="quiet" onClick={() => onChange(remarks.filter((_, j) => j !== i))}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <button type="button" disabled={busy} onClick={send}>
        Send to the agent
      </button>
    </aside>
  );
}
