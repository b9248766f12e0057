import { useCallback, useEffect, useRef, useState } from "react";
import { Problem, words } from "../api/http";
import type { LogEvent } from "../api/types";
import { live } from "../live";
import type { Item, Waiting } from "./items";
import { Reading } from "./reading";

export interface Shown {
  items: Item[];
  queue: Waiting[];
  events: LogEvent[];
  last: number;
  /** How many events stand before those that are held. */
  earlier: number;
  /** Whether it has been read so far that something can be said of it. */
  read: boolean;
  /** Why it cannot be read any more. */
  gone: string | undefined;
  /** Why it cannot be read just now. */
  trouble: string | undefined;
  takesImages: boolean | undefined;
}

const EMPTY: Shown = {
  items: [],
  queue: [],
  events: [],
  last: 0,
  earlier: 0,
  read: false,
  gone: undefined,
  trouble: undefined,
  takesImages: undefined,
};
const GONE = "The agent is deleted for good, or is not yours to see any more.";
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** An agent's log from its end on, as it grows, drawn at most once a frame; and the way back in it. */
export function useLog(agent: string): Shown & { back: () => Promise<void> } {
  const [shown, show] = useState<Shown>(EMPTY);
  const further = useRef<() => Promise<void>>(async () => {});
  useEffect(() => {
    const reading = new Reading(agent);
    let drawing = 0;
    let left = false;
    let read = false;
    let gone: string | undefined;
    let trouble: string | undefined;
    let leave = () => {};
    const draw = () => {
      drawing = 0;
      show({
        ...reading.conversation.snapshot(),
        events: reading.events.slice(),
        earlier: reading.earlier,
        read,
        gone,
        trouble,
      });
    };
    const soon = () => {
      if (!left) {
        drawing ||= requestAnimationFrame(draw);
      }
    };
    const end = (why = GONE) => {
      gone = why;
      soon();
    };
    /** Until it is done; a server that is away is asked again, less and less often. */
    const done = async (what: () => Promise<unknown>) => {
      for (let wait = FIRST_WAIT; !left; wait = Math.min(2 * wait, LONGEST_WAIT)) {
        try {
          await what();
          trouble = undefined;
          return;
        } catch (e) {
          if (e instanceof Problem && e.status < 500) {
            end(words(e));
            return;
          }
          trouble = words(e);
          soon();
          await new Promise((later) => setTimeout(later, wait));
        }
      }
    };
    const begin = async () => {
      await done(async () => {
        const last = await reading.newest();
        read = true;
        if (!left) {
          leave = live.follow(agent, last, {
            events: (events) => {
              reading.take(events);
              soon();
            },
            chunk: (chunk) => {
              reading.chunk(chunk);
              soon();
            },
            gone: () => end(),
          });
          soon();
        }
      });
      await done(() => reading.queue());
      soon();
    };
    show(EMPTY);
    further.current = async () => {
      await reading.back();
      draw();
    };
    void begin();
    return () => {
      left = true;
      leave();
      cancelAnimationFrame(drawing);
    };
  }, [agent]);
  return { ...shown, back: useCallback(() => further.current(), []) };
}
