import { useLayoutEffect, useRef, useState } from "react";
import type { Agent } from "../api/types";
import { Guard } from "../ui/Guard";
import { visible } from "../ui/text";
import { Composer } from "./Composer";
import { ItemView } from "./ItemView";
import { Queue } from "./Queue";
import { useLog } from "./useLog";

const AT_ONCE = 200;
const NEAR = 120;

/** The conversation, newest last; it stays at its end unless somebody has scrolled away from it. */
export function Work({ agent }: { agent: Agent }) {
  const log = useLog(agent.id);
  const [most, setMost] = useState(AT_ONCE);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const first = Math.max(0, log.items.length - most);

  useLayoutEffect(() => {
    const scrolled = () => {
      const root = document.documentElement;
      atEnd.current = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR;
      setAway(!atEnd.current);
    };
    addEventListener("scroll", scrolled, { passive: true });
    return () => removeEventListener("scroll", scrolled);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end has moved when these have
  useLayoutEffect(() => {
    if (atEnd.current) {
      scrollTo({ top: document.documentElement.scrollHeight });
    }
  }, [log.items, log.queue]);

  const earlier = () => {
    const height = document.documentElement.scrollHeight;
    const top = document.documentElement.scrollTop;
    setMost((now) => now + AT_ONCE);
    requestAnimationFrame(() => scrollTo({ top: top + document.documentElement.scrollHeight - height }));
  };

  return (
    <div className="work">
      {first > 0 && (
        <button type="button" className="quiet earlier" onClick={earlier}>
          Show earlier ({first} more)
        </button>
      )}
      <ol className="conversation" aria-label="Conversation">
        {log.items.slice(first).map((item) => (
          <li key={item.key} data-kind={item.kind}>
            <Guard>
              <ItemView item={item} agent={agent.id} />
            </Guard>
          </li>
        ))}
      </ol>
      {log.items.length === 0 && log.queue.length === 0 && (
        <p className="lead">
          {agent.turn === 0 ? "Nothing has been said to it yet. Say what is to be done." : "One moment ..."}
        </p>
      )}
      <p className="unseen" role="status">
        {agent.state === "waiting"
          ? `${visible(agent.title)} needs you: it waits for your answer.`
          : agent.state === "idle"
            ? "The agent has finished."
            : ""}
      </p>
      <Queue agent={agent.id} queue={log.queue} />
      {away && (
        <button
          type="button"
          className="quiet to-end"
          onClick={() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "smooth" })}
        >
          To the newest
        </button>
      )}
      {agent.state !== "deleted" && <Composer agent={agent} takesImages={log.takesImages} />}
    </div>
  );
}
