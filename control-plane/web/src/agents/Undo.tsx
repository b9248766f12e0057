import { useEffect, useLayoutEffect, useRef } from "react";
import type { Agent } from "../api/types";
import { mayRestore } from "../ui/may";
import { useStore } from "../ui/store";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { deletedLast, undo } from "./deeds";

/** Those for which the keyboard has come here: it comes once for each. */
const came = new WeakSet<Agent>();

/** Says what was deleted, and takes it back. The keyboard comes here when what it was at is gone, or goes. */
export function Undo() {
  const agent = useStore(deletedLast);
  const { busy, trouble, act } = useAct();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (agent !== undefined && !came.has(agent)) {
      came.add(agent);
      if (isLost(agent)) {
        button.current?.focus({ preventScroll: true });
      }
    }
  }, [agent]);
  // Where the page becomes another one around it, it stays at this button.
  useLayoutEffect(
    () => () => {
      if (agent !== undefined && button.current !== null && document.activeElement === button.current) {
        came.delete(agent);
      }
    },
    [agent],
  );
  return (
    <div className="undo" role="status">
      {agent !== undefined && (
        <>
          <p>
            “{visible(agent.title)}” is deleted. {trouble}
          </p>
          {mayRestore(agent) && (
            <button ref={button} type="button" disabled={busy} onClick={() => act(() => undo(agent))}>
              Undo
            </button>
          )}
          <button type="button" className="quiet" onClick={() => deletedLast.set(undefined)}>
            Close
          </button>
        </>
      )}
    </div>
  );
}

/** Whether the keyboard is nowhere, or in the row that goes: whoever writes elsewhere meanwhile goes on. */
function isLost(agent: Agent): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.closest(`[data-agent="${agent.id}"]`) !== null;
}
