import { useEffect, useState } from "react";
import type { LogEvent } from "../api/types";
import { live } from "../live";
import { Conversation } from "./conversation";
import type { Item, Waiting } from "./items";

export interface Shown {
  items: Item[];
  queue: Waiting[];
  last: number;
  gone: boolean;
  takesImages: boolean | undefined;
}

const EMPTY: Shown = { items: [], queue: [], last: 0, gone: false, takesImages: undefined };

/** An agent's conversation, as it grows: drawn at most once a frame. */
export function useLog(agent: string, raw?: (events: LogEvent[]) => void): Shown {
  const [shown, show] = useState<Shown>(EMPTY);
  useEffect(() => {
    const conversation = new Conversation();
    let drawing = 0;
    let gone = false;
    const draw = () => {
      drawing = 0;
      show({ ...conversation.snapshot(), gone });
    };
    const soon = () => {
      drawing ||= requestAnimationFrame(draw);
    };
    show(EMPTY);
    const leave = live.follow(agent, 0, {
      events: (events) => {
        for (const event of events) {
          conversation.take(event);
        }
        raw?.(events);
        soon();
      },
      chunk: (chunk) => {
        conversation.chunk(chunk);
        soon();
      },
      gone: () => {
        gone = true;
        soon();
      },
    });
    return () => {
      leave();
      cancelAnimationFrame(drawing);
    };
  }, [agent, raw]);
  return shown;
}
