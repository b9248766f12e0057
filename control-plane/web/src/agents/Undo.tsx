import { useEffect, useRef } from "react";
import { useStore } from "../ui/store";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { deletedLast, undo } from "./deeds";

/** Says what was deleted, and takes it back. The keyboard comes here: what it was at is gone. */
export function Undo() {
  const agent = useStore(deletedLast);
  const { busy, trouble, act } = useAct();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (agent !== undefined) {
      button.current?.focus();
    }
  }, [agent]);
  return (
    <div className="undo" role="status">
      {agent !== undefined && (
        <>
          <p>
            “{visible(agent.title)}” is deleted. {trouble}
          </p>
          <button ref={button} type="button" disabled={busy} onClick={() => act(() => undo(agent))}>
            Undo
          </button>
          <button type="button" className="quiet" onClick={() => deletedLast.set(undefined)}>
            Close
          </button>
        </>
      )}
    </div>
  );
}
