import { useMemo } from "react";
import type { Agent } from "../api/types";
import { Store } from "../ui/store";
import { visible } from "../ui/text";
import { choices, EVERYTHING, type Filter, named } from "./groups";

/** What was chosen last: it is still so when one comes back from an agent. */
export const filter = new Store<Filter>(EVERYTHING);

/** Each choice is there when there is more than one thing to choose. */
export function Filters({ agents, now, me }: { agents: ReadonlyMap<string, Agent>; now: Filter; me: string }) {
  const all = useMemo(() => choices(agents.values()), [agents]);
  const repositories = useMemo(() => named(all.repositories), [all]);
  const change = (to: Partial<Filter>) => filter.set({ ...now, ...to });
  const picked = now.group !== "" || now.owner !== "" || now.repository !== "" || now.harness !== "";
  return (
    <div className="filters" role="group" aria-label="Show">
      <Pick
        label="State"
        none="All states"
        value={now.group}
        of={all.groups.map(({ key, title }) => [key, title])}
        onPick={(group) => change({ group })}
      />
      <Pick
        label="Owner"
        none="Everybody's"
        value={now.owner}
        of={all.owners.map((owner) => [owner, owner === me ? "Mine" : visible(owner)])}
        onPick={(owner) => change({ owner })}
      />
      <Pick
        label="Repository"
        none="All repositories"
        value={now.repository}
        of={repositories.map(([address, name]) => [address, visible(name)])}
        onPick={(repository) => change({ repository })}
      />
      <Pick
        label="Harness"
        none="All harnesses"
        value={now.harness}
        of={all.harnesses.map((harness) => [harness, visible(harness)])}
        onPick={(harness) => change({ harness })}
      />
      {picked && (
        <button type="button" className="quiet" onClick={() => filter.set({ ...EVERYTHING, words: now.words })}>
          Show all
        </button>
      )}
    </div>
  );
}

function Pick({
  label,
  none,
  value,
  of,
  onPick,
}: {
  label: string;
  none: string;
  value: string;
  of: [string, string][];
  onPick: (value: string) => void;
}) {
  if (of.length < 2 && value === "") {
    return null;
  }
  return (
    <select aria-label={label} value={value} onChange={(e) => onPick(e.target.value)}>
      <option value="">{none}</option>
      {value !== "" && of.every(([key]) => key !== value) && <option value={value}>{visible(value)}</option>}
      {of.map(([key, title]) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </select>
  );
}
