/** What the API tells, as far as the app shows it. */
export interface Agent {
  id: string;
  name: string;
  title: string;
  owner: string;
  repository: string;
  baseBranch?: string;
  branch: string;
  goesOn?: boolean;
  environment: string;
  harness: string;
  model?: string;
  mode: Mode;
  state: State;
  since: string;
  doing: string;
  queuePosition?: number;
  failure?: { reason: string; nextStep: string };
  pull?: Pull;
  /** The commit of its newest one. */
  checkpoint?: string;
  /** How much it has changed, as its newest checkpoint was counted. */
  changes?: { files: number; added: number; removed: number; more: boolean };
  /** By the one who is signed in here. */
  muted: boolean;
  /** What the one who is signed in here may do with it. */
  may?: May[];
  unconfined: boolean;
  turn: number;
  spent: Spent;
  cap?: { limit: string; words: string; nextStep: string };
  limits: { minutes: number; turns: number; tokens?: number; money?: string };
  workedSeconds: number;
  decisions: number;
  queued: number;
  createdAt: string;
  lastActiveAt: string;
  reapAt: string;
  deletedUntil?: string;
  lastSeq: number;
}

/** What its model calls have used; money is exact text, in US dollars. */
export interface Spent {
  calls: number;
  input: number;
  output: number;
  money: string;
  estimated: string;
  estimates: number;
  unpriced: number;
}

export type May = "steer" | "decide" | "allow-host" | "enter" | "publish" | "raise-cap" | "delete";

export type Mode = "normal" | "plan" | "auto";

export type State =
  | "queued"
  | "provisioning"
  | "setting-up"
  | "working"
  | "waiting"
  | "idle"
  | "paused"
  | "failed"
  | "deleted";

export interface Pull {
  repository: string;
  number: number;
  url: string;
  base: string;
  state: string;
  checks?: string;
  review?: string;
  /** Why this is how it once stood. */
  notFollowed?: string;
}

export interface LogEvent {
  seq: number;
  at: string;
  source: string;
  type: string;
  payload?: Record<string, unknown>;
  damaged?: string;
}

export interface Chunk {
  message: string;
  kind: string;
  offset: number;
  text: string;
}

export interface Choice {
  id: string;
  name: string;
  kind: string;
}

export interface Decision {
  id: string;
  agent: string;
  agentName: string;
  turn: number;
  title: string;
  digest: string;
  request: string;
  options: Choice[];
  command?: { argv: string[]; directory: string };
  openedAt: string;
  expiresAt: string;
}

/** What one may do for an agent that was refused a host. */
export interface WaysOut {
  once: { may: boolean; means: string };
  always: { may: boolean; means: string; environment?: string };
  hosts: { host: string; until?: string; by: string }[];
}

export interface Me {
  user: { name: string; displayName?: string; role: string };
  expiresAt?: string;
}

export interface Status {
  version: string;
  startedAt: string;
  url: string;
  health: string;
  roles: string[];
  database: { description: string; version: string };
  confinement: { kind: string; description: string; nextStep?: string };
  disk?: { description: string; nextStep?: string };
}

export interface ChangedFile {
  path: string;
  oldPath?: string;
  change: string;
  added: number;
  removed: number;
  shown: string;
}

export interface Changes {
  turn?: number;
  from?: string;
  to?: string;
  files: ChangedFile[];
  added: number;
  removed: number;
  changed: number;
  more: number;
}

export interface Commit {
  id: string;
  subject: string;
  author: string;
  at?: string;
}

export interface PullText {
  title: string;
  body: string;
}

export interface Proposal {
  commit: string;
  branch: string;
  onto?: string;
  title: string;
  body: string;
  to: { repository: string; github: boolean; mayPush: boolean; fork: boolean; why?: string };
  commits: Commit[];
  changed: number;
  files: ChangedFile[];
  /** Files that are changed and not listed. */
  more: number;
  uncommitted: ChangedFile[];
  warnings: { id: string; path?: string; words: string }[];
  moreWarnings: number;
  standing?: { behind: number; conflicts: string[]; more: number };
  gone?: string;
  /** What is published is gone on with, and not made anew. */
  published?: { commit: string };
  pull?: Pull;
}

export interface Publication {
  branch: string;
  commit: string;
  to: string;
  opened: boolean;
  pull?: Pull;
  notes: string[];
  said: string[];
  next?: string;
}

export interface Key {
  provider: string;
  title: string;
  team?: string;
  hint: string;
  createdAt: string;
  mayChange: boolean;
}

export interface EnvironmentView {
  id: string;
  name: string;
  team?: string;
  description: string;
  version: number;
  setup?: string;
  setupMinutes: number;
  variables?: Record<string, string>;
  allow?: string[];
  /** Rules for calls to models that its agents may break. */
  allowModels?: string[];
  /** Ignored files that checkpoints save all the same. */
  save?: string[];
  /** Of its pods; without it the usual one. */
  image?: string;
  pushes?: { refusedPaths: string[]; refuseSecrets: boolean };
  size?: { memory?: number; processor?: number; processes?: number };
  defaults?: { harness?: string; model?: string; mode?: string };
  secrets?: string[];
  mayChange: boolean;
  /** Whether one may try it, and start agents with it. */
  mayUse: boolean;
  changedBy: string;
  changedAt: string;
}
