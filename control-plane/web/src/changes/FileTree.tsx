import { type KeyboardEvent, memo, useMemo, useRef, useState } from "react";
import type { ChangedFile } from "../api/types";
import { plural, visible } from "../ui/text";
import { Counts } from "./Counts";
import { deed, type Node, type Row, rows, tree } from "./tree";

/** The changed files by their folders: one stop for the tab key, and arrows within. */
export const FileTree = memo(function FileTree({
  files,
  onFile,
}: {
  files: ChangedFile[];
  onFile: (path: string) => void;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => tree(files), [files]);
  const all = useMemo(() => rows(nodes, closed), [nodes, closed]);
  const found = all.findIndex((row) => id(row.node) === current);
  const at = Math.max(0, found);

  const fold = (path: string, isClosed: boolean) => {
    const now = new Set(closed);
    if (isClosed) {
      now.add(path);
    } else {
      now.delete(path);
    }
    setClosed(now);
  };
  const go = (to: number) => {
    const row = all[to];
    if (row !== undefined) {
      setCurrent(id(row.node));
      (box.current?.children[to] as HTMLElement | undefined)?.focus();
    }
  };
  const press = (node: Node) => {
    setCurrent(id(node));
    if (node.kind === "file") {
      onFile(node.path);
    } else {
      fold(node.path, !closed.has(node.path));
    }
  };
  const key = (e: KeyboardEvent) => {
    if (e.metaKey || e.ctrlKey || e.altKey) {
      return;
    }
    const row = all[at];
    if ((e.key === "Enter" || e.key === " ") && row !== undefined) {
      e.preventDefault();
      press(row.node);
      return;
    }
    const done = deed(e.key, all, at, closed);
    if (done === undefined) {
      return;
    }
    e.preventDefault();
    // What moves here is no shortcut of the page.
    e.stopPropagation();
    if ("to" in done) {
      go(done.to);
    } else if ("open" in done) {
      fold(done.open, false);
    } else {
      fold(done.close, true);
    }
  };
  return (
    <div className="tree" role="tree" aria-label="Changed files" ref={box} onKeyDown={key}>
      {all.map((row, i) => (
        <TreeRow
          key={id(row.node)}
          row={row}
          isOpen={row.node.kind === "folder" ? !closed.has(row.node.path) : undefined}
          isCurrent={i === at}
          onPress={press}
        />
      ))}
    </div>
  );
});

/** A file and a folder may have had one name, one after the other. */
const id = (node: Node): string => `${node.kind} ${node.path}`;

function TreeRow({
  row: { node, level, place, of },
  isOpen,
  isCurrent,
  onPress,
}: {
  row: Row;
  isOpen: boolean | undefined;
  isCurrent: boolean;
  onPress: (node: Node) => void;
}) {
  const what = node.kind === "file" ? node.file.change : plural(node.files, "file");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it hears the keys
    <div
      role="treeitem"
      className="tree-row"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-expanded={isOpen}
      aria-selected={isCurrent}
      tabIndex={isCurrent ? 0 : -1}
      data-level={Math.min(level, 8)}
      onClick={() => onPress(node)}
    >
      <span className="fold" aria-hidden="true">
        {isOpen === undefined ? "" : isOpen ? "▾" : "▸"}
      </span>
      <code>{visible(node.name)}</code>
      <span className="unseen">{what}</span>
      <Counts of={node.kind === "file" ? node.file : node} />
    </div>
  );
}
