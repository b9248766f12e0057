// What the server told about itself, on the page.
import { at, list, show, tell } from "./at.js";
import { capital, day, duration, isCommand, moment, sentence } from "./words.js";

export function showStatus(status) {
  list("roles", status.roles);
  tell("database", capital(status.database.description));
  tell("schema", status.database.schema ? `Schema version ${status.database.schema}` : "");
  tell("confinement", status.confinement.nextStep ? "Not available; see above" : capital(status.confinement.description));
  tell("version", status.version);
  tell("since", moment(status.startedAt));
  at("since").dateTime = status.startedAt;
  showAdvice(status.confinement);
}

function showAdvice({ description, nextStep }) {
  show("advice", Boolean(nextStep));
  if (!nextStep) return;
  const command = isCommand(nextStep);
  tell("advice-reason", sentence(description.replace(/^not available: /, "")));
  show("advice-do", command);
  show("advice-sentence", !command);
  tell(command ? "advice-command" : "advice-sentence", command ? nextStep : sentence(nextStep));
}

export function showHealth(health) {
  const checks = health.checks ?? [];
  const before = at("checks").dataset.shown;
  const now = JSON.stringify(checks);
  if (before === now) return;
  at("checks").dataset.shown = now;
  at("checks").replaceChildren(...checks.map(check));
}

function check({ name, status, data }) {
  const item = at("check").content.firstElementChild.cloneNode(true);
  const up = status === "UP";
  item.dataset.up = String(up);
  item.querySelector(".check-name").textContent = capital(name.replace(/ health check$/, ""));
  item.querySelector(".check-word").textContent = up ? "up" : "down";
  item.querySelector(".check-why").textContent = up ? "" : Object.values(data ?? {}).join(" ");
  return item;
}

export function showUser({ user, expiresAt }) {
  tell("you-name", user.displayName || user.name);
  tell("you-role", user.role);
  tell("identity", `${user.displayName || user.name} (${user.name}), ${user.role}`);
  tell("until", expiresAt ? `Signed in here until ${day(expiresAt)}, or until you sign out.` : "");
}

export const uptime = (status) => duration(Date.now() - Date.parse(status.startedAt));
