import { useEffect, useState } from "react";
import { live } from "../live";
import { after, BEGUN, type Trial } from "./trial";

/** How the trial of this agent goes, as it goes: drawn at most once a frame. */
export function useTrial(agent: string): Trial & { gone: boolean } {
  const [state, setState] = useState<Trial & { gone: boolean }>({ ...BEGUN, gone: false });
  useEffect(() => {
    let trial: Trial = BEGUN;
    let gone = false;
    let drawing = 0;
    const soon = () => {
      drawing ||= requestAnimationFrame(() => {
        drawing = 0;
        setState({ ...trial, gone });
      });
    };
    setState({ ...trial, gone });
    const leave = live.follow(agent, 0, {
      events: (events) => {
        trial = events.reduce(after, trial);
        soon();
      },
      chunk: () => undefined,
      gone: () => {
        gone = true;
        soon();
      },
    });
    return () => {
      leave();
      cancelAnimationFrame(drawing);
    };
  }, [agent]);
  return state;
}
