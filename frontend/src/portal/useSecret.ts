"use client";

import { useSyncExternalStore } from "react";

function listen(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** What stands after the # of the address, which no server is told; null until the page runs in a browser. */
export function useSecret(): string | null {
  return useSyncExternalStore(
    listen,
    () => window.location.hash.slice(1),
    () => null,
  );
}
