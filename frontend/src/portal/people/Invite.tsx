"use client";

import { useState } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refused } from "../server/problem";
import { useInvite } from "../server/people";
import type { Role } from "../server/session";
import { Roles } from "./Roles";

interface Props {
  onSent: (email: string) => void;
  onClose: () => void;
}

export function Invite({ onSent, onClose }: Props) {
  const invite = useInvite();
  const [roles, setRoles] = useState<Role[]>(["player"]);
  const { people } = portal;
  const none = roles.length === 0 ? people.noRole : null;
  // The service says itself who is one of them already.
  const { error } = invite;
  const taken = error instanceof Refused && error.status === 409 ? { 409: error.message } : {};
  return (
    <Dialog title={people.inviteTitle} lead={people.inviteLead} onClose={onClose}>
      <Form
        fields={["email"]}
        submit={people.send}
        busy={invite.isPending}
        refusal={error === null ? null : saidOf(error, taken)}
        onSubmit={({ email }) => {
          if (none === null) invite.mutate({ email, roles }, { onSuccess: () => onSent(email.trim()) });
        }}
      >
        {(faults) => (
          <>
            <Field name="email" fault={faults.email} />
            <Roles chosen={roles} fault={none} onChange={setRoles} />
          </>
        )}
      </Form>
      <Button onClick={onClose}>{people.cancel}</Button>
    </Dialog>
  );
}
