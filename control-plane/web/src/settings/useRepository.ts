import { useState } from "react";
import { recents } from "../agents/offers";
import { fleet } from "../live";
import { useStore } from "../ui/store";
import { useDraft } from "../ui/useAct";

/**
 * The repository that something is tried on or looked at in: as it is typed, and until then that of somebody's
 * newest agent. It stands in the field, so that nothing else is meant than what is read there.
 */
export function useRepository(
  key: string,
  owner: string,
): { repository: string; recent: string[]; change: (repository: string) => void } {
  const { agents } = useStore(fleet.store);
  const [typed, setTyped] = useDraft(key);
  const [isTyped, setIsTyped] = useState(typed !== "");
  const recent = recents(agents.values(), owner);
  return {
    repository: isTyped ? typed : (recent[0] ?? ""),
    recent,
    change: (repository) => {
      setIsTyped(true);
      setTyped(repository);
    },
  };
}
