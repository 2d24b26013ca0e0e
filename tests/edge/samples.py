"""Swings, poses and clips to store and to serve: small, whole and different from each other."""

import functools
import tempfile
import uuid
from pathlib import Path

import numpy as np

from edge.messages import Swing
from swingvision.clip import ClipWriter
from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.report import EVENT_NAMES, Cue, Event, Events, Metric, Quality, SwingReport

WIDTH, HEIGHT, FRAMES = 64, 48, 24
FRAME_NS = 16_666_667


def sample_report() -> SwingReport:
    events = {
        name: Event(frame=2 * i, pts_s=2 * i / 60, time_s=2 * i / 60 + 0.004, uncertainty_s=0.008)
        for i, name in enumerate(EVENT_NAMES)
    }
    tempo = Metric(value=3.1, low=2.9, high=3.3, unit="ratio", grade="A", withheld=None)
    plane = Metric(value=None, low=None, high=None, unit="deg", grade="C", withheld="camera yaw unknown")
    return SwingReport(
        view="down_the_line",
        view_confidence=0.9,
        handedness="right",
        handedness_confidence=0.95,
        events=Events(**events),
        metrics={"tempo_ratio": tempo, "plane_deg": plane},
        cue=Cue(
            fault="none",
            tone="keep",
            words="Good tempo, keep it",
            evidence="tempo 3.1, 2.9 to 3.3",
            metric="tempo_ratio",
            event=None,
            drill=None,
        ),
        quality=Quality(
            frames_in_swing=FRAMES, pose_share=1.0, hands_confidence=0.8, frame_interval_ms=16.7, notes=[]
        ),
    )


def sample_swing(number: int = 1, session_id: str | None = None, swing_id: str | None = None) -> Swing:
    return Swing(
        swing_id=swing_id or str(uuid.uuid4()),
        session_id=session_id or str(uuid.uuid4()),
        number=number,
        captured_at_ms=1_790_000_000_000 + 1000 * number,
        handedness="right",
        club="iron",
        report=sample_report(),
        clip_url=None,
        poses_url=None,
        clip_start_frame=480,
        saved=False,
    )


def sample_poses(seed: int = 0) -> PoseSeries:
    rng = np.random.default_rng(seed)
    points = rng.uniform((-5, -5), (WIDTH + 5, HEIGHT + 5), (FRAMES, len(KEYPOINTS), 2)).astype(np.float32)
    points[3, 5] = np.nan
    points[7] = np.nan
    return PoseSeries(
        np.arange(FRAMES, dtype=np.int64),
        np.arange(FRAMES, dtype=np.int64) * FRAME_NS,
        points,
        rng.uniform(0, 1, (FRAMES, len(KEYPOINTS))).astype(np.float32),
        (WIDTH, HEIGHT),
    )


@functools.cache
def _recording(seed: int) -> bytes:
    picture = np.random.default_rng(seed).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording.mp4"
        with ClipWriter(path, (WIDTH, HEIGHT)) as writer:
            for i in range(FRAMES):
                writer.write(np.roll(picture, i, axis=1), i * FRAME_NS)
        return path.read_bytes()


def record_clip(path: Path, seed: int = 0) -> Path:
    """A fragmented MP4 as the bay records it: FRAMES pictures of wandering noise, one content to a seed."""
    path.write_bytes(_recording(seed))
    return path
