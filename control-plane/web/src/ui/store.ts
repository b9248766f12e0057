import { useSyncExternalStore } from "react";

/** A value that components look at; whoever looks is drawn again when it is another one. */
export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  set(next: T): void {
    if (next !== this.value) {
      this.value = next;
      for (const listener of this.listeners) {
        listener();
      }
    }
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.listen, store.get, store.get);
}
