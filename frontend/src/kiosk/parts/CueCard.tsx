import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Cue, FollowUp } from "@/wire";
import { words } from "@/words";
import { useLayout } from "../useLayout";

const CUE_MM = 24.8;
/** Mean advance of Inter's letters at this weight, em. */
const ADVANCE_EM = 0.54;
const ROOM_MM = 26;

/**
 * The one thing to say, with its evidence, and whether an earlier cue has changed anything. Praise stands between
 * hairlines, a change stands in a card.
 */
export function CueCard({ cue, followUp }: { cue: Cue | null; followUp: FollowUp | null }) {
  const answer =
    followUp === null ? null : <Answer followUp={followUp} isThisCue={followUp.fault === cue?.fault} />;
  if (cue === null) {
    return <Calm title={words.cue.none} line={words.cue.noneReason} icon={null} answer={answer} />;
  }
  if (cue.tone === "keep") {
    const icon = <Check aria-hidden className="size-22 shrink-0 text-good" strokeWidth={2} />;
    return <Calm title={cue.words} line={cue.evidence} icon={icon} answer={answer} />;
  }
  return (
    <section className="relative flex min-h-55 flex-col justify-center gap-2 overflow-hidden rounded-card border border-line bg-card py-3 pr-5 pl-14">
      <div className="absolute inset-y-0 left-0 w-4 bg-mark" />
      <CueWords text={cue.words} />
      <p className="flex items-start gap-4.5 text-least">
        <span aria-hidden className="mt-[0.28em] ml-1 size-[0.5em] shrink-0 rotate-45 bg-mark" />
        <span className="text-pretty">{cue.evidence}</span>
      </p>
      {answer}
    </section>
  );
}

/** One line: did the cue change it? */
function Answer({ followUp, isThisCue }: { followUp: FollowUp; isThisCue: boolean }) {
  const { verdict, swings, needed } = followUp;
  const { thisCue, earlierCue, tooEarly, answers } = words.followUp;
  return (
    <p className="text-least">
      <span className="text-quiet">{isThisCue ? thisCue : earlierCue(followUp.words)}</span>{" "}
      <span className="number">{verdict === "too_early" ? tooEarly(swings, needed) : answers[verdict]}</span>
    </p>
  );
}

function Calm({
  title,
  line,
  icon,
  answer,
}: {
  title: string;
  line: string;
  icon: ReactNode;
  answer: ReactNode;
}) {
  return (
    <section className="flex min-h-55 items-center gap-10 border-y border-line py-4">
      {icon}
      <div className="flex min-w-0 flex-col gap-2">
        <CueWords text={title} calm />
        <p className="text-least text-pretty text-quiet">{line}</p>
        {answer}
      </div>
    </section>
  );
}

function CueWords({ text, calm = false }: { text: string; calm?: boolean }) {
  const { column_mm } = useLayout();
  const room_mm = column_mm - ROOM_MM - (calm ? 32 : 0);
  const size_mm = Math.min(calm ? 21.5 : CUE_MM, room_mm / (text.length * ADVANCE_EM));
  return (
    <h2
      className="leading-[1.15] font-semibold"
      style={{ fontSize: `calc(var(--mm) * ${size_mm.toFixed(2)})` }}
    >
      {text}
    </h2>
  );
}
