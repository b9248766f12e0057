import { memo } from "react";
import { post } from "../api/http";
import { Pictures } from "../images/Pictures";
import { Markdown } from "../ui/Markdown";
import { useMay } from "../ui/may";
import { reachable } from "../ui/reachable";
import { Link } from "../ui/route";
import { plain, plural, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { DecisionCard } from "./DecisionCard";
import { decided } from "./decided";
import type { Item } from "./items";
import { NextStep } from "./NextStep";
import { PlanView } from "./PlanView";
import { ToolCard } from "./ToolCard";
import { WaysCard } from "./WaysCard";

const OUTCOMES = new Map([
  ["finished", "Finished"],
  ["cancelled", "Stopped"],
  ["refused", "The model refused"],
  ["limited", "The model reached a limit"],
  ["failed", "Failed"],
  ["interrupted", "Interrupted"],
]);

/** One thing of a conversation. */
export const ItemView = memo(function ItemView({ item, agent }: { item: Item; agent: string }) {
  switch (item.kind) {
    case "prompt":
      return (
        <article className="bubble" aria-label={item.by === undefined ? "Message" : `Message of ${item.by}`}>
          <Markdown text={visible(item.text)} breaks />
          {item.images !== undefined && <Pictures agent={agent} images={item.images} />}
        </article>
      );
    case "said":
      return item.thought ? (
        <details className="thought">
          <summary>{item.done ? "Thought" : "Thinks ..."}</summary>
          <Markdown text={plain(item.text)} />
        </details>
      ) : (
        <article aria-label="The agent says">
          {item.from > 0 && <p className="small">…</p>}
          <Markdown text={plain(item.text)} />
        </article>
      );
    case "tool":
      return <ToolCard tool={item} />;
    case "plan":
      return <PlanView entries={item.entries} />;
    case "asked":
      return item.answer === undefined && item.closed === undefined ? (
        <DecisionCard
          agent={agent}
          decision={item.decision}
          raw={item.raw}
          digest={item.digest}
          choices={item.choices}
          command={item.command}
          expiresAt={item.expiresAt}
        />
      ) : (
        <p className="note">{decided(item)}</p>
      );
    case "output":
      return (
        <details className="output" open={item.source === "setup"}>
          <summary>Output of {item.source === "clone" ? "git" : `the ${visible(item.source)}`}</summary>
          <pre ref={reachable}>
            {item.cut && "...\n"}
            {plain(item.text)}
          </pre>
        </details>
      );
    case "refused":
      return (
        <div className="refused">
          <p>
            <strong>Refused by the git gateway.</strong> {visible(item.words)}
          </p>
          {item.allowed !== undefined ? (
            <p className="small">Allowed once by {visible(item.allowed)}.</p>
          ) : (
            item.allowable && <AllowOnce agent={agent} rule={item.rule} />
          )}
        </div>
      );
    case "ways":
      return <WaysCard ways={item} agent={agent} />;
    case "model":
      return (
        <section className="refused" role="group" aria-label="Refused by the model gateway">
          <p>
            <strong>Refused by the model gateway.</strong> {visible(item.words)}{" "}
            <span className="small">{item.count > 1 && plural(item.count, "call")}</span>
          </p>
          {(item.rule === "key" || item.rule === "provider") && <Link to="/settings/keys">Model keys</Link>}
        </section>
      );
    case "note":
      return (
        <div className={`note ${item.tone}`}>
          {visible(item.text)} {item.next !== undefined && <span className="next">{visible(item.next)}</span>}{" "}
          {item.step !== undefined && <NextStep agent={agent} step={item.step} />}
        </div>
      );
    case "end":
      return (
        <p className={`note ${item.outcome === "finished" ? "good" : "bad"}`}>
          {OUTCOMES.get(item.outcome) ?? visible(item.outcome)}
          {item.words === undefined ? "." : `: ${visible(item.words)}`}
        </p>
      );
  }
});

function AllowOnce({ agent, rule }: { agent: string; rule: string }) {
  const { busy, trouble, act } = useAct();
  if (!useMay("decide")) {
    return null;
  }
  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={busy}
        onClick={() => act(() => post(`/api/agents/${agent}/allowances`, { rule }))}
      >
        Allow once
      </button>
      <p className="small">
        For good, its environment’s rules for pushes are changed: <Link to="/settings/environments">Environments</Link>
      </p>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
    </>
  );
}
