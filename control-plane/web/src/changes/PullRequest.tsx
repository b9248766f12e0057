import { useEffect, useState } from "react";
import { get, post, words } from "../api/http";
import type { Agent, Proposal, Publication } from "../api/types";
import { plural } from "../ui/text";
import { useAct } from "../ui/useAct";
import { WriteText } from "./WriteText";

/** What would be published, before it is; and what came of it. */
export function PullRequest({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const [proposal, setProposal] = useState<Proposal>();
  const [trouble, setTrouble] = useState<string>();
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  const [writing, setWriting] = useState(false);
  const [draft, setDraft] = useState(false);
  const [fork, setFork] = useState(false);
  const [uncommitted, setUncommitted] = useState(true);
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<Publication>();
  const { busy, trouble: refused, act } = useAct();
  const [key] = useState(() => crypto.randomUUID());
  useEffect(() => {
    get<Proposal>(`/api/agents/${agent.id}/pull-request`)
      .then((it) => {
        setProposal(it);
        setTitle(it.title);
        setBody(it.body);
        setFork(it.to.fork);
      })
      .catch((e: unknown) => setTrouble(words(e)));
  }, [agent.id]);

  if (done !== undefined) {
    return <Done done={done} onClose={onClose} />;
  }
  if (trouble !== undefined || proposal === undefined) {
    return (
      <section className="sheet" aria-label="Pull request">
        <p className={trouble === undefined ? "lead" : "bad"}>{trouble ?? "Looking at what would be published ..."}</p>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </section>
    );
  }
  const publish = () =>
    act(async () => {
      setDone(
        await post<Publication>(
          `/api/agents/${agent.id}/pull-request`,
          {
            commit: proposal.commit,
            title,
            body,
            draft,
            fork,
            files: uncommitted ? "all" : "none",
            accept: [...accepted],
            base: proposal.onto,
          },
          { "Idempotency-Key": key },
        ),
      );
    });
  const open = proposal.warnings.filter((warning) => !accepted.has(warning.id));
  return (
    <section className="sheet" aria-labelledby="pull-title">
      <h2 id="pull-title">
        {proposal.pull === undefined ? "Create a pull request" : `Publish to pull request #${proposal.pull.number}`}
      </h2>
      <p>
        {plural(proposal.files.length, "file")} in {plural(proposal.commits.length, "commit")}, from{" "}
        <code>{proposal.branch}</code> onto <code>{proposal.onto}</code> at {proposal.to.repository}.
      </p>
      {proposal.to.why !== undefined && <p className="small">{proposal.to.why}</p>}
      {proposal.standing !== undefined && proposal.standing.conflicts.length > 0 && (
        <p className="warn">It will not merge as it is: {proposal.standing.conflicts.join(", ")}</p>
      )}
      <label>
        Title
        <input value={title} readOnly={writing} onChange={(e) => setTitle(e.target.value)} />
      </label>
      <label>
        Description
        <textarea rows={8} value={body} readOnly={writing} onChange={(e) => setBody(e.target.value)} />
      </label>
      <WriteText
        agent={agent.id}
        now={{ title, body }}
        onText={(text) => {
          setTitle(text.title);
          setBody(text.body);
        }}
        onBusy={setWriting}
      />
      {proposal.uncommitted.length > 0 && (
        <label className="inline">
          <input type="checkbox" checked={uncommitted} onChange={(e) => setUncommitted(e.target.checked)} />
          With {plural(proposal.uncommitted.length, "file")} that {proposal.uncommitted.length === 1 ? "is" : "are"} not
          committed: {proposal.uncommitted.map((file) => file.path).join(", ")}
        </label>
      )}
      {proposal.pull === undefined && (
        <label className="inline">
          <input type="checkbox" checked={draft} onChange={(e) => setDraft(e.target.checked)} />
          As a draft
        </label>
      )}
      {!proposal.to.mayPush && (
        <label className="inline">
          <input type="checkbox" checked={fork} onChange={(e) => setFork(e.target.checked)} />
          Through a fork of mine
        </label>
      )}
      {proposal.warnings.map((warning) => (
        <label className="inline warn" key={warning.id}>
          <input
            type="checkbox"
            checked={accepted.has(warning.id)}
            onChange={(e) => {
              const now = new Set(accepted);
              now[e.target.checked ? "add" : "delete"](warning.id);
              setAccepted(now);
            }}
          />
          {warning.words}
        </label>
      ))}
      {refused !== undefined && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
      <div className="answers">
        <button type="button" disabled={busy || writing || open.length > 0 || title.trim() === ""} onClick={publish}>
          {busy ? "Publishing ..." : proposal.to.github ? "Publish" : "Push the branch"}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
        {open.length > 0 && <span className="small">{plural(open.length, "warning")} want a yes first.</span>}
      </div>
    </section>
  );
}

function Done({ done, onClose }: { done: Publication; onClose: () => void }) {
  return (
    <section className="sheet" role="status" aria-label="Published">
      {done.pull !== undefined ? (
        <p className="lead">
          <a href={done.pull.url} target="_blank" rel="noopener noreferrer">
            Pull request #{done.pull.number}
          </a>{" "}
          is {done.opened ? "open" : "up to date"}.
        </p>
      ) : (
        <p className="lead">
          The branch <code>{done.branch}</code> is at {done.to}.
        </p>
      )}
      {[...done.notes, ...done.said].map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
      {done.next !== undefined && <p>{done.next}</p>}
      <button type="button" className="quiet" onClick={onClose}>
        Close
      </button>
    </section>
  );
}
