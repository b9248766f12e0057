// The only module that talks to the server. The cookie goes by itself; alone it authorises nothing.
import * as proof from "./proof.js";

const LONGEST_WAIT = 8000;

/** What the server said instead of what was asked for: a problem as RFC 9457 has it. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Nobody answered, or something that is not this server. */
export class Unreachable extends Error {}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);

/** Readiness is an answer in either case: 503 says which check is down. */
export async function readiness() {
  const answer = await send("GET", "/health/ready");
  return understood(answer);
}

async function ask(method, path, body) {
  const answer = await send(method, path, body);
  const content = answer.status === 204 ? null : await understood(answer);
  if (!answer.ok) {
    throw new Problem(answer.status, String(content?.detail ?? content?.title ?? `status ${answer.status}`));
  }
  return content;
}

async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  const own = proof.kept();
  if (own) headers["Ratoon-Proof"] = own;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    throw new Unreachable();
  }
}

async function understood(answer) {
  try {
    return await answer.json();
  } catch {
    throw new Unreachable();
  }
}
