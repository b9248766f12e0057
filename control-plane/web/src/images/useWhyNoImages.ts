import type { Harness } from "../agents/offers";
import { useAnswer } from "../ui/useAnswer";
import { whyNone } from "./images";

/** Why a message to an agent with this harness has no images: by its descriptor, and by what it said as it began. */
export function useWhyNoImages(harness: string, said: boolean | undefined): string | undefined {
  const all = useAnswer<{ harnesses: Harness[] }>("/api/harnesses");
  const known = all.value?.harnesses.find((one) => one.name === harness);
  return whyNone(known, said);
}
