import type { FleetEars } from "../api/live";
import type { Agent } from "../api/types";
import { Store } from "../ui/store";

export interface FleetState {
  /** Whether the whole list has come at least once. */
  known: boolean;
  agents: ReadonlyMap<string, Agent>;
}

/** The agents that this user sees, as the stream tells of them. */
export class Fleet implements FleetEars {
  readonly store = new Store<FleetState>({ known: false, agents: new Map() });
  private coming: Map<string, Agent> | null = null;
  private changed: Map<string, Agent> | null = null;

  /** What is shown stays until the new list is whole. */
  begin(): void {
    this.coming = new Map();
  }

  agent(agent: Agent): void {
    if (this.coming !== null) {
      this.coming.set(agent.id, agent);
    } else {
      this.change((agents) => agents.set(agent.id, agent));
    }
  }

  gone(id: string): void {
    if (this.coming !== null) {
      this.coming.delete(id);
    } else {
      this.change((agents) => agents.delete(id));
    }
  }

  complete(): void {
    if (this.coming !== null) {
      this.changed = null;
      this.store.set({ known: true, agents: this.coming });
      this.coming = null;
    }
  }

  forget(): void {
    this.coming = null;
    this.changed = null;
    this.store.set({ known: false, agents: new Map() });
  }

  /** Many changes at once are drawn once. */
  private change(what: (agents: Map<string, Agent>) => void): void {
    if (this.changed === null) {
      this.changed = new Map(this.store.get().agents);
      setTimeout(() => {
        const agents = this.changed;
        this.changed = null;
        if (agents !== null) {
          this.store.set({ known: this.store.get().known, agents });
        }
      }, 16);
    }
    what(this.changed);
  }
}
