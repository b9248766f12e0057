import { useCallback, useEffect, useRef, useState } from "react";
import { get, Problem, words } from "../api/http";

interface Answer<T> {
  path: string;
  value?: T;
  trouble?: string;
  status?: number;
}

/**
 * What the server says: asked for when the page opens, when what is asked for is another (and the typing
 * rests), and again when the page says so. Only the newest answer to what is asked for now counts. Without a
 * path nothing is asked.
 */
export function useAnswer<T>(
  path: string | undefined,
  rest = 0,
): { value?: T; trouble?: string; status?: number; asking: boolean; again: () => Promise<void> } {
  const [answer, setAnswer] = useState<Answer<T>>();
  const newest = useRef(0);
  const wanted = useRef(path);
  wanted.current = path;
  const again = useCallback(async () => {
    if (path === undefined || path !== wanted.current) {
      return;
    }
    newest.current++;
    const mine = newest.current;
    try {
      const value = await get<T>(path);
      if (mine === newest.current) {
        setAnswer({ path, value });
      }
    } catch (e) {
      if (mine === newest.current) {
        setAnswer((now) => ({
          path,
          value: now?.path === path ? now.value : undefined,
          trouble: words(e),
          status: e instanceof Problem ? e.status : 0,
        }));
      }
    }
  }, [path]);
  useEffect(() => {
    const later = setTimeout(() => void again(), rest);
    return () => {
      clearTimeout(later);
      newest.current++;
    };
  }, [again, rest]);
  const is = path !== undefined && answer?.path === path;
  return {
    value: is ? answer.value : undefined,
    trouble: is ? answer.trouble : undefined,
    status: is ? answer.status : undefined,
    asking: path !== undefined && !is,
    again,
  };
}
