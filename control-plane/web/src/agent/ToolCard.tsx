import { memo } from "react";
import { between } from "../changes/between";
import { DiffLines } from "../changes/DiffLines";
import { reachable } from "../ui/reachable";
import { plain, visible } from "../ui/text";
import type { Tool } from "./items";

const SIGNS = new Map([
  ["pending", "○"],
  ["in_progress", "◐"],
  ["completed", "●"],
  ["failed", "✕"],
  ["left", "◌"],
]);

const NAMES = new Map([
  ["in_progress", "in progress"],
  ["left", "got no end"],
]);

/** A tool call: what it was given, and what came of it. */
export const ToolCard = memo(function ToolCard({ tool }: { tool: Tool }) {
  const diffs = tool.output.filter((piece) => piece.kind === "diff");
  const changed = diffs.map((d) => between(d.before, d.after));
  const added = changed.flat().filter((l) => l.sign === "+").length;
  const removed = changed.flat().filter((l) => l.sign === "-").length;
  // What a harness writes there is no name for a style.
  const status = SIGNS.has(tool.status) ? tool.status : "pending";
  return (
    <details className={`tool ${status}`}>
      <summary>
        <span className="sign" aria-hidden="true">
          {SIGNS.get(status)}
        </span>
        <span className="title">{visible(tool.title)}</span>
        {diffs.length > 0 && (
          <span className="counts">
            <span className="plus">+{added}</span> <span className="minus">−{removed}</span>
          </span>
        )}
        <span className="small">{NAMES.get(status) ?? status}</span>
      </summary>
      {tool.warning !== undefined && <p className="warn">{visible(tool.warning)}</p>}
      {tool.places.length > 0 && (
        <p className="small">
          Where:{" "}
          {tool.places.map((place, i) => (
            <span key={`${i}${place}`}>
              {i > 0 && ", "}
              <code>{visible(place)}</code>
            </span>
          ))}
        </p>
      )}
      {tool.input !== undefined && (
        <section role="group" aria-label="Input">
          <pre ref={reachable}>{visible(inputText(tool.input))}</pre>
        </section>
      )}
      {tool.output.map((piece, i) =>
        piece.kind === "diff" ? (
          <section key={`${i}diff`} role="group" aria-label={`Change of ${visible(piece.path)}`}>
            <p className="small">
              <code>{visible(piece.path)}</code>
            </p>
            <DiffLines lines={between(piece.before, piece.after)} />
          </section>
        ) : (
          plain(piece.text).trim() !== "" && (
            <section key={`${i}text`} role="group" aria-label="Output">
              <pre ref={reachable}>{plain(piece.text)}</pre>
            </section>
          )
        ),
      )}
    </details>
  );
});

function inputText(input: unknown): string {
  if (typeof input === "object" && input !== null) {
    const command = (input as { command?: unknown }).command;
    if (typeof command === "string") {
      return `$ ${command}`;
    }
    if (Array.isArray(command)) {
      return `$ ${command.join(" ")}`;
    }
  }
  return typeof input === "string" ? input : JSON.stringify(input, null, 2);
}
