import { useEffect, useState } from "react";
import { useKept } from "../agents/useNewAgent";
import { Problem, postAndWait } from "../api/http";
import type { Agent, Proposal, Publication, PullText } from "../api/types";
import { plural, visible } from "../ui/text";
import { useAct, useDraft } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { Behind } from "./Behind";
import { Into } from "./Into";
import { Published } from "./Published";
import { PullFacts, Unseen, Warnings } from "./PullFacts";
import { asked, isOpen, KeyOfEach, type Loose, proposed, type Together, typed, warned, ways } from "./publishing";
import { Uncommitted } from "./Uncommitted";
import { WriteText } from "./WriteText";

/** A push of much work over a slow line takes minutes, and goes on whoever waits for it. */
const LONGEST_WAIT = 600_000;

/** What would be published, before it is; and what came of it. */
export function PullRequest({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const at = `/api/agents/${agent.id}/pull-request`;
  const [base, setBase] = useState<string>();
  const looked = useAnswer<Proposal>(base === undefined ? at : `${at}?base=${encodeURIComponent(base)}`);
  const { trouble, asking, again } = looked;
  // Whoever looks elsewhere keeps what was seen, and typed, until that is known.
  const proposal = useKept(looked.value);
  const [done, setDone] = useState<Publication>();
  if (done !== undefined) {
    return <Published done={done} onClose={onClose} />;
  }
  if (proposal === undefined) {
    return (
      <section className="sheet" aria-label="Pull request">
        <p className={trouble === undefined ? "lead" : "bad"}>{trouble ?? "Looking at what would be published ..."}</p>
        <div className="answers">
          {!asking && (
            <button type="button" className="quiet" onClick={again}>
              Look again
            </button>
          )}
          <button type="button" className="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </section>
    );
  }
  return (
    <Sheet
      agent={agent}
      at={at}
      proposal={proposal}
      isNow={looked.value !== undefined}
      trouble={looked.value === undefined ? trouble : undefined}
      base={base}
      onLook={(other) => (other === base ? void again() : setBase(other))}
      again={again}
      onDone={setDone}
      onClose={onClose}
    />
  );
}

function Sheet({
  agent,
  at,
  proposal,
  isNow,
  trouble: unseen,
  base,
  onLook,
  again,
  onDone,
  onClose,
}: {
  agent: Agent;
  at: string;
  proposal: Proposal;
  /** Whether it is what was looked at last. */
  isNow: boolean;
  /** Why what was looked at last cannot be seen. */
  trouble: string | undefined;
  /** The branch that was chosen. */
  base: string | undefined;
  onLook: (base: string | undefined) => void;
  again: () => Promise<void>;
  onDone: (done: Publication) => void;
  onClose: () => void;
}) {
  const [kept, keep] = useDraft(`pull.${agent.id}`);
  const own = typed(kept);
  const before = proposed(proposal);
  const text = own ?? before;
  const open = isOpen(proposal.pull) ? proposal.pull : undefined;
  const [writing, setWriting] = useState(false);
  const [draft, setDraft] = useState<boolean>();
  // What is not allowed there is known by trying only: a token may do less than its user.
  const [refused, setRefused] = useState(false);
  const forks = proposal.to.fork || refused;
  const [loose, setLoose] = useState<Loose>("all");
  const [chosen, setTogether] = useState<Together>("as-is");
  const [moved, setMoved] = useState(false);
  const [into, setInto] = useState("");
  const [labels, setLabels] = useState("");
  const possible = ways(proposal, agent, moved);
  const together = possible.includes(chosen) ? chosen : "as-is";
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [keys] = useState(() => new KeyOfEach());
  const { busy, trouble, act } = useAct();
  // A yes was to this work, and not to what has come since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other work is another commit
  useEffect(() => setAccepted(new Set()), [proposal.commit]);
  const write = (now: PullText) => keep(JSON.stringify(now));
  const publish = async (fork: boolean) => {
    const body = asked(proposal, { text, draft, fork, loose, together, accepted, base, labels });
    const went = await act(async () => {
      try {
        const done = await postAndWait<Publication>(at, LONGEST_WAIT, body, { "Idempotency-Key": keys.of(body) });
        keep("");
        onDone(done);
      } catch (e) {
        setRefused((now) => now || (e instanceof Problem && e.fork === true));
        setMoved((now) => now || (e instanceof Problem && e.tip !== undefined));
        throw e;
      }
    });
    if (!went) {
      // What was refused may be because all of it is otherwise by now.
      await again();
    }
  };
  const warnings = warned(proposal, together);
  const unaccepted = warnings.filter((warning) => !accepted.has(warning.id));
  const named = open !== undefined || text.title.trim() !== "";
  const onto = proposal.onto ?? "";
  const unlooked = !isNow || (into.trim() !== "" && into.trim() !== onto);
  const ready = !busy && !writing && unaccepted.length === 0 && named && !unlooked;
  return (
    <section className="sheet" aria-labelledby="pull-title">
      <h2 id="pull-title">
        {open === undefined ? "Create a pull request" : `Publish to pull request #${open.number}`}
      </h2>
      <PullFacts proposal={proposal} />
      {proposal.to.github && onto !== "" && (
        <Into
          repository={agent.repository}
          typed={into}
          now={isNow ? onto : undefined}
          usual={onto}
          trouble={unseen}
          onType={(branch) => {
            setInto(branch);
            if (branch.trim() === "") {
              onLook(undefined);
            }
          }}
          onLook={onLook}
        />
      )}
      <Behind agent={agent} proposal={proposal} ways={possible} together={together} onChange={setTogether} />
      {open !== undefined && (
        <p className="small" id="pull-own">
          Its title stays, and so does what people wrote into its description. What is written here takes their place.
        </p>
      )}
      <label>
        Title
        <input
          aria-describedby={open && "pull-own"}
          value={text.title}
          readOnly={writing}
          onChange={(e) => write({ ...text, title: e.target.value })}
        />
      </label>
      <Unseen what="The title" text={text.title} />
      <label>
        Description
        <textarea
          rows={8}
          aria-describedby={open && "pull-own"}
          value={text.body}
          readOnly={writing}
          onChange={(e) => write({ ...text, body: e.target.value })}
        />
      </label>
      <Unseen what="The description" text={text.body} />
      <WriteText agent={agent.id} base={base} now={text} onText={write} onBusy={setWriting} />
      <Uncommitted files={proposal.uncommitted} loose={loose} onChange={setLoose} />
      {proposal.to.github && (
        <label className="inline">
          <input
            type="checkbox"
            checked={draft ?? open?.state === "draft"}
            onChange={(e) => setDraft(e.target.checked)}
          />
          As a draft
        </label>
      )}
      {proposal.to.github && (
        <label>
          Labels, with commas between them
          <input value={labels} autoComplete="off" onChange={(e) => setLabels(e.target.value)} />
        </label>
      )}
      <Warnings warnings={warnings} more={proposal.moreWarnings} accepted={accepted} onChange={setAccepted} />
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
      {forks && (
        <p id="pull-fork">
          It goes into a fork of yours, which is made if there is none: the pull request comes from there.
        </p>
      )}
      <div className="answers">
        {forks ? (
          <button type="button" disabled={!ready} aria-describedby="pull-fork" onClick={() => publish(true)}>
            {busy ? "Publishing ..." : "Publish through a fork of mine"}
          </button>
        ) : (
          <button type="button" disabled={!ready} onClick={() => publish(false)}>
            {busy ? "Publishing ..." : proposal.to.github ? "Publish" : "Push the branch"}
          </button>
        )}
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
        {own !== undefined && (own.title !== before.title || own.body !== before.body) && (
          <button type="button" className="quiet" disabled={busy || writing} onClick={() => keep("")}>
            {open === undefined ? "Take the proposed text" : "Leave its own text"}
          </button>
        )}
        {unaccepted.length > 0 && (
          <span className="small">{plural(unaccepted.length, "warning wants", "warnings want")} a yes first.</span>
        )}
      </div>
    </section>
  );
}
