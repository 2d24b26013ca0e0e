"use client";

import { useState } from "react";

/** The moment at which a page was opened, ms: what "today" means on it. */
export function useNow(): number {
  const [now_ms] = useState(() => Date.now());
  return now_ms;
}
