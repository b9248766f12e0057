import { useLayoutEffect, useRef, useState } from "react";
import { post, remove } from "../api/http";
import type { Agent } from "../api/types";
import { TextField } from "../ui/Field";
import { visible } from "../ui/text";
import { Since } from "../ui/time";
import { useAct, useDraft } from "../ui/useAct";
import { contents, type Edited } from "./environment";
import { shown } from "./trial";
import { useRepository } from "./useRepository";
import { useTrial } from "./useTrial";
import { WhichRepository } from "./WhichRepository";

/** Prepares a workspace with what the form says, saved or not, and shows how that goes. */
export function Trying({
  environment,
  owner,
  edited,
  changed,
}: {
  environment: string;
  owner: string;
  edited: Edited;
  changed: boolean;
}) {
  const repository = useRepository("try.repository", owner);
  const [base, setBase] = useDraft("try.base");
  const [agent, setAgent] = useDraft(`trial.${environment}`);
  const { busy, trouble, act } = useAct();
  const where = repository.repository.trim();
  const begin = () =>
    act(async () => {
      const begun = await post<Agent>(`/api/environments/${environment}/try`, {
        repository: where,
        ...(base.trim() === "" ? {} : { baseBranch: base.trim() }),
        ...(changed ? contents(edited) : {}),
      });
      setAgent(begun.id);
    });
  return (
    <section aria-labelledby="try" className="form">
      <h2 id="try">Try it</h2>
      <p className="small">
        A fresh workspace is prepared with {changed ? "what is typed above, without saving it" : "it"}, shown as it
        goes, and removed.
      </p>
      <form
        className="pair-of-fields"
        onSubmit={(e) => {
          e.preventDefault();
          void begin();
        }}
      >
        <WhichRepository label="Repository to try it on" of={repository} />
        <TextField
          label="Base branch"
          value={base}
          placeholder="the repository's default"
          spellCheck={false}
          onChange={(value) => setBase(value)}
        />
        <button type="submit" className="quiet" disabled={busy || where === ""}>
          Try it
        </button>
      </form>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {agent !== "" && <Watched key={agent} agent={agent} onDone={() => setAgent("")} />}
    </section>
  );
}

function Watched({ agent, onDone }: { agent: string; onDone: () => void }) {
  const trial = useTrial(agent);
  const { busy, trouble, act } = useAct();
  const [asked, setAsked] = useState(false);
  const output = useRef<HTMLPreElement>(null);
  const atEnd = useRef(true);
  const text = shown(trial);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end has moved when the text has
  useLayoutEffect(() => {
    if (output.current !== null && atEnd.current) {
      output.current.scrollTop = output.current.scrollHeight;
    }
  }, [text]);
  const over = trial.over !== undefined || trial.gone;
  return (
    <div className="trial">
      <p role="status" className={trial.over === undefined ? "" : trial.over.well ? "good" : "bad"}>
        {trial.over !== undefined
          ? visible(trial.over.words)
          : trial.gone
            ? "This trial is over, and what it said is gone."
            : asked
              ? "Is being stopped ..."
              : `It ${trial.doing} ...`}
      </p>
      {trial.secrets.length > 0 && <p className="small">Its script is given {trial.secrets.join(", ")}.</p>}
      {text !== "" && (
        <pre
          ref={output}
          role="group"
          tabIndex={0}
          aria-label="What the setup prints"
          onScroll={(e) => {
            const it = e.currentTarget;
            atEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < 40;
          }}
        >
          {trial.cut && "... earlier output is left out here.\n"}
          {text}
        </pre>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      <div className="answers">
        {over ? (
          <button type="button" className="quiet" onClick={onDone}>
            Close
          </button>
        ) : (
          <button
            type="button"
            className="stop"
            disabled={busy || asked}
            onClick={() => act(() => remove(`/api/agents/${agent}`)).then((done) => setAsked(done))}
          >
            Stop
          </button>
        )}
        {!over && trial.since !== undefined && (
          <span className="small">
            for <Since at={trial.since} />
          </span>
        )}
      </div>
    </div>
  );
}
