import { headers, Problem, signedOut, Unreachable } from "./http";

const LONGEST_WAIT = 120_000;

/** Sends bytes as they are. */
export async function upload<T>(path: string, bytes: Blob): Promise<T> {
  const answer = await ask(path, { method: "POST", body: bytes }, { "Content-Type": "application/octet-stream" });
  return (await answer.json()) as T;
}

/** Bytes as an address that a page of ours can show; the type is what we know it is, whatever the answer says. */
export async function dataUrl(path: string, type: string): Promise<string> {
  const answer = await ask(path, {}, {});
  const bytes = new Blob([await answer.arrayBuffer()], { type });
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Unreachable());
    reader.readAsDataURL(bytes);
  });
}

async function ask(path: string, how: RequestInit, extra: Record<string, string>): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      ...how,
      headers: { Accept: "application/json, application/octet-stream", ...headers(), ...extra },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    throw new Unreachable();
  }
  if (answer.ok) {
    return answer;
  }
  if (answer.status === 401) {
    signedOut();
  }
  const told = (await answer.json().catch(() => undefined)) as { detail?: string } | undefined;
  throw new Problem(answer.status, told?.detail ?? `The server answered ${answer.status}.`);
}
