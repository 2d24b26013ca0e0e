"use client";

import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { Empty } from "../parts/Empty";
import { Loaded } from "../parts/Loaded";
import { Note } from "../parts/Note";
import { Switch } from "../parts/Switch";
import { useCoaches, useConsent, useConsents, type Consent, type Named } from "../server/account";
import { useNow } from "../useNow";
import { dayOf } from "../when";
import { Part } from "./Part";

/** A player's yes and no to each coach. */
export function Coaches() {
  const coaches = useCoaches();
  const consents = useConsents();
  const consent = useConsent();
  return (
    <Part title={portal.account.coaches} lead={portal.account.coachesLead}>
      {consent.isError && <Note tone="fault">{saidOf(consent.error)}</Note>}
      <Loaded query={coaches} rows={2} rowClass="h-16">
        {(people) => (
          <Loaded query={consents} rows={2} rowClass="h-16">
            {(given) =>
              people.length === 0 ? (
                <Empty title={portal.account.noCoaches} lead={portal.account.noCoachesLead} />
              ) : (
                <ul className="divide-y divide-line border-y border-line">
                  {people.map((coach) => (
                    <Row
                      key={coach.person_id}
                      coach={coach}
                      said={given.find((one) => one.coach_id === coach.person_id)}
                      onChange={(yes) => consent.mutate({ coach_id: coach.person_id, given: yes })}
                    />
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Part>
  );
}

interface RowProps {
  coach: Named;
  said: Consent | undefined;
  onChange: (yes: boolean) => void;
}

function Row({ coach, said, onChange }: RowProps) {
  const now_ms = useNow();
  const holds = said !== undefined && said.withdrawn_at_ms === null;
  return (
    <li>
      <Switch checked={holds} onChange={onChange} label={coach.name} note={noteOf(said, now_ms)} />
    </li>
  );
}

function noteOf(said: Consent | undefined, now_ms: number): string {
  if (said === undefined) return portal.account.never;
  const { given_at_ms, withdrawn_at_ms } = said;
  return withdrawn_at_ms === null
    ? portal.account.allowed(dayOf(given_at_ms, now_ms))
    : portal.account.withdrawn(dayOf(withdrawn_at_ms, now_ms));
}
