import { type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { ChangedFile, Changes } from "../api/types";
import { plural } from "../ui/text";
import { FileTree } from "./FileTree";
import { named } from "./tree";

/** The changed files, beside them (on a phone above, folded away) the tree that leads to each. */
export function Files({ changes, children }: { changes: Changes; children: (file: ChangedFile) => ReactNode }) {
  const [words, setWords] = useState("");
  const [isWide] = useState(() => matchMedia("(min-width: 60rem)").matches);
  const sought = useDeferredValue(words);
  const files = useMemo(() => named(changes.files, sought), [changes.files, sought]);
  const list = useRef<HTMLDivElement>(null);
  // Each file opens by itself: nothing else of a thousand is drawn again for it.
  const show = useCallback((path: string) => {
    const all = list.current?.querySelectorAll<HTMLDetailsElement>("details.file") ?? [];
    const file = [...all].find((one) => one.dataset.path === path);
    if (file !== undefined) {
      file.open = true;
      file.scrollIntoView({ block: "start" });
      file.querySelector("summary")?.focus({ preventScroll: true });
    }
  }, []);
  const shown = useMemo(() => files.map(children), [files, children]);
  if (changes.files.length < 2) {
    return <div className="files">{shown}</div>;
  }
  return (
    <div className="files-and-tree">
      <details className="files-tree" open={isWide}>
        <summary>{plural(changes.files.length, "file")}</summary>
        <input
          type="search"
          aria-label="Files with this in their name"
          placeholder="Find a file"
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
        <p className="unseen" role="status">
          {sought.trim() === "" ? "" : `${plural(files.length, "file")} found.`}
        </p>
        {files.length === 0 ? (
          <p className="small">No file has this in its name.</p>
        ) : (
          <FileTree files={files} onFile={show} />
        )}
      </details>
      <div className="files" ref={list}>
        {shown}
      </div>
    </div>
  );
}
