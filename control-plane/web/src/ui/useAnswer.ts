import { useEffect, useState } from "react";
import { get, Problem, words } from "../api/http";

/**
 * What the server says of something that somebody is still typing: asked for when the typing rests, and
 * only the newest answer counts. Without a path nothing is asked.
 */
export function useAnswer<T>(
  path: string | undefined,
  rest = 0,
): { value?: T; trouble?: string; status?: number; asking: boolean } {
  const [answer, setAnswer] = useState<{ path: string; value?: T; trouble?: string; status?: number }>();
  useEffect(() => {
    if (path === undefined) {
      return undefined;
    }
    let wanted = true;
    const later = setTimeout(() => {
      get<T>(path)
        .then((value) => wanted && setAnswer({ path, value }))
        .catch(
          (e: unknown) => wanted && setAnswer({ path, trouble: words(e), status: e instanceof Problem ? e.status : 0 }),
        );
    }, rest);
    return () => {
      wanted = false;
      clearTimeout(later);
    };
  }, [path, rest]);
  const is = path !== undefined && answer?.path === path;
  return {
    value: is ? answer.value : undefined,
    trouble: is ? answer.trouble : undefined,
    status: is ? answer.status : undefined,
    asking: path !== undefined && !is,
  };
}
