import { post, Unreachable } from "../api/http";

/** What was sent and not answered: sent again as it was, it carries the same key, and is one message. */
const unanswered = new Map<string, string>();

/** Says something to an agent; an answer that got lost is asked for once more. */
export async function say(agent: string, message: object): Promise<void> {
  const what = `${agent} ${JSON.stringify(message)}`;
  const key = unanswered.get(what) ?? crypto.randomUUID();
  unanswered.set(what, key);
  const send = () => post(`/api/agents/${agent}/messages`, message, { "Idempotency-Key": key });
  try {
    await send().catch((e: unknown) => (e instanceof Unreachable ? send() : Promise.reject(e)));
  } catch (e) {
    if (!(e instanceof Unreachable)) {
      unanswered.delete(what);
    }
    throw e;
  }
  unanswered.delete(what);
}
