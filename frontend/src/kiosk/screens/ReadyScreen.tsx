import { Check, Minus } from "lucide-react";
import type { Lights as BayLights } from "@/wire";
import { words } from "@/words";
import { GolferChoice } from "../parts/GolferChoice";
import { Badges, Header, MenuButton, NewGolferButton } from "../parts/Header";
import { Preview } from "../parts/Preview";
import { useLayout } from "../useLayout";
import type { ScreenProps } from "./props";

export type ReadyKind = "ready" | "nobody" | "out_of_frame" | "not_measured";

interface Says {
  label: string;
  title: string;
  lead: string;
}

/** Before a swing: what to do, the two lights, club and hand, and the live picture. */
export function ReadyScreen({ kind, ...props }: ScreenProps & { kind: ReadyKind }) {
  const { kiosk, onGolfer, onPreview } = props;
  const { orientation, compact } = useLayout();
  const { label, title, lead } = saysFor(kind, kiosk.notMeasured?.words);
  const isWrong = kind === "out_of_frame" || kind === "not_measured";
  return (
    <>
      <ReadyHeader {...props} />
      <main className="ready-grid min-h-0 flex-1" data-hand={kiosk.golfer.handedness}>
        <div className="[grid-area:title]">
          <p className={`text-least leading-none ${isWrong ? "text-watch" : "text-quiet"}`}>{label}</p>
          <h1 className="mt-8 text-headline font-semibold tracking-[-0.02em] text-balance">{title}</h1>
          <p className="mt-6 text-value text-pretty text-quiet">{lead}</p>
        </div>
        {!(compact && kind === "not_measured") && <Lights {...kiosk.lights} />}
        <div className="[grid-area:choice]">
          <GolferChoice golfer={kiosk.golfer} onChange={onGolfer} narrow={orientation === "portrait"} />
        </div>
        <Preview onPreview={onPreview} inFrame={kiosk.lights.person_seen ? kiosk.lights.in_frame : null} />
      </main>
    </>
  );
}

function saysFor(kind: ReadyKind, reason: string | undefined): Says {
  switch (kind) {
    case "ready":
      return words.ready;
    case "nobody":
      return words.nobody;
    case "out_of_frame":
      return words.outOfFrame;
    case "not_measured":
      return { ...words.notMeasured, lead: `${reason ?? ""} ${words.notMeasured.again}`.trim() };
  }
}

function ReadyHeader({ kiosk, onOpen, onNewGolfer }: ScreenProps) {
  const { orientation, compact } = useLayout();
  const newest = kiosk.swings[0];
  const isTight = compact || orientation === "portrait";
  return (
    <Header left={<span className="text-quiet">{kiosk.status?.bay_name}</span>}>
      <Badges connected={kiosk.connected} status={kiosk.status} short={isTight} />
      {newest && (
        <>
          <NewGolferButton onNewGolfer={onNewGolfer} short={orientation === "portrait"} />
          <MenuButton onOpen={() => onOpen("swings")}>{words.header.lastSwings}</MenuButton>
        </>
      )}
      {!(isTight && newest) && (
        <strong className="number text-text">{words.header.next((newest?.number ?? 0) + 1)}</strong>
      )}
    </Header>
  );
}

function Lights({ in_frame, still }: BayLights) {
  return (
    <div className="flex items-center gap-30 self-center border-y border-line py-15 [grid-area:lights] compact:py-10">
      <Light on={in_frame} yes={words.ready.inFrameYes} no={words.ready.inFrameNo}>
        {words.ready.inFrame}
      </Light>
      <Light on={still} yes={words.ready.stillYes} no={words.ready.stillNo}>
        {words.ready.still}
      </Light>
    </div>
  );
}

interface LightProps {
  on: boolean | null;
  yes: string;
  no: string;
  children: string;
}

/** Filled and ticked, or hollow: never by colour alone. */
function Light({ on, yes, no, children }: LightProps) {
  return (
    <p role="img" aria-label={on === true ? yes : no} className="flex items-center gap-8">
      {on === true ? (
        <span className="flex size-34 items-center justify-center rounded-full bg-good text-ground compact:size-28">
          <Check aria-hidden className="size-22 compact:size-18" strokeWidth={3} />
        </span>
      ) : (
        <span className="flex size-34 items-center justify-center rounded-full border-[calc(var(--mm)*1.2)] border-edge text-quiet compact:size-28">
          <Minus aria-hidden className="size-16" strokeWidth={2.5} />
        </span>
      )}
      <span className={`text-verdict font-semibold ${on === true ? "" : "text-quiet"}`}>{children}</span>
    </p>
  );
}
