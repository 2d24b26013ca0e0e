"use client";

import { useRouter } from "next/navigation";
import { portal } from "@/words/portal";
import { takeKeptCode } from "./claim/kept";
import { saidOf, type FieldName } from "./forms";
import { ButtonLink } from "./parts/Button";
import { Fault } from "./parts/Fault";
import { Field } from "./parts/Field";
import { Form } from "./parts/Form";
import { PlainPage } from "./parts/PlainPage";
import { Waiting } from "./parts/Waiting";
import { Refused } from "./server/problem";
import { useLink, useLinkUse, type Link } from "./server/session";
import { useSecret } from "./useSecret";

const FIELDS: Record<Link["kind"], readonly FieldName[]> = {
  invitation: ["name", "newPassword"],
  first_admin: ["name", "email", "newPassword"],
  reset: ["newPassword"],
};

/** What a link from a mail is for: an invitation, the first admin, a new password. Its secret stands after the #. */
export function Join() {
  const secret = useSecret();
  const link = useLink(secret ?? "");
  if (secret === "") {
    return (
      <PlainPage title={portal.join.none} lead={portal.join.noneLead}>
        <WaysOut />
      </PlainPage>
    );
  }
  if (link.data !== undefined && secret !== null)
    return <Known key={secret} secret={secret} link={link.data} />;
  if (link.error instanceof Refused && link.error.status < 500) {
    return (
      <PlainPage title={portal.join.gone} lead={portal.join.goneLead}>
        <WaysOut />
      </PlainPage>
    );
  }
  return (
    <div className="mx-auto max-w-104 px-4 py-16">
      {link.isError ? (
        <Fault error={link.error} onTryAgain={() => void link.refetch()} />
      ) : (
        <Waiting rows={3} />
      )}
    </div>
  );
}

function Known({ secret, link }: { secret: string; link: Link }) {
  const use = useLinkUse();
  const router = useRouter();
  const fields = FIELDS[link.kind];
  const { title, lead } = wordsOf(link);
  const own = { 403: portal.join.goneLead, 409: portal.join.taken };
  return (
    <PlainPage title={title} lead={lead}>
      <Form
        fields={fields}
        submit={link.kind === "reset" ? portal.join.submitReset : portal.join.submit}
        busy={use.isPending || use.isSuccess}
        refusal={use.isError ? saidOf(use.error, own) : null}
        onSubmit={(values) => {
          const [name, email] = [values.name || null, values.email || null];
          const said = { link: secret, name, email, password: values.newPassword };
          use.mutate(said, { onSuccess: () => router.replace(nextOf(takeKeptCode())) });
        }}
      >
        {(faults) => (
          <>
            {/* A browser's store of passwords learns whose the new one is. */}
            {link.email !== null && (
              <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
            )}
            {fields.map((name) => (
              <Field key={name} name={name} fault={faults[name]} />
            ))}
          </>
        )}
      </Form>
      {use.error instanceof Refused && <WaysOut />}
    </PlainPage>
  );
}

function wordsOf({ kind, organisation, email, roles }: Link): { title: string; lead: string } {
  const { join } = portal;
  const said = roles.map((role) => portal.roles[role].toLowerCase()).join(join.or);
  switch (kind) {
    case "first_admin":
      return { title: join.firstAdmin, lead: join.firstAdminLead(organisation) };
    case "reset":
      return { title: join.reset, lead: join.resetLead(email ?? "") };
    case "invitation":
      return { title: join.invitation(organisation), lead: join.invitationLead(email ?? "", said) };
  }
}

/** Whoever made an account for the swings of a bay goes on with these. */
function nextOf(code: string | null): string {
  return code === null ? "/" : `/claim/#${code}`;
}

function WaysOut() {
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href="/">{portal.join.toSignIn}</ButtonLink>
      <ButtonLink href="/reset/">{portal.join.toReset}</ButtonLink>
    </div>
  );
}
