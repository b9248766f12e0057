import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";
import { Store, useStore } from "./store";

const path = new Store(location.pathname);
addEventListener("popstate", () => path.set(location.pathname));

export function usePath(): string {
  return useStore(path);
}

export function go(to: string, replace = false): void {
  if (to !== location.pathname) {
    history[replace ? "replaceState" : "pushState"](null, "", to);
    path.set(to);
    scrollTo(0, 0);
  }
}

/** A link that stays in the app, and is an ordinary link for everything else that people do with links. */
export function Link({
  to,
  children,
  ...rest
}: { to: string; children: ReactNode } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent) => {
    if (event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      go(to);
    }
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
