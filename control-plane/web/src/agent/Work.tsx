import { memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Agent } from "../api/types";
import { Guard } from "../ui/Guard";
import { may } from "../ui/may";
import { scrolling } from "../ui/scrolling";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { Composer } from "./Composer";
import { DecisionCards } from "./DecisionCards";
import { ItemView } from "./ItemView";
import type { Item } from "./items";
import { LogState } from "./LogState";
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
  const { busy, trouble, act } = useAct();
  const first = Math.max(0, log.items.length - most);
  const toEnd = useRef<number>(undefined);
  const below = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const scrolled = () => {
      const root = document.documentElement;
      atEnd.current = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR;
      setAway(!atEnd.current);
    };
    addEventListener("scroll", scrolled, { passive: true });
    return () => removeEventListener("scroll", scrolled);
  }, []);

  const toTheEnd = useCallback(() => {
    if (atEnd.current) {
      scrollTo({ top: document.documentElement.scrollHeight });
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end has moved when these have
  useLayoutEffect(toTheEnd, [log.items, log.queue]);

  // What is written needs more room as it grows, and lies on nothing of what stands above it.
  useLayoutEffect(() => {
    const grown = new ResizeObserver(toTheEnd);
    if (below.current !== null) {
      grown.observe(below.current);
    }
    return () => grown.disconnect();
  }, [toTheEnd]);

  // What stood before the eyes stays there when something is drawn above it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: something is drawn above when it has changed
  useLayoutEffect(() => {
    if (toEnd.current !== undefined) {
      scrollTo({ top: document.documentElement.scrollHeight - toEnd.current });
      toEnd.current = undefined;
    }
  }, [most]);

  const earlier = () =>
    act(async () => {
      if (first < AT_ONCE && log.earlier > 0) {
        await log.back();
      }
      toEnd.current = document.documentElement.scrollHeight - document.documentElement.scrollTop;
      setMost((now) => now + AT_ONCE);
    });

  return (
    <div className="work">
      {first + log.earlier > 0 && (
        <button type="button" className="quiet earlier" disabled={busy} onClick={earlier}>
          Show earlier
        </button>
      )}
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      <h2 className="unseen">Conversation</h2>
      <ol className="conversation" aria-label="Conversation">
        {log.items.slice(first).map((item) => (
          <Entry key={item.key} item={item} agent={agent.id} />
        ))}
      </ol>
      <LogState log={log} />
      {log.read && log.items.length === 0 && log.queue.length === 0 && (
        <p className="lead">
          {agent.turn === 0
            ? `Nothing has been said to it yet.${may(agent, "steer") ? " Say what is to be done." : ""}`
            : "Nothing of its newest work is to be shown here. Its log has all of it."}
        </p>
      )}
      <p className="unseen" role="status">
        {agent.state === "waiting"
          ? may(agent, "decide")
            ? `${visible(agent.title)} needs you: it waits for your answer.`
            : `${visible(agent.title)} waits for an answer.`
          : agent.state === "idle"
            ? "The agent has finished."
            : ""}
      </p>
      {log.earlier > 0 && <AskedBefore agent={agent} items={log.items} />}
      <Queue agent={agent.id} queue={log.queue} />
      <div className="at-end" ref={below}>
        {away && (
          <button
            type="button"
            className="quiet to-end"
            onClick={() => scrollTo({ top: document.documentElement.scrollHeight, behavior: scrolling() })}
          >
            To the newest
          </button>
        )}
        {may(agent, "steer") && agent.state !== "deleted" && <Composer agent={agent} takesImages={log.takesImages} />}
      </div>
    </div>
  );
}

/** Those that did not change are not drawn again: a harness says a hundred pieces a second while somebody types. */
const Entry = memo(function Entry({ item, agent }: { item: Item; agent: string }) {
  return (
    <li data-kind={item.kind}>
      <Guard>
        <ItemView item={item} agent={agent} />
      </Guard>
    </li>
  );
});

/** Decisions that wait since before what was read of the log. */
function AskedBefore({ agent, items }: { agent: Agent; items: Item[] }) {
  const asked = items.filter((item) => item.kind === "asked");
  const open = asked.filter((item) => item.answer === undefined && item.closed === undefined);
  return (
    agent.decisions > open.length && (
      <DecisionCards agent={agent.id} except={new Set(asked.map((item) => item.decision))} />
    )
  );
}
