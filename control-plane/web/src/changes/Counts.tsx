/** Lines that came and went; of what has no lines nothing is counted. */
export function Counts({ of }: { of: { added: number; removed: number; shown?: string } }) {
  return of.shown === "binary" ? (
    <span className="counts small">no text</span>
  ) : (
    <span className="counts">
      <span className="plus">+{of.added}</span> <span className="minus">−{of.removed}</span>
    </span>
  );
}
