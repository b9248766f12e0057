/** The second secret of a session, in storage of this origin: no other port or site can read it. */
const KEY = "ratoon.proof";
/** For browsers that keep nothing: this tab stays signed in until it is reloaded. */
let inMemory: string | null = null;

export function kept(): string | null {
  try {
    return localStorage.getItem(KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

export function keep(value: string): void {
  inMemory = value;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // inMemory has it.
  }
}

export function forget(): void {
  inMemory = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Calls back when another tab has signed in or out. */
export function onChangeElsewhere(callback: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) {
      inMemory = null;
      callback();
    }
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
