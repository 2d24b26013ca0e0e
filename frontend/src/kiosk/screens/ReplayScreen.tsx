import { Check, Pause, Play, StepBack, StepForward } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { frameAt } from "@/replay/frames";
import { phaseAt } from "@/replay/phase";
import type { Layers, ReplayHandle, Speed } from "@/replay/ReplayPicture";
import { Scrub } from "@/replay/Scrub";
import { useReplayPoses } from "@/replay/useReplayPoses";
import type { EventName, Events } from "@/wire";
import { words } from "@/words";
import { fixed, signed } from "../format";
import { Button } from "../parts/Button";
import { BackButton, Badges, Header } from "../parts/Header";
import { ReplayFrame } from "../parts/SwingPicture";
import { TempoBar } from "../parts/TempoBar";
import { TICKED, type Timeline } from "../timeline";
import { useLayout } from "../useLayout";
import type { SwingScreenProps } from "./props";

const SPEEDS: readonly Speed[] = [0.125, 0.25, 1];

/** One swing at leisure: slow motion, frame by frame, along the bar, from moment to moment. */
export function ReplayScreen({ kiosk, dispatch, swing }: SwingScreenProps) {
  const poses = useReplayPoses(swing.poses_url);
  const player = useRef<ReplayHandle>(null);
  const [playing, setPlaying] = useState(true);
  const [speed, setSpeed] = useState<Speed>(0.25);
  const [layers, setLayers] = useState<Layers>({ skeleton: true, handPath: true });
  const [time_s, setTime] = useState(0);
  const moment = useMemo(
    () => momentAt(swing.report.events, poses?.time_s ?? [], time_s),
    [swing, poses, time_s],
  );
  const at_s = (moment === null ? null : swing.report.events[moment]?.time_s) ?? time_s;
  const showTime = (wanted_s: number) => {
    setPlaying(false);
    player.current?.showTime(wanted_s);
  };
  const step = (count: number) => {
    setPlaying(false);
    player.current?.step(count);
  };
  return (
    <>
      <ReplayHeader kiosk={kiosk} swing={swing} onBack={() => dispatch({ type: "back" })} />
      <main className="plain-grid min-h-0 flex-1" data-hand={swing.handedness}>
        <div className="flex min-w-0 flex-col justify-between gap-9 [grid-area:words]">
          <Readout events={swing.report.events} moment={moment} time_s={time_s} />
          <TempoBar report={swing.report} named={false}>
            {(timeline) => <Playhead timeline={timeline} time_s={at_s} onScrub={showTime} onStep={step} />}
          </TempoBar>
          <Transport
            playing={playing}
            speed={speed}
            canStep={poses !== null}
            onPlay={() => setPlaying(!playing)}
            onSpeed={setSpeed}
            onStep={step}
          />
          <Moments events={swing.report.events} moment={moment} onJump={showTime} />
          <Toggles layers={layers} onChange={setLayers} />
        </div>
        <ReplayFrame
          swing={swing}
          poses={poses}
          speed={speed}
          playing={playing}
          layers={layers}
          onFrame={setTime}
          note={words.replay.speed[speed]}
          handle={player}
        />
      </main>
    </>
  );
}

function ReplayHeader({
  kiosk,
  swing,
  onBack,
}: Pick<SwingScreenProps, "kiosk" | "swing"> & { onBack: () => void }) {
  const { orientation, compact } = useLayout();
  return (
    <Header left={<BackButton onBack={onBack}>{words.header.result}</BackButton>}>
      <Badges
        connected={kiosk.connected}
        status={kiosk.status}
        short={compact || orientation === "portrait"}
      />
      <span>{words.header.replay}</span>
      <strong className="number text-text">{words.header.swing(swing.number)}</strong>
    </Header>
  );
}

/** The event on screen: the one whose frame the picture is; null between events. */
function momentAt(events: Events, times_s: readonly number[], time_s: number): EventName | null {
  const frame = frameAt(times_s, time_s);
  return (
    TICKED.find((name) => {
      const event = events[name];
      return event !== null && frameAt(times_s, event.pts_s) === frame;
    }) ?? null
  );
}

