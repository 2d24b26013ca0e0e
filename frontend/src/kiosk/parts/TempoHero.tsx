import { Check, TriangleAlert } from "lucide-react";
import type { Metric } from "@/wire";
import { words } from "@/words";
import { fixed, measured, share, type Measured } from "../format";
import { TEMPO_RANGE, tempoVerdict, type TempoVerdict } from "../verdict";
import { Scale, ScaleMark } from "./Scale";
import { Withheld } from "./Withheld";

const SCALE = { from: 2, to: 5 };

const VERDICTS: Record<TempoVerdict, { text: string; look: string; icon: typeof Check | null }> = {
  in_range: { text: words.tempo.inRange, look: "text-good", icon: Check },
  below: { text: words.tempo.below, look: "text-watch", icon: TriangleAlert },
  above: { text: words.tempo.above, look: "text-watch", icon: TriangleAlert },
  about: { text: words.tempo.about, look: "text-text", icon: null },
  edge: { text: words.tempo.edge, look: "text-text", icon: null },
};

interface Props {
  metric: Metric | undefined;
  /** Said before the swing was over, and still the only word. */
  early?: boolean;
  /** What was said then, where it was said. */
  first?: Metric | undefined;
}

/** Tempo as the hero, its interval beside it, its place in the published range; withheld with its bar. */
export function TempoHero({ metric, early = false, first }: Props) {
  const tempo = measured(metric);
  return (
    <section aria-label={words.tempo.label} className="flex flex-col">
      <h2 className="trimmed text-least text-quiet">
        {early ? words.tempo.early : amended(tempo, measured(first))}
      </h2>
      {tempo === null ? (
        <div className="mt-8 h-126">
          <Withheld tall reason={metric?.withheld ?? words.withheld.missing} />
        </div>
      ) : (
        <div className="mt-9 grid h-49 grid-cols-[calc(var(--mm)*217)_1fr] compact:grid-cols-[calc(var(--mm)*212)_1fr]">
          <Hero tempo={tempo} />
          <Verdict tempo={tempo} />
        </div>
      )}
    </section>
  );
}

/** A number that has changed since it was first said does not change in silence. */
function amended(tempo: Measured | null, first: Measured | null): string {
  if (first === null) return words.tempo.label;
  const before = fixed(first.value, 1);
  return tempo !== null && fixed(tempo.value, 1) === before ? words.tempo.label : words.tempo.amended(before);
}

function Hero({ tempo }: { tempo: Measured }) {
  return (
    <div className="flex gap-16">
      <p className="number hero-number trimmed text-hero">{fixed(tempo.value, 1)}</p>
      <div className="flex flex-col justify-between">
        <p className="trimmed text-verdict text-quiet">{words.tempo.toOne}</p>
        <p className="number trimmed text-verdict whitespace-nowrap">
          {fixed(tempo.low, 1)} <span className="font-normal text-quiet">–</span> {fixed(tempo.high, 1)}
        </p>
      </div>
    </div>
  );
}

function Verdict({ tempo }: { tempo: Measured }) {
  const { text, look, icon: Icon } = VERDICTS[tempoVerdict(tempo)];
  const label = words.tempo.scale(fixed(tempo.value, 1), fixed(tempo.low, 1), fixed(tempo.high, 1));
  return (
    <div className="flex min-w-0 flex-col">
      <p
        className={`-mt-2 flex h-19 items-center gap-5 text-verdict leading-none font-semibold whitespace-nowrap ${look}`}
      >
        {Icon && <Icon aria-hidden className="size-19 shrink-0 compact:hidden" strokeWidth={2.2} />}
        {text}
      </p>
      <div className="mt-3.5">
        <Scale metric={tempo} {...SCALE} band={TEMPO_RANGE} label={label}>
          <div aria-hidden className="relative mt-2 h-13 text-least leading-none text-quiet">
            {[TEMPO_RANGE.low, TEMPO_RANGE.high].map((value) => (
              <ScaleMark key={value} at={share(value, SCALE.from, SCALE.to)}>
                {fixed(value, 1)}
              </ScaleMark>
            ))}
          </div>
        </Scale>
      </div>
    </div>
  );
}
