import { useState } from "react";
import type { Agent } from "../api/types";
import { keep } from "../ui/keep";
import { reachable } from "../ui/reachable";
import { plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { everything } from "./download";
import { LogState } from "./LogState";
import { useLog } from "./useLog";

const MOST = 300;

/** The log as it is: each event a line, the newest last. */
export function LogView({ agent }: { agent: Agent }) {
  const log = useLog(agent.id);
  const [shown, setShown] = useState(MOST);
  const { busy, trouble, act } = useAct();
  const first = Math.max(0, log.events.length - shown);
  const earlier = () =>
    act(async () => {
      if (first < MOST && log.earlier > 0) {
        await log.back();
      }
      setShown(shown + MOST);
    });
  const download = () => act(async () => keep(await everything(agent.id), `${agent.name}.jsonl`));
  return (
    <section className="log" aria-label="Log">
      <div className="answers">
        <button type="button" className="quiet" disabled={busy} onClick={download}>
          Download as JSONL
        </button>
        {log.read && <span className="small">{plural(log.last, "event")}</span>}
      </div>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <LogState log={log} />
      {log.earlier + first > 0 && (
        <button type="button" className="quiet" disabled={busy} onClick={earlier}>
          Show earlier ({log.earlier + first} more)
        </button>
      )}
      <ol>
        {log.events.slice(first).map((event) => (
          <li key={event.seq}>
            <details>
              <summary>
                <span className="number">{event.seq}</span> <strong>{visible(event.type)}</strong>{" "}
                <span className="small">
                  {event.source} · {new Date(event.at).toLocaleTimeString()}
                </span>
              </summary>
              <pre ref={reachable}>{visible(JSON.stringify(event.payload ?? event.damaged, null, 2))}</pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
