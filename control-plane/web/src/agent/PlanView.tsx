import { visible } from "../ui/text";
import type { PlanEntry } from "./items";

const MOST = 100;
const LONGEST = 1000;

const SAID = new Map([
  ["completed", "Done"],
  ["in_progress", "Doing"],
]);

/** The agent's plan, one thing that changes in place: what is done, what it does, what is to do. */
export function PlanView({ entries }: { entries: PlanEntry[] }) {
  const done = entries.filter((entry) => entry.status === "completed").length;
  const more = entries.length - MOST;
  return (
    <section className="plan" aria-label="Plan">
      <p className="small">
        Plan, {done} of {entries.length} done
      </p>
      <ul>
        {entries.slice(0, MOST).map((entry, i) => (
          <li key={`${i}${entry.text.length}`} data-status={entry.status}>
            <span className="mark" aria-hidden="true">
              {entry.status === "completed" ? "✓" : entry.status === "in_progress" ? "▸" : "·"}
            </span>
            <span className="unseen">{SAID.get(entry.status) ?? "To do"}: </span>
            {visible(entry.text.length > LONGEST ? `${entry.text.slice(0, LONGEST)}…` : entry.text)}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small">and {more} more</p>}
    </section>
  );
}
