import { isObject, text } from "./tools";

/** What a request for a permission is titled, in the agent's own words, and what it would do. */
export function requested(raw: string): { title: string; input?: unknown } {
  try {
    const request: unknown = JSON.parse(raw);
    const call = isObject(request) && isObject(request.toolCall) ? request.toolCall : {};
    return { title: text(call.title), input: call.rawInput };
  } catch {
    return { title: "", input: raw };
  }
}
