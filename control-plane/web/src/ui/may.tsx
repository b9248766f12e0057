import { createContext, type ReactNode, useContext } from "react";
import type { Agent, May } from "../api/types";

/** One text: whoever asks is drawn again when it has become another, and not with each event of the agent. */
const Granted = createContext("");

/** Around all that is shown of an agent: what whoever is signed in may do with it. */
export function Rights({ of, children }: { of: Agent; children?: ReactNode }) {
  const granted = of.state === "deleted" ? "" : (of.may?.join(" ") ?? "");
  return <Granted.Provider value={granted}>{children}</Granted.Provider>;
}

/** Whether they may do that with the agent that is shown around: what they may not do is not offered. */
export function useMay(what: May): boolean {
  return useContext(Granted).split(" ").includes(what);
}

/** The same of one at hand. With a deleted one nothing is done before it is restored. */
export function may(agent: Agent, what: May): boolean {
  return agent.state !== "deleted" && agent.may?.includes(what) === true;
}

/** One without a sandbox runs again as Ratoon itself, which is more than to end it. */
export function mayRestore({ may: granted = [], unconfined }: Agent): boolean {
  return granted.includes("delete") && (!unconfined || granted.includes("steer"));
}
