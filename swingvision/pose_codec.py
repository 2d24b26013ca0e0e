"""A pose series as bytes for the road and the archive: int16 differences, zlib; about 13 KB for two seconds.

Layout (little endian): magic "SVP1"; uint32 length of a JSON header; the header; zlib of five blocks:
  frame_index  int32 (frames,)         differences
  time_us      int32 (frames,)         differences, microseconds; the first is since `start_us`
  points       int16 (frames, 33, 2)   differences from frame to frame of 1/STEPS px, wrapping; a point that
                                       was not seen counts as 0
  confidence   uint8 (frames, 33)      0 to 255
  missing      bits  (frames * 33)     1 where a point was not seen, first point in the highest bit
Each block of int16 and int32 stands low bytes first, then high bytes: neighbours of a kind compress well.
"""

import json
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import KEYPOINTS, PoseSeries

MAGIC = b"SVP1"
# 1/8 px is a hundredth of what a pose is sure to.
STEPS = 8
MOST_FRAMES, MOST_BYTES = 20_000, 8 << 20


class PoseCodeError(ValueError):
    """These bytes are no pose series: str() says what arrived."""


def encode(series: PoseSeries) -> bytes:
    """Raises ValueError for more than MOST_FRAMES frames, or points beyond ±4095 px."""
    frames = len(series)
    if frames == 0 or frames > MOST_FRAMES:
        raise ValueError(f"{frames} frames; 1 to {MOST_FRAMES} can be coded")
    scaled = np.round(series.points.astype(np.float64) * STEPS)
    seen = np.isfinite(scaled)
    if np.abs(scaled[seen]).max(initial=0) > 32767:
        raise ValueError("points beyond 4095 px cannot be coded")
    values = np.where(seen, scaled, 0).astype(np.int64)
    # Differences wrap: the sum wraps back.
    points = np.diff(values, axis=0, prepend=np.zeros_like(values[:1])).astype(np.uint16).view(np.int16)
    mask = np.packbits(~seen.all(axis=2), axis=None)
    time_us = series.time_ns // 1000
    header = {
        "frames": frames,
        "size": list(series.size),
        "start_us": int(time_us[0]),
        "first_frame": int(series.frame_index[0]),
    }
    body = b"".join(
        [
            _planes(np.diff(series.frame_index, prepend=series.frame_index[:1]).astype("<i4")),
            _planes(np.diff(time_us, prepend=time_us[:1]).astype("<i4")),
            _planes(points.astype("<i2")),
            np.round(np.clip(series.confidence, 0, 1) * 255).astype(np.uint8).tobytes(),
            mask.tobytes(),
        ]
    )
    said = json.dumps(header, separators=(",", ":")).encode()
    return MAGIC + struct.pack("<I", len(said)) + said + zlib.compress(body, 6)


def decode(coded: bytes) -> PoseSeries:
    """Raises PoseCodeError for anything that encode cannot have made."""
    try:
        header, body = _opened(coded)
        frames, size = int(header["frames"]), (int(header["size"][0]), int(header["size"][1]))
        keypoints = len(KEYPOINTS)
        counts = (
            4 * frames,
            4 * frames,
            4 * frames * keypoints,
            frames * keypoints,
            -(-frames * keypoints // 8),
        )
        if not 0 < frames <= MOST_FRAMES or len(body) != sum(counts):
            raise PoseCodeError(f"{frames} frames in {len(body)} bytes")
        ends = np.cumsum(counts)
        index, time_us, points, confidence, mask = (
            body[end - count : end] for end, count in zip(ends, counts, strict=True)
        )
        steps = np.cumsum(_joined(points, "<i2").reshape(frames, keypoints, 2), axis=0, dtype=np.int16)
        missing = np.unpackbits(np.frombuffer(mask, np.uint8), count=frames * keypoints).astype(bool)
        return PoseSeries(
            int(header["first_frame"]) + np.cumsum(_joined(index, "<i4"), dtype=np.int64),
            (int(header["start_us"]) + np.cumsum(_joined(time_us, "<i4"), dtype=np.int64)) * 1000,
            np.where(missing.reshape(frames, keypoints, 1), np.nan, steps / STEPS).astype(np.float32),
            (np.frombuffer(confidence, np.uint8).reshape(frames, keypoints) / 255).astype(np.float32),
            size,
        )
    except PoseCodeError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        OverflowError,
        RecursionError,
        struct.error,
        zlib.error,
    ) as error:
        raise PoseCodeError(f"no pose series: {error}") from error


def _opened(coded: bytes) -> tuple[dict[str, Any], bytes]:
    if coded[:4] != MAGIC:
        raise PoseCodeError(f"starts with {coded[:4]!r}, expected {MAGIC!r}")
    (length,) = struct.unpack_from("<I", coded, 4)
    opener = zlib.decompressobj()
    body = opener.decompress(coded[8 + length :], MOST_BYTES)
    if opener.unconsumed_tail or not opener.eof or opener.unused_data:
        raise PoseCodeError("the compressed part is cut, too long or followed by something else")
    header = json.loads(coded[8 : 8 + length])
    if not isinstance(header, dict):
        raise PoseCodeError("the header is no object")
    return header, body


def _planes(values: NDArray[np.signedinteger[Any]]) -> bytes:
    """All lowest bytes, then the next, and so on."""
    return values.reshape(-1).view(np.uint8).reshape(-1, values.itemsize).T.tobytes()


def _joined(planes: bytes, kind: str) -> NDArray[np.signedinteger[Any]]:
    width = np.dtype(kind).itemsize
    return np.frombuffer(planes, np.uint8).reshape(width, -1).T.copy().view(kind).reshape(-1)
