"use client";

import { useState, type FormEvent } from "react";
import { portal } from "@/words/portal";
import { Button } from "../parts/Button";
import { Fault } from "../parts/Fault";
import { Note } from "../parts/Note";
import { PlainPage } from "../parts/PlainPage";
import { Waiting } from "../parts/Waiting";
import { useCode } from "../server/claims";
import { isPassing, Refused } from "../server/problem";
import { useSession } from "../server/session";
import { useSecret } from "../useSecret";
import { codeOf } from "./codes";
import { Facts } from "./Facts";
import { Gone } from "./Gone";
import { Newcomer } from "./Newcomer";
import { Taking, Used } from "./Taking";

/** What the QR on a bay's screen opens: the code of a session of swings stands after the #. */
export function Claim() {
  const secret = useSecret();
  const code = secret === null ? null : codeOf(secret);
  if (secret === null) return <Wait />;
  return code === null ? <NoCode typed={secret} /> : <Known key={code} code={code} />;
}

function Known({ code }: { code: string }) {
  const session = useSession();
  const look = useCode(code);
  const failed = [session, look].find(({ error }) => error !== null && isPassing(error));
  if (failed !== undefined) {
    return (
      <Column>
        <Fault error={failed.error} onTryAgain={() => void failed.refetch()} />
      </Column>
    );
  }
  if (session.data === undefined || look.isPending) return <Wait />;
  if (look.error instanceof Refused && look.error.status === 429) return <Later error={look.error} />;
  const isPlayer = session.data?.roles.includes("player") ?? false;
  if (look.data === undefined) return isPlayer ? <Used code={code} /> : <Gone />;
  if (session.data === null) return <SignedOut code={code} facts={look.data} />;
  if (!isPlayer) return <PlainPage title={portal.claim.noPlayer} lead={portal.claim.noPlayerLead} />;
  return <Taking code={code} facts={look.data} />;
}

function SignedOut({
  code,
  facts,
}: {
  code: string;
  facts: NonNullable<ReturnType<typeof useCode>["data"]>;
}) {
  const { claim } = portal;
  const { session } = facts;
  return (
    <PlainPage
      title={session === null ? claim.waiting : claim.title(session.swings)}
      lead={session === null ? claim.waitingLead : claim.lead}
    >
      <Facts facts={facts} />
      <Newcomer code={code} facts={facts} />
    </PlainPage>
  );
}

/** Where a camera fails, the code is typed. */
function NoCode({ typed }: { typed: string }) {
  const [missing, setMissing] = useState(typed !== "");
  const { claim } = portal;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = codeOf(String(new FormData(event.currentTarget).get("code") ?? ""));
    setMissing(code === null);
    if (code !== null) window.location.hash = code;
  };
  return (
    <PlainPage title={claim.none} lead={claim.noneLead}>
      <form noValidate onSubmit={send} className="flex flex-col gap-5">
        <div className="flex flex-col gap-1.5">
          <label htmlFor="code" className="text-body font-semibold">
            {claim.code}
          </label>
          <input
            id="code"
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            placeholder={claim.codeExample}
            className="min-h-12 w-full rounded-control border border-edge bg-surface px-3 text-[1rem] uppercase placeholder:text-quiet"
          />
        </div>
        {missing && <Note tone="fault">{claim.noCode}</Note>}
        <Button type="submit" look="primary" className="min-h-13">
          {claim.look}
        </Button>
      </form>
    </PlainPage>
  );
}

function Later({ error }: { error: Refused }) {
  return <PlainPage title={portal.claim.later} lead={error.message} />;
}

function Wait() {
  return (
    <Column>
      <Waiting rows={3} />
    </Column>
  );
}

function Column({ children }: { children: React.ReactNode }) {
  return <div className="mx-auto max-w-104 px-4 py-16">{children}</div>;
}
