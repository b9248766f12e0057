import { useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { post } from "../api/http";
import type { Choice } from "../api/types";
import { useMay } from "../ui/may";
import { reachable } from "../ui/reachable";
import { visible } from "../ui/text";
import { span, useNow } from "../ui/time";
import { useAct, useDraft } from "../ui/useAct";
import { FieldInput } from "./FieldInput";
import { answer, type Draft, drafted, type Form, needing, wrong } from "./form";

/** A question with a form: what is written goes to the agent, and nothing is taken that does not fit. */
export function FormCard({
  agent,
  decision,
  raw,
  digest,
  choices,
  expiresAt,
  form: asked,
}: {
  agent: string;
  decision: string;
  raw: string;
  digest: string;
  choices: Choice[];
  expiresAt: string;
  form: Form;
}) {
  const { busy, trouble, act } = useAct();
  const offered = choices.map((choice) => choice.id);
  const form = needing(asked, offered);
  const [kept, keep] = useDraft(`decision.${decision}`);
  const drafts = drafted(form, kept);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const decides = useMay("decide");
  const left = Date.parse(expiresAt) - useNow();
  const faults = form.fields.map((field, i) => wrong(field, drafts[i] ?? ""));
  const change = (place: number) => (draft: Draft) =>
    keep(JSON.stringify(drafts.map((each, i) => (i === place ? draft : each))));
  const say = (said: string, body: object) =>
    act(async () => {
      await post(`/api/agents/${agent}/decisions/${decision}`, { digest, ...body });
      keep("");
      setDone(said);
    });
  // The button that was pressed is gone: the keyboard goes on from the question, not from the page's beginning.
  useEffect(() => {
    if (done !== "" && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, [done]);
  const over = busy || left <= 0;
  return (
    <section className="decision" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        The agent asks
        <span className="small"> {left > 0 ? `waits ${span(left)} more` : "has expired"}</span>
      </h2>
      {form.message !== "" && (
        <p className="question" ref={reachable}>
          {visible(form.message)}
        </p>
      )}
      {!decides ? (
        <p className="small">Who works with this agent answers it.</p>
      ) : done !== "" ? (
        <p role="status">{done}</p>
      ) : (
        <form
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            const first = faults.findIndex((fault) => fault !== undefined);
            if (first < 0) {
              void say("Answered.", answer(form, drafts, offered));
              return;
            }
            // What is wrong stands there before the keyboard comes to it, so that it is read out with the field.
            flushSync(() => setTried(true));
            e.currentTarget.children[first]?.querySelector<HTMLElement>("input, select, textarea")?.focus();
          }}
        >
          {/* Each is one child of the form, in the order of the faults. */}
          {form.fields.map((field, i) => (
            <FieldInput
              key={field.name}
              field={field}
              draft={drafts[i] ?? ""}
              fault={tried ? faults[i] : undefined}
              onChange={change(i)}
            />
          ))}
          <p className="small">It goes to the agent as you write it: no passwords, no keys.</p>
          <div className="answers">
            <button type="submit" disabled={over}>
              Answer
            </button>
            <button
              type="button"
              className="quiet deny"
              disabled={over}
              aria-describedby={`${id}decline`}
              onClick={() => say("Declined.", { outcome: "deny" })}
            >
              Decline
            </button>
            {offered.includes("cancel") && (
              <button
                type="button"
                className="quiet"
                disabled={over}
                aria-describedby={`${id}cancel`}
                onClick={() => say("Put away.", { option: "cancel" })}
              >
                Cancel
              </button>
            )}
          </div>
          <p className="small">
            <span id={`${id}decline`}>Decline: the agent is told that you do not answer this.</span>{" "}
            {offered.includes("cancel") && (
              <span id={`${id}cancel`}>Cancel: the question goes away, and the agent may ask again.</span>
            )}
          </p>
        </form>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {visible(trouble)}
        </p>
      )}
      <details>
        <summary>Everything that was asked, byte for byte</summary>
        <pre className="asked" ref={reachable}>
          <code>{visible(raw)}</code>
        </pre>
      </details>
    </section>
  );
}
