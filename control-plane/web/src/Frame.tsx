import { type ReactNode, useCallback, useEffect, useState } from "react";
import { words } from "./api/http";
import type { Me } from "./api/types";
import { Palette } from "./palette/Palette";
import { CONTROL, keysAlone, meant } from "./ui/keys";
import { go, Link, usePath } from "./ui/route";
import { type Store, useStore } from "./ui/store";
import { Who } from "./ui/who";

/** What is around every page of somebody who is signed in. */
export function Frame({
  me,
  notice,
  connected,
  onSignOut,
  children,
}: {
  me: Me;
  notice?: string;
  connected: Store<boolean>;
  onSignOut: () => Promise<void>;
  children: ReactNode;
}) {
  const path = usePath();
  const here = useStore(connected);
  const [trouble, setTrouble] = useState<string>();
  const [asked, setAsked] = useState(false);
  useKeys(
    useCallback(() => setAsked(true), []),
    me.user.role !== "viewer",
  );
  const leave = () => onSignOut().catch((e: unknown) => setTrouble(`You are still signed in. ${words(e)}`));
  return (
    <Who.Provider value={me}>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <Link to="/" className="brand" aria-label="Ratoon: all agents">
          <img src="/assets/mark.svg" alt="" width="28" height="28" />
          <span>Ratoon</span>
        </Link>
        <nav aria-label="Ratoon">
          <Link to="/" aria-current={path === "/" ? "page" : undefined}>
            Agents
          </Link>
          <Link to="/settings" aria-current={path.startsWith("/settings") ? "page" : undefined}>
            Settings
          </Link>
        </nav>
        <button
          type="button"
          className="quiet find"
          aria-keyshortcuts={CONTROL === "⌘" ? "Meta+K" : "Control+K"}
          onClick={() => setAsked(true)}
        >
          Go to <kbd>{CONTROL} K</kbd>
        </button>
        <p className="who">
          <span className="unseen">Signed in as </span>
          <span id="you-name">{me.user.displayName ?? me.user.name}</span>{" "}
          <span className="small" id="you-role">
            {me.user.role}
          </span>
        </p>
        <button type="button" className="quiet" onClick={leave}>
          Sign out
        </button>
      </header>
      {(trouble ?? notice) !== undefined && (
        <p className="notice" role="status" id="notice">
          {trouble ?? notice}
        </p>
      )}
      <p className="offline" role="status">
        {!here && "Ratoon does not answer. What you see is what was last known; it goes on by itself."}
      </p>
      {children}
      {asked && <Palette onClose={() => setAsked(false)} />}
    </Who.Provider>
  );
}

/** What keys mean anywhere: the palette, a new agent, the search. */
function useKeys(palette: () => void, works: boolean): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const at = event.target;
      const typing = at instanceof Element && at.matches("input, textarea, select, [contenteditable]");
      const what = event.isComposing ? undefined : meant(event, typing, keysAlone());
      if (what !== undefined) {
        event.preventDefault();
      }
      if (what === "palette") {
        palette();
      } else if (what === "new") {
        if (works) {
          go("/new");
        }
      } else if (what === "search") {
        go("/");
        requestAnimationFrame(() => document.getElementById("search")?.focus());
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [palette, works]);
}
