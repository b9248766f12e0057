import { memo, type ReactNode, useState } from "react";
import { put, remove } from "../api/http";
import { Pictures } from "../images/Pictures";
import { useMay } from "../ui/may";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import type { Waiting } from "./items";
import { say } from "./say";

/** All of a form that has just been opened is seen, and what is in it is typed at. */
function shown(form: HTMLFormElement | null): void {
  form?.querySelector("textarea")?.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" });
}

/** What waits for its turn, and can still be changed. */
export const Queue = memo(function Queue({ agent, queue }: { agent: string; queue: Waiting[] }) {
  const { busy, trouble, act, forget } = useAct();
  const steers = useMay("steer");
  // By the message that is being changed: nobody loses the words for one by changing another.
  const [edits, setEdits] = useState<ReadonlyMap<string, string>>(new Map());
  const write = (message: string, text: string) => setEdits((now) => new Map(now).set(message, text));
  const leave = (message: string) => {
    setEdits((now) => new Map([...now].filter(([each]) => each !== message)));
    forget();
  };
  const left = [...edits.keys()].filter((message) => queue.every((one) => one.message !== message));
  if (queue.length === 0 && left.length === 0) {
    return null;
  }
  const edit = (message: string, does: string, deed: (text: string) => Promise<unknown>) => (
    <Edit
      text={edits.get(message) ?? ""}
      does={does}
      busy={busy}
      onWrite={(text) => write(message, text)}
      onLeave={() => leave(message)}
      onDone={async (text) => {
        if (await act(() => deed(text))) {
          leave(message);
        }
      }}
    />
  );
  return (
    <section className="queue" aria-label="Messages that wait">
      {queue.length > 0 && <h2>Waits for its turn</h2>}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {left.map((message) => (
        <div key={message}>
          <p role="status">
            The message that you were changing does not wait any more: it was given to the agent as it was, or taken
            back. Your words are still here.
          </p>
          {edit(message, "Send as a new message", (text) => say(agent, { text, delivery: "queue" }))}
        </div>
      ))}
      <ol>
        {queue.map((message) => {
          const at = `/api/agents/${agent}/messages/${message.message}`;
          return (
            <li key={message.message}>
              {edits.has(message.message) ? (
                edit(message.message, "Keep", (text) => put(at, { text }))
              ) : (
                <AsItIs agent={agent} message={message}>
                  {steers && (
                    <>
                      <button
                        type="button"
                        className="quiet"
                        disabled={busy}
                        onClick={() => {
                          forget();
                          write(message.message, message.text);
                        }}
                      >
                        Edit
                      </button>
                      <button type="button" className="quiet" disabled={busy} onClick={() => act(() => remove(at))}>
                        Take back
                      </button>
                    </>
                  )}
                </AsItIs>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
});

function AsItIs({ agent, message, children }: { agent: string; message: Waiting; children: ReactNode }) {
  return (
    <>
      <p>{visible(message.text)}</p>
      {message.images !== undefined && <Pictures agent={agent} images={message.images} />}
      {children}
    </>
  );
}

function Edit({
  text,
  does,
  busy,
  onWrite,
  onLeave,
  onDone,
}: {
  text: string;
  does: string;
  busy: boolean;
  onWrite: (text: string) => void;
  onLeave: () => void;
  onDone: (text: string) => void;
}) {
  return (
    <form
      ref={shown}
      onSubmit={(e) => {
        e.preventDefault();
        onDone(text);
      }}
    >
      <textarea aria-label="Message" value={text} rows={3} onChange={(e) => onWrite(e.target.value)} />
      <div className="answers">
        <button type="submit" disabled={busy || text.trim() === ""}>
          {does}
        </button>
        <button type="button" className="quiet" disabled={busy} onClick={onLeave}>
          Cancel
        </button>
      </div>
    </form>
  );
}
