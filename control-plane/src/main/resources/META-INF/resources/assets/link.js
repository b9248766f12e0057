// The code of a login link. It stands in the fragment, which no server and no log sees.
const CODE = /^#code=(.+)$/;

/** Takes the code out of the address and out of the history; null when there is none. */
export function takeCode() {
  const found = CODE.exec(location.hash);
  if (!found) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return found[1];
}
