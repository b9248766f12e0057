// What leads from one view to another: a link, a look at the server, a click.
import { get, post, Problem, readiness, Unreachable } from "./api.js";
import { at, tell } from "./at.js";
import { copyButtons } from "./copy.js";
import { showHealth, showStatus, showUser, uptime } from "./facts.js";
import { showKeys } from "./keys.js";
import { takeCode } from "./link.js";
import * as proof from "./proof.js";
import { pulse } from "./pulse.js";
import { notice, offerOpenId, saySignedOut, sayState, sayWaiting } from "./views.js";

const NO_ANSWER = "Ratoon does not answer";
const NOT_READY = "Ratoon is not ready";
const KEEPS_TRYING = "It may be restarting, or the way to it is cut. This page keeps trying, and goes on by itself.";

let code = null;
let signedIn = false;
let lastStatus = null;

const heart = pulse(() => (signedIn ? look() : enter()));

/** From nothing known to signed in or signed out; says whether the server answered well. */
async function enter() {
  try {
    if (code !== null && !(await useCode())) return true;
    if (!proof.kept()) return await leave("Sign in to Ratoon", "It is running. A link lets you in.");
    showUser(await get("/api/session"));
    signedIn = true;
    return await look();
  } catch (e) {
    return await missed(e);
  }
}

/** Gives the code for a session; false when it was refused and nobody is signed in from before. */
async function useCode() {
  const used = code;
  try {
    const login = await exchange({ code: used, client: "browser" });
    proof.keep(login.proof);
    notice("");
  } catch (e) {
    // The code is still good when nobody looked at it: it is tried again.
    if (!(e instanceof Problem) || e.status >= 500) throw e;
    const why = e.status === 410 ? "It has been used, or is too old." : e.message;
    if (e.status === 409) notice(`You are signed in as before. ${e.message}`);
    else if (!proof.kept()) await leave("This link no longer works", `${why} A new one lets you in.`);
    else notice(`This link no longer works, and you are still signed in from before. ${why}`);
  }
  if (code === used) code = null;
  return proof.kept() !== null;
}

/** Whoever is signed in is asked before a link, which may be from anybody, makes him somebody else. */
async function exchange(login) {
  try {
    return await post("/api/login", login);
  } catch (e) {
    const taken = e instanceof Problem && e.status === 409;
    if (!taken || !confirm(`${e.message} Sign in as the other?`)) throw e;
    return await post("/api/login", { ...login, replace: true });
  }
}

/** One look at a server that we are signed in to; says whether it answered well. */
async function look() {
  try {
    const health = await readiness();
    if (lastStatus !== null) showHealth(health);
    const status = await get("/api/status");
    if (!signedIn) return true; // Signed out while this was on its way.
    lastStatus = status;
    showHealth(health);
    showStatus(status);
    tell("checked", "Checked every five seconds.");
    if (health.status === "UP") sayState("ready", "Ratoon is running", `Ready for ${uptime(status)}.`);
    else sayState("troubled", NOT_READY, "A check of its health fails. The log says more: ./ratoon logs");
    showKeys();
    return true;
  } catch (e) {
    return signedIn ? await missed(e) : true;
  }
}

/** There was no answer, or none that says what runs. */
async function missed(e) {
  const answers = e instanceof Problem;
  if (!answers && !(e instanceof Unreachable)) throw e;
  if (answers && e.status === 401) {
    proof.forget();
    return await leave("Your session has ended", "A new link lets you in again.");
  }
  const word = answers ? NOT_READY : NO_ANSWER;
  const detail = answers ? e.message : KEEPS_TRYING;
  if (lastStatus === null) {
    sayWaiting(word, detail);
  } else {
    sayState(answers ? "troubled" : "lost", word, `${detail} Below is what was last known.`);
    tell("checked", "As it was last seen.");
  }
  return false;
}

/** Nobody is signed in here (any more): nothing is asked until somebody comes with a link. */
async function leave(title, detail) {
  signedIn = false;
  lastStatus = null;
  heart.stop();
  saySignedOut(title, detail);
  try {
    offerOpenId((await get("/api/login-methods")).openId);
  } catch {
    offerOpenId(null);
  }
  return true;
}

async function signOut() {
  try {
    await post("/api/logout");
  } catch (e) {
    if (!(e instanceof Problem && e.status === 401)) {
      notice(`You are still signed in. ${e instanceof Problem ? e.message : `${NO_ANSWER}.`} Try again later.`);
      return;
    }
  }
  proof.forget();
  notice("");
  await leave("You are signed out", "A new link lets you in again.");
}

function arrive() {
  const found = takeCode();
  if (found !== null) {
    code = found;
    signedIn = false;
  }
  heart.start();
}

at("sign-out").addEventListener("click", signOut);
for (const button of document.querySelectorAll(".try-now")) button.addEventListener("click", () => heart.start());
// A link that is pasted while the page is open changes the fragment only, and loads nothing.
addEventListener("hashchange", () => location.hash.startsWith("#code=") && arrive());
proof.onChangeElsewhere(() => {
  signedIn = false;
  heart.start();
});
copyButtons();
arrive();
