import { useState } from "react";
import { postAndWait } from "../api/http";
import type { PullText } from "../api/types";
import { useAct } from "../ui/useAct";

/** The agent gives up before. */
const LONGEST_WAIT = 150_000;

/** Has the agent's harness write the text; what stood there before can be had back. */
export function WriteText({
  agent,
  base,
  now,
  onText,
  onBusy,
}: {
  agent: string;
  /** The branch that it goes into, if that was chosen. */
  base: string | undefined;
  now: PullText;
  onText: (text: PullText) => void;
  onBusy: (busy: boolean) => void;
}) {
  const { busy, trouble, act } = useAct();
  const [before, setBefore] = useState<PullText>();
  const write = async () => {
    onBusy(true);
    await act(async () => {
      const into = base === undefined ? "" : `?base=${encodeURIComponent(base)}`;
      const text = await postAndWait<PullText>(`/api/agents/${agent}/pull-request/text${into}`, LONGEST_WAIT);
      setBefore(now);
      onText(text);
    });
    onBusy(false);
  };
  return (
    <div className="answers">
      <button type="button" className="quiet" disabled={busy} aria-describedby="writing-costs" onClick={write}>
        {busy ? "The agent writes it ..." : "Write it from the work"}
      </button>
      {before !== undefined && !busy && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            onText(before);
            setBefore(undefined);
          }}
        >
          Put back what was there
        </button>
      )}
      <span id="writing-costs" className="small">
        Asks the agent's model, which costs what a short message does. Read it before you publish it: words that would
        call somebody or close an issue are left out.
      </span>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
