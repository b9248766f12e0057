import { memo, useMemo, useState } from "react";
import type { ChangedFile } from "../api/types";
import { visible } from "../ui/text";
import type { Line } from "./between";
import type { Remark } from "./ChangesView";
import { Counts } from "./Counts";
import { DiffLines } from "./DiffLines";
import { Download } from "./Download";
import { RemarkForm } from "./RemarkForm";
import { type Pair, sideBySide, unified } from "./unified";
import { useDiff } from "./useDiff";

/** One file's change; its lines are asked for when somebody looks. */
export const FileChange = memo(function FileChange({
  agent,
  turn,
  commits,
  file,
  side,
  open: openAtFirst,
  onOther,
  onRemark,
}: {
  agent: string;
  turn?: number;
  /** Between which it is: of others it is another change of the same file. */
  commits: string;
  file: ChangedFile;
  side: boolean;
  open: boolean;
  /** When its lines are of other commits by now. */
  onOther: () => void;
  /** Of whoever may say something. */
  onRemark?: (remark: Remark) => void;
}) {
  const [open, setOpen] = useState(openAtFirst);
  const [at, setAt] = useState<Line>();
  const { text, trouble, again } = useDiff(agent, turn, file.path, commits, open, onOther);
  const comment = onRemark === undefined ? undefined : setAt;
  const isText = file.shown !== "binary";
  // What the server says of one that is no text is no line of it.
  const lines = useMemo(() => (text === undefined || !isText ? [] : unified(text)), [text, isText]);
  return (
    <details
      className="file"
      data-path={file.path}
      open={open}
      onToggle={(e) => setOpen((e.target as HTMLDetailsElement).open)}
    >
      <summary>
        <code>{visible(file.oldPath === undefined ? file.path : `${file.oldPath} → ${file.path}`)}</code>
        <span className="small">{file.change}</span>
        <Counts of={file} />
      </summary>
      {open && file.change !== "removed" && <Download agent={agent} turn={turn} path={file.path} />}
      {trouble !== undefined && (
        <div className="answers in-file">
          <p className="bad">{trouble}</p>
          <button type="button" className="quiet" onClick={again}>
            Ask again<span className="unseen"> for {visible(file.path)}</span>
          </button>
        </div>
      )}
      {text === undefined && trouble === undefined && <p className="small in-file">Asking for its lines ...</p>}
      {text !== undefined && lines.length === 0 && <p className="small in-file">{withoutLines(file)}</p>}
      {side ? (
        <SideBySide rows={sideBySide(lines)} onComment={comment} />
      ) : (
        <DiffLines lines={lines} onComment={comment} />
      )}
      {at !== undefined && onRemark !== undefined && (
        <RemarkForm
          key={`${at.sign}${at.after ?? at.before}`}
          draft={`remark.${agent}.${file.path}.${at.sign}${at.after ?? at.before}`}
          line={at}
          onCancel={() => setAt(undefined)}
          onDone={(said) => {
            onRemark({ path: file.path, line: at.after ?? at.before ?? 0, quote: at.text, text: said });
            setAt(undefined);
          }}
        />
      )}
    </details>
  );
});

/** What has happened to a file of which no line is another. */
function withoutLines(file: ChangedFile): string {
  if (file.shown !== "lines") {
    return file.shown === "binary"
      ? "It is no text, and has no lines to show. Download it to see it."
      : "More has changed in it than is shown here.";
  }
  switch (file.change) {
    case "added":
      return "It is new, and empty.";
    case "removed":
      return "It was empty, and is gone.";
    case "renamed":
      return "It has another name. No line of it has changed.";
    case "copied":
      return "It is a copy. No line of it has changed.";
    default:
      return "No line of it has changed: what has is how it may be used, like whether it can be run.";
  }
}

function SideBySide({ rows, onComment }: { rows: Pair[]; onComment?: (line: Line) => void }) {
  const half = (line: Line | undefined, right: boolean) => (
    <div
      className={`line ${line === undefined ? "none" : line.sign === "+" ? "added" : line.sign === "-" ? "removed" : line.sign === "@" ? "hunk" : "same"}`}
    >
      {onComment !== undefined && line !== undefined && line.sign !== "@" && (right || line.sign === "-") ? (
        <button
          type="button"
          className="number"
          aria-label={`Comment on line ${right ? line.after : line.before}${right ? "" : " of before"}`}
          onClick={() => onComment(line)}
        >
          {right ? line.after : line.before}
        </button>
      ) : (
        <span className="number" aria-hidden="true">
          {right ? line?.after : line?.before}
        </span>
      )}
      <code>{line === undefined ? "" : visible(line.text)}</code>
    </div>
  );
  return (
    <div className="diff sides" role="group" aria-label="Changed lines, before and after">
      {rows.map((row, i) => (
        <div className="pair" key={`${i}${row.left?.sign ?? ""}`}>
          {half(row.left, false)}
          {half(row.right, true)}
        </div>
      ))}
    </div>
  );
}
