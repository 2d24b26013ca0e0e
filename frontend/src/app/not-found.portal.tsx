import { ButtonLink } from "@/portal/parts/Button";
import { PlainPage } from "@/portal/parts/PlainPage";
import { portal } from "@/words/portal";

export default function NotFound() {
  return (
    <PlainPage title={portal.notFound.title} lead={portal.notFound.lead}>
      <ButtonLink href="/" look="primary">
        {portal.notFound.home}
      </ButtonLink>
    </PlainPage>
  );
}
