import * as proof from "./proof";

/** What the server said instead of what was asked for: a problem as RFC 9457 has it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    /** Which field of what was asked it speaks of. */
    readonly field?: string,
    /** Of a push that was not allowed: whether it can go into a fork. */
    readonly fork?: boolean,
    /** Of a branch that somebody else pushed to: where it is now. */
    readonly tip?: string,
  ) {
    super(detail);
  }
}

/** Nobody answered, or something that is not this server. */
export class Unreachable extends Error {
  constructor() {
    super("Ratoon does not answer. Look whether it runs, and try again.");
  }
}

const LONGEST_WAIT = 20_000;
let onSignedOut: () => void = () => {};

/** The cookie goes by itself, and alone authorises nothing. */
export function headers(): Record<string, string> {
  const own = proof.kept();
  return own === null ? {} : { "Ratoon-Proof": own };
}

/** Is called when the server no longer knows this session. */
export function whenSignedOut(callback: () => void): void {
  onSignedOut = callback;
}

export function signedOut(): void {
  onSignedOut();
}

export const get = <T>(path: string): Promise<T> => ask<T>("GET", path);
export const post = <T>(path: string, body?: unknown, extra?: Record<string, string>): Promise<T> =>
  ask<T>("POST", path, body, extra);
/** The same, where the answer may be so many milliseconds in coming. */
export const postAndWait = <T>(
  path: string,
  wait: number,
  body?: unknown,
  extra: Record<string, string> = {},
): Promise<T> => ask<T>("POST", path, body, extra, wait);
export const put = <T>(path: string, body?: unknown): Promise<T> => ask<T>("PUT", path, body);
export const patch = <T>(path: string, body?: unknown): Promise<T> => ask<T>("PATCH", path, body);
export const remove = <T>(path: string): Promise<T> => ask<T>("DELETE", path);

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  extra: Record<string, string> = {},
  wait = LONGEST_WAIT,
): Promise<T> {
  const answer = await send(method, path, body, extra, wait);
  if (answer.status === 204) {
    return undefined as T;
  }
  let content: unknown;
  try {
    const text = await answer.text();
    content = text === "" ? undefined : JSON.parse(text, absent);
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) {
    if (answer.status === 401 && path !== "/api/login") {
      onSignedOut();
    }
    const told = content as
      | { detail?: string; title?: string; field?: string; fork?: boolean; tip?: string }
      | undefined;
    throw new Problem(
      answer.status,
      told?.detail ?? told?.title ?? `The server answered ${answer.status}.`,
      told?.field,
      told?.fork,
      told?.tip,
    );
  }
  return content as T;
}

/** What is null is not there. */
function absent(_: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

async function send(
  method: string,
  path: string,
  body: unknown,
  extra: Record<string, string>,
  wait: number,
): Promise<Response> {
  const all: Record<string, string> = { Accept: "application/json", ...headers(), ...extra };
  if (body !== undefined) {
    all["Content-Type"] = "application/json";
  }
  try {
    return await fetch(path, {
      method,
      headers: all,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(wait),
    });
  } catch {
    throw new Unreachable();
  }
}

/** What to tell somebody of a failure. */
export function words(trouble: unknown): string {
  return trouble instanceof Error ? trouble.message : String(trouble);
}
