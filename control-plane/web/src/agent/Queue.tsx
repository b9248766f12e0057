import { useState } from "react";
import { put, remove } from "../api/http";
import { Pictures } from "../images/Pictures";
import { useAct } from "../ui/useAct";
import type { Waiting } from "./items";

/** What waits for its turn, and can still be changed. */
export function Queue({ agent, queue }: { agent: string; queue: Waiting[] }) {
  const { busy, trouble, act } = useAct();
  const [editing, setEditing] = useState<string>();
  const [text, setText] = useState("");
  if (queue.length === 0) {
    return null;
  }
  return (
    <section className="queue" aria-label="Messages that wait">
      <h2>Waits for its turn</h2>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      <ol>
        {queue.map((message) => {
          const at = `/api/agents/${agent}/messages/${message.message}`;
          return (
            <li key={message.message}>
              {editing === message.message ? (
                <form
                  onSubmit={async (e) => {
                    e.preventDefault();
                    if (await act(() => put(at, { text }))) {
                      setEditing(undefined);
                    }
                  }}
                >
                  <textarea aria-label="Message" value={text} rows={3} onChange={(e) => setText(e.target.value)} />
                  <button type="submit" disabled={busy || text.trim() === ""}>
                    Keep
                  </button>
                </form>
              ) : (
                <>
                  <p>{message.text}</p>
                  {message.images !== undefined && <Pictures agent={agent} images={message.images} />}
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => {
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
            </li>
          );
        })}
      </ol>
    </section>
  );
}
