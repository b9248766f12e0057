import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { fleet } from "../live";
import { PAGES } from "../settings/SettingsPage";
import { applyAppearance } from "../ui/appearance";
import { keysAlone, switchKeysAlone } from "../ui/keys";
import { moved } from "../ui/options";
import { go } from "../ui/route";
import { useStore } from "../ui/store";
import { useWorks } from "../ui/who";
import { type Command, commands, found } from "./commands";

/** Anywhere by the keyboard: an agent by its name, a new one, the settings, how it looks. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { agents } = useStore(fleet.store);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const works = useWorks();
  const all = useMemo(() => commands(agents.values(), PAGES, keysAlone(), works), [agents, works]);
  const shown = found(all, words);
  const active = Math.min(at, shown.length - 1);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`palette-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const run = (command: Command | undefined) => {
    if (command !== undefined) {
      dialog.current?.close();
      if (command.look !== undefined) {
        applyAppearance(command.look);
      } else if (command.keys !== undefined) {
        switchKeysAlone(command.keys);
      } else if (command.to !== undefined) {
        go(command.to);
      }
    }
  };
  const key = (e: KeyboardEvent) => {
    const to = moved(e.key, active, shown.length);
    if (to !== undefined) {
      e.preventDefault();
      setAt(to);
    } else if (e.key === "Enter" && !e.nativeEvent.isComposing) {
      e.preventDefault();
      run(shown[active]);
    }
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Go to"
      onClose={onClose}
      onClick={(e) => e.target === dialog.current && dialog.current.close()}
    >
      <div>
        <input
          role="combobox"
          aria-label="Go to an agent, a page, or an appearance"
          aria-expanded={shown.length > 0}
          aria-controls="palette"
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `palette-${active}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="An agent's name, New agent, Settings ..."
          value={words}
          onChange={(e) => {
            setWords(e.target.value);
            setAt(0);
          }}
          onKeyDown={key}
        />
        <div id="palette" role="listbox" aria-label="Found" className="listbox" tabIndex={-1}>
          {shown.map((one, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
            <div
              key={one.value}
              id={`palette-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              onMouseDown={(e) => e.preventDefault()}
              onClick={() => run(one)}
            >
              <bdi>{one.label}</bdi>
              {one.note !== undefined && <span className="small">{one.note}</span>}
            </div>
          ))}
        </div>
        {shown.length === 0 && (
          <p className="small" role="status">
            Nothing is called that.
          </p>
        )}
      </div>
    </dialog>
  );
}
