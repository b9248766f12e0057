import { Problem, post, Unreachable } from "../api/http";

/** The same words after this are meant to be said once more. */
const REMEMBERED = 2 * 60_000;
const SERVER_ERROR = 500;

/** What was sent, and may have come or not: sent again as it was, it carries the same key, and is one message. */
const unanswered = new Map<string, { key: string; since: number }>();

/** Says something to an agent; an answer that got lost is asked for once more. */
export async function say(agent: string, message: object): Promise<void> {
  const what = `${agent} ${JSON.stringify(message)}`;
  const before = unanswered.get(what);
  const now = Date.now();
  const known =
    before !== undefined && now - before.since < REMEMBERED ? before : { key: crypto.randomUUID(), since: now };
  unanswered.set(what, known);
  const send = () => post(`/api/agents/${agent}/messages`, message, { "Idempotency-Key": known.key });
  try {
    await send().catch((e: unknown) => (e instanceof Unreachable ? send() : Promise.reject(e)));
  } catch (e) {
    if (!mayHaveCome(e)) {
      unanswered.delete(what);
    }
    throw e;
  }
  unanswered.delete(what);
}

function mayHaveCome(e: unknown): boolean {
  return e instanceof Unreachable || (e instanceof Problem && e.status >= SERVER_ERROR);
}
