// How numbers, moments and lists are said. Pure.

/** "3 hours 12 minutes": the two largest units, the smaller only when it is not nothing. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const units = [
    ["day", Math.floor(seconds / 86400)],
    ["hour", Math.floor(seconds / 3600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ];
  const largest = units.findIndex(([, count]) => count > 0);
  if (largest < 0) return "a moment";
  return units
    .slice(largest, largest + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}${count === 1 ? "" : "s"}`)
    .join(" ");
}

export function moment(iso) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

export function day(iso) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(new Date(iso));
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function sentence(text) {
  const first = capital(text);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** Whether a next step is to be typed as it stands. Commands begin in lower case, sentences do not. */
export function isCommand(text) {
  return /^[a-z./]/.test(text);
}
