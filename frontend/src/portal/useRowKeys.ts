"use client";

import { useEffect, type RefObject } from "react";

/** J and K go from row to row (`data-row`) of a list; Enter is the row's own. Nothing while somebody types. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || isTyping(event) || list.current === null) return;
      const rows = [...list.current.querySelectorAll<HTMLElement>("[data-row]")];
      const here = rows.findIndex((row) => row === document.activeElement);
      const next = rows[here === -1 ? 0 : here + step];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}

/** Whether a key belongs to a field, a list of choices, or the browser itself. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  return (
    event.target instanceof HTMLElement && event.target.closest("input, select, textarea, dialog") !== null
  );
}