function Readout({ events, moment, time_s }: { events: Events; moment: EventName | null; time_s: number }) {
  const event = moment === null ? null : events[moment];
  const shown_s = event?.time_s ?? time_s;
  const uncertainty_s = Math.max(0.01, event?.uncertainty_s ?? 0);
  return (
    <div className="flex items-start justify-between gap-10">
      <div>
        <p className="text-least leading-none text-quiet">
          {moment === null
            ? words.replay.between
            : words.replay.moment(TICKED.indexOf(moment) + 1, TICKED.length)}
        </p>
        <h1 className="mt-4 text-event font-semibold tracking-[-0.02em]">
          {moment === null ? words.phases[phaseAt(events, time_s) ?? "set_up"] : words.events[moment]}
        </h1>
      </div>
      {events.impact && (
        <div className="text-right">
          <p className="number text-verdict">
            {words.tempo.seconds(signed(shown_s - events.impact.time_s, 2))}
          </p>
          <p className="text-least text-quiet">
            {event === null ? words.replay.toImpactOnly : words.replay.toImpact(fixed(uncertainty_s, 2))}
          </p>
        </div>
      )}
    </div>
  );
}

interface PlayheadProps {
  timeline: Timeline;
  time_s: number;
  onScrub: (time_s: number) => void;
  onStep: (count: number) => void;
}

/** Drag anywhere along the bar; arrow keys go frame by frame. */
function Playhead({ timeline, time_s, onScrub, onStep }: PlayheadProps) {
  const shown_s = Math.min(timeline.to_s, Math.max(timeline.from_s, time_s));
  return (
    <>
      <div
        aria-hidden
        className="absolute -top-10 h-40 w-1.25 -translate-x-1/2 bg-text outline-[calc(var(--mm)*0.6)] outline-ground"
        style={{ left: `${100 * timeline.at(shown_s)}%` }}
      >
        <span className="absolute -top-9 left-1/2 size-18 -translate-x-1/2 rounded-full bg-text" />
      </div>
      <Scrub
        label={words.replay.scrub}
        valueText={words.tempo.seconds(fixed(shown_s - timeline.from_s, 2))}
        from_s={timeline.from_s}
        to_s={timeline.to_s}
        shown_s={shown_s}
        onShow={onScrub}
        onStep={onStep}
        className="absolute -inset-x-9 -top-19 h-52"
      />
    </>
  );
}

interface TransportProps {
  playing: boolean;
  speed: Speed;
  canStep: boolean;
  onPlay: () => void;
  onSpeed: (speed: Speed) => void;
  onStep: (count: number) => void;
}

function Transport({ playing, speed, canStep, onPlay, onSpeed, onStep }: TransportProps) {
  const icon = "size-12";
  return (
    <div className="grid grid-cols-[1fr_1.7fr_1fr_calc(var(--mm)*10)_1fr_1fr_1fr] gap-6 compact:gap-4">
      <Button disabled={!canStep} aria-label={words.replay.back} onClick={() => onStep(-1)}>
        <StepBack aria-hidden className={icon} />
      </Button>
      <Button
        look="filled"
        onClick={onPlay}
        icon={playing ? <Pause aria-hidden className={icon} /> : <Play aria-hidden className={icon} />}
      >
        {playing ? words.replay.pause : words.replay.play}
      </Button>
      <Button disabled={!canStep} aria-label={words.replay.forward} onClick={() => onStep(1)}>
        <StepForward aria-hidden className={icon} />
      </Button>
      <span />
      {SPEEDS.map((choice) => (
        <Button
          key={choice}
          look={choice === speed ? "filled" : "outlined"}
          aria-pressed={choice === speed}
          aria-label={words.replay.speedLabel[choice]}
          onClick={() => onSpeed(choice)}
          className="number !px-1"
        >
          {words.replay.speedButton[choice]}
        </Button>
      ))}
    </div>
  );
}

interface MomentsProps {
  events: Events;
  moment: EventName | null;
  onJump: (time_s: number) => void;
}

function Moments({ events, moment, onJump }: MomentsProps) {
  return (
    <div className="grid grid-cols-4 gap-6 compact:gap-4">
      {TICKED.map((name) => (
        <Button
          key={name}
          look={name === moment ? "filled" : "outlined"}
          aria-pressed={name === moment}
          disabled={events[name] === null}
          onClick={() => onJump(events[name]?.pts_s ?? 0)}
          className="!px-1"
        >
          {words.events[name]}
        </Button>
      ))}
    </div>
  );
}

function Toggles({ layers, onChange }: { layers: Layers; onChange: (layers: Layers) => void }) {
  const toggle = (name: keyof Layers, text: string) => (
    <Button
      aria-pressed={layers[name]}
      onClick={() => onChange({ ...layers, [name]: !layers[name] })}
      icon={layers[name] && <Check aria-hidden className="size-10 text-good" strokeWidth={2.5} />}
      className={layers[name] ? "" : "!text-quiet"}
    >
      {text}
    </Button>
  );
  return (
    <div className="grid grid-cols-2 gap-6 compact:gap-4">
      {toggle("skeleton", words.replay.skeleton)}
      {toggle("handPath", words.replay.handPath)}
    </div>
  );
}
