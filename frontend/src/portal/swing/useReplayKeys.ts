"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping } from "../useRowKeys";

interface Does {
  onPlay: () => void;
  onStep: (count: number) => void;
  onJump: (direction: 1 | -1) => void;
}

/** Space plays and pauses, arrows go by frames (with Shift by ten), [ and ] by events. */
export function useReplayKeys(does: Does): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const count = event.shiftKey ? 10 : 1;
    const action: (() => void) | undefined = {
      " ": isPress(event) ? undefined : does.onPlay,
      ArrowLeft: () => does.onStep(-count),
      ArrowRight: () => does.onStep(count),
      "[": () => does.onJump(-1),
      "]": () => does.onJump(1),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Space is a button's own key. */
function isPress({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest("button, a") !== null;
}
