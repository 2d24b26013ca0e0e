"use client";

import { UserRoundPlus } from "lucide-react";
import { useRef, useState } from "react";
import { portal } from "@/words/portal";
import { useMe } from "../me";
import { Button } from "../parts/Button";
import { Loaded } from "../parts/Loaded";
import { Note } from "../parts/Note";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { usePeople, type Person } from "../server/people";
import { useNow } from "../useNow";
import { useRowKeys } from "../useRowKeys";
import { dayOf } from "../when";
import { Change } from "./Change";
import { Invite } from "./Invite";

/** An admin's people: who they are, who comes, who goes. */
export function People() {
  return (
    <SignedIn>
      <Page />
    </SignedIn>
  );
}

function Page() {
  const people = usePeople();
  const [inviting, setInviting] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const here = people.data?.filter(({ removed_at_ms }) => removed_at_ms === null).length;
  return (
    <Shell
      title={portal.people.title}
      lead={here === undefined ? undefined : portal.people.lead(here)}
      actions={
        <Button icon={<UserRoundPlus aria-hidden className="size-4.5" />} onClick={() => setInviting(true)}>
          {portal.people.invite}
        </Button>
      }
    >
      <div className="px-4 wide:px-6">
        {sentTo !== null && (
          <div className="py-3">
            <Note tone="good">{portal.people.sent(sentTo)}</Note>
          </div>
        )}
        <Loaded query={people} rows={6} rowClass="h-22 wide:h-14">
          {(all) => <List people={inOrder(all)} />}
        </Loaded>
      </div>
      {inviting && (
        <Invite
          onClose={() => setInviting(false)}
          onSent={(email) => {
            setSentTo(email);
            setInviting(false);
          }}
        />
      )}
    </Shell>
  );
}

/** By name; who has no access any more comes last. */
function inOrder(people: readonly Person[]): Person[] {
  const gone = ({ removed_at_ms }: Person) => Number(removed_at_ms !== null);
  return [...people].sort((a, b) => gone(a) - gone(b) || a.name.localeCompare(b.name));
}

function List({ people }: { people: readonly Person[] }) {
  const list = useRef<HTMLUListElement>(null);
  const [changing, setChanging] = useState<Person | null>(null);
  useRowKeys(list);
  return (
    <>
      <ul ref={list} className="-mx-4 wide:-mx-6">
        {people.map((person) => (
          <Row key={person.person_id} person={person} onChange={() => setChanging(person)} />
        ))}
      </ul>
      {changing !== null && (
        <Change key={changing.person_id} person={changing} onClose={() => setChanging(null)} />
      )}
    </>
  );
}

function Row({ person, onChange }: { person: Person; onChange: () => void }) {
  const { name, email, roles, made_at_ms, removed_at_ms, person_id } = person;
  const now_ms = useNow();
  const { people } = portal;
  const me = useMe();
  const isHere = removed_at_ms === null;
  return (
    <li className="grid min-h-22 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line px-4 py-2 wide:min-h-14 wide:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_minmax(0,10rem)_minmax(0,9rem)_6rem] wide:px-6 wide:py-1">
      <bdi className={`min-w-0 text-body break-words ${isHere ? "font-semibold" : "text-quiet"}`}>{name}</bdi>
      <span className="col-start-1 min-w-0 text-table break-words text-quiet wide:col-start-auto wide:text-body">
        {email}
      </span>
      <span className="col-start-1 min-w-0 text-table wide:col-start-auto wide:text-body">
        {roles.map((role) => portal.roles[role]).join(", ")}
      </span>
      <span className="col-start-1 min-w-0 text-table text-quiet wide:col-start-auto">
        {isHere ? people.since(dayOf(made_at_ms, now_ms)) : people.removed(dayOf(removed_at_ms, now_ms))}
      </span>
      <span className="col-start-2 row-span-4 row-start-1 justify-self-end wide:col-start-auto wide:row-auto">
        {person_id === me.person_id ? (
          <span className="text-table text-quiet">{people.you}</span>
        ) : (
          isHere && (
            <Button data-row aria-label={people.changeLabel(name)} onClick={onChange}>
              {people.change}
            </Button>
          )
        )}
      </span>
    </li>
  );
}
