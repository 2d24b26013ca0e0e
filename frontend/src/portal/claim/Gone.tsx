import { portal } from "@/words/portal";
import { ButtonLink } from "../parts/Button";
import { PlainPage } from "../parts/PlainPage";

/** A code that can be used no more. */
export function Gone() {
  return (
    <PlainPage title={portal.claim.gone} lead={portal.claim.goneLead}>
      <ButtonLink href="/">{portal.claim.toStart}</ButtonLink>
    </PlainPage>
  );
}
