/** So many make a piece. */
const MOST = 20;

export interface Piece<T> {
  key: number;
  rows: T[];
}

/**
 * A long list in pieces, which a browser draws or leaves out whole: to watch each of a thousand rows takes most of a
 * frame. A row stays in its piece while others come and go above it, where new ones come, so that none is made anew
 * under somebody's hands.
 */
export class Pieces<T extends { id: string }> {
  #of = new Map<string, number>();
  #made = 0;

  cut(rows: readonly T[]): Piece<T>[] {
    const of = new Map<string, number>();
    const pieces = new Map<number, T[]>();
    let last: Piece<T> | undefined;
    for (const row of rows.toReversed()) {
      const before = this.#of.get(row.id);
      const known = before !== undefined && (before === last?.key || !pieces.has(before));
      if (last === undefined || (known ? before !== last.key : last.rows.length >= MOST)) {
        last = { key: known ? before : this.#made++, rows: [] };
        pieces.set(last.key, last.rows);
      }
      last.rows.push(row);
      of.set(row.id, last.key);
    }
    this.#of = of;
    return [...pieces].reverse().map(([key, backwards]) => ({ key, rows: backwards.reverse() }));
  }
}
