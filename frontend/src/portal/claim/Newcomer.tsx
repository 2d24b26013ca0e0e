"use client";

import { useState } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { Form } from "../parts/Form";
import { Note } from "../parts/Note";
import { useSignUp, type CodeFacts } from "../server/claims";
import { SignInForm } from "../SignIn";
import { keepCode } from "./kept";

interface Props {
  code: string;
  facts: CodeFacts;
}

/** Nobody is signed in: by a new account, or by the one they have. The page goes on by itself after either. */
export function Newcomer({ code, facts }: Props) {
  const canSignUp = facts.state === "free";
  const [way, setWay] = useState<"new" | "known">(canSignUp ? "new" : "known");
  const { claim } = portal;
  if (way === "known" || !canSignUp) {
    return (
      <>
        <SignInForm />
        {canSignUp && <Button onClick={() => setWay("new")}>{claim.noAccount}</Button>}
      </>
    );
  }
  return (
    <>
      <SignUp code={code} />
      <Button onClick={() => setWay("known")}>{claim.haveAccount}</Button>
    </>
  );
}

function SignUp({ code }: { code: string }) {
  const signUp = useSignUp();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { claim } = portal;
  if (sentTo !== null) {
    return (
      <section className="flex flex-col gap-2">
        <Note tone="good">{claim.sent}</Note>
        <p className="text-body break-words text-quiet">{claim.sentLead(sentTo)}</p>
      </section>
    );
  }
  const own = { 403: claim.byInvitation, 409: claim.waitingLead, 422: portal.missing.email };
  return (
    <Form
      fields={["email"]}
      submit={claim.signUp}
      busy={signUp.isPending}
      refusal={signUp.isError ? saidOf(signUp.error, own) : null}
      onSubmit={({ email }) => {
        keepCode(code);
        signUp.mutate({ code, email }, { onSuccess: () => setSentTo(email.trim()) });
      }}
    >
      {(faults) => <Field name="email" fault={faults.email} />}
    </Form>
  );
}
