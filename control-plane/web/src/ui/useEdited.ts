import { useCallback, useEffect, useRef, useState } from "react";

/** Of what was kept of a form, what fits the form as it is now. */
export function over<T extends object>(saved: T, kept: unknown): T {
  if (typeof kept !== "object" || kept === null) {
    return saved;
  }
  const fits = Object.entries(kept).filter(([key, value]) => {
    const now = (saved as Record<string, unknown>)[key];
    return typeof now === typeof value && Array.isArray(now) === Array.isArray(value);
  });
  return { ...saved, ...Object.fromEntries(fits) };
}

/**
 * What is kept of a form after a change: what is another than what is saved, so that nothing that was changed
 * elsewhere meanwhile is taken back; and the version that it began from, where there is one. Pure.
 */
export function keeping<T extends object>(saved: T, kept: unknown, what: Partial<T>): Partial<T> {
  const { version } = saved as { version?: unknown };
  const all = { ...(version === undefined ? {} : { version }), ...(kept ?? {}), ...what };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([key, value]) => key === "version" || !same(value, (saved as Record<string, unknown>)[key]),
    ),
  ) as Partial<T>;
}

/** Whether there is something to save: another version alone is nothing. Pure. */
export function differs<T extends object>(saved: T, now: T): boolean {
  return Object.entries(now).some(
    ([key, value]) => key !== "version" && !same(value, (saved as Record<string, unknown>)[key]),
  );
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export interface Edit<T> {
  now: T;
  change: (what: Partial<T>) => void;
  /** Whether there is something that is not saved. */
  changed: boolean;
  /** Whether that was so when the page was opened. */
  found: boolean;
  discard: () => void;
}

/** A form whose unsaved changes outlive the page; `saved` undefined while it is asked for. */
export function useEdited<T extends object>(key: string, saved: T | undefined, empty: T): Edit<T> {
  const name = `ratoon.edit.${key}`;
  const base = saved ?? empty;
  const [kept, setKept] = useState<unknown>(() => read(name));
  const [found, setFound] = useState(kept !== undefined);
  const now = over(base, kept);
  const latest = useRef({ base, kept });
  latest.current = { base, kept };
  const changed = kept !== undefined && differs(base, now);
  useEffect(() => {
    if (saved !== undefined && kept !== undefined && !changed) {
      setKept(undefined);
      write(name, undefined);
    }
  }, [saved, kept, changed, name]);
  const change = useCallback(
    (what: Partial<T>) => {
      const next = keeping(latest.current.base, latest.current.kept, what);
      latest.current.kept = next;
      setKept(next);
      write(name, next);
    },
    [name],
  );
  const discard = useCallback(() => {
    setKept(undefined);
    setFound(false);
    write(name, undefined);
  }, [name]);
  return { now, change, changed, found: found && changed, discard };
}

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === undefined) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, JSON.stringify(value));
    }
  } catch {
    // It lives as long as the page.
  }
}
