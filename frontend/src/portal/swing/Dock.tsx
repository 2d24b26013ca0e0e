import { ChevronFirst, ChevronLast, Pause, Play, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { fixed, measured, signed } from "@/kiosk/format";
import { TICKED, timelineOf, type Timeline } from "@/kiosk/timeline";
import type { Speed } from "@/replay/ReplayPicture";
import { Scrub } from "@/replay/Scrub";
import type { EventName } from "@/wire";
import { portal } from "@/words/portal";
import { Button } from "../parts/Button";
import { Keys } from "../parts/Keys";
import type { SwingDetail } from "../server/swings";

type Report = SwingDetail["swing"]["report"];
const SPEEDS: readonly Speed[] = [0.125, 0.25, 1];
const ICON = "size-5";

interface Props {
  report: Report;
  moment: EventName | null;
  time_s: number;
  playing: boolean;
  speed: Speed;
  canStep: boolean;
  onPlay: () => void;
  onSpeed: (speed: Speed) => void;
  onStep: (count: number) => void;
  onJump: (direction: 1 | -1) => void;
  onShow: (time_s: number) => void;
}

/** The swing's time: the tempo bar with the playhead, its events, and what plays it. */
export function Dock(props: Props) {
  const { report, moment, time_s, canStep, onShow } = props;
  const { impact } = report.events;
  return (
    <section className="flex flex-col gap-3 border-t border-line bg-surface px-4 py-3 wide:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Transport {...props} />
        <Keys
          keys={[
            ["Space", portal.swing.keys.play],
            ["← →", portal.swing.keys.frame],
            ["[ ]", portal.swing.keys.event],
          ]}
        />
        {impact !== null && (
          <p className="number ml-auto text-table">
            {portal.swing.toImpact(signed(time_s - impact.time_s, 3))}
          </p>
        )}
      </div>
      <Bar report={report} time_s={time_s} onShow={onShow} onStep={props.onStep} />
      <ul className="grid grid-cols-4 gap-1.5 wide:grid-cols-8">
        {TICKED.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === moment}
              disabled={!canStep || report.events[name] === null}
              onClick={() => onShow(report.events[name]?.pts_s ?? 0)}
              className={`min-h-11 w-full cursor-pointer rounded-control border px-1 text-caption disabled:cursor-default disabled:opacity-50 ${name === moment ? "border-text bg-text font-semibold text-ground" : "border-edge bg-surface"}`}
            >
              {portal.events[name]}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Transport({ playing, speed, canStep, onPlay, onSpeed, onStep, onJump }: Props) {
  const small = (label: string, icon: ReactNode, onClick: () => void) => (
    <Button
      look="plain"
      aria-label={label}
      disabled={!canStep}
      onClick={onClick}
      className="!px-2 xs:!px-2.5"
    >
      {icon}
    </Button>
  );
  const { swing } = portal;
  return (
    <div className="flex flex-wrap items-center gap-1">
      {small(swing.lastEvent, <ChevronFirst aria-hidden className={ICON} />, () => onJump(-1))}
      {small(swing.backFrame, <StepBack aria-hidden className={ICON} />, () => onStep(-1))}
      <Button
        look="primary"
        aria-label={playing ? swing.pause : swing.play}
        onClick={onPlay}
        className="!px-3"
      >
        {playing ? <Pause aria-hidden className={ICON} /> : <Play aria-hidden className={ICON} />}
      </Button>
      {small(swing.forwardFrame, <StepForward aria-hidden className={ICON} />, () => onStep(1))}
      {small(swing.nextEvent, <ChevronLast aria-hidden className={ICON} />, () => onJump(1))}
      <span
        role="group"
        aria-label={swing.speed}
        className="ml-2 inline-flex rounded-control border border-edge"
      >
        {SPEEDS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === speed}
            aria-label={swing.speedNames[one]}
            onClick={() => onSpeed(one)}
            className={`min-h-11 min-w-9 cursor-pointer px-1.5 text-table xs:min-w-11 ${one === speed ? "font-semibold shadow-[inset_0_-3px_0_var(--text)]" : "text-quiet"}`}
          >
            {swing.speeds[one]}
          </button>
        ))}
      </span>
    </div>
  );
}

interface BarProps {
  report: Report;
  time_s: number;
  onShow: (time_s: number) => void;
  onStep: (count: number) => void;
}

/** Drag anywhere along it; arrow keys go frame by frame. */
function Bar({ report, time_s, onShow, onStep }: BarProps) {
  const timeline = timelineOf(report.events);
  const shown_s = Math.min(timeline.to_s, Math.max(timeline.from_s, time_s));
  return (
    <div className="relative h-14">
      <Parts report={report} timeline={timeline} />
      <span
        aria-hidden
        className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-text outline outline-surface"
        style={{ left: `${100 * timeline.at(shown_s)}%` }}
      >
        <span className="absolute -bottom-1 left-1/2 size-4 -translate-x-1/2 rounded-full border-2 border-surface bg-text" />
      </span>
      <Scrub
        label={portal.swing.scrub}
        valueText={portal.swings.seconds(fixed(shown_s - timeline.from_s, 2))}
        from_s={timeline.from_s}
        to_s={timeline.to_s}
        shown_s={shown_s}
        onShow={onShow}
        onStep={onStep}
        className="absolute inset-0 h-full w-full"
      />
    </div>
  );
}

function Parts({ report: { events, metrics, cue }, timeline }: { report: Report; timeline: Timeline }) {
  const at = (time_s: number) => `${(100 * timeline.at(time_s)).toFixed(3)}%`;
  const span = (from_s: number, to_s: number) => ({
    left: at(from_s),
    width: `${(100 * (timeline.at(to_s) - timeline.at(from_s))).toFixed(3)}%`,
  });
  const { takeaway, top, impact } = events;
  const [back, down] = [measured(metrics["backswing_s"]), measured(metrics["downswing_s"])];
  const proof = cue?.event ? events[cue.event] : null;
  const part = "number absolute inset-y-3.5 flex items-center overflow-hidden text-table whitespace-nowrap";
  return (
    <div aria-hidden>
      <span className="absolute inset-x-0 top-1/2 h-px bg-edge" />
      {takeaway && top && (
        <span
          className={`${part} border border-edge bg-backswing pl-2 text-[#0f1714]`}
          style={span(takeaway.time_s, top.time_s)}
        >
          {back !== null && portal.swings.seconds(fixed(back.value, 2))}
        </span>
      )}
      {top && impact && (
        <span
          className={`${part} justify-center bg-text text-ground`}
          style={span(top.time_s, impact.time_s)}
        >
          {down !== null && fixed(down.value, 2)}
        </span>
      )}
      {TICKED.map((name) => {
        const event = events[name];
        if (event === null || name === "impact" || name === "top") return null;
        return (
          <span key={name} className="absolute top-3.5 h-2 w-px bg-text" style={{ left: at(event.time_s) }} />
        );
      })}
      {impact && (
        <span
          className="absolute inset-y-2 w-1.5 -translate-x-1/2 rounded-full border border-mark-edge bg-mark"
          style={{ left: at(impact.time_s) }}
        />
      )}
      {proof && (
        <span
          className="absolute bottom-0 size-2.5 -translate-x-1/2 rotate-45 border border-mark-edge bg-mark"
          style={{ left: at(proof.time_s) }}
        />
      )}
    </div>
  );
}
