"use client";

import { useState } from "react";
import type { SwingRow } from "../server/swings";
import { Mark } from "./Logo";

/** The golfer at the top of the swing; a place of the same size where there is no picture. */
export function Still({ swing, className }: { swing: SwingRow; className: string }) {
  const [broken, setBroken] = useState(false);
  const frame = `overflow-hidden rounded-control bg-raised ${className}`;
  if (swing.clip === null || broken) {
    return (
      <span aria-hidden className={`grid place-items-center border border-line ${frame}`}>
        <Mark className="w-6 opacity-60" />
      </span>
    );
  }
  return (
    <span aria-hidden className={frame}>
      {/* eslint-disable-next-line @next/next/no-img-element -- a picture behind a session, of its own size */}
      <img
        src={`/v1/swings/${swing.swing_id}/stills/top?small=true`}
        alt=""
        loading="lazy"
        onError={() => setBroken(true)}
        className="size-full object-cover"
      />
    </span>
  );
}
