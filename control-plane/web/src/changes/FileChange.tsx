import { memo, useEffect, useMemo, useState } from "react";
import { words } from "../api/http";
import { getText } from "../api/text";
import type { ChangedFile } from "../api/types";
import { visible } from "../ui/text";
import type { Line } from "./between";
import type { Remark } from "./ChangesView";
import { DiffLines } from "./DiffLines";
import { type Pair, sideBySide, unified } from "./unified";

/** One file's change; its lines are asked for when somebody looks. */
export const FileChange = memo(function FileChange({
  agent,
  turn,
  file,
  side,
  open: openAtFirst,
  onRemark,
}: {
  agent: string;
  turn?: number;
  file: ChangedFile;
  side: boolean;
  open: boolean;
  onRemark: (remark: Remark) => void;
}) {
  const [open, setOpen] = useState(openAtFirst);
  const [text, setText] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [at, setAt] = useState<Line>();
  useEffect(() => {
    if (open && text === undefined) {
      const query = new URLSearchParams({ path: file.path });
      if (turn !== undefined) {
        query.set("turn", String(turn));
      }
      getText(`/api/agents/${agent}/diff?${query}`)
        .then(setText)
        .catch((e: unknown) => setTrouble(words(e)));
    }
  }, [open, text, agent, turn, file.path]);
  const lines = useMemo(() => (text === undefined ? [] : unified(text)), [text]);
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
        <span className="counts">
          <span className="plus">+{file.added}</span> <span className="minus">−{file.removed}</span>
        </span>
      </summary>
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      {side ? <SideBySide rows={sideBySide(lines)} onComment={setAt} /> : <DiffLines lines={lines} onComment={setAt} />}
      {at !== undefined && (
        <RemarkForm
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

function RemarkForm({ line, onDone, onCancel }: { line: Line; onDone: (text: string) => void; onCancel: () => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className="remark"
      onSubmit={(e) => {
        e.preventDefault();
        onDone(text.trim());
      }}
    >
      <label>
        Comment on line {line.after ?? line.before}
        {/* biome-ignore lint/a11y/noAutofocus: somebody has just asked for it */}
        <textarea autoFocus rows={2} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <div className="answers">
        <button type="submit" disabled={text.trim() === ""}>
          Add
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function SideBySide({ rows, onComment }: { rows: Pair[]; onComment: (line: Line) => void }) {
  const half = (line: Line | undefined, right: boolean) => (
    <div
      className={`line ${line === undefined ? "none" : line.sign === "+" ? "added" : line.sign === "-" ? "removed" : line.sign === "@" ? "hunk" : "same"}`}
    >
      {line !== undefined && line.sign !== "@" && (right || line.sign === "-") ? (
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
          {line?.before}
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
