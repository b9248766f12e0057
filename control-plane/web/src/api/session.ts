import { get, Problem, post } from "./http";
import * as proof from "./proof";
import type { Me } from "./types";

const CODE = /^#code=(.+)$/;

/** Takes the code of a login link out of the address and the history; null when there is none. */
export function takeCode(): string | null {
  const found = CODE.exec(location.hash);
  if (found === null) {
    return null;
  }
  history.replaceState(null, "", location.pathname + location.search);
  return found[1] ?? null;
}

/** Whoever is signed in is asked before a link, which may be from anybody, makes him somebody else. */
export async function exchange(code: string, ask: (words: string) => boolean): Promise<void> {
  const login = { code, client: "browser" };
  try {
    const answer = await post<{ proof: string }>("/api/login", login);
    proof.keep(answer.proof);
  } catch (trouble) {
    const taken = trouble instanceof Problem && trouble.status === 409;
    if (!taken || !ask(`${trouble.message} Sign in as the other?`)) {
      throw trouble;
    }
    const answer = await post<{ proof: string }>("/api/login", { ...login, replace: true });
    proof.keep(answer.proof);
  }
}

export const me = (): Promise<Me> => get<Me>("/api/session");

export async function signOut(): Promise<void> {
  try {
    await post("/api/logout");
  } catch (trouble) {
    if (!(trouble instanceof Problem && trouble.status === 401)) {
      throw trouble;
    }
  }
  proof.forget();
}
