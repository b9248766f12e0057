import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import type { Agent } from "../api/types";
import { visible } from "../ui/text";
import { type Deed, deeds } from "./deeds";

const EDGE = 8;

/**
 * What can be done with one agent: one menu for all rows. It is in the browser's top layer, so that no row
 * cuts it off, and the browser closes it when one looks elsewhere.
 */
export function RowMenu({
  agent,
  anchor,
  onDo,
  onClose,
}: {
  agent: Agent;
  anchor: HTMLElement;
  onDo: (deed: Deed) => void;
  onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = menu.current;
    if (own === null) {
      return;
    }
    own.showPopover();
    const { width, height } = own.getBoundingClientRect();
    const place = () => {
      const { right, top, bottom } = anchor.getBoundingClientRect();
      if (!anchor.isConnected || bottom < 0 || top > innerHeight) {
        own.hidePopover();
        return;
      }
      const above = bottom + height + EDGE > innerHeight && top - height > EDGE;
      own.style.left = `${Math.max(EDGE, Math.min(right - width, innerWidth - width - EDGE))}px`;
      own.style.top = `${above ? top - height : bottom}px`;
    };
    place();
    own.querySelector("button")?.focus({ preventScroll: true });
    addEventListener("scroll", place, { passive: true });
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place);
      removeEventListener("resize", place);
    };
  }, [anchor]);
  const key = (e: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[e.key];
    if (to !== undefined) {
      e.preventDefault();
      items[to % items.length]?.focus();
    } else if (e.key === "Tab") {
      e.preventDefault();
      menu.current?.hidePopover();
    }
  };
  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      aria-label={`Actions of ${visible(agent.title)}`}
      popover="auto"
      onKeyDown={key}
      onToggle={(e) => e.newState === "closed" && onClose()}
    >
      {deeds(agent).map((deed) => (
        <button
          key={deed.title}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={deed.grave ? "grave" : undefined}
          onClick={() => {
            menu.current?.hidePopover();
            onDo(deed);
          }}
        >
          {deed.title}
        </button>
      ))}
    </div>
  );
}
