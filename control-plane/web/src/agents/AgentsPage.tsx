import { startTransition, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { Me } from "../api/types";
import { fleet } from "../live";
import { Link } from "../ui/route";
import { useStore } from "../ui/store";
import { plural } from "../ui/text";
import { useWorks } from "../ui/who";
import { BeforeTheFirst } from "./BeforeTheFirst";
import { Deleted, useDeleted } from "./Deleted";
import { Filters, filter } from "./Filters";
import { grouped, needing } from "./groups";
import { Performing } from "./performing";
import { RowMenu } from "./RowMenu";
import { Rows } from "./Rows";
import { Undo } from "./Undo";

/** A screenful is drawn first, the rest right after it; whoever has more asks for more. */
const AT_FIRST = 60;
const AT_ONCE = 2000;

/** Until when a change of the list may be what was just asked for. */
const SOON = 10_000;

/** All agents, by what needs somebody. */
export function AgentsPage({ me }: { me: Me }) {
  const { known, agents } = useStore(fleet.store);
  const chosen = useStore(filter);
  const wanted = useDeferredValue(chosen);
  const [most, setMost] = useState(AT_FIRST);
  const [menu, setMenu] = useState<{ agent: string; anchor: HTMLElement }>();
  const [deeds] = useState(() => new Performing());
  const { done, troubles } = useStore(deeds.store);
  const neighbour = useRef<{ agent: string; anchor: HTMLElement; until: number }>(undefined);
  const groups = useMemo(() => grouped(agents.values(), wanted), [agents, wanted]);
  const living = useMemo(() => [...agents.values()].filter((a) => a.state !== "deleted").length, [agents]);
  const needs = useMemo(() => needing(agents.values()), [agents]);
  const deleted = useDeleted(agents);
  const works = useWorks();
  const onMenu = useCallback((agent: string, anchor: HTMLElement) => setMenu({ agent, anchor }), []);
  const onClose = useCallback(() => setMenu(undefined), []);
  useEffect(() => {
    document.title = needs > 0 ? `(${needs}) Ratoon` : "Ratoon";
  }, [needs]);
  useEffect(() => {
    if (known) {
      startTransition(() => setMost((now) => Math.max(now, AT_ONCE)));
    }
  }, [known]);
  // A row that goes elsewhere takes the keyboard's place with it: the next row has it then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows go elsewhere when the groups are others
  useEffect(() => {
    const next = neighbour.current;
    if (next === undefined || next.anchor.isConnected) {
      return;
    }
    neighbour.current = undefined;
    if (Date.now() < next.until && document.activeElement === document.body) {
      document.querySelector<HTMLElement>(`[data-agent="${next.agent}"] button.more`)?.focus({ preventScroll: true });
    }
  }, [groups]);
  if (!known) {
    return (
      <main id="content">
        <h1>Agents</h1>
        <p className="lead">Asking what there is ...</p>
      </main>
    );
  }
  if (living === 0) {
    return <NoAgents deleted={deleted} />;
  }
  const found = groups.reduce((sum, group) => sum + group.agents.length, 0);
  const opened = menu === undefined ? undefined : agents.get(menu.agent);
  let left = most;
  return (
    <main id="content">
      <div className="head">
        <h1>Agents</h1>
        <input
          id="search"
          type="search"
          placeholder="Search"
          aria-label="Search agents"
          value={chosen.words}
          onChange={(e) => filter.set({ ...chosen, words: e.target.value })}
        />
        {works && (
          <Link to="/new" className="button">
            New agent
          </Link>
        )}
      </div>
      <Filters agents={agents} now={chosen} me={me.user.name} />
      <p className="unseen" role="status">
        {needs > 0 ? `${plural(needs, "agent")} ${needs === 1 ? "needs" : "need"} your decision` : ""}
      </p>
      <p className="unseen" role="status">
        {done}
      </p>
      <Undo />
      {troubles.length > 0 && (
        <div className="bad" role="alert">
          {troubles.map((trouble, i) => (
            <p key={`${i}${trouble}`}>{trouble}</p>
          ))}
        </div>
      )}
      {found === 0 && (
        <p className="lead">
          No agent fits{wanted.words.trim() !== "" && ` “${wanted.words.trim()}”`}. {plural(living, "agent")} in all.
        </p>
      )}
      {groups.map((group) => {
        const shown = group.agents.slice(0, Math.max(0, left));
        left -= shown.length;
        return (
          <section key={group.key} className="group" data-group={group.key} aria-labelledby={`group-${group.key}`}>
            <h2 id={`group-${group.key}`}>
              {group.title} <span className="count">{group.agents.length}</span>
            </h2>
            <Rows agents={shown} opened={menu?.agent} onMenu={onMenu} />
          </section>
        );
      })}
      {found > most && most >= AT_ONCE && (
        <button type="button" className="quiet" onClick={() => setMost(most + AT_ONCE)}>
          Show more agents
        </button>
      )}
      {menu !== undefined && opened !== undefined && (
        <RowMenu
          key={menu.agent}
          agent={opened}
          anchor={menu.anchor}
          onClose={onClose}
          onDo={(deed) => {
            const agent = beside(menu.anchor);
            neighbour.current =
              agent === undefined ? undefined : { agent, anchor: menu.anchor, until: Date.now() + SOON };
            void deeds.perform(opened, deed);
          }}
        />
      )}
      <Deleted {...deleted} />
    </main>
  );
}

/** The row after this one, or else before it. */
function beside(anchor: HTMLElement): string | undefined {
  const rows = [...document.querySelectorAll<HTMLElement>("li[data-agent]")];
  const at = rows.findIndex((row) => row.contains(anchor));
  return (rows[at + 1] ?? rows[at - 1])?.dataset.agent;
}

function NoAgents({ deleted }: { deleted: ReturnType<typeof useDeleted> }) {
  if (!useWorks()) {
    return (
      <main id="content" className="narrow">
        <h1>There is no agent to look at</h1>
        <p className="lead">
          You are a viewer here: agents of your teams appear on this page as soon as somebody has started them.
        </p>
      </main>
    );
  }
  return (
    <main id="content" className="narrow">
      <h1>Start your first agent</h1>
      <p className="lead">
        Each agent works in a sandbox of its own, on a branch of its own. Choose a repository, say what is to be done,
        and watch it, answer it and stop it from here.
      </p>
      <p className="begin">
        <Link to="/new" className="button">
          New agent
        </Link>
      </p>
      <Undo />
      <BeforeTheFirst />
      <Deleted {...deleted} />
    </main>
  );
}
