/** The window of the picture that the screen shows, round the golfer. Pure; shares of the picture, 0 to 1. */
import type { ReplayPoses } from "@/wire";

export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Room round the joints, as a share of their box: the head's top, the hands' and the club's reach. */
const ROOM = { side: 0.3, top: 0.3, bottom: 0.2 };
/** Stray joints outside this share of the frames do not widen the window. */
const STRAY = 0.01;

/**
 * The window of the wanted aspect (width over height) that holds the golfer in every frame of a picture of
 * `width_px` x `height_px`; the middle of the picture where no golfer is known. It never leaves the picture.
 */
export function cropOf(
  poses: ReplayPoses | null,
  width_px: number,
  height_px: number,
  window_aspect: number,
): Crop {
  const box = poses === null ? null : boxOf(poses);
  const picture = width_px / height_px;
  // Width over height of the window, both as shares of the picture.
  const aspect = window_aspect / picture;
  const largest = Math.min(1, 1 / aspect);
  if (box === null) return place(0.5, 0.5, largest, aspect);
  const wide = (box.right - box.left) * (1 + 2 * ROOM.side);
  const tall = (box.bottom - box.top) * (1 + ROOM.top + ROOM.bottom);
  const height = Math.min(largest, Math.max(tall, wide / aspect));
  const spare = height - tall;
  const top = box.top - (box.bottom - box.top) * ROOM.top - spare / 2;
  return place((box.left + box.right) / 2, top + height / 2, height, aspect);
}

function place(centre_x: number, centre_y: number, height: number, aspect: number): Crop {
  const width = height * aspect;
  return {
    x: Math.min(Math.max(0, centre_x - width / 2), Math.max(0, 1 - width)),
    y: Math.min(Math.max(0, centre_y - height / 2), Math.max(0, 1 - height)),
    width,
    height,
  };
}

function boxOf(poses: ReplayPoses) {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const frame of poses.points) {
    for (const point of frame) {
      const [x, y] = point ?? [];
      if (x === undefined || y === undefined) continue;
      xs.push(x);
      ys.push(y);
    }
  }
  if (xs.length === 0) return null;
  xs.sort((a, b) => a - b);
  ys.sort((a, b) => a - b);
  const pick = (sorted: number[], share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return {
    left: pick(xs, STRAY),
    right: pick(xs, 1 - STRAY),
    top: pick(ys, STRAY),
    bottom: pick(ys, 1 - STRAY),
  };
}
