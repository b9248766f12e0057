import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import type { Agent } from "../api/types";
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
    const { right, top, bottom } = anchor.getBoundingClientRect();
    const { width, height } = own.getBoundingClientRect();
    const below = bottom + height + EDGE < innerHeight;
    own.style.left = `${Math.max(EDGE, Math.min(right - width, innerWidth - width - EDGE))}px`;
    own.style.top = `${below ? bottom : Math.max(EDGE, top - height)}px`;
    own.querySelector("button")?.focus();
    const leave = () => own.hidePopover();
    addEventListener("scroll", leave, { passive: true });
    addEventListener("resize", leave);
    return () => {
      removeEventListener("scroll", leave);
      removeEventListener("resize", leave);
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
      aria-label={`Actions of ${agent.title}`}
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
