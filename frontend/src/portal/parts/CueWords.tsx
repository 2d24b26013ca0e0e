import { portal } from "@/words/portal";
import type { Sketch } from "../server/swings";

/** A swing's one cue, as a list says it. */
export function CueWords({ sketch, withheld }: { sketch: Sketch | null; withheld: boolean }) {
  const cue = sketch?.cue ?? null;
  if (cue === null) {
    return <span className="text-quiet">{withheld ? portal.swings.withheld : portal.swings.noCue}</span>;
  }
  return <span className={cue.praise ? "text-quiet" : "font-semibold"}>{cue.words}</span>;
}
