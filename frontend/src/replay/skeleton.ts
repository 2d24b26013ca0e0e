/** The skeleton and the hand path, drawn on a canvas over the video. Lead is solid, trail is dashed. */
import type { Handedness, ReplayPoses } from "@/wire";
import type { Crop } from "./crop";

type Point = readonly [number, number];
type Frame = ReplayPoses["points"][number];

/** BlazePose keypoints of one side; the other side's are one higher. */
const SHOULDER = 11;
const ELBOW = 13;
const WRIST = 15;
const HIP = 23;
const KNEE = 25;
const ANKLE = 27;
const EAR = 7;

const CASING = "#0B0F0E";
const QUIET = "#C3CFCA";
const LEAD = "#4CC9F0";
const TRAIL = "#FFB454";
const PATH = "#F2F6F4";
const ACCENT = "#C8F135";

/** Stroke widths, mm of the design. */
const BONE = 2.3;
const HAND_PATH = 2.2;
const CASING_ROOM = 1.4;

/** Where the keypoints of lead and trail begin: a right-hander leads with the left side. */
export function sides(handedness: Handedness): { lead: 0 | 1; trail: 0 | 1 } {
  return handedness === "right" ? { lead: 0, trail: 1 } : { lead: 1, trail: 0 };
}

/** The middle of the hands, shares of the picture; null while neither wrist is seen. */
export function handsOf(frame: Frame): Point | null {
  return midpoint(at(frame, WRIST), at(frame, WRIST + 1)) ?? at(frame, WRIST) ?? at(frame, WRIST + 1);
}

export interface Ink {
  context: CanvasRenderingContext2D;
  crop: Crop;
  width_px: number;
  height_px: number;
  mm_px: number;
}

export function drawSkeleton(ink: Ink, frame: Frame, handedness: Handedness): void {
  const { lead, trail } = sides(handedness);
  drawSpine(ink, frame);
  for (const [side, colour] of [
    [trail, TRAIL],
    [lead, LEAD],
  ] as const) {
    const dashed = side === trail;
    for (const limb of [
      [SHOULDER, ELBOW, WRIST],
      [HIP, KNEE, ANKLE],
    ]) {
      const joints = limb.map((joint) => toPixels(ink, at(frame, joint + side)));
      drawLimb(ink, joints, colour, dashed);
    }
  }
}

/** The way of the hands up to `until`: going back dotted and quiet, coming down solid. */
export function drawHandPath(ink: Ink, poses: ReplayPoses, marks: HandPathMarks, until: number): void {
  const back = path(ink, poses, marks.takeaway, Math.min(marks.top, until));
  stroke(ink, back, QUIET, HAND_PATH * 0.75, [0.1, HAND_PATH * 1.7]);
  if (until <= marks.top) return;
  stroke(ink, path(ink, poses, marks.top, Math.min(marks.impact, until)), PATH, HAND_PATH, []);
  if (marks.evidence !== null && until >= marks.evidence) {
    drawDiamond(ink, toPixels(ink, handsOf(poses.points[marks.evidence] ?? [])));
  }
}

/** Frames that bound the hand path. */
export interface HandPathMarks {
  takeaway: number;
  top: number;
  impact: number;
  evidence: number | null;
}

function at(frame: Frame, joint: number): Point | null {
  const [x, y] = frame[joint] ?? [];
  return x === undefined || y === undefined ? null : [x, y];
}

