"use client";

import { useEffect, useId, useRef, type ReactNode } from "react";

interface Props {
  title: string;
  lead?: string;
  /** Left out where it has to be answered: then Escape does nothing. */
  onClose?: () => void;
  children: ReactNode;
}

/** A question over the page, which stays as it is; Escape answers it with no. */
export function Dialog({ title, lead, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onCancel={(event) => onClose === undefined && event.preventDefault()}
      className="m-auto max-h-dvh w-full max-w-104 overflow-y-auto rounded-card border border-edge bg-ground p-6 text-text backdrop:bg-black/60"
    >
      <h2 id={id} dir="auto" className="text-phone-title font-semibold break-words">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-2 text-body text-quiet">{lead}</p>}
      <div className="mt-6 flex flex-col gap-5">{children}</div>
    </dialog>
  );
}
