/** @jest-environment node */

import { decodePoses } from "./poseCodec";
import example from "./poseCodec.example.json";

const coded = new Uint8Array(Buffer.from(example.coded, "base64"));

test("reads what the cloud writes", async () => {
  const series = await decodePoses(coded);
  expect(series.size).toEqual(example.size);
  expect(series.frameIndex).toEqual(example.frameIndex);
  expect(series.timeS).toEqual(example.timeS);
  expect(series.points).toEqual(example.points);
  expect(series.confidence).toHaveLength(3);
  expect(series.confidence[0]![1]).toBeCloseTo(1 / 51, 2);
});

test.each([
  ["nothing", new Uint8Array()],
  ["another format", new Uint8Array(64)],
  ["a cut series", coded.subarray(0, coded.length - 9)],
])("refuses %s", async (_, bytes) => {
  await expect(decodePoses(bytes)).rejects.toThrow();
});
