import { useDraft } from "../ui/useAct";
import type { Line } from "./between";

/** What is to be said of one line; what was written of it stays until it is said or given up. */
export function RemarkForm({
  draft,
  line,
  onDone,
  onCancel,
}: {
  draft: string;
  line: Line;
  onDone: (text: string) => void;
  onCancel: () => void;
}) {
  const [text, setText] = useDraft(draft);
  return (
    <form
      className="remark"
      onSubmit={(e) => {
        e.preventDefault();
        onDone(text.trim());
        setText("");
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
        <button
          type="button"
          className="quiet"
          onClick={() => {
            setText("");
            onCancel();
          }}
        >
          Cancel
        </button>
      </div>
    </form>
  );
}
