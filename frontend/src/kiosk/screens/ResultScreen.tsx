import { Rewind } from "lucide-react";
import type { Metric, Swing } from "@/wire";
import { words } from "@/words";
import { measured } from "../format";
import { Button } from "../parts/Button";
import { CueCard } from "../parts/CueCard";
import { BackButton, Badges, Header, MenuButton, NewGolferButton, TakeHomeButton } from "../parts/Header";
import { PlanePanel } from "../parts/PlanePanel";
import { SwingList } from "../parts/SwingList";
import { SwingPicture } from "../parts/SwingPicture";
import { TempoBar } from "../parts/TempoBar";
import { TempoHero } from "../parts/TempoHero";
import type { Kiosk } from "../reducer";
import { useLayout } from "../useLayout";
import type { SwingScreenProps } from "./props";

/** How many of the last swings fit beside the rest. */
const LISTED = { landscape: 4, portrait: 7, compactPortrait: 3 };

/** Everything about one swing at a glance, with no tap: tempo, one cue, plane, the looping replay. */
export function ResultScreen(props: SwingScreenProps) {
  const { kiosk, dispatch, swing, onNewGolfer } = props;
  const { orientation, compact } = useLayout();
  const most = compact ? LISTED.compactPortrait : LISTED[orientation];
  // The answer to an earlier cue is one line more: it takes its room from the gaps.
  const gaps = swing.follow_up === null ? "gap-13" : "gap-8";
  const openReplay = () => dispatch({ type: "replay", atMs: performance.now() });
  return (
    <>
      <ResultHeader {...props} />
      <main className="result-grid min-h-0 flex-1" data-hand={swing.handedness}>
        <div className={`flex min-w-0 flex-col ${gaps} pt-2 [grid-area:hero] portrait:gap-15`}>
          <TempoHero metric={swing.report.metrics["tempo_ratio"]} first={firstTempo(kiosk, swing)} />
          {hasTempo(swing) && <TempoBar key={swing.swing_id} report={swing.report} drawn />}
          <CueCard cue={swing.report.cue} followUp={swing.follow_up} />
        </div>
        <div className="flex min-h-0 min-w-0 flex-col [grid-area:plane]">
          <PlanePanel report={swing.report} handedness={swing.handedness} />
        </div>
        {(!compact || orientation === "portrait") && (
          <div className="flex min-h-0 min-w-0 flex-col justify-between gap-5 [grid-area:list]">
            <SwingList
              swings={kiosk.swings}
              shownId={swing.swing_id}
              onSelect={(swingId) => dispatch({ type: "select", swingId, atMs: performance.now() })}
              most={most}
              className="grid-cols-2 portrait:grid-cols-1"
            />
            <div className="grid grid-cols-2 gap-4 portrait:grid-cols-1">
              <Button onClick={openReplay} icon={<Rewind aria-hidden className="size-10" />}>
                {words.replay.open}
              </Button>
              <NewGolferButton look="outlined" onNewGolfer={onNewGolfer} />
            </div>
          </div>
        )}
        <SwingPicture swing={swing} onOpen={openReplay} />
      </main>
    </>
  );
}

function firstTempo({ firstTempo }: Kiosk, swing: Swing): Metric | undefined {
  return firstTempo?.swingId === swing.swing_id ? firstTempo.tempo : undefined;
}

function hasTempo(swing: Swing): boolean {
  return measured(swing.report.metrics["tempo_ratio"]) !== null;
}

function ResultHeader({ kiosk, dispatch, onOpen, onNewGolfer, swing }: SwingScreenProps) {
  const { orientation, compact } = useLayout();
  const isNewest = kiosk.swings[0]?.swing_id === swing.swing_id;
  const name = words.header.swing(swing.number);
  const listsInSheet = compact && orientation === "landscape";
  return (
    <Header
      left={
        isNewest ? (
          <>
            <MenuButton onOpen={() => onOpen("golfer")}>{words.clubs[swing.club]}</MenuButton>
            <MenuButton onOpen={() => onOpen("golfer")}>{words.handedness[swing.handedness]}</MenuButton>
          </>
        ) : (
          <BackButton onBack={() => dispatch({ type: "back" })}>{words.header.backToNewest}</BackButton>
        )
      }
    >
      <Badges
        connected={kiosk.connected}
        status={kiosk.status}
        short={compact || orientation === "portrait"}
      />
      {kiosk.status?.claiming.offered && (
        <TakeHomeButton onOpen={() => onOpen("claim")} short={compact || orientation === "portrait"} />
      )}
      {orientation === "landscape" && !compact && <span>{kiosk.status?.bay_name}</span>}
      {listsInSheet ? (
        <>
          <NewGolferButton onNewGolfer={onNewGolfer} />
          <MenuButton onOpen={() => onOpen("swings")} className="number">
            {name}
          </MenuButton>
        </>
      ) : (
        <strong className="number text-text">{name}</strong>
      )}
    </Header>
  );
}
