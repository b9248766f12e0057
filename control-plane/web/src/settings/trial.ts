import type { LogEvent } from "../api/types";
import { plain, visible } from "../ui/text";

/** How an environment that is tried goes, as its agent's log tells. */
export interface Trial {
  doing: string;
  since?: string;
  /** Of the script, and of what goes before it. */
  output: string;
  cut: boolean;
  secrets: string[];
  over?: { well: boolean; words: string };
}

export const BEGUN: Trial = { doing: "waits for a sandbox", output: "", cut: false, secrets: [] };

const LONGEST = 100_000;

const STEPS: Record<string, string> = {
  clone: "fetches the repository",
  restore: "restores the workspace",
  setup: "runs the setup script",
  keep: "keeps what the setup has made",
  harness: "starts its harness",
};

/** The trial after one more event. What a sandbox reports is never taken for what we observed. */
export function after(trial: Trial, event: LogEvent): Trial {
  const p = event.payload ?? {};
  const begun = trial.since === undefined ? { ...trial, since: event.at } : trial;
  if (begun.over !== undefined) {
    return begun;
  }
  return event.source === "observed" ? observed(begun, event.type, p) : reported(begun, event.type, p);
}

function observed(trial: Trial, type: string, p: Record<string, unknown>): Trial {
  switch (type) {
    case "sandbox.wanted":
      return { ...trial, doing: "gets a sandbox" };
    case "secrets.given":
      return { ...trial, secrets: Array.isArray(p.names) ? p.names.map(String) : [] };
    case "agent.failed":
      return ended(trial, false, [text(p.reason), text(p.nextStep)].filter(Boolean).join(" "));
    case "agent.deleted":
      return ended(trial, false, `Stopped by ${text(p.by)} before it was ready.`);
    default:
      return trial;
  }
}

function reported(trial: Trial, type: string, p: Record<string, unknown>): Trial {
  switch (type) {
    case "workspace.preparing":
      return { ...trial, doing: STEPS[text(p.step)] ?? trial.doing };
    case "output": {
      const all = trial.output + text(p.text);
      return { ...trial, output: all.slice(-LONGEST), cut: trial.cut || all.length > LONGEST };
    }
    case "workspace.prepared":
      return ended(trial, true, "It is ready: the setup has ended well.");
    case "workspace.failed":
      return ended(trial, false, text(p.words));
    default:
      return trial;
  }
}

function ended(trial: Trial, well: boolean, words: string): Trial {
  return { ...trial, over: { well, words } };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What is shown of the output: a terminal's orders are left out, and nothing hides. */
export function shown(trial: Trial): string {
  return visible(plain(trial.output));
}
