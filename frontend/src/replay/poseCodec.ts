/** A pose series as the cloud hands it out: int16 differences in zlib. The layout is told in swingvision/pose_codec.py. */

export type PoseSeries = {
  /** Width and height of the frames, px. */
  size: [number, number];
  frameIndex: number[];
  /** Seconds since the stream's own zero. */
  timeS: number[];
  /** Frame by frame, keypoint by keypoint: x and y in px, null where not seen. */
  points: ([number, number] | null)[][];
  /** Frame by frame, keypoint by keypoint: 0 to 1. */
  confidence: number[][];
};

const MAGIC = "SVP1";
const KEYPOINTS = 33;
const STEPS = 8;
const MOST_FRAMES = 20_000;

type Header = { frames: number; size: [number, number]; start_us: number; first_frame: number };

/** Rejects with an Error for bytes that are no pose series. */
export async function decodePoses(coded: Uint8Array): Promise<PoseSeries> {
  const view = new DataView(coded.buffer, coded.byteOffset, coded.byteLength);
  if (new TextDecoder().decode(coded.subarray(0, 4)) !== MAGIC) throw new Error("no pose series");
  const bodyAt = 8 + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(coded.subarray(8, bodyAt))) as Header;
  const { frames } = header;
  if (!(frames > 0 && frames <= MOST_FRAMES)) throw new Error(`${frames} frames`);
  const all = frames * KEYPOINTS;
  const body = await inflated(coded.subarray(bodyAt));
  if (body.length !== 8 * frames + 5 * all + Math.ceil(all / 8)) throw new Error(`${body.length} bytes`);

  const frameIndex = sums(joined(body, 0, frames, 4), header.first_frame);
  const timeUs = sums(joined(body, 4 * frames, frames, 4), header.start_us);
  const differences = joined(body, 8 * frames, 2 * all, 2);
  const confidence = body.subarray(8 * frames + 4 * all);
  const missing = confidence.subarray(all);

  const now = new Int16Array(2 * KEYPOINTS);
  const points = frameIndex.map((_, frame) => {
    // An Int16Array wraps as the coder's differences do.
    now.forEach((value, i) => (now[i] = value + differences[frame * now.length + i]!));
    return perKeypoint((k): [number, number] | null => {
      const bit = frame * KEYPOINTS + k;
      const unseen = (missing[bit >> 3]! >> (7 - (bit & 7))) & 1;
      return unseen ? null : [now[2 * k]! / STEPS, now[2 * k + 1]! / STEPS];
    });
  });
  return {
    size: header.size,
    frameIndex,
    timeS: timeUs.map((us) => us / 1e6),
    points,
    confidence: frameIndex.map((_, frame) => perKeypoint((k) => confidence[frame * KEYPOINTS + k]! / 255)),
  };
}

function perKeypoint<T>(make: (keypoint: number) => T): T[] {
  return Array.from({ length: KEYPOINTS }, (_, keypoint) => make(keypoint));
}

async function inflated(zlib: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(zlib)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Signed numbers that stand as all their lowest bytes, then the next, and so on. */
function joined(body: Uint8Array, at: number, count: number, width: 2 | 4): number[] {
  const shift = 32 - 8 * width;
  return Array.from({ length: count }, (_, i) => {
    let value = 0;
    for (let byte = 0; byte < width; byte++) value |= body[at + byte * count + i]! << (8 * byte);
    return (value << shift) >> shift;
  });
}

function sums(differences: number[], first: number): number[] {
  let sum = first;
  return differences.map((difference) => (sum += difference));
}
