import { text } from "./tools";

/** Hosts of one turn that are told apart on the page; what is beyond them is counted. */
export const MOST_HOSTS = 8;
const MOST_NAMES = 10_000;

/** As the gateway calls what it does not tell apart any more. */
const OTHERS = "(more hosts)";

/** Late counts of what was refused before an allowance come within a minute. */
const LATE = 120_000;

/** A host that an agent was not let out to. */
export interface RefusedHost {
  host: string;
  port: number;
  rule: string;
  words: string;
  attempts: number;
  allowed?: Allowance;
}

export interface Allowance {
  by: string;
  at: string;
  host: string;
  /** Until then; without it as long as the agent lives, or for good. */
  until?: string;
  environment?: string;
}

/** What was refused in one turn: some hosts by name, the others in numbers. */
export interface Ways {
  kind: "ways";
  key: string;
  hosts: RefusedHost[];
  others: ReadonlySet<string>;
  untold: number;
}

type Json = Record<string, unknown>;

/** The same with one more refusal. Pure, but for the set of names, which grows. */
export function refusedOnce(before: Ways | undefined, key: string, at: string, p: Json): Ways {
  const ways = before ?? { kind: "ways", key, hosts: [], others: new Set<string>(), untold: 0 };
  const host = text(p.host);
  const port = Number(p.port) || 0;
  const attempts = Math.max(1, Number(p.attempts) || 1);
  if (host === OTHERS) {
    return { ...ways, untold: ways.untold + attempts };
  }
  const place = ways.hosts.findIndex((one) => one.host === host && one.port === port);
  if (place < 0 && ways.hosts.length >= MOST_HOSTS) {
    const others = ways.others as Set<string>;
    if (others.size < MOST_NAMES) {
      others.add(host);
    }
    return { ...ways };
  }
  const known = ways.hosts[place];
  const one: RefusedHost = {
    host,
    port,
    rule: text(p.rule),
    words: text(p.words),
    attempts: attempts + (known?.attempts ?? 0),
    allowed: known?.allowed !== undefined && late(known.allowed, at) ? known.allowed : undefined,
  };
  const hosts = place < 0 ? [...ways.hosts, one] : ways.hosts.map((each, i) => (i === place ? one : each));
  return { ...ways, hosts };
}

function late(allowed: Allowance, at: string): boolean {
  return Date.parse(at) - Date.parse(allowed.at) < LATE;
}

export function allowanceOf(at: string, p: Json): Allowance {
  return {
    by: text(p.by),
    at,
    host: text(p.host),
    until: text(p.until) || undefined,
    environment: text(p.environment) || undefined,
  };
}

/** The same with what was allowed; the same object when it is about none of its hosts. */
export function allowedOnce(ways: Ways, allowed: Allowance): Ways {
  const meant = (one: RefusedHost) => one.rule === "host" && matches(allowed.host, one.host, one.port);
  return ways.hosts.some(meant)
    ? { ...ways, hosts: ways.hosts.map((one) => (meant(one) ? { ...one, allowed } : one)) }
    : ways;
}

export function takenBack(ways: Ways, host: string): Ways {
  const meant = (one: RefusedHost) => one.allowed?.host === host;
  return ways.hosts.some(meant)
    ? { ...ways, hosts: ways.hosts.map((one) => (meant(one) ? { ...one, allowed: undefined } : one)) }
    : ways;
}

/** Whether a line of a list is about that host: without a port it means 443 and 80. */
export function matches(pattern: string, host: string, port: number): boolean {
  const parts = /^(\*\.)?(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(pattern);
  if (parts === null) {
    return false;
  }
  const name = parts[2]?.replace(/^\[|\]$/g, "") ?? "";
  const named = parts[1] === undefined ? host === name : host.endsWith(`.${name}`);
  return named && (parts[3] === undefined ? port === 443 || port === 80 : Number(parts[3]) === port);
}

/** Whether the list of an environment may have it, as the server sees it: a name below another, and no address. */
export function isListable(host: string): boolean {
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/.test(host);
}

/** As it is asked for, and as people write it. */
export function address(host: string, port: number): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return port === 443 || port === 80 ? shown : `${shown}:${port}`;
}

/** What stands beyond those with a name, in words. */
export function beyond(ways: Ways): string | undefined {
  const names = ways.others.size;
  const told =
    names === 0
      ? undefined
      : `and ${names >= MOST_NAMES ? "more than " : ""}${names} other ${names === 1 ? "name" : "names"}`;
  return ways.untold === 0
    ? told
    : `${told === undefined ? "" : `${told}, `}and ${ways.untold} more attempts at names that nobody told apart`;
}
