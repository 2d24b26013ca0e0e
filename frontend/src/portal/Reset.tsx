"use client";

import { useState } from "react";
import { portal } from "@/words/portal";
import { saidOf } from "./forms";
import { ButtonLink } from "./parts/Button";
import { Field } from "./parts/Field";
import { Form } from "./parts/Form";
import { PlainPage } from "./parts/PlainPage";
import { useForgotten } from "./server/session";

/** Asks for a link to a new password. Whether the address is anybody's is not told. */
export function Reset() {
  const forgotten = useForgotten();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const back = <ButtonLink href="/">{portal.reset.back}</ButtonLink>;
  if (sentTo !== null) {
    return (
      <PlainPage title={portal.reset.sent} lead={portal.reset.sentLead(sentTo)}>
        {back}
      </PlainPage>
    );
  }
  return (
    <PlainPage title={portal.reset.title} lead={portal.reset.lead}>
      <Form
        fields={["email"]}
        submit={portal.reset.submit}
        busy={forgotten.isPending}
        refusal={forgotten.isError ? saidOf(forgotten.error, { 422: portal.missing.email }) : null}
        onSubmit={({ email }) => forgotten.mutate(email, { onSuccess: () => setSentTo(email.trim()) })}
      >
        {(faults) => <Field name="email" fault={faults.email} />}
      </Form>
      {back}
    </PlainPage>
  );
}
