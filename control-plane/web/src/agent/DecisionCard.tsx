import { useId, useMemo, useState } from "react";
import { post } from "../api/http";
import type { Choice } from "../api/types";
import { lookalikes } from "../ui/lookalikes";
import { useMay } from "../ui/may";
import { reachable } from "../ui/reachable";
import { visible } from "../ui/text";
import { span, useNow } from "../ui/time";
import { useAct, useDraft } from "../ui/useAct";
import { AskedInput } from "./AskedInput";
import { FormCard } from "./FormCard";
import { formOf } from "./form";
import { requested } from "./requested";
import { isObject } from "./tools";
import { typed } from "./typed";
import { Unconfined } from "./Unconfined";
import { unlike } from "./unlike";

const DAYS = 30;

const UNTITLED = "The agent asks whether it may go on";

/** What an option does is said by us: its name is the agent's. */
const MEANS = new Map([
  ["allow_always", "Allows for good"],
  ["reject_always", "Denies for good"],
]);

interface Waits {
  agent: string;
  decision: string;
  raw: string;
  digest: string;
  choices: Choice[];
  command?: { argv: string[]; directory: string };
  expiresAt: string;
}

/** What is waited for: a form to fill in, or a yes or no. */
export function DecisionCard(waits: Waits) {
  const { raw, command } = waits;
  const form = useMemo(() => (command === undefined ? formOf(raw) : undefined), [raw, command]);
  return form === undefined ? <YesOrNo {...waits} /> : <FormCard {...waits} form={form} />;
}

/** A yes or no: exactly the bytes that were asked, and the answers. */
function YesOrNo({ agent, decision, raw, digest, choices, command, expiresAt }: Waits) {
  const { busy, trouble, act } = useAct();
  const [denying, setDenying] = useState(false);
  const [message, setMessage] = useDraft(`decision.${decision}`);
  const [done, setDone] = useState(false);
  const id = useId();
  const decides = useMay("decide");
  const now = useNow();
  const { asked, differs, odd } = useMemo(() => read(raw, command?.argv), [raw, command?.argv]);
  const left = Date.parse(expiresAt) - now;
  const standing = command?.directory.startsWith("/") === true;
  const answer = (body: object) =>
    act(async () => {
      await post(`/api/agents/${agent}/decisions/${decision}`, { digest, ...body });
      setMessage("");
      setDone(true);
    });
  const others = choices.filter((choice) => !/^(allow|reject)_once$/.test(choice.kind));
  return (
    <section className="decision" aria-labelledby={id}>
      <h2 id={id}>
        {visible(asked.title || UNTITLED)}
        <span className="small"> {left > 0 ? `waits ${span(left)} more` : "has expired"}</span>
      </h2>
      <Unconfined agent={agent} />
      {command !== undefined && (
        <pre className="asked" ref={reachable}>
          <code>{typed(command.argv)}</code>
          <span className="small">
            {command.directory === "" ? "where is not said" : `in ${visible(command.directory)}`}
          </span>
        </pre>
      )}
      {command === undefined && asked.input !== undefined && <AskedInput input={asked.input} />}
      {differs !== undefined && <p className="warn">{differs}</p>}
      {odd !== undefined && <p className="warn">{visible(odd)}</p>}
      <details>
        <summary>Everything that was asked, byte for byte</summary>
        <pre className="asked" ref={reachable}>
          <code>{visible(raw)}</code>
        </pre>
      </details>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {!decides ? (
        <p className="small">Who works with this agent answers it.</p>
      ) : done ? (
        <p role="status">Answered.</p>
      ) : denying ? (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            void answer({ outcome: "deny", ...(message.trim() === "" ? {} : { message }) });
          }}
        >
          <label>
            What should it do instead? <span className="small">(may stay empty)</span>
            <textarea value={message} rows={2} onChange={(e) => setMessage(e.target.value)} />
          </label>
          <div className="answers">
            <button type="submit" className="deny" disabled={busy}>
              Deny
            </button>
            <button type="button" className="quiet" onClick={() => setDenying(false)}>
              Back
            </button>
          </div>
        </form>
      ) : (
        <div className="answers">
          <button type="button" disabled={busy || left <= 0} onClick={() => answer({ outcome: "allow" })}>
            Allow once
          </button>
          {standing && (
            <button
              type="button"
              className="quiet"
              disabled={busy || left <= 0}
              aria-describedby={`${id}always`}
              onClick={() => answer({ outcome: "allow", always: { days: DAYS } })}
            >
              Always, for {DAYS} days
            </button>
          )}
          <button type="button" className="quiet deny" disabled={busy || left <= 0} onClick={() => setDenying(true)}>
            Deny with a message
          </button>
          {standing && (
            <p className="small" id={`${id}always`}>
              Always: this exact command in this directory is not asked for again. The agent’s settings take it back.
            </p>
          )}
          {others.length > 0 && (
            <details className="more">
              <summary>What the agent offers</summary>
              {others.map((choice) => (
                <button
                  type="button"
                  className="quiet"
                  key={choice.id}
                  disabled={busy || left <= 0}
                  onClick={() => answer({ option: choice.id })}
                >
                  {MEANS.get(choice.kind) ?? "Answers"}: “{visible(choice.name)}”
                </button>
              ))}
            </details>
          )}
        </div>
      )}
    </section>
  );
}

/** What is asked, and what is not as it looks. The agent's own words are long, and the card counts seconds. */
function read(raw: string, command: string[] | undefined) {
  const asked = requested(raw);
  const argv = command ?? argvOf(asked.input);
  const differs = unlike(asked.title, argv, asked.input);
  return { asked, differs, odd: lookalikes([asked.title, ...(argv ?? shortTexts(asked.input))]) };
}

/** Of a command that is too long to be allowed for good. */
function argvOf(input: unknown): string[] | undefined {
  const command = isObject(input) ? input.command : undefined;
  if (typeof command === "string") {
    return ["sh", "-c", command];
  }
  return Array.isArray(command) ? command.map(String) : undefined;
}

/** Paths and addresses; what a file is to hold is in whatever language. */
function shortTexts(input: unknown): string[] {
  const values = isObject(input) ? Object.values(input) : [];
  return values.filter((value) => typeof value === "string").filter((value) => !/[\n ]/.test(value));
}
