import { createElement, type ReactNode } from "react";
import type { Agent, May } from "../src/api/types";
import { Rights } from "../src/ui/may";

export const ALL: May[] = ["steer", "decide", "allow-host", "enter", "publish", "raise-cap", "delete"];

/** One that works, and has done nothing yet. */
export const AGENT = {
  id: "a",
  name: "ant",
  title: "Ant",
  owner: "ada",
  repository: "https://github.com/acme/payments",
  branch: "ratoon/ant",
  environment: "",
  harness: "shell",
  mode: "normal",
  state: "working",
  since: "2026-01-02T03:04:05Z",
  doing: "works",
  muted: false,
  may: ALL,
  unconfined: false,
  turn: 1,
  spent: { calls: 0, input: 0, output: 0, money: "0", estimated: "0", estimates: 0, unpriced: 0 },
  limits: { minutes: 60, turns: 50 },
  workedSeconds: 0,
  decisions: 0,
  queued: 0,
  createdAt: "2026-01-02T03:04:05Z",
  lastActiveAt: "2026-01-02T03:04:05Z",
  reapAt: "2026-02-02T03:04:05Z",
  lastSeq: 0,
} as Agent;

/** As it is shown to somebody who may do that with the agent. */
export function allowed(shown: ReactNode, may: May[] = ALL): ReactNode {
  return createElement(Rights, { of: { ...AGENT, may } }, shown);
}
