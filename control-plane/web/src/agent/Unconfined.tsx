import { fleet } from "../live";
import { useStore } from "../ui/store";

/** Where somebody is about to say yes: to what an agent without a sandbox would run. */
export function Unconfined({ agent }: { agent: string }) {
  return useStore(fleet.store).agents.get(agent)?.unconfined === true ? (
    <p className="warn">Unconfined: what you allow is run by Ratoon’s own user, without a sandbox.</p>
  ) : null;
}
