"use client";

import { useEffect } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { Button, ButtonLink } from "../parts/Button";
import { Note } from "../parts/Note";
import { PlainPage } from "../parts/PlainPage";
import { Refused } from "../server/problem";
import { useClaim, useWaitingClaim, type Claim, type CodeFacts } from "../server/claims";
import { Facts } from "./Facts";
import { Gone } from "./Gone";

/** Somebody who is signed in takes the swings with one touch. */
export function Taking({ code, facts }: { code: string; facts: CodeFacts }) {
  const take = useClaim();
  const { claim } = portal;
  if (take.data !== undefined) return <Taken claim={take.data} />;
  if (isGone(take.error)) return <Gone />;
  const { session } = facts;
  return (
    <PlainPage
      title={session === null ? claim.waiting : claim.title(session.swings)}
      lead={session === null ? claim.waitingSignedIn : claim.lead}
    >
      <Facts facts={facts} />
      {take.isError && <Note tone="fault">{saidOf(take.error)}</Note>}
      <Button look="primary" busy={take.isPending} className="min-h-13" onClick={() => take.mutate(code)}>
        {claim.take}
      </Button>
      <ButtonLink href="/swings/">{claim.notMine}</ButtonLink>
    </PlainPage>
  );
}

/** A code that is free no more: whoever used it is told that the swings are theirs, anybody else that it is gone. */
export function Used({ code }: { code: string }) {
  const { mutate, data, isError } = useClaim();
  useEffect(() => mutate(code), [mutate, code]);
  if (data !== undefined) return <Taken claim={data} />;
  return isError ? <Gone /> : null;
}

function Taken({ claim: first }: { claim: Claim }) {
  const { data: now } = useWaitingClaim(first);
  const { claim } = portal;
  if (now.state === "refused") return <Gone />;
  const yours = now.state === "yours";
  return (
    <PlainPage
      title={yours ? claim.yours : claim.waits}
      lead={yours ? claim.yoursLead(now.session?.swings ?? 0) : claim.waitsLead}
    >
      <ButtonLink href="/swings/" look="primary">
        {claim.toSwings}
      </ButtonLink>
    </PlainPage>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof Refused && error.status === 403;
}
