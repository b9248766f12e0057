import { headers, Problem, signedOut, Unreachable } from "./http";

/** Some of these are long, and some lines slow. */
const LONGEST_WAIT = 120_000;

/** An answer that is plain text. */
export async function getText(path: string): Promise<string> {
  return (await getTextAnd(path)).text;
}

/** The same with what its headers say. */
export async function getTextAnd(path: string): Promise<{ text: string; headers: Headers }> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      headers: { Accept: "application/json, text/plain", ...headers() },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    text = await answer.text();
  } catch {
    throw new Unreachable();
  }
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
  return { text, headers: answer.headers };
}
