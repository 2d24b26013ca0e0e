import base64
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.pose_codec import MOST_FRAMES, STEPS, PoseCodeError, decode, encode

SIZE = (1280, 720)
EXAMPLE = Path(__file__).parents[2] / "frontend/src/replay/poseCodec.example.json"


def series(frames: int = 120, seed: int = 0, missing: float = 0.1) -> PoseSeries:
    draw = np.random.default_rng(seed)
    walk = np.cumsum(draw.normal(0, 3, (frames, len(KEYPOINTS), 2)), axis=0) + (640, 360)
    walk[draw.random((frames, len(KEYPOINTS))) < missing] = np.nan
    index = np.cumsum(draw.integers(1, 4, frames)).astype(np.int64)
    return PoseSeries(
        index,
        (index * 16_667 + 1_000_000) * 1000,
        walk.astype(np.float32),
        draw.random((frames, len(KEYPOINTS))).astype(np.float32),
        SIZE,
    )


@pytest.mark.parametrize("frames", [1, 2, 7, 8, 9, 120, 1000])
def test_a_series_comes_back_to_a_sixteenth_of_a_pixel(frames: int) -> None:
    was = series(frames)
    got = decode(encode(was))
    assert got.size == SIZE
    assert np.array_equal(got.frame_index, was.frame_index) and np.array_equal(got.time_ns, was.time_ns)
    assert np.array_equal(np.isnan(got.points), np.isnan(was.points))
    assert np.nanmax(np.abs(got.points - was.points), initial=0) <= 0.5 / STEPS + 1e-4
    assert np.abs(got.confidence - was.confidence).max() <= 0.5 / 255 + 1e-6


def test_a_swing_is_a_few_kilobytes() -> None:
    assert len(encode(series(120))) < 20_000


def test_jumps_across_the_whole_range_come_back() -> None:
    was = series(3, missing=0)
    points = was.points.copy()
    points[0], points[1], points[2] = -4095.875, 4095.875, -4095.875
    got = decode(encode(PoseSeries(was.frame_index, was.time_ns, points, was.confidence, SIZE)))
    assert np.array_equal(got.points, points)


def test_what_cannot_be_coded_is_refused() -> None:
    was = series(3, missing=0)
    far = was.points.copy()
    far[1, 1, 0] = 5000
    with pytest.raises(ValueError, match="beyond 4095 px"):
        encode(PoseSeries(was.frame_index, was.time_ns, far, was.confidence, SIZE))
    with pytest.raises(ValueError, match="0 frames"):
        encode(was[:0])
    with pytest.raises(ValueError, match=f"{MOST_FRAMES + 1} frames"):
        encode(series(MOST_FRAMES + 1, missing=0))


@given(st.integers(0, 400), st.integers(0, 7), st.binary(max_size=40))
@settings(max_examples=200)
def test_damage_is_an_error_of_its_own_or_another_series(place: int, bit: int, tail: bytes) -> None:
    coded = bytearray(encode(series(5)))
    coded[place % len(coded)] ^= 1 << bit
    for damaged in (bytes(coded), bytes(coded)[: place % len(coded)], tail, bytes(coded) + tail):
        try:
            assert len(decode(damaged)) > 0
        except PoseCodeError as error:
            assert str(error)


def made(header: object, body: bytes) -> bytes:
    said = json.dumps(header).encode()
    return b"SVP1" + struct.pack("<I", len(said)) + said + zlib.compress(body, 9)


@pytest.mark.parametrize(
    "coded",
    [
        b"",
        b"SVP1",
        b"SVP2" + b"\0" * 100,
        b"SVP1\xff\xff\xff\xff",
        made([], b""),
        made({"frames": -1, "size": [1, 1], "start_us": 0, "first_frame": 0}, b""),
        made({"frames": 10**30, "size": [1, 1], "start_us": 0, "first_frame": 0}, b""),
        made({"frames": 1e308, "size": [1, 1], "start_us": 0, "first_frame": 0}, b""),
        made({"frames": 2, "size": [1, 1], "start_us": 0, "first_frame": 0}, b"\0" * 500),
        made({"frames": 20_000, "size": [1, 1], "start_us": 0, "first_frame": 0}, b"\0" * (64 << 20)),
        made({"frames": 1, "size": "ab", "start_us": 0, "first_frame": 0}, b"\0" * 200),
        made({"frames": 1, "size": [1, 1], "start_us": 10**40, "first_frame": 0}, b"\0" * 178),
    ],
)
def test_what_was_never_coded_is_refused(coded: bytes) -> None:
    with pytest.raises(PoseCodeError):
        decode(coded)


def test_a_nested_header_is_refused_too() -> None:
    said = b"[" * 100_000
    with pytest.raises(PoseCodeError):
        decode(b"SVP1" + struct.pack("<I", len(said)) + said + zlib.compress(b""))


def test_the_layout_is_what_it_was() -> None:
    """The decoder in TypeScript reads the same bytes."""
    points = np.arange(2 * 33 * 2, dtype=np.float32).reshape(2, 33, 2)
    points[1, 4] = np.nan
    confidence = np.linspace(0, 1, 66, dtype=np.float32).reshape(2, 33)
    was = PoseSeries(np.array([3, 5]), np.array([100_000_000, 133_000_000]), points, confidence, (64, 48))
    header_end = 8 + struct.unpack_from("<I", encode(was), 4)[0]
    assert json.loads(encode(was)[8:header_end]) == {
        "frames": 2,
        "size": [64, 48],
        "start_us": 100_000,
        "first_frame": 3,
    }
    body = zlib.decompress(encode(was)[header_end:])
    assert len(body) == 8 + 8 + 2 * 33 * 2 * 2 + 66 + 9
    assert base64.b64encode(body[:16]).decode() == "AAIAAAAAAAAA6ACAAAAAAA=="


def test_the_example_that_typescript_reads_is_what_python_reads() -> None:
    example = json.loads(EXAMPLE.read_text())
    got = decode(base64.b64decode(example["coded"]))
    wanted = [[point or [np.nan, np.nan] for point in frame] for frame in example["points"]]
    assert np.array_equal(got.points, np.array(wanted, np.float32), equal_nan=True)
    assert got.frame_index.tolist() == example["frameIndex"] and got.time_s.tolist() == example["timeS"]
    assert list(got.size) == example["size"]
