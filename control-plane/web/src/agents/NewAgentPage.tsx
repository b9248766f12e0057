import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { get, post } from "../api/http";
import type { Agent, EnvironmentView } from "../api/types";
import { fleet } from "../live";
import { go } from "../ui/route";
import { useStore } from "../ui/store";
import { repositoryName } from "../ui/text";
import { useAct, useDraft } from "../ui/useAct";

interface Repository {
  name: string;
  url: string;
  isPrivate: boolean;
}

/** A new agent: where, with what, and what is to be done. What was typed survives a reload. */
export function NewAgentPage() {
  const { agents } = useStore(fleet.store);
  const recents = [
    ...new Set([...agents.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).map((a) => a.repository)),
  ].slice(0, 8);
  const [repository, setRepository] = useDraft("new.repository");
  const [prompt, setPrompt] = useDraft("new.prompt");
  const [base, setBase] = useDraft("new.base");
  const [environment, setEnvironment] = useDraft("new.environment");
  const [mode, setMode] = useDraft("new.mode");
  const [count, setCount] = useState(1);
  const [found, setFound] = useState<Repository[]>([]);
  const [environments, setEnvironments] = useState<EnvironmentView[]>([]);
  const [branches, setBranches] = useState<string[]>([]);
  const { busy, trouble, act } = useAct();
  const lists = useId();
  const address = repository.trim() || recents[0] || "";

  useEffect(() => {
    document.title = "New agent · Ratoon";
    get<{ environments: EnvironmentView[] }>("/api/environments")
      .then((all) => setEnvironments(all.environments))
      .catch(() => undefined);
  }, []);

  useEffect(() => {
    if (/^(https?:|ssh:|git@|\/|~|\.)/.test(repository.trim())) {
      return;
    }
    const later = setTimeout(() => {
      get<{ repositories: Repository[] }>(
        `/api/github/repositories?q=${encodeURIComponent(repository.trim())}&limit=20`,
      )
        .then((page) => setFound(page.repositories))
        .catch(() => setFound([]));
    }, 250);
    return () => clearTimeout(later);
  }, [repository]);

  useEffect(() => {
    setBranches([]);
    if (address.startsWith("https://github.com/")) {
      const later = setTimeout(() => {
        get<{ branches: { name: string }[] }>(`/api/github/branches?repository=${encodeURIComponent(address)}`)
          .then((page) => setBranches(page.branches.map((branch) => branch.name)))
          .catch(() => undefined);
      }, 400);
      return () => clearTimeout(later);
    }
    return undefined;
  }, [address]);

  const start = () =>
    act(async () => {
      const named = found.find((one) => one.name === repository.trim());
      const wanted = {
        repository: named?.url ?? address,
        ...(base.trim() === "" ? {} : { baseBranch: base.trim() }),
        ...(environment === "" ? {} : { environment }),
        mode: mode === "" ? "normal" : mode,
        prompt,
      };
      let first: Agent | undefined;
      for (let i = 0; i < count; i++) {
        const agent = await post<Agent>("/api/agents", wanted, { "Idempotency-Key": crypto.randomUUID() });
        first ??= agent;
      }
      setPrompt("");
      if (first !== undefined) {
        go(count === 1 ? `/agents/${first.name}` : "/");
      }
    });
  const key = (e: KeyboardEvent) => {
    if (e.key === "Enter" && (e.metaKey || e.ctrlKey)) {
      e.preventDefault();
      void start();
    }
  };
  return (
    <main id="content" className="narrow">
      <h1>New agent</h1>
      <form
        className="form"
        onKeyDown={key}
        onSubmit={(e) => {
          e.preventDefault();
          void start();
        }}
      >
        <label>
          Repository
          <input
            list={`${lists}r`}
            value={repository}
            placeholder={
              recents[0] === undefined
                ? "https://github.com/you/project, or a folder of this machine"
                : repositoryName(recents[0])
            }
            onChange={(e) => setRepository(e.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <datalist id={`${lists}r`}>
          {recents.map((one) => (
            <option key={one} value={one} />
          ))}
          {found.map((one) => (
            <option key={one.url} value={one.url}>
              {one.name}
            </option>
          ))}
        </datalist>
        <label>
          What is to be done?
          {/* biome-ignore lint/a11y/noAutofocus: it is what this page is for */}
          <textarea autoFocus rows={8} value={prompt} onChange={(e) => setPrompt(e.target.value)} />
        </label>
        <div className="pair-of-fields">
          <label>
            Mode
            <select value={mode === "" ? "normal" : mode} onChange={(e) => setMode(e.target.value)}>
              <option value="normal">Normal: asks before it acts</option>
              <option value="plan">Plan: suggests a plan first</option>
              <option value="auto">Auto: goes ahead</option>
            </select>
          </label>
          <label>
            Environment
            <select value={environment} onChange={(e) => setEnvironment(e.target.value)}>
              <option value="">default</option>
              {environments.map((one) => {
                const name = one.team === undefined ? one.name : `${one.team}/${one.name}`;
                return (
                  <option key={one.id} value={name}>
                    {name}
                  </option>
                );
              })}
            </select>
          </label>
          <label>
            Base branch
            <input
              list={`${lists}b`}
              value={base}
              placeholder="the repository's default"
              onChange={(e) => setBase(e.target.value)}
              spellCheck={false}
            />
          </label>
          <datalist id={`${lists}b`}>
            {branches.map((branch) => (
              <option key={branch} value={branch} />
            ))}
          </datalist>
          <label>
            How many
            <input
              type="number"
              min={1}
              max={10}
              value={count}
              onChange={(e) => setCount(Math.min(10, Math.max(1, Number(e.target.value))))}
            />
          </label>
        </div>
        {trouble !== undefined && (
          <p className="bad" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" disabled={busy || address === ""}>
          {busy ? "Starting ..." : count === 1 ? "Start" : `Start ${count} of them`}
        </button>
      </form>
    </main>
  );
}
