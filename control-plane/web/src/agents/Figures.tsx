import type { Agent } from "../api/types";
import { changesWords, short, spentAtLength, spentWords } from "../ui/numbers";

/** How much it has changed, and what it has spent. */
export function Figures({ agent }: { agent: Agent }) {
  const { changes, spent } = agent;
  const words = spentWords(spent);
  return (
    <>
      {changes !== undefined && changes.files > 0 && (
        <span className="figure" title={changesWords(changes)}>
          <span className="unseen">{changesWords(changes)}</span>
          {changes.more ? (
            <span aria-hidden="true">{changes.files}+ files</span>
          ) : (
            <span aria-hidden="true">
              <span className="plus">+{short(changes.added)}</span>{" "}
              <span className="minus">−{short(changes.removed)}</span>
            </span>
          )}
        </span>
      )}
      {words !== undefined && (
        <span className="figure" title={spentAtLength(spent)}>
          <span className="unseen">spent </span>
          {words}
        </span>
      )}
    </>
  );
}
