import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { upload } from "../api/bytes";
import { words } from "../api/http";
import { useDraft } from "../ui/useAct";
import { type Attached, parsed } from "./images";
import { prepared } from "./smaller";

export interface Images {
  all: Attached[];
  busy: boolean;
  trouble: string | undefined;
  /** What was done to those that were added last. */
  told: string[];
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
  const [told, setTold] = useState<string[]>([]);
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
    setTrouble(undefined);
    setTold([]);
    setBusy(true);
    try {
      for (const chosen of files) {
        const made = await prepared(chosen, newest.current);
        if ("why" in made) {
          setTrouble(made.why);
          break;
        }
        const { id, type, bytes } = await upload<Omit<Attached, "name">>("/api/prompt-images", made.file);
        const others = newest.current.filter((one) => one.id !== id);
        change([...others, { id, type, bytes, name: made.file.name || "image" }]);
        const { told } = made;
        if (told !== undefined) {
          setTold((before) => [...before, told]);
        }
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
    told,
    add,
    remove: (id) => {
      setTrouble(undefined);
      setTold([]);
      change(newest.current.filter((one) => one.id !== id));
    },
    clear: () => {
      setTold([]);
      change([]);
    },
    target: {
      onPaste: (e) => taken(e, e.clipboardData),
      onDragOver: (e) => e.dataTransfer.types.includes("Files") && e.preventDefault(),
      onDrop: (e) => taken(e, e.dataTransfer),
    },
  };
}
