import { headers, Problem, signedOut, Unreachable } from "./http";

const LONGEST_WAIT = 120_000;

/** A large file over a slow line. */
const LONGEST_DOWNLOAD = 600_000;

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

/** Bytes that somebody keeps; nothing says what they would be. */
export async function download(path: string): Promise<Blob> {
  const answer = await ask(path, {}, {}, LONGEST_DOWNLOAD);
  try {
    return new Blob([await answer.blob()], { type: "application/octet-stream" });
  } catch {
    throw new Unreachable();
  }
}

async function ask(
  path: string,
  how: RequestInit,
  extra: Record<string, string>,
  wait = LONGEST_WAIT,
): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      ...how,
      headers: { Accept: "application/json, application/octet-stream", ...headers(), ...extra },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(wait),
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
