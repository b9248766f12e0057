/** What may be typed as an environment's image, as the operator lists it. */
export function imageHint(listed: string[]): string {
  return listed.length === 0
    ? "Whoever operates Ratoon allows none (ratoon.pods.images): leave it empty."
    : `Whoever operates Ratoon allows ${listed.join(", ")}.`;
}

/** Those that are named whole, and can be offered. */
export function named(listed: string[]): string[] {
  return listed.filter((one) => !one.endsWith("*"));
}
