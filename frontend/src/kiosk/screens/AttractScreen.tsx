import { ShieldCheck } from "lucide-react";
import { words } from "@/words";
import { Figures } from "../parts/Figures";
import { Badges, Header } from "../parts/Header";
import type { Kiosk } from "../reducer";

/** Nobody is in the bay: what it does, to be read from a distance. */
export function AttractScreen({ kiosk }: { kiosk: Kiosk }) {
  return (
    <>
      <Header left={<Brand />}>
        <Badges connected={kiosk.connected} status={kiosk.status} short />
        {kiosk.status && <span>{words.header.free(kiosk.status.bay_name)}</span>}
      </Header>
      <main className="flex min-h-0 flex-1 flex-col">
        <h1 className="text-attract font-semibold tracking-[-0.03em] text-balance compact:text-headline portrait:text-attract">
          {words.attract.title}
        </h1>
        <p className="mt-6 text-value text-pretty text-quiet">{words.attract.lead}</p>
        <div className="flex min-h-0 flex-1 items-center py-6">
          <Figures />
        </div>
        <p className="flex items-center gap-6 text-least text-quiet">
          <ShieldCheck aria-hidden className="size-12 shrink-0" />
          {words.attract.privacy}
        </p>
      </main>
    </>
  );
}

function Brand() {
  return (
    <span className="flex items-center gap-7">
      <svg viewBox="0 0 30 12" className="h-12 w-30" aria-hidden>
        <rect x="0" y="2.5" width="19.5" height="7" fill="var(--backswing)" />
        <rect x="20.5" y="2.5" width="6" height="7" fill="var(--text)" />
        <rect x="27.2" y="0" width="2.4" height="12" fill="var(--mark)" />
      </svg>
      <strong className="text-value font-semibold">{words.product}</strong>
    </span>
  );
}
