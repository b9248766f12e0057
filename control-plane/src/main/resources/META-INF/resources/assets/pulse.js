// Asks again and again: often while there is an answer, ever more rarely while there is none, never unseen.
const STEADY = 5000;
const FIRST = 1000;
const LONGEST = 30000;

/**
 * @param beat asks once; its promise says whether there was a good answer
 * @returns {{start(): void, stop(): void}} start also means: now, whatever the plan was
 */
export function pulse(beat) {
  let on = false;
  let timer = 0;
  let wait = FIRST;
  let asking = false;
  let again = false;

  async function next() {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    if (!on || document.hidden) return;
    asking = true;
    again = false;
    let answered = false;
    try {
      answered = await beat();
    } catch (e) {
      reportError(e); // A fault of this page is told to the console and does not stop its heart.
    }
    asking = false;
    if (!on || document.hidden) return;
    if (again) return next();
    timer = setTimeout(next, answered ? STEADY : wait);
    wait = answered ? FIRST : Math.min(wait * 2, LONGEST);
  }

  function start() {
    on = true;
    wait = FIRST;
    next();
  }

  document.addEventListener("visibilitychange", () => (on && !document.hidden ? start() : clearTimeout(timer)));
  for (const turn of ["online", "offline"]) addEventListener(turn, () => on && start());

  return {
    start,
    stop() {
      on = false;
      clearTimeout(timer);
    },
  };
}