function midpoint(a: Point | null, b: Point | null): Point | null {
  return a === null || b === null ? null : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function toPixels({ crop, width_px, height_px }: Ink, point: Point | null): Point | null {
  if (point === null) return null;
  return [((point[0] - crop.x) / crop.width) * width_px, ((point[1] - crop.y) / crop.height) * height_px];
}

function path(ink: Ink, poses: ReplayPoses, from: number, to: number): Point[] {
  const frames = poses.points.slice(from, to + 1);
  return frames.map((frame) => toPixels(ink, handsOf(frame))).filter((point) => point !== null);
}

/** One quiet spine, the lines of shoulders and hips, and a circle for the head: no mask over the face. */
function drawSpine(ink: Ink, frame: Frame): void {
  const neck = midpoint(at(frame, SHOULDER), at(frame, SHOULDER + 1));
  const pelvis = midpoint(at(frame, HIP), at(frame, HIP + 1));
  const lines = [
    [at(frame, SHOULDER), at(frame, SHOULDER + 1)],
    [at(frame, HIP), at(frame, HIP + 1)],
    [neck, pelvis],
  ];
  for (const line of lines) {
    const ends = line.map((point) => toPixels(ink, point)).filter((point) => point !== null);
    if (ends.length === 2) stroke(ink, ends, QUIET, BONE * 0.9, []);
  }
  drawHead(ink, frame, neck, pelvis);
}

function drawHead(ink: Ink, frame: Frame, neck: Point | null, pelvis: Point | null): void {
  const centre = toPixels(ink, midpoint(at(frame, EAR), at(frame, EAR + 1)));
  const [top, bottom] = [toPixels(ink, neck), toPixels(ink, pelvis)];
  if (centre === null || top === null || bottom === null) return;
  // A head's radius is about a fifth of the trunk from neck to hips, and never smaller than its stroke.
  const radius = Math.max(2 * BONE * ink.mm_px, 0.19 * Math.hypot(top[0] - bottom[0], top[1] - bottom[1]));
  const reach = Math.hypot(top[0] - centre[0], top[1] - centre[1]);
  if (reach > radius) {
    const share = radius / reach;
    const rim: Point = [centre[0] + (top[0] - centre[0]) * share, centre[1] + (top[1] - centre[1]) * share];
    stroke(ink, [top, rim], QUIET, BONE * 0.9, []);
  }
  const { context } = ink;
  for (const [colour, width] of [
    [CASING, BONE * 0.6 + CASING_ROOM],
    [QUIET, BONE * 0.6],
  ] as const) {
    context.beginPath();
    context.arc(centre[0], centre[1], radius, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width * ink.mm_px;
    context.setLineDash([]);
    context.stroke();
  }
}

function drawLimb(ink: Ink, joints: (Point | null)[], colour: string, dashed: boolean): void {
  for (let i = 1; i < joints.length; i += 1) {
    const [a, b] = [joints[i - 1], joints[i]];
    if (a && b) stroke(ink, [a, b], colour, BONE, dashed ? [BONE * 1.9, BONE * 1.1] : []);
  }
  for (const joint of joints) if (joint !== null) drawJoint(ink, joint, colour, dashed);
}

function drawJoint({ context, mm_px }: Ink, [x, y]: Point, colour: string, hollow: boolean): void {
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, BONE * 0.95 * mm_px, 0, 2 * Math.PI);
  context.fillStyle = hollow ? CASING : colour;
  context.strokeStyle = hollow ? colour : CASING;
  context.lineWidth = (hollow ? 1.2 : 0.7) * mm_px;
  context.fill();
  context.stroke();
}

function stroke(ink: Ink, points: Point[], colour: string, width_mm: number, dash_mm: number[]): void {
  if (points.length < 2) return;
  const { context, mm_px } = ink;
  context.lineCap = dash_mm[0] !== undefined && dash_mm[0] > 1 ? "butt" : "round";
  context.lineJoin = "round";
  for (const pass of ["casing", "colour"] as const) {
    context.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.strokeStyle = pass === "casing" ? CASING : colour;
    context.lineWidth = (width_mm + (pass === "casing" ? CASING_ROOM : 0)) * mm_px;
    const isDotted = dash_mm.length > 0 && pass === "colour";
    context.setLineDash(isDotted ? dash_mm.map((length) => length * mm_px) : []);
    context.globalAlpha = pass === "casing" && dash_mm[0] === 0.1 ? 0 : 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawDiamond({ context, mm_px }: Ink, point: Point | null): void {
  if (point === null) return;
  const reach = 5 * mm_px;
  context.save();
  context.translate(point[0], point[1]);
  context.rotate(Math.PI / 4);
  context.setLineDash([]);
  context.fillStyle = ACCENT;
  context.strokeStyle = CASING;
  context.lineWidth = mm_px;
  context.fillRect(-reach / 2, -reach / 2, reach, reach);
  context.strokeRect(-reach / 2, -reach / 2, reach, reach);
  context.restore();
}
