import { halfWidth, type Measured } from "@/kiosk/format";
import { TEMPO_RANGE } from "@/kiosk/verdict";
import { portal } from "@/words/portal";
import type { SwingRow } from "../server/swings";
import { Scale } from "./Scale";

const DIGITS = 2;
const FROM = 1.6;
const TO = 5;

/** The tempo of a list's swing with its interval; null where it is withheld. */
export function tempoOf({ metrics, sketch }: SwingRow): Measured | null {
  const value = metrics["tempo_ratio"] ?? null;
  const [low, high] = [sketch?.tempo_low ?? null, sketch?.tempo_high ?? null];
  if (value === null || low === null || high === null) return null;
  return { value, low, high, apparent: false };
}

export function TempoValue({ tempo }: { tempo: Measured | null }) {
  if (tempo === null) return <span className="text-quiet">{portal.none}</span>;
  return (
    <span className="whitespace-nowrap">
      <span className="number text-[1.0625rem]">{tempo.value.toFixed(DIGITS)}</span>{" "}
      <span className="number text-caption text-quiet">± {halfWidth(tempo, DIGITS)}</span>
    </span>
  );
}

export function TempoScale({ tempo }: { tempo: Measured | null }) {
  if (tempo === null) return null;
  const [value, low, high] = [tempo.value, tempo.low, tempo.high].map((one) => one.toFixed(DIGITS));
  const label = portal.swings.scale(value!, low!, high!);
  const band = [TEMPO_RANGE.low, TEMPO_RANGE.high] as const;
  return <Scale column shown={tempo} from={FROM} to={TO} band={band} label={label} />;
}
