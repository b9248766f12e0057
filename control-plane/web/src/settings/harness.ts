export interface HarnessView {
  name: string;
  title: string;
  version?: string;
  usual: boolean;
  available: boolean;
  why?: string;
  next?: string;
  installed: string;
  installing?: string;
  apis: string[];
  providers: string[];
  tested: boolean;
  licence: string;
  asks: string;
}

export interface Standing {
  words: string;
  tone: "good" | "bad" | "warn" | "small";
  installable: boolean;
}

/** How it stands on this machine, in words. */
export function standing(harness: HarnessView): Standing {
  switch (harness.installed) {
    case "built-in":
      return { words: "Built in", tone: "good", installable: false };
    case "one's own":
      return { words: "Yours: it is on the machine, and not installed here", tone: "good", installable: false };
    case "ready":
      return { words: "Installed", tone: "good", installable: false };
    case "underway":
      return { words: "Is being installed", tone: "warn", installable: false };
    case "failed":
      return { words: "Could not be installed", tone: "bad", installable: true };
    case "not in the image":
      return { words: "Not in the image of sandboxes", tone: "bad", installable: false };
    default:
      return { words: "Not installed yet", tone: "small", installable: true };
  }
}

/** The provider whose key is wanted, when a key is what is wanted. */
export function keyWanted(next: string | undefined): string | undefined {
  return next === undefined ? undefined : (/^ratoon key add ([a-z0-9-]+)$/.exec(next)?.[1] ?? undefined);
}

export function asks(word: string): string {
  return word === "supervised"
    ? "what it asks before it acts can be relied on"
    : "asks on trust: what lies in a repository can keep it from asking";
}
