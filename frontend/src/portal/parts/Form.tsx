"use client";

import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { faultsOf, type Faults, type FieldName } from "../forms";
import { Button } from "./Button";
import { Note } from "./Note";

/** What is not among the form's fields is empty. */
export type Values = Record<FieldName, string>;

const NOTHING: Values = { email: "", password: "", newPassword: "", oldPassword: "", name: "" };

interface Props {
  /** The fields that are sent, all of them required. */
  fields: readonly FieldName[];
  submit: string;
  busy: boolean;
  /** Why the last try was refused. */
  refusal: string | null;
  onSubmit: (values: Values, form: HTMLFormElement) => void;
  children: (faults: Faults) => ReactNode;
}

/** Checks its fields before it sends them, and leads to the first that is missing. */
export function Form({ fields, submit, busy, refusal, onSubmit, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (form.current === null || busy) return;
    const data = new FormData(form.current);
    const typed = Object.fromEntries(fields.map((name) => [name, String(data.get(name) ?? "")]));
    const found = faultsOf(typed);
    setFaults(found);
    const first = fields.find((name) => found[name] !== undefined);
    if (first === undefined) onSubmit({ ...NOTHING, ...typed }, form.current);
    else form.current.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form ref={form} noValidate onSubmit={send} className="flex flex-col gap-5">
      {children(faults)}
      {refusal !== null && <Note tone="fault">{refusal}</Note>}
      <Button type="submit" look="primary" busy={busy} className="min-h-13">
        {submit}
      </Button>
    </form>
  );
}
