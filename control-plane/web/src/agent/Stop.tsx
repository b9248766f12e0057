import { post } from "../api/http";
import type { Agent } from "../api/types";
import { may } from "../ui/may";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";

const STOPPABLE = new Set(["working", "waiting", "queued", "provisioning", "setting-up"]);

/** Ends what the agent does. It stands where it can be pressed without a search, one on each page of an agent. */
export function Stop({ agent }: { agent: Agent }) {
  const { busy, trouble, act } = useAct();
  if (!may(agent, "steer") || !STOPPABLE.has(agent.state)) {
    return null;
  }
  return (
    <>
      <button
        type="button"
        className="stop"
        disabled={busy}
        onClick={() => act(() => post(`/api/agents/${agent.id}/stop`))}
      >
        Stop
      </button>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          It is not stopped: {visible(trouble)}
        </p>
      )}
    </>
  );
}
