import { useEffect, useState } from "react";
import type { EnvironmentView } from "../api/types";
import { useDraft } from "../ui/useAct";
import { useAnswer } from "../ui/useAnswer";
import { type Draft, settled } from "./choosing";
import { type Branch, fullName, type Harness, isAddress, type Model, type Persona, type Wishes } from "./offers";

interface Offered {
  environments: EnvironmentView[];
  personas: Persona[];
  harnesses: Harness[];
  models: Model[];
  usualModel?: string;
}

/** What somebody has typed, and kept over a reload. */
export function useDrafted(): [Draft, (change: Partial<Draft>) => void] {
  const [text, setText] = useDraft("new");
  const [prompt, setPrompt] = useDraft("new.prompt");
  const draft: Draft = { ...EMPTY, ...read(text), prompt };
  return [
    draft,
    (change) => {
      const { prompt: now, ...rest } = { ...draft, ...change };
      if (change.prompt !== undefined) {
        setPrompt(now);
      }
      setText(JSON.stringify(rest));
    },
  ];
}

const EMPTY: Draft = {
  repository: "",
  prompt: "",
  begins: "own",
  base: "",
  environment: "",
  persona: "",
  harness: "",
  model: "",
  mode: "",
  count: 1,
};

/** What this browser keeps may be of an older version: only what is of the right kind counts. */
export function read(text: string): Partial<Draft> {
  try {
    const kept = JSON.parse(text) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(kept).filter(([key, value]) => typeof value === typeof EMPTY[key as keyof Draft]),
    ) as Partial<Draft>;
  } catch {
    return {};
  }
}

/** What there is to choose from; what cannot be asked for is not offered, and its reason is told. */
export function useOffered(): { offered: Offered; trouble?: string } {
  const environments = useAnswer<{ environments: EnvironmentView[] }>("/api/environments");
  const personas = useAnswer<{ personas: Persona[] }>("/api/personas");
  const harnesses = useAnswer<{ harnesses: Harness[] }>("/api/harnesses");
  const models = useAnswer<{ usual?: string; models: Model[] }>("/api/models");
  return {
    offered: {
      environments: environments.value?.environments ?? [],
      personas: personas.value?.personas ?? [],
      harnesses: harnesses.value?.harnesses ?? [],
      models: models.value?.models ?? [],
      usualModel: models.value?.usual,
    },
    trouble: environments.trouble ?? personas.trouble ?? harnesses.trouble ?? models.trouble,
  };
}

/** Harness, model and mode as they will be, and where each comes from. */
export function useChoices(draft: Draft, offered: Offered, ofRepository: Persona[]) {
  const environment = offered.environments.find((one) => fullName(one) === draft.environment);
  const whole = useAnswer<EnvironmentView & { defaults?: Wishes }>(
    environment === undefined ? undefined : `/api/environments/${environment.id}`,
  );
  const persona = [...offered.personas, ...ofRepository].find((one) => fullName(one) === draft.persona);
  const usual = offered.harnesses.find((one) => one.usual);
  const choices = settled(draft, persona, whole.value?.defaults, {
    harness: usual?.name,
    model: offered.usualModel,
    mode: "normal",
  });
  return { choices, harness: offered.harnesses.find((one) => one.name === choices.harness.value) };
}

/** The branches of an address, as upstream shows them to this user; of very many, those that fit. */
export function useBranches(address: string, words: string) {
  const path = isAddress(address) ? `/api/branches?limit=200&repository=${encodeURIComponent(address)}` : undefined;
  const all = useAnswer<{ branches: Branch[]; more: boolean }>(path, 500);
  const look = path !== undefined && all.value?.more === true && words !== "";
  const some = useAnswer<{ branches: Branch[]; more: boolean }>(
    look ? `${path}&q=${encodeURIComponent(words)}` : undefined,
    300,
  );
  return { ...all, value: some.value ?? all.value };
}

/** The personas that a repository has: it is read for that, so only when somebody looks at them. */
export function useRepositoryPersonas(address: string, branch: string, wanted: boolean) {
  const path = `/api/repository-personas?repository=${encodeURIComponent(address)}${
    branch === "" ? "" : `&branch=${encodeURIComponent(branch)}`
  }`;
  return useAnswer<{ personas: Persona[] }>(wanted && isAddress(address) ? path : undefined, 300);
}

/** What was found last stays while the next is looked for. */
export function useKept<T>(value: T | undefined): T | undefined {
  const [kept, setKept] = useState(value);
  useEffect(() => {
    if (value !== undefined) {
      setKept(value);
    }
  }, [value]);
  return value ?? kept;
}
