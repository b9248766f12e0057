import { createContext, useContext } from "react";
import type { Me } from "../api/types";

/** Who is signed in. */
export const Who = createContext<Me | undefined>(undefined);

/** Whether they may do more than look: what they may not do is not offered. */
export function useWorks(): boolean {
  return useContext(Who)?.user.role !== "viewer";
}
