import type { ChangedFile } from "../api/types";

/** What changed, by folders. A folder that holds one folder alone stands with it in one row. */
export type Node = Folder | Leaf;

export interface Folder {
  kind: "folder";
  /** Of the row: `src/main/java`. */
  name: string;
  path: string;
  added: number;
  removed: number;
  files: number;
  children: Node[];
}

export interface Leaf {
  kind: "file";
  name: string;
  path: string;
  file: ChangedFile;
}

/** A row as it is shown: how deep, and which of how many beside it. */
export interface Row {
  node: Node;
  level: number;
  place: number;
  of: number;
}

/** Those whose path has all the words, in any order. Pure. */
export function named(files: ChangedFile[], words: string): ChangedFile[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.length === 0
    ? files
    : files.filter((file) => {
        const path = `${file.oldPath ?? ""} ${file.path}`.toLowerCase();
        return all.every((word) => path.includes(word));
      });
}

/** Folders before files, each in their order. Pure. */
export function tree(files: ChangedFile[]): Node[] {
  const root = folder("", "");
  for (const file of files) {
    let at = root;
    const parts = file.path.split("/");
    const name = parts.pop() ?? "";
    const above = [root];
    for (const part of parts) {
      at = at.folders.get(part) ?? begun(at, part);
      above.push(at);
    }
    at.leaves.push({ kind: "file", name, path: file.path, file });
    for (const one of above) {
      one.added += file.added;
      one.removed += file.removed;
      one.files++;
    }
  }
  return children(root);
}

interface Growing {
  name: string;
  path: string;
  added: number;
  removed: number;
  files: number;
  folders: Map<string, Growing>;
  leaves: Leaf[];
}

function folder(name: string, path: string): Growing {
  return { name, path, added: 0, removed: 0, files: 0, folders: new Map(), leaves: [] };
}

function begun(above: Growing, name: string): Growing {
  const fresh = folder(name, above.path === "" ? name : `${above.path}/${name}`);
  above.folders.set(name, fresh);
  return fresh;
}

function children(of: Growing): Node[] {
  const by = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const folders = [...of.folders.values()].map(folded).sort(by);
  return [...folders, ...of.leaves.sort(by)];
}

function folded(of: Growing): Folder {
  let at = of;
  let name = of.name;
  while (at.leaves.length === 0 && at.folders.size === 1) {
    at = [...at.folders.values()][0] as Growing;
    name = `${name}/${at.name}`;
  }
  const { path, added, removed, files } = at;
  return { kind: "folder", name, path, added, removed, files, children: children(at) };
}

/** The rows that are to be seen, from top to bottom, where these folders are folded. Pure. */
export function rows(nodes: Node[], closed: ReadonlySet<string>, level = 1): Row[] {
  return nodes.flatMap((node, i) => {
    const row = { node, level, place: i + 1, of: nodes.length };
    return node.kind === "folder" && !closed.has(node.path) ? [row, ...rows(node.children, closed, level + 1)] : [row];
  });
}

/** What a key does in a tree, by the usual rules of one: another row, or a folder opened or folded. Pure. */
export type Deed = { to: number } | { open: string } | { close: string };

export function deed(key: string, all: Row[], at: number, closed: ReadonlySet<string>): Deed | undefined {
  const row = all[at];
  if (row === undefined) {
    return undefined;
  }
  const { node, level } = row;
  const isOpen = node.kind === "folder" && !closed.has(node.path);
  switch (key) {
    case "ArrowDown":
      return { to: Math.min(at + 1, all.length - 1) };
    case "ArrowUp":
      return { to: Math.max(at - 1, 0) };
    case "Home":
      return { to: 0 };
    case "End":
      return { to: all.length - 1 };
    case "ArrowRight":
      return node.kind === "file" ? undefined : isOpen ? { to: at + 1 } : { open: node.path };
    case "ArrowLeft":
      return isOpen ? { close: node.path } : { to: parent(all, at, level) };
    default:
      return key.length === 1 && key !== " " ? { to: next(key, all, at) } : undefined;
  }
}

function parent(all: Row[], at: number, level: number): number {
  const above = all.slice(0, at).findLastIndex((row) => row.level < level);
  return above < 0 ? at : above;
}

/** The next row that begins with the letter, around the end. */
function next(letter: string, all: Row[], at: number): number {
  const wanted = letter.toLowerCase();
  const begins = (row: Row) => row.node.name.toLowerCase().startsWith(wanted);
  const below = all.findIndex((row, i) => i > at && begins(row));
  const found = below >= 0 ? below : all.findIndex(begins);
  return found < 0 ? at : found;
}
