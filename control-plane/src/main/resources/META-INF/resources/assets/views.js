// The three views, of which one is seen at a time, and what they say of themselves.
import { at, show, tell } from "./at.js";

const VIEWS = ["waiting", "signed-out", "signed-in"];
let seen = null;

export function turnTo(next) {
  if (seen === next) return;
  // Whoever acted is taken to what came of it; whoever just arrived starts at the top.
  const arrives = seen === null || (seen === "waiting" && document.activeElement === document.body);
  seen = next;
  for (const name of VIEWS) show(`view-${name}`, name === next);
  show("you", next === "signed-in");
  if (!arrives) document.querySelector(`#view-${next} h1`).focus();
}

export function sayWaiting(title, detail) {
  tell("waiting-title", title);
  tell("waiting-detail", detail);
  inTheTab(title);
  tryNow(true);
  turnTo("waiting");
}

export function saySignedOut(title, detail) {
  tell("signed-out-title", title);
  tell("signed-out-detail", detail);
  inTheTab("Sign in");
  turnTo("signed-out");
}

/** @param name ready, troubled or lost */
export function sayState(name, word, detail) {
  const before = at("state").dataset.state;
  at("state").dataset.state = name;
  tell("state-word", word);
  tell("state-detail", detail);
  if (seen === "signed-in" && before !== name) tell("spoken", word);
  inTheTab(name === "ready" ? "" : word);
  tryNow(name === "lost");
  turnTo("signed-in");
}

export function notice(text) {
  tell("notice", text);
  show("notice", text !== "");
}

/** Only a way on this server: whatever else would be written there is not followed. */
export function offerOpenId(openId) {
  const offered = /^\/(?!\/)/.test(openId?.url ?? "");
  if (offered) {
    at("open-id").textContent = openId.label;
    at("open-id").href = openId.url;
  }
  show("open-id", offered);
}

function inTheTab(text) {
  document.title = text === "" ? "Ratoon" : `${text} · Ratoon`;
}

function tryNow(visible) {
  for (const button of document.querySelectorAll(".try-now")) button.hidden = !visible;
}
