import type { Publication } from "../api/types";
import { visible } from "../ui/text";

/** What came of a publication, and where it is now. */
export function Published({ done, onClose }: { done: Publication; onClose: () => void }) {
  return (
    <section className="sheet" role="status" aria-label="Published">
      {done.pull !== undefined ? (
        <p className="lead">
          <a href={done.pull.url} target="_blank" rel="noopener noreferrer">
            Pull request #{done.pull.number}
          </a>{" "}
          is {done.opened ? "open" : "up to date"}.
        </p>
      ) : (
        <p className="lead">
          The branch <code>{visible(done.branch)}</code> is at {visible(done.to)}.
        </p>
      )}
      {[...done.notes, ...done.said].map((note) => (
        <p key={note} className="small">
          {visible(note)}
        </p>
      ))}
      {done.next !== undefined && <p>{visible(done.next)}</p>}
      <button type="button" className="quiet" onClick={onClose}>
        Close
      </button>
    </section>
  );
}
