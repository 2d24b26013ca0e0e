import type { Metric } from "@/wire";
import { words } from "@/words";
import { Badges, Header } from "../parts/Header";
import { Picture } from "../parts/Picture";
import { TempoHero } from "../parts/TempoHero";
import type { Kiosk } from "../reducer";

/** From impact to the result: the tempo as soon as it is known, and every value's place. */
export function AnalysingScreen({ kiosk }: { kiosk: Kiosk }) {
  const number = (kiosk.swings[0]?.number ?? 0) + 1;
  return (
    <>
      <Header left={<span className="text-quiet">{kiosk.status?.bay_name}</span>}>
        <Badges connected={kiosk.connected} status={kiosk.status} short />
        <strong className="number text-text">{words.header.swing(number)}</strong>
      </Header>
      <main className="plain-grid min-h-0 flex-1" data-hand={kiosk.golfer.handedness}>
        <div className="flex min-w-0 flex-col [grid-area:words]">
          {kiosk.earlyTempo === null ? <Measuring /> : <Early tempo={kiosk.earlyTempo} />}
          <div aria-hidden className="mt-22 flex h-22 gap-0.5">
            <div className="measures-back h-full flex-3 bg-backswing" />
            <div className="measures-down h-full flex-1 bg-text" />
            <div className="-mt-4 h-34 w-3 bg-mark" />
            <div className="flex-1" />
          </div>
          <div aria-hidden className="h-[2px] bg-edge" />
          <div aria-hidden className="hatched mt-26 h-56 rounded-card border border-line" />
          <div aria-hidden className="hatched mt-13 min-h-0 flex-1 rounded-card border border-line" />
        </div>
        <Picture>
          <div aria-hidden className="hatched absolute inset-0" />
        </Picture>
      </main>
    </>
  );
}

function Measuring() {
  return (
    <>
      <p className="text-least leading-none text-quiet">{words.analysing.label}</p>
      <h1 role="status" className="mt-8 text-headline font-semibold tracking-[-0.02em]">
        {words.analysing.title}
      </h1>
      <p className="mt-6 text-value text-quiet">{words.analysing.lead}</p>
    </>
  );
}

function Early({ tempo }: { tempo: Metric }) {
  return (
    <div role="status" className="pt-2">
      <TempoHero metric={tempo} early />
      <p className="mt-13 text-value text-quiet">{words.analysing.rest}</p>
    </div>
  );
}
