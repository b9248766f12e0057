import type { Agent } from "../src/api/types";

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
