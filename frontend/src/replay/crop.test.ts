import type { ReplayPoses } from "@/wire";
import { cropOf } from "./crop";

const [WIDTH, HEIGHT] = [1280, 720];

function poses(...frames: [number, number][][]): ReplayPoses {
  return { width: WIDTH, height: HEIGHT, time_s: frames.map((_, i) => i / 60), points: frames };
}

const pixels = ({ width, height }: { width: number; height: number }) => (width * WIDTH) / (height * HEIGHT);

test("without a golfer it is the middle of the picture, as large as fits", () => {
  const crop = cropOf(null, WIDTH, HEIGHT, 3 / 4);
  expect(crop.height).toBe(1);
  expect(crop.x).toBeCloseTo((1 - crop.width) / 2);
  expect(pixels(crop)).toBeCloseTo(3 / 4);
});

test("it holds the golfer of every frame, in the window's aspect", () => {
  const crop = cropOf(
    poses(
      [[0.4, 0.4]],
      [
        [0.5, 0.6],
        [0.45, 0.5],
      ],
    ),
    WIDTH,
    HEIGHT,
    3 / 4,
  );
  expect(crop.x).toBeLessThan(0.4);
  expect(crop.x + crop.width).toBeGreaterThan(0.5);
  expect(crop.y).toBeLessThan(0.4);
  expect(crop.y + crop.height).toBeGreaterThan(0.6);
  expect(pixels(crop)).toBeCloseTo(3 / 4);
});

test.each([0, 1])("at the border (%d) it stays inside the picture", (side) => {
  const crop = cropOf(
    poses([
      [side, 0.3],
      [side, 0.6],
    ]),
    WIDTH,
    HEIGHT,
    3 / 4,
  );
  expect(crop.x).toBeGreaterThanOrEqual(0);
  expect(crop.x + crop.width).toBeLessThanOrEqual(1.000001);
});

test("an upright picture in a wide window is cut above and below, never beside", () => {
  const crop = cropOf(null, 720, 1280, 4 / 3);
  expect(crop.width).toBeCloseTo(1);
  expect((crop.width * 720) / (crop.height * 1280)).toBeCloseTo(4 / 3);
});

test("unseen points and a rare stray one do not widen it", () => {
  const still = Array.from({ length: 300 }, (): [number, number][] => [
    [0.5, 0.45],
    [0.52, 0.55],
  ]);
  const quiet = cropOf(poses(...still), WIDTH, HEIGHT, 3 / 4);
  expect(cropOf(poses(...still, [[0.02, 0.98]]), WIDTH, HEIGHT, 3 / 4)).toEqual(quiet);
  const unseen = poses(...still);
  unseen.points[0] = [null, null];
  expect(cropOf(unseen, WIDTH, HEIGHT, 3 / 4)).toEqual(quiet);
});
