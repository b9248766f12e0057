import { useSyncExternalStore } from "react";
import { Store } from "./store";

const now = new Store(Date.now());
const MINUTE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls again each second, as long as somebody listens. */
function ticking(listener: () => void): () => void {
  const leave = now.listen(listener);
  if (watchers++ === 0) {
    now.set(Date.now());
    timer = setInterval(() => now.set(Date.now()), 1000);
  }
  return () => {
    leave();
    if (--watchers === 0) {
      clearInterval(timer);
    }
  };
}

/** The time, again each second while somebody looks. */
export function useNow(): number {
  return useSyncExternalStore(ticking, now.get, now.get);
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

/** How long ago something was, and when, for who looks closer. It is drawn again when it reads otherwise. */
export function Since({ at }: { at: string }) {
  const time = Date.parse(at);
  const words = useSyncExternalStore(ticking, () => span(now.get() - time));
  return (
    <time dateTime={at} title={MOMENT.format(time)}>
      {words}
    </time>
  );
}

/** A day and a time of it. */
export function moment(at: string): string {
  return MINUTE.format(Date.parse(at));
}

export function day(at: string): string {
  return new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "long", year: "numeric" });
}
