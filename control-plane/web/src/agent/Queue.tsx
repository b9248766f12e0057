import { useState } from "react";
import { put, remove } from "../api/http";
import { Pictures } from "../images/Pictures";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useWorks } from "../ui/who";
import type { Waiting } from "./items";
import { say } from "./say";

/** All of a form that has just been opened is seen, and what is in it is typed at. */
function shown(form: HTMLFormElement | null): void {
  form?.querySelector("textarea")?.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" });
}

/** What waits for its turn, and can still be changed. */
export function Queue({ agent, queue }: { agent: string; queue: Waiting[] }) {
  const { busy, trouble, act, forget } = useAct();
  const works = useWorks();
  const [editing, setEditing] = useState<string>();
  const [text, setText] = useState("");
  const went = editing !== undefined && queue.every((message) => message.message !== editing);
  const leave = () => {
    setEditing(undefined);
    forget();
  };
  if (queue.length === 0 && !went) {
    return null;
  }
  const field = <textarea aria-label="Message" value={text} rows={3} onChange={(e) => setText(e.target.value)} />;
  const cancel = (
    <button type="button" className="quiet" disabled={busy} onClick={leave}>
      Cancel
    </button>
  );
  return (
    <section className="queue" aria-label="Messages that wait">
      {queue.length > 0 && <h2>Waits for its turn</h2>}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {went && (
        <form
          onSubmit={async (e) => {
            e.preventDefault();
            if (await act(() => say(agent, { text, delivery: "queue" }))) {
              leave();
            }
          }}
        >
          <p role="status">
            The message that you were changing does not wait any more: it was given to the agent as it was, or taken
            back. Your words are still here.
          </p>
          {field}
          <div className="answers">
            <button type="submit" disabled={busy || text.trim() === ""}>
              Send as a new message
            </button>
            {cancel}
          </div>
        </form>
      )}
      <ol>
        {queue.map((message) => {
          const at = `/api/agents/${agent}/messages/${message.message}`;
          return (
            <li key={message.message}>
              {editing === message.message ? (
                <form
                  ref={shown}
                  onSubmit={async (e) => {
                    e.preventDefault();
                    if (await act(() => put(at, { text }))) {
                      leave();
                    }
                  }}
                >
                  {field}
                  <div className="answers">
                    <button type="submit" disabled={busy || text.trim() === ""}>
                      Keep
                    </button>
                    {cancel}
                  </div>
                </form>
              ) : (
                <>
                  <p>{visible(message.text)}</p>
                  {message.images !== undefined && <Pictures agent={agent} images={message.images} />}
                  {works && (
                    <>
                      <button
                        type="button"
                        className="quiet"
                        disabled={busy}
                        onClick={() => {
                          forget();
                          setText(message.text);
                          setEditing(message.message);
                        }}
                      >
                        Edit
                      </button>
                      <button type="button" className="quiet" disabled={busy} onClick={() => act(() => remove(at))}>
                        Take back
                      </button>
                    </>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
