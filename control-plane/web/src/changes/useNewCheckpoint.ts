import { useEffect, useRef } from "react";

/** A turn's end is told before its checkpoint is kept: only with that there is something else to see. */
export function useNewCheckpoint(checkpoint: string | undefined, again: () => Promise<void>): void {
  const seen = useRef(checkpoint);
  useEffect(() => {
    if (seen.current !== checkpoint) {
      seen.current = checkpoint;
      void again();
    }
  }, [checkpoint, again]);
}
