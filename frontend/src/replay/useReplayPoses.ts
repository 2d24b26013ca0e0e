"use client";

import { useEffect, useState } from "react";
import type { ReplayPoses } from "@/wire";

/** The skeleton of a saved clip; null until it is there. */
export function useReplayPoses(url: string | null): ReplayPoses | null {
  const [loaded, setLoaded] = useState<{ url: string; poses: ReplayPoses } | null>(null);
  useEffect(() => {
    if (url === null) return;
    const leaving = new AbortController();
    fetch(url, { signal: leaving.signal })
      .then((response) => (response.ok ? (response.json() as Promise<ReplayPoses>) : null))
      .then((poses) => poses && setLoaded({ url, poses }))
      // The video plays without its skeleton; the numbers never depend on it.
      .catch(() => undefined);
    return () => leaving.abort();
  }, [url]);
  return loaded !== null && loaded.url === url ? loaded.poses : null;
}
