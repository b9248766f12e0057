import { headers, Problem, signedOut, Unreachable } from "./http";

/** An answer that is plain text. */
export async function getText(path: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      headers: { Accept: "application/json, text/plain", ...headers() },
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Unreachable();
  }
  const text = await answer.text();
  if (!answer.ok) {
    if (answer.status === 401) {
      signedOut();
    }
    let detail = `The server answered ${answer.status}.`;
    try {
      detail = (JSON.parse(text) as { detail?: string }).detail ?? detail;
    } catch {
      // The number says it.
    }
    throw new Problem(answer.status, detail);
  }
  return text;
}
