"use client";

import Link from "next/link";
import { portal } from "@/words/portal";
import { saidOf } from "./forms";
import { Field } from "./parts/Field";
import { Form } from "./parts/Form";
import { PlainPage } from "./parts/PlainPage";
import { useSignIn } from "./server/session";

/** Stands where a page needs somebody who is signed in; the address stays, so the page comes by itself. */
export function SignInPage() {
  return (
    <PlainPage title={portal.signIn.title} lead={portal.signIn.lead}>
      <SignInForm />
    </PlainPage>
  );
}

export function SignInForm({ email }: { email?: string }) {
  const signIn = useSignIn();
  return (
    <>
      <Form
        fields={["email", "password"]}
        submit={portal.signIn.submit}
        busy={signIn.isPending}
        refusal={signIn.isError ? saidOf(signIn.error, { 401: portal.refused.wrong }) : null}
        onSubmit={({ email, password }) => signIn.mutate({ email, password })}
      >
        {(faults) => (
          <>
            <Field
              name="email"
              fault={faults.email}
              {...(email === undefined ? {} : { defaultValue: email })}
            />
            <Field name="password" fault={faults.password} />
          </>
        )}
      </Form>
      <Link
        href="/reset/"
        className="inline-flex min-h-11 items-center self-start text-body text-accent-words underline underline-offset-4"
      >
        {portal.signIn.forgotten}
      </Link>
    </>
  );
}
