import { words } from "../api/http";
import type { Agent } from "../api/types";
import { Store } from "../ui/store";
import { visible } from "../ui/text";
import type { Deed } from "./deeds";

interface Performed {
  /** What is so now, for who does not see it. */
  done: string;
  /** What failed, and with which agent. */
  troubles: readonly string[];
}

/** Deeds with the agents of a list: each goes its own way, and none is dropped while another is under way. */
export class Performing {
  readonly store = new Store<Performed>({ done: "", troubles: [] });
  private readonly under = new Set<string>();

  async perform(agent: Agent, deed: Deed): Promise<void> {
    const key = `${agent.id} ${deed.title}`;
    if (this.under.has(key)) {
      return;
    }
    this.store.set({ done: "", troubles: this.under.size === 0 ? [] : this.store.get().troubles });
    this.under.add(key);
    const title = visible(agent.title);
    try {
      await deed.act();
      if (deed.done !== undefined) {
        this.store.set({ ...this.store.get(), done: `${title} ${deed.done}` });
      }
    } catch (e) {
      const { done, troubles } = this.store.get();
      this.store.set({ done, troubles: [...troubles, `${title}: ${words(e)}`] });
    } finally {
      this.under.delete(key);
    }
  }
}
