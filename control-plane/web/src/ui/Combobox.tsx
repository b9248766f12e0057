import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { fitting, MOST_SHOWN, moved, named, type Option } from "./options";

/**
 * A field with a list of what it may be. With `free` the text itself is the value, and the list only
 * suggests; else the value is one of the list, and typing looks for it. What cannot be chosen says why.
 */
export function Combobox({
  label,
  value,
  options,
  onChange,
  onChosen,
  onOpen,
  free = false,
  eager = false,
  id,
  placeholder,
  children,
  "aria-invalid": invalid,
  "aria-describedby": described,
}: {
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
  onChosen?: () => void;
  /** The list is about to be looked at. */
  onOpen?: () => void;
  free?: boolean;
  /** Whether the list opens as soon as somebody comes to the empty field. */
  eager?: boolean;
  id: string;
  placeholder?: string;
  /** What is said of it below. */
  children?: ReactNode;
  "aria-invalid"?: boolean;
  /** Where else something is said of it. */
  "aria-describedby"?: string;
}) {
  const lists = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const chosen = options.find((one) => one.value === value);
  const text = free ? value : (typed ?? (value === "" ? "" : (chosen?.label ?? value)));
  const all = typed === undefined ? options : fitting(options, typed);
  const shown = all.slice(0, MOST_SHOWN);
  const isOpen = open && shown.length > 0;
  const nothing = open && !free && typed !== undefined && shown.length === 0;
  const active = isOpen && at < shown.length ? at : -1;

  useEffect(() => {
    if (active >= 0) {
      list.current?.children[active]?.scrollIntoView({ block: "nearest" });
    }
  }, [active]);

  // Each time that it is drawn: options that come later, and a text that finds longer ones, make it wider.
  useLayoutEffect(() => {
    const box = list.current;
    if (isOpen && box !== null) {
      box.classList.remove("from-right");
      box.classList.toggle("from-right", box.getBoundingClientRect().right > document.documentElement.clientWidth - 8);
    }
  });

  const show = () => {
    if (!open) {
      onOpen?.();
      setOpen(true);
      setAt(-1);
    }
  };
  const hide = () => {
    setOpen(false);
    setTyped(undefined);
    setAt(-1);
  };
  const choose = (option: Option | undefined) => {
    if (option !== undefined && option.why === undefined) {
      onChange(option.value);
      hide();
      onChosen?.();
    }
  };
  const write = (now: string) => {
    show();
    setTyped(now);
    setAt(-1);
    if (free) {
      onChange(now);
    } else if (now === "") {
      onChange("");
    }
  };
  const leave = () => {
    const meant = free || typed === undefined ? undefined : named(options, typed);
    if (meant !== undefined) {
      onChange(meant.value);
    }
    hide();
  };
  const key = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) {
      return;
    }
    if (e.metaKey || e.ctrlKey) {
      // What is typed and names nothing is not sent as what was chosen before.
      if (e.key === "Enter" && !free && typed?.trim() && named(options, typed) === undefined) {
        e.preventDefault();
        e.stopPropagation();
        show();
      }
      return;
    }
    const to = moved(e.key, active, shown.length);
    if (to !== undefined) {
      e.preventDefault();
      if (isOpen) {
        setAt(to);
      } else {
        show();
      }
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (isOpen) {
        choose(shown[active === -1 && shown.length === 1 ? 0 : active]);
      }
    } else if (e.key === "Escape" && isOpen) {
      e.preventDefault();
      e.stopPropagation();
      hide();
    }
  };
  return (
    <div className="combobox">
      <label htmlFor={id}>{label}</label>
      <div className="typed">
        <input
          id={id}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${lists}l` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${lists}o${active}` : undefined}
          aria-invalid={invalid}
          aria-describedby={
            [described, children === undefined ? "" : `${lists}n`].filter(Boolean).join(" ") || undefined
          }
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(e) => write(e.target.value)}
          onFocus={() => eager && value === "" && show()}
          onClick={show}
          onBlur={leave}
          onKeyDown={key}
        />
        <span className="mark" aria-hidden="true" />
      </div>
      {isOpen && (
        <div ref={list} id={`${lists}l`} role="listbox" aria-label="Choices" className="listbox" tabIndex={-1}>
          {shown.map((one, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
            <div
              key={one.value}
              id={`${lists}o${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              aria-disabled={one.why !== undefined}
              onMouseDown={(e) => e.preventDefault()}
              onClick={() => choose(one)}
            >
              <bdi>{one.label}</bdi>
              {one.note !== undefined && one.note !== "" && <span className="small">{one.note}</span>}
              {one.why !== undefined && <span className="small why">{one.why}</span>}
            </div>
          ))}
        </div>
      )}
      <p className="small" role="status">
        {nothing && "Nothing is called that."}
      </p>
      {children !== undefined && (
        <div id={`${lists}n`} className="small said">
          {children}
        </div>
      )}
    </div>
  );
}
