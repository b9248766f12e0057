import { useState } from "react";
import { patch, post } from "../api/http";
import { fleet } from "../live";
import { useMay } from "../ui/may";
import { Link } from "../ui/route";
import { useStore } from "../ui/store";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import type { Step } from "./items";

/** What is done next about something that went wrong, to be pressed. */
export function NextStep({ agent, step }: { agent: string; step: Step }) {
  const { busy, trouble, act } = useAct();
  const [raisedTo, setRaisedTo] = useState<number>();
  const facts = useStore(fleet.store).agents.get(agent);
  const steers = useMay("steer");
  if (!steers || facts === undefined || facts.state === "deleted") {
    return null;
  }
  const at = `/api/agents/${agent}`;
  if (step.do === "raise") {
    const limit = step.limit;
    if (limit !== "minutes" && limit !== "turns") {
      return <Link to={`/agents/${facts.name}/settings`}>Raise it in the settings</Link>;
    }
    // What was raised, and then not resumed, is not raised once more by the next press.
    const raised = raisedTo ?? facts.limits[limit] * 2;
    return (
      <>
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() =>
            act(async () => {
              if (raisedTo === undefined) {
                await patch(at, { limits: { [limit]: raised } });
                setRaisedTo(raised);
              }
              await post(`${at}/resume`);
            })
          }
        >
          Raise it to {raised} {limit}, and go on
        </button>
        <Trouble words={trouble} />
      </>
    );
  }
  if (facts.state !== "failed") {
    return null;
  }
  return (
    <>
      <button type="button" className="quiet" disabled={busy} onClick={() => act(() => post(`${at}/resume`))}>
        Try again
      </button>
      <Trouble words={trouble} />
    </>
  );
}

function Trouble({ words }: { words?: string }) {
  return words === undefined ? null : (
    <span className="bad" role="alert">
      {visible(words)}
    </span>
  );
}
