import { useEffect } from "react";
import { post } from "../api/http";
import { Copy } from "../ui/Copy";
import { Link } from "../ui/route";
import { visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { useWorks } from "../ui/who";
import { asks, type HarnessView, keyWanted, standing } from "./harness";

const LOOK_AGAIN = 1500;

/** What can do the thinking, and what each of them still needs. */
export function Harnesses() {
  const { value, trouble, again } = useAnswer<{ harnesses: HarnessView[] }>("/api/harnesses");
  const comes = value?.harnesses.some((one) => one.installed === "underway") === true;
  useEffect(() => {
    if (comes) {
      const timer = setInterval(() => void again(), LOOK_AGAIN);
      return () => clearInterval(timer);
    }
    return undefined;
  }, [comes, again]);
  return (
    <>
      <p className="lead">
        What does the thinking in a sandbox. One is installed when the first agent has it, or now. More of them are a
        matter of configuration: <code>ratoon.harnesses.NAME.command</code>.
      </p>
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      {value === undefined && trouble === undefined && <p className="small">One moment ...</p>}
      <ul className="cards">
        {value?.harnesses.map((one) => (
          <One key={one.name} harness={one} again={again} />
        ))}
      </ul>
    </>
  );
}

function One({ harness, again }: { harness: HarnessView; again: () => Promise<void> }) {
  const { busy, trouble, act } = useAct();
  const works = useWorks();
  const state = standing(harness);
  const provider = keyWanted(harness.next);
  return (
    <li data-harness={harness.name}>
      <h2>
        {harness.title}
        {harness.version !== undefined && <span className="small"> {harness.version}</span>}
        {harness.usual && <span className="tag">usual here</span>}
      </h2>
      <p role="status" className={state.tone}>
        {state.words}
      </p>
      {harness.installing !== undefined && <p className="small">{visible(harness.installing)}</p>}
      {harness.why !== undefined && (
        <>
          <p className="warn">{harness.why}</p>
          {provider === undefined ? (
            <p className="small">{harness.next}</p>
          ) : (
            <div className="answers">
              <Link to="/settings/keys">Add a key</Link>
              <span className="small">or type</span>
              <Copy text={`./${harness.next}`} />
            </div>
          )}
        </>
      )}
      <p className="small">
        {[
          harness.tested ? "tested" : "untested: it starts, and more was not tried",
          asks(harness.asks),
          harness.licence,
          harness.providers.length === 0 ? "" : `asks ${harness.providers.join(", ")}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {works && state.installable && (
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() => act(() => post(`/api/harnesses/${encodeURIComponent(harness.name)}/install`).then(again))}
        >
          {harness.installed === "failed" ? "Try again" : "Install now"}
          <span className="unseen">: {harness.title}</span>
        </button>
      )}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
    </li>
  );
}
