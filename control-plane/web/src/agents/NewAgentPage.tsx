import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { post } from "../api/http";
import type { Agent } from "../api/types";
import { ImagesField } from "../images/ImagesField";
import { wanted, whyNone } from "../images/images";
import { useImages } from "../images/useImages";
import { fleet } from "../live";
import { CONTROL } from "../ui/keys";
import { Markdown } from "../ui/Markdown";
import { fitting } from "../ui/options";
import { go } from "../ui/route";
import { useStore } from "../ui/store";
import { useAct } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { BranchFields } from "./BranchFields";
import { type Fault, fault, faulty, howMany, marks, placed, request, SAID } from "./choosing";
import { address, isAddress, type Repositories, recents, remarks, repositoryOptions } from "./offers";
import { QuietChoices } from "./QuietChoices";
import { RepositoryField } from "./RepositoryField";
import { StartKeys, startAll } from "./starting";
import { useBranches, useChoices, useDrafted, useKept, useOffered, useRepositoryPersonas } from "./useNewAgent";

const keys = new StartKeys(
  () => localStorage,
  () => crypto.randomUUID(),
);

/** The status of an answer that says so. */
const NOT_CONNECTED = 409;

/** A new agent: where it works and what is to be done come first; all else has a good default. */
export function NewAgentPage({ owner }: { owner: string }) {
  const { known, agents } = useStore(fleet.store);
  const recent = useMemo(() => recents(agents.values(), owner), [agents, owner]);
  const [draft, change] = useDrafted();
  const [confirmed, setConfirmed] = useState(false);
  const [preview, setPreview] = useState(false);
  const [personasWanted, setWanted] = useState(false);
  const [wrong, setWrong] = useState<Fault>();
  const [started, setStarted] = useState(0);
  const { busy, trouble, field, act, forget } = useAct();
  const prompt = useRef<HTMLTextAreaElement>(null);
  const here = useHere();

  const typed = draft.repository.trim();
  const search = isAddress(typed) ? undefined : `/api/github/repositories?limit=30&q=${encodeURIComponent(typed)}`;
  const github = useAnswer<Repositories>(search, 250);
  const told = useKept(github.value);
  const found = told?.repositories ?? [];
  const where = address(draft.repository, found);
  const branches = useBranches(where, draft.base.trim());
  const personas = useRepositoryPersonas(
    where,
    draft.base.trim(),
    personasWanted || draft.persona.startsWith("repository/"),
  );
  const ofRepository = personas.value?.personas ?? [];
  const { offered, trouble: unoffered } = useOffered();
  const { choices, harness } = useChoices(draft, offered, ofRepository);
  const noImages = whyNone(harness);
  const images = useImages("new", noImages);
  const count = howMany(draft);
  usePlace(known, typed === "" ? recent[0] : undefined, (repository) => change({ repository }));

  const say = (now: Partial<typeof draft>) => {
    setWrong(undefined);
    forget();
    change(now);
  };
  const start = () => {
    const stands = fault(draft, where, confirmed, choices, harness, images.all.length);
    setWrong(stands);
    if (stands !== undefined) {
      document.getElementById(`new-${stands.field}`)?.focus();
      return;
    }
    setStarted(0);
    void act(async () => {
      const body = request(draft, where, wanted(images.all));
      const all = await startAll(
        keys.of(JSON.stringify(body), count),
        (key) => post<Agent>("/api/agents", body, { "Idempotency-Key": key }),
        setStarted,
      );
      keys.forget();
      change({ prompt: "", base: "", begins: "own", count: 1 });
      images.clear();
      if (here.current) {
        go(all.length === 1 ? `/agents/${all[0]?.name}` : "/");
      }
    });
  };
  const newest = useRef(start);
  newest.current = start;
  const key = (e: KeyboardEvent) => {
    if (e.key === "Enter" && (e.metaKey || e.ctrlKey)) {
      e.preventDefault();
      // A list takes what was typed into it when it is left.
      const at = document.activeElement;
      flushSync(() => at instanceof HTMLElement && at.blur());
      newest.current();
    }
  };
  const said = wrong?.words ?? trouble;
  const at = wrong?.field ?? faulty(field);
  useEffect(() => {
    if (trouble !== undefined) {
      document.getElementById(`new-${faulty(field) ?? "start"}`)?.focus();
    }
  }, [trouble, field]);
  return (
    <main id="content" className="narrow">
      <h1>New agent</h1>
      <form
        onKeyDown={key}
        onSubmit={(e) => {
          e.preventDefault();
          start();
        }}
      >
        <fieldset className="form" disabled={busy}>
          <RepositoryField
            value={draft.repository}
            options={repositoryOptions(fittingRecents(recent, typed), found)}
            onChange={(repository) => say(placed(draft, repository))}
            onChosen={() => prompt.current?.focus()}
            unconnected={github.status === NOT_CONNECTED}
            remarks={search === undefined || told === undefined ? [] : remarks(told, Date.now())}
            trouble={branches.trouble ?? (github.status === NOT_CONNECTED ? undefined : github.trouble)}
            asking={branches.asking}
            wrong={at}
          />
          <div {...images.target}>
            <label htmlFor="new-prompt">What is to be done?</label>
            <textarea
              id="new-prompt"
              ref={prompt}
              rows={8}
              value={draft.prompt}
              placeholder="In markdown. The more it knows, the less it asks."
              onChange={(e) => say({ prompt: e.target.value })}
              {...marks(at, "prompt")}
            />
            <ImagesField images={images} why={noImages}>
              <button
                type="button"
                className="quiet slight"
                aria-pressed={preview}
                onClick={() => setPreview(!preview)}
              >
                Preview
              </button>
            </ImagesField>
            {preview && (
              <section className="sheet" aria-label="Preview">
                <h2 className="unseen">As it will read</h2>
                {draft.prompt.trim() === "" ? (
                  <p className="small">Nothing yet.</p>
                ) : (
                  <Markdown text={draft.prompt} breaks />
                )}
              </section>
            )}
          </div>
          <QuietChoices
            draft={draft}
            change={say}
            choices={choices}
            harness={harness}
            offered={offered}
            ofRepository={ofRepository}
            onPersonas={() => setWanted(true)}
            personasTrouble={personas.trouble}
            wrong={at}
          >
            <BranchFields
              draft={draft}
              change={say}
              branches={branches.value?.branches ?? []}
              more={branches.value?.more === true}
              confirmed={confirmed}
              onConfirm={setConfirmed}
              wrong={at}
            />
          </QuietChoices>
          {unoffered !== undefined && <p className="warn">Not all choices could be asked for: {unoffered}</p>}
          {said !== undefined && (
            <p className="bad" role="alert" id={SAID}>
              {said}
            </p>
          )}
          <div className="answers">
            <button type="submit" id="new-start" disabled={busy || images.busy}>
              {busy ? starting(started, count) : count === 1 ? "Start" : `Start ${count} of them`}
            </button>
            <span className="small wide-only">
              <kbd>{CONTROL}</kbd> <kbd>Enter</kbd> starts from anywhere here
            </span>
          </div>
        </fieldset>
      </form>
    </main>
  );
}

/** Whether the page is still looked at: who has gone elsewhere is not pulled away from there. */
function useHere(): { readonly current: boolean } {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
}

function starting(started: number, count: number): string {
  return count === 1 ? "Starting ..." : `Starting ${Math.min(count, started + 1)} of ${count} ...`;
}

function fittingRecents(recent: string[], typed: string): string[] {
  const all = recent.map((url) => ({ value: url, label: url }));
  return recent.includes(typed) ? recent : fitting(all, typed).map((one) => one.value);
}

/** Who has a repository already goes on with the last one, and only says what is to be done. */
function usePlace(known: boolean, last: string | undefined, take: (repository: string) => void): void {
  const placed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list of agents is there
  useEffect(() => {
    document.title = "New agent · Ratoon";
    if (known && !placed.current) {
      placed.current = true;
      if (last !== undefined) {
        take(last);
      }
      const empty = last === undefined && (document.getElementById("new-repository") as HTMLInputElement)?.value === "";
      // Whoever is somewhere in the form already stays there.
      if (document.activeElement?.closest("#content") == null) {
        document.getElementById(empty ? "new-repository" : "new-prompt")?.focus();
      }
    }
  }, [known]);
}
