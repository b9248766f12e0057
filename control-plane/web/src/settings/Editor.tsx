import type { KeyboardEvent, ReactNode } from "react";
import { useWorks } from "../ui/who";

/** A form that is saved by Ctrl-Enter too, and says what of it is not saved. */
export function Editor({
  label,
  save,
  busy,
  changed,
  found,
  done,
  trouble,
  fixed,
  onSave,
  onDiscard,
  children,
}: {
  label: string;
  save: string;
  busy: boolean;
  changed: boolean;
  found: boolean;
  done: boolean;
  /** What is wrong with no field in particular. */
  trouble?: string;
  /** Why whoever looks at it cannot change it. */
  fixed?: string;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
}) {
  const works = useWorks();
  const why = works ? fixed : "You look on here: members change this.";
  if (why !== undefined) {
    return (
      <form className="form" aria-label={label}>
        <p className="small">{why}</p>
        <fieldset className="form" disabled>
          {children}
        </fieldset>
      </form>
    );
  }
  const key = (e: KeyboardEvent) => {
    if (e.key === "Enter" && (e.metaKey || e.ctrlKey)) {
      e.preventDefault();
      onSave();
    }
  };
  return (
    <form
      className="form"
      aria-label={label}
      noValidate
      onKeyDown={key}
      onSubmit={(e) => {
        e.preventDefault();
        onSave();
      }}
    >
      {found && (
        <p className="notice">There are changes from before that were never saved. Save them, or discard them below.</p>
      )}
      {children}
      {trouble !== undefined && (
        <p className="bad" role="alert">
          {trouble}
        </p>
      )}
      <div className="answers save">
        <button type="submit" disabled={busy || !changed}>
          {busy ? "Saving ..." : save}
        </button>
        {changed && (
          <button type="button" className="quiet" disabled={busy} onClick={onDiscard}>
            Discard changes
          </button>
        )}
        <span className="small" role="status">
          {changed ? "Not saved yet. They stay in this browser." : done ? "Saved." : ""}
        </span>
      </div>
    </form>
  );
}
