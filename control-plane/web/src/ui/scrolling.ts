/** How far a page that goes somewhere by itself is seen to go: nowhere, for who asks for less motion. */
export function scrolling(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}
