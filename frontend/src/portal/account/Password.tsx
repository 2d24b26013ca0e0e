"use client";

import { portal } from "@/words/portal";
import { saidOf } from "../forms";
import { useMe } from "../me";
import { Field } from "../parts/Field";
import { Form } from "../parts/Form";
import { Note } from "../parts/Note";
import { useChangePassword } from "../server/session";
import { Part } from "./Part";

export function Password() {
  const change = useChangePassword();
  const me = useMe();
  return (
    <Part title={portal.account.password} lead={portal.account.passwordLead}>
      <Form
        fields={["oldPassword", "newPassword"]}
        submit={portal.account.passwordSubmit}
        busy={change.isPending}
        refusal={change.isError ? saidOf(change.error, { 403: portal.account.passwordWrong }) : null}
        onSubmit={(values, form) =>
          change.mutate(
            { old: values.oldPassword, new: values.newPassword },
            { onSuccess: () => form.reset() },
          )
        }
      >
        {(faults) => (
          <>
            <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
            <Field name="oldPassword" fault={faults.oldPassword} />
            <Field name="newPassword" fault={faults.newPassword} />
          </>
        )}
      </Form>
      {change.isSuccess && <Note tone="good">{portal.account.passwordDone}</Note>}
    </Part>
  );
}
