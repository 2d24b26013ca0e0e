import figures from "../figures.json";
import type { EventName } from "@/wire";
import { words } from "@/words";
import { useLayout } from "../useLayout";

type Figure = (typeof figures)[number];
type Joint = keyof Figure["joints"];

/** Millimetres of the design for a centimetre of the golfer; the club reaches up to REACH_CM. */
const MM_PER_CM = { landscape: 0.8, portrait: 1.05 };
const REACH_CM = 207;
const BAR = { below: 8, height: 18, names: 34 };
const HEAD_CM = 10.5;
const MAIN: readonly string[] = ["address", "top", "impact", "finish"] satisfies EventName[];

const TRAIL: readonly Joint[][] = [
  ["trail_shoulder", "trail_elbow", "trail_wrist"],
  ["trail_hip", "trail_knee", "trail_ankle"],
];
const LEAD: readonly Joint[][] = [
  ["lead_shoulder", "lead_elbow", "lead_wrist"],
  ["lead_hip", "lead_knee", "lead_ankle"],
];

/** A swing in eight moments, each over its place in time: the virtual golfer's own joints. */
export function Figures() {
  const { orientation, compact } = useLayout();
  const isNarrow = orientation === "portrait";
  const scale = MM_PER_CM[orientation];
  const floor = REACH_CM * scale;
  const width = isNarrow ? 374.5 : compact ? 590 : 684.5;
  const margin = isNarrow ? 47 : 34;
  const moments = figures.filter(({ event }) => event !== "takeaway");
  const last_s = figures.at(-1)?.time_s ?? 1;
  const at = (time_s: number) => margin + (time_s / last_s) * (width - 2 * margin);
  const shown = isNarrow ? moments.filter(({ event }) => MAIN.includes(event)) : moments;
  return (
    <svg
      viewBox={`0 0 ${width} ${floor + BAR.below + BAR.height + BAR.names}`}
      className="max-h-full w-full"
      role="img"
      aria-label={words.attract.picture}
    >
      {[...shown].sort(byWeight).map((figure) => (
        <StickFigure key={figure.event} figure={figure} x={at(figure.time_s)} floor={floor} scale={scale} />
      ))}
      <Bar top={floor + BAR.below} at={at} moments={moments} from={margin} to={width - margin} />
    </svg>
  );
}

function byWeight(a: Figure, b: Figure): number {
  const weight = ({ event }: Figure) => Number(MAIN.includes(event)) + Number(event === "impact");
  return weight(a) - weight(b);
}

interface StickFigureProps {
  figure: Figure;
  x: number;
  floor: number;
  scale: number;
}

function StickFigure({ figure, x, floor, scale }: StickFigureProps) {
  const { joints, event } = figure;
  const isImpact = event === "impact";
  const strength = isImpact ? 1 : MAIN.includes(event) ? 0.85 : 0.42;
  const place = (joint: Joint) => {
    const [across, down] = joints[joint];
    return [x + scale * (across ?? 0), floor + scale * (down ?? 0)] as const;
  };
  const line = (chain: readonly Joint[]) => chain.map((joint) => place(joint).join(",")).join(" ");
  const [head_x, head_y] = place("head");
  const neck = between(place("lead_shoulder"), place("trail_shoulder"));
  const pelvis = between(place("lead_hip"), place("trail_hip"));
  const stroke = isImpact ? 2.6 : 1.9;
  const club = isImpact
    ? { stroke: "var(--mark)", strokeWidth: 1.8 }
    : { stroke: "var(--text)", strokeWidth: 1.2 };
  return (
    <g opacity={strength} fill="none" strokeWidth={stroke} strokeLinejoin="round" strokeLinecap="round">
      <g stroke="var(--quiet)">
        <polyline points={line(["lead_shoulder", "trail_shoulder"])} />
        <polyline points={line(["lead_hip", "trail_hip"])} />
        <line x1={neck[0]} y1={neck[1]} x2={pelvis[0]} y2={pelvis[1]} />
        <circle cx={head_x} cy={head_y - 2} r={HEAD_CM * scale} strokeWidth={stroke * 0.7} />
      </g>
      <g stroke="var(--trail)" strokeDasharray={`${stroke * 1.9} ${stroke * 1.5}`} strokeLinecap="butt">
        {TRAIL.map((chain) => (
          <polyline key={chain[0]} points={line(chain)} />
        ))}
      </g>
      <g stroke="var(--lead)">
        {LEAD.map((chain) => (
          <polyline key={chain[0]} points={line(chain)} />
        ))}
      </g>
      <polyline points={line(["grip", "club_head"])} {...club} />
      <Joints
        chains={TRAIL}
        place={place}
        fill="var(--ground)"
        stroke="var(--trail)"
        radius={stroke * 0.85}
      />
      <Joints chains={LEAD} place={place} fill="var(--lead)" stroke="none" radius={stroke} />
    </g>
  );
}

interface JointsProps {
  chains: readonly Joint[][];
  place: (joint: Joint) => readonly [number, number];
  fill: string;
  stroke: string;
  radius: number;
}

function Joints({ chains, place, fill, stroke, radius }: JointsProps) {
  return (
    <g fill={fill} stroke={stroke} strokeWidth={radius * 0.55}>
      {chains.flat().map((joint) => {
        const [cx, cy] = place(joint);
        return <circle key={joint} cx={cx} cy={cy} r={radius} />;
      })}
    </g>
  );
}

function between(a: readonly [number, number], b: readonly [number, number]): readonly [number, number] {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

interface BarProps {
  top: number;
  at: (time_s: number) => number;
  moments: Figure[];
  from: number;
  to: number;
}

function Bar({ top, at, moments, from, to }: BarProps) {
  const time = (event: EventName) => at(figures.find((figure) => figure.event === event)?.time_s ?? 0);
  const [start, turn, hit] = [time("takeaway"), time("top"), time("impact")];
  const axis = top + BAR.height;
  return (
    <g>
      <defs>
        <linearGradient id="soft-start">
          <stop offset="0" stopColor="var(--backswing)" stopOpacity="0" />
          <stop offset="0.015" stopColor="var(--backswing)" />
        </linearGradient>
      </defs>
      <rect x={start} y={top} width={turn - start - 0.5} height={BAR.height} fill="url(#soft-start)" />
      <rect x={turn + 0.5} y={top} width={hit - turn - 2} height={BAR.height} fill="var(--text)" />
      <line x1={from} x2={to} y1={axis} y2={axis} stroke="var(--edge)" strokeWidth="0.8" />
      {moments.map(({ event, time_s }) => (
        <line
          key={event}
          x1={at(time_s)}
          x2={at(time_s)}
          y1={axis}
          y2={axis + (MAIN.includes(event) ? 8 : 5)}
          stroke={MAIN.includes(event) ? "var(--text)" : "var(--quiet)"}
          strokeWidth="0.8"
        />
      ))}
      <rect x={hit - 1} y={top - 4} width="3" height={BAR.height + 12} fill="var(--mark)" />
      <g className="picture-words" fill="var(--quiet)">
        <text x={from} y={axis + 20}>
          {words.events.address}
        </text>
        <text x={turn} y={axis + 20} textAnchor="middle">
          {words.events.top}
        </text>
        <text x={hit} y={axis + 20} textAnchor="middle" fill="var(--accent-words)" fontWeight="600">
          {words.events.impact}
        </text>
        <text x={to} y={axis + 20} textAnchor="end">
          {words.events.finish}
        </text>
      </g>
    </g>
  );
}
