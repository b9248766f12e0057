import { useEffect } from "react";
import { Store, useStore } from "./store";

const now = new Store(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, again each second while somebody looks. */
export function useNow(): number {
  useEffect(() => {
    watchers++;
    timer ??= setInterval(() => now.set(Date.now()), 1000);
    return () => {
      watchers--;
      if (watchers === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return useStore(now);
}

export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** How long ago something was, and when, for who looks closer. */
export function Since({ at }: { at: string }) {
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={new Date(time).toLocaleString()}>
      {span(useNow() - time)}
    </time>
  );
}

export function day(at: string): string {
  return new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "long", year: "numeric" });
}
