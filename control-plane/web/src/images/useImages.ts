import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { upload } from "../api/bytes";
import { words } from "../api/http";
import { useDraft } from "../ui/useAct";
import { type Attached, fitting, parsed } from "./images";

export interface Images {
  all: Attached[];
  busy: boolean;
  trouble: string | undefined;
  add: (files: File[]) => Promise<void>;
  remove: (id: string) => void;
  clear: () => void;
  /** For what an image can be pasted into, or dropped onto. */
  target: {
    onPaste: (e: ClipboardEvent) => void;
    onDragOver: (e: DragEvent) => void;
    onDrop: (e: DragEvent) => void;
  };
}

/** Images of a draft: uploaded when they are added, and known to this browser until they are sent. */
export function useImages(key: string, why: string | undefined): Images {
  const [kept, keep] = useDraft(`${key}.images`);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const all = parsed(kept);
  const newest = useRef(all);
  newest.current = all;
  const change = (now: Attached[]) => {
    newest.current = now;
    keep(now.length === 0 ? "" : JSON.stringify(now));
  };
  const add = async (files: File[]) => {
    if (busy || files.length === 0) {
      return;
    }
    if (why !== undefined) {
      setTrouble(why);
      return;
    }
    const { take, why: refused } = fitting(files, all);
    setTrouble(refused);
    setBusy(true);
    try {
      for (const file of take) {
        const { id, type, bytes } = await upload<Omit<Attached, "name">>("/api/prompt-images", file);
        const others = newest.current.filter((one) => one.id !== id);
        change([...others, { id, type, bytes, name: file.name || "image" }]);
      }
    } catch (e) {
      setTrouble(words(e));
    } finally {
      setBusy(false);
    }
  };
  const taken = (e: ClipboardEvent | DragEvent, data: DataTransfer): void => {
    const files = [...data.files];
    if (files.length > 0) {
      e.preventDefault();
      void add(files);
    }
  };
  return {
    all,
    busy,
    trouble,
    add,
    remove: (id) => {
      setTrouble(undefined);
      change(newest.current.filter((one) => one.id !== id));
    },
    clear: () => change([]),
    target: {
      onPaste: (e) => taken(e, e.clipboardData),
      onDragOver: (e) => e.dataTransfer.types.includes("Files") && e.preventDefault(),
      onDrop: (e) => taken(e, e.dataTransfer),
    },
  };
}
