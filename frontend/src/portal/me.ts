"use client";

import { createContext, useContext } from "react";
import type { Session } from "./server/session";

export const Me = createContext<Session | null>(null);

/** Who is signed in; within SignedIn only. */
export function useMe(): Session {
  const me = useContext(Me);
  if (me === null) throw new Error("useMe outside of SignedIn");
  return me;
}
