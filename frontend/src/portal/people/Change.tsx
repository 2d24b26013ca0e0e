"use client";

import { useState } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Note } from "../parts/Note";
import { Refused } from "../server/problem";
import { useRemove, useSetRoles, type Person } from "../server/people";
import { Roles } from "./Roles";

/** What somebody is, and whether they are here at all. */
export function Change({ person, onClose }: { person: Person; onClose: () => void }) {
  const [roles, setRoles] = useState([...person.roles]);
  const [leaving, setLeaving] = useState(false);
  const save = useSetRoles();
  const remove = useRemove();
  const { people } = portal;
  const none = roles.length === 0 ? people.noRole : null;
  const error = save.error ?? remove.error;
  const own = error instanceof Refused && error.status === 409 ? { 409: error.message } : {};
  const done = { onSuccess: onClose };
  return (
    <Dialog title={person.name} lead={leaving ? people.removeLead : person.email} onClose={onClose}>
      {!leaving && <Roles chosen={roles} fault={none} onChange={setRoles} />}
      {error !== null && <Note tone="fault">{saidOf(error, own)}</Note>}
      <div className="flex flex-wrap gap-3">
        {leaving ? (
          <Button
            look="primary"
            busy={remove.isPending}
            onClick={() => remove.mutate(person.person_id, done)}
          >
            {people.removeSure}
          </Button>
        ) : (
          <>
            <Button
              look="primary"
              busy={save.isPending}
              disabled={none !== null}
              onClick={() => save.mutate({ person_id: person.person_id, roles }, done)}
            >
              {people.save}
            </Button>
            <Button onClick={() => setLeaving(true)}>{people.remove}</Button>
          </>
        )}
        <Button look="plain" onClick={onClose}>
          {people.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
