import { memo } from "react";
import { reachable } from "../ui/reachable";
import { visible } from "../ui/text";
import type { Line } from "./between";

const WORDS = { "+": "added", "-": "removed", " ": "", "@": "" };

/** Lines of a diff; with numbers and a way to comment where those are known. */
export const DiffLines = memo(function DiffLines({
  lines,
  onComment,
}: {
  lines: Line[];
  onComment?: (line: Line) => void;
}) {
  return (
    <div className="diff" role="group" aria-label="Changed lines" ref={reachable}>
      {lines.map((line, i) => (
        <div key={`${i}${line.sign}`} className={`line ${WORDS[line.sign] || (line.sign === "@" ? "hunk" : "same")}`}>
          {onComment !== undefined && line.sign !== "@" ? (
            <button
              type="button"
              className="number"
              aria-label={`Comment on line ${line.after ?? line.before}${line.sign === "-" ? " of before" : ""}`}
              onClick={() => onComment(line)}
            >
              {line.after ?? line.before}
            </button>
          ) : (
            <span className="number" aria-hidden="true" />
          )}
          <span className="sign" aria-hidden="true">
            {line.sign === "@" ? "" : line.sign}
          </span>
          {WORDS[line.sign] !== "" && <span className="unseen">{WORDS[line.sign]}: </span>}
          <code>{visible(line.text)}</code>
        </div>
      ))}
    </div>
  );
});
