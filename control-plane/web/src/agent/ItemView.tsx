import { memo } from "react";
import { post } from "../api/http";
import { Markdown } from "../ui/Markdown";
import { plain, visible } from "../ui/text";
import { useAct } from "../ui/useAct";
import { DecisionCard } from "./DecisionCard";
import type { Asked, Item } from "./items";
import { ToolCard } from "./ToolCard";

const OUTCOMES: Record<string, string> = {
  finished: "Finished",
  cancelled: "Stopped",
  refused: "The model refused",
  limited: "The model reached a limit",
  failed: "Failed",
  interrupted: "Interrupted",
};

/** One thing of a conversation. */
export const ItemView = memo(function ItemView({ item, agent }: { item: Item; agent: string }) {
  switch (item.kind) {
    case "prompt":
      return (
        <article className="bubble" aria-label={item.by === undefined ? "Message" : `Message of ${item.by}`}>
          <Markdown text={visible(item.text)} breaks />
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
          <Markdown text={plain(item.text)} />
        </article>
      );
    case "tool":
      return <ToolCard tool={item} />;
    case "plan":
      return (
        <section className="plan" aria-label="Plan">
          <ul>
            {item.entries.map((entry, i) => (
              <li key={`${i}${entry.text.length}`} data-status={entry.status}>
                <span className="mark" aria-hidden="true">
                  {entry.status === "completed" ? "✓" : entry.status === "in_progress" ? "▸" : "·"}
                </span>
                <span className="unseen">{entry.status.replaceAll("_", " ")}: </span>
                {visible(entry.text)}
              </li>
            ))}
          </ul>
        </section>
      );
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
          <pre>
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
            <p className="small">Allowed once by {item.allowed}.</p>
          ) : (
            item.allowable && <AllowOnce agent={agent} rule={item.rule} />
          )}
        </div>
      );
    case "note":
      return (
        <p className={`note ${item.tone}`}>
          {visible(item.text)} {item.next !== undefined && <span className="next">{visible(item.next)}</span>}
        </p>
      );
    case "end":
      return (
        <p className={`note ${item.outcome === "finished" ? "good" : "bad"}`}>
          {OUTCOMES[item.outcome] ?? item.outcome}
          {item.words === undefined ? "." : `: ${visible(item.words)}`}
        </p>
      );
  }
});

function decided(item: Asked): string {
  const what = item.command === undefined ? "a request" : item.command.argv.join(" ");
  if (item.answer === undefined) {
    return `Not answered: ${visible(what)}. ${visible(item.closed ?? "")}`;
  }
  const choice = item.choices.find((c) => c.id === item.answer?.option);
  const verb = choice?.kind.startsWith("allow") ? "allowed" : "denied";
  const words = item.answer.words === undefined ? "" : ` “${item.answer.words}”`;
  return `${item.answer.by} ${verb} ${visible(what)}.${visible(words)}`;
}

function AllowOnce({ agent, rule }: { agent: string; rule: string }) {
  const { busy, trouble, act } = useAct();
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
      {trouble !== undefined && <p className="bad">{trouble}</p>}
    </>
  );
}
