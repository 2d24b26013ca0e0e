"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { words } from "@/words";
import { Button } from "./Button";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A choice over the screen; the browser keeps the focus inside and closes it on Escape. */
export function Sheet({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      className="arrives m-auto w-[min(calc(var(--mm)*460),94vw)] rounded-card border border-edge bg-surface p-14 text-text backdrop:bg-black/70"
    >
      <div className="mb-12 flex items-center justify-between gap-10">
        <h2 className="text-verdict font-semibold">{title}</h2>
        <Button look="filled" className="!px-12" onClick={() => dialog.current?.close()}>
          {words.header.done}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
