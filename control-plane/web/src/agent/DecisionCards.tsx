import { useEffect, useState } from "react";
import { get, words } from "../api/http";
import type { Decision } from "../api/types";
import { fleet } from "../live";
import { Guard } from "../ui/Guard";
import { useStore } from "../ui/store";
import { DecisionCard } from "./DecisionCard";

/** What waits for an answer of one agent, asked for again when its facts change. */
export function DecisionCards({ agent, except }: { agent: string; except?: Set<string> }) {
  const [open, setOpen] = useState<Decision[]>();
  const [trouble, setTrouble] = useState<string>();
  const at = useStore(fleet.store).agents.get(agent)?.lastSeq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the facts have changed when this has
  useEffect(() => {
    let wanted = true;
    get<{ decisions: Decision[] }>(`/api/agents/${agent}/decisions`)
      .then((all) => {
        if (wanted) {
          setOpen(all.decisions);
          setTrouble(undefined);
        }
      })
      .catch((e: unknown) => wanted && setTrouble(words(e)));
    return () => {
      wanted = false;
    };
  }, [agent, at]);
  return (
    <div className="decisions">
      {trouble !== undefined && <p className="bad">{trouble}</p>}
      {open
        ?.filter((decision) => except?.has(decision.id) !== true)
        .map((decision) => (
          <Guard key={decision.id}>
            <DecisionCard
              agent={agent}
              decision={decision.id}
              raw={decision.request}
              digest={decision.digest}
              choices={decision.options}
              command={decision.command}
              expiresAt={decision.expiresAt}
            />
          </Guard>
        ))}
    </div>
  );
}
