// The second secret of a session. Storage of this origin keeps it: no other port or site can read it.
const KEY = "ratoon.proof";
// For browsers that keep nothing: this tab stays signed in until it is reloaded.
let inMemory = null;

export function kept() {
  try {
    return localStorage.getItem(KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

export function keep(value) {
  inMemory = value;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // inMemory has it.
  }
}

export function forget() {
  inMemory = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Calls back when another tab signed in or out. */
export function onChangeElsewhere(callback) {
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      inMemory = null;
      callback();
    }
  });
}
