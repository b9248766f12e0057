import { useCallback, useEffect, useState } from "react";
import { get, words } from "../api/http";

/** What a page asks the server for when it opens, and again when it says so. */
export function useAsked<T>(path: string): {
  value: T | undefined;
  trouble: string | undefined;
  again: () => Promise<void>;
} {
  const [value, setValue] = useState<T>();
  const [trouble, setTrouble] = useState<string>();
  const again = useCallback(async () => {
    try {
      setValue(await get<T>(path));
      setTrouble(undefined);
    } catch (e) {
      setTrouble(words(e));
    }
  }, [path]);
  useEffect(() => {
    void again();
  }, [again]);
  return { value, trouble, again };
}
