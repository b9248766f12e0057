/** For what may scroll: when it does, the keyboard reaches it; else it is in nobody's way. */
export function reachable(box: HTMLElement | null): (() => void) | undefined {
  if (box === null) {
    return undefined;
  }
  const look = () => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  };
  const size = new ResizeObserver(look);
  const words = new MutationObserver(look);
  size.observe(box);
  words.observe(box, { childList: true, characterData: true, subtree: true });
  return () => {
    size.disconnect();
    words.disconnect();
  };
}
