import type { Golfer } from "@/wire";
import { words } from "@/words";
import { Choice } from "./Choice";

const CLUBS = (["driver", "wood", "hybrid", "iron", "wedge"] as const).map((value) => ({
  value,
  text: words.clubs[value],
}));
const HANDS = (["left", "right"] as const).map((value) => ({ value, text: words.handedness[value] }));

interface Props {
  golfer: Golfer;
  onChange: (golfer: Golfer) => void;
  narrow?: boolean;
}

/** Club and hand: one touch each; touching the chosen one again leaves it open. */
export function GolferChoice({ golfer, onChange, narrow = false }: Props) {
  return (
    <div className="flex flex-col gap-12">
      <Choice
        label={words.club}
        options={CLUBS}
        chosen={golfer.club}
        onChoose={(club) => onChange({ ...golfer, club: club === golfer.club ? "unknown" : club })}
        className={narrow ? "grid-cols-1" : "grid-cols-5"}
      />
      <Choice
        label={words.handedness.label}
        options={HANDS}
        chosen={golfer.handedness}
        onChoose={(handedness) =>
          onChange({ ...golfer, handedness: handedness === golfer.handedness ? "auto" : handedness })
        }
        className={narrow ? "grid-cols-1" : "grid-cols-2"}
      />
    </div>
  );
}
