import { createContext, type ReactNode, useContext } from "react";
import type { Agent, May } from "../api/types";

/** One text: whoever asks is drawn again when it has become another, and not with each event of the agent. */
const Granted = createContext("");

/** Around all that is shown of an agent: what whoever is signed in may do with it. */
export function Rights({ of, children }: { of: Agent; children: ReactNode }) {
  return <Granted.Provider value={of.may?.join(" ") ?? ""}>{children}</Granted.Provider>;
}

/** Whether they may do that with the agent that is shown around: what they may not do is not offered. */
export function useMay(what: May): boolean {
  return useContext(Granted).split(" ").includes(what);
}

export function may(agent: Agent, what: May): boolean {
  return agent.may?.includes(what) === true;
}

/** One without a sandbox runs again as Ratoon itself, which is more than to end it. */
export function mayRestore(agent: Agent): boolean {
  return may(agent, "delete") && (!agent.unconfined || may(agent, "steer"));
}
