import { Equal, TriangleAlert } from "lucide-react";
import type { Handedness, SwingReport } from "@/wire";
import { words } from "@/words";
import { fixed, halfWidth, measured, type Measured } from "../format";
import { planeVerdict, type PlaneVerdict } from "../verdict";
import { Scale } from "./Scale";
import { Withheld } from "./Withheld";

/** Half the scale, in trunk lengths. */
const REACH = 0.4;

const VERDICTS: Record<PlaneVerdict, { text: string; side: string; look: string; icon: typeof Equal }> = {
  over: { text: words.plane.over, side: words.plane.overSide, look: "text-watch", icon: TriangleAlert },
  under: { text: words.plane.under, side: words.plane.underSide, look: "text-watch", icon: TriangleAlert },
  same: { text: words.plane.same, side: "", look: "text-text", icon: Equal },
};

/** The hands coming down against going back, or why that is not shown. */
export function PlanePanel({ report, handedness }: { report: SwingReport; handedness: Handedness }) {
  const metric = report.metrics["over_the_top"];
  const over = measured(metric);
  return (
    <section aria-label={words.plane.label} className="flex min-h-0 flex-col">
      <h2 className="trimmed mb-8 text-least text-quiet">
        {over?.apparent ? words.plane.labelApparent : words.plane.label}
      </h2>
      {over === null ? (
        <div className="min-h-0 flex-1">
          <Withheld reason={metric?.withheld ?? words.withheld.missing} />
        </div>
      ) : (
        <Shown
          over={over}
          angle={measured(report.metrics["hand_path_plane_deg"])}
          mirrored={handedness === "left"}
        />
      )}
    </section>
  );
}

function Shown({ over, angle, mirrored }: { over: Measured; angle: Measured | null; mirrored: boolean }) {
  const verdict = planeVerdict(over);
  const { text, look, icon: Icon } = VERDICTS[verdict];
  const ends = [words.plane.scaleUnder, words.plane.scaleSame, words.plane.scaleOver];
  return (
    <div className="flex flex-1 flex-col gap-7 portrait:grid portrait:grid-cols-2 portrait:gap-x-18 portrait:gap-y-5 compact:grid compact:grid-cols-2 compact:gap-x-14 compact:gap-y-4">
      <p
        className={`flex items-center gap-5 text-verdict leading-none font-semibold whitespace-nowrap ${look}`}
      >
        <Icon aria-hidden className="size-19 shrink-0" strokeWidth={2.2} />
        {text}
      </p>
      <Scale
        metric={over}
        from={-REACH}
        to={REACH}
        mirrored={mirrored}
        label={words.plane.scale(amount(over))}
      >
        <div aria-hidden className="mt-2 flex justify-between text-least leading-none text-quiet">
          {(mirrored ? ends.toReversed() : ends).map((end) => (
            <span key={end}>{end}</span>
          ))}
        </div>
      </Scale>
      <Detail over={over} verdict={verdict} angle={angle} />
    </div>
  );
}

function Detail({ over, verdict, angle }: { over: Measured; verdict: PlaneVerdict; angle: Measured | null }) {
  const within = words.plane.within(percent(Math.max(Math.abs(over.low), Math.abs(over.high))));
  const isSide = verdict !== "same";
  return (
    <div className="flex flex-col gap-2 text-least leading-tight text-quiet portrait:col-span-2 compact:col-span-2">
      <p className="whitespace-nowrap">
        <b className="number text-text">{isSide ? words.plane.ofTrunk(amount(over)) : within}</b>{" "}
        {isSide && VERDICTS[verdict].side}
      </p>
      <p className="whitespace-nowrap">{over.apparent ? words.plane.notAligned : angle && handPath(angle)}</p>
    </div>
  );
}

function handPath(angle: Measured): string {
  return words.plane.handPath(`${fixed(angle.value, 0)} ± ${halfWidth(angle, 0)}°`);
}

function percent(trunks: number): string {
  return `${Math.ceil(100 * trunks - 0.05)} %`;
}

/** "9 ± 2 %", in hundredths of the trunk's length; the side is said in words. */
function amount(over: Measured): string {
  const hundredths = { ...over, value: 100 * over.value, low: 100 * over.low, high: 100 * over.high };
  return `${fixed(Math.abs(hundredths.value), 0)} ± ${halfWidth(hundredths, 0)} %`;
}
