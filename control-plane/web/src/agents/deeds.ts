import { post, put, remove } from "../api/http";
import type { Agent } from "../api/types";
import { may } from "../ui/may";
import { Store } from "../ui/store";

/** The agent that was deleted last, until that is undone or out of sight. */
export const deletedLast = new Store<Agent | undefined>(undefined);

export interface Deed {
  title: string;
  /** What is then so, for who does not see it; of a deletion Undo tells. */
  done?: string;
  /** What removes something, and is seen to. */
  grave?: boolean;
  act: () => Promise<unknown>;
}

const at = (agent: Agent) => `/api/agents/${agent.id}`;

/** What whoever is signed in can do with an agent from a list: each as the API has it. */
export function deeds(agent: Agent): Deed[] {
  if (agent.state === "deleted") {
    return [];
  }
  const goes = agent.state !== "paused" && agent.state !== "failed";
  const going: Deed = goes
    ? { title: "Pause", done: "is paused", act: () => post(`${at(agent)}/pause`) }
    : { title: "Resume", done: "goes on", act: () => post(`${at(agent)}/resume`) };
  const deletion: Deed = { title: "Delete", grave: true, act: () => erase(agent) };
  return [...(may(agent, "steer") ? [going] : []), muting(agent), ...(may(agent, "delete") ? [deletion] : [])];
}

export function muting(agent: Agent): Deed {
  return agent.muted
    ? { title: "Unmute", done: "is not muted any more", act: () => remove(`${at(agent)}/mute`) }
    : { title: "Mute", done: "is muted for you", act: () => put(`${at(agent)}/mute`) };
}

/** It can be undone: where it is said, and in the list of what was deleted. */
export async function erase(agent: Agent): Promise<void> {
  await remove(at(agent));
  deletedLast.set(agent);
}

export async function undo(agent: Agent): Promise<void> {
  await post(`${at(agent)}/restore`);
  if (deletedLast.get()?.id === agent.id) {
    deletedLast.set(undefined);
  }
}
