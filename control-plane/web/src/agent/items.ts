import type { Choice } from "../api/types";
import type { SentImage } from "../images/images";
import type { Ways } from "./ways";

/** What a conversation is made of, in the order in which it happened. A changed item is another object. */
export type Item =
  | { kind: "prompt"; key: string; turn: number; text: string; at: string; by?: string; images?: SentImage[] }
  | { kind: "said"; key: string; thought: boolean; from: number; text: string; done: boolean }
  | Tool
  | { kind: "plan"; key: string; entries: PlanEntry[] }
  | Asked
  | { kind: "output"; key: string; source: string; text: string; cut: boolean }
  | { kind: "refused"; key: string; rule: string; ref?: string; words: string; allowable: boolean; allowed?: string }
  | Ways
  | { kind: "model"; key: string; rule: string; words: string; count: number }
  | { kind: "note"; key: string; tone: Tone; text: string; next?: string; at: string; step?: Step }
  | { kind: "end"; key: string; turn: number; outcome: string; words?: string; at: string };

/** What is done next about it, where that can be pressed. */
export type Step = { do: "raise"; limit: string } | { do: "resume" };

export type Tone = "quiet" | "good" | "bad";

export interface Tool {
  kind: "tool";
  key: string;
  title: string;
  sort: string;
  status: string;
  input?: unknown;
  output: Piece[];
  places: string[];
  /** That it is not what was allowed. */
  warning?: string;
}

export type Piece = { kind: "text"; text: string } | { kind: "diff"; path: string; before: string; after: string };

export interface PlanEntry {
  text: string;
  status: string;
}

export interface Asked {
  kind: "asked";
  key: string;
  decision: string;
  request: string;
  raw: string;
  digest: string;
  choices: Choice[];
  command?: { argv: string[]; directory: string };
  expiresAt: string;
  answer?: { option?: string; by: string; words?: string };
  closed?: string;
}

export interface Waiting {
  message: string;
  text: string;
  by: string;
  redirects: boolean;
  images?: SentImage[];
}
