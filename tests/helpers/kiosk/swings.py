"""Swings for the scenes: a virtual golfer's true events and metrics, in the wire's own types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from edge.messages import Club, ReplayPoses, Swing
from swingvision.report import Cue, Event, Events, Metric, Quality, SwingReport, View
from tests.helpers.golfer import Camera, Rate, Truth, down_the_line, face_on, record, truth_of
from tests.helpers.golfer import Swing as Motion

SESSION = "01936f3e-7a80-7000-8000-000000000001"
FPS = 60.0
Unit = Literal["s", "ratio", "deg", "trunk_lengths"]
NOT_SEEN_FROM_HERE = "It takes a camera behind the hands, and this one looks at you from the front."

OVER = Cue(
    fault="over_the_top",
    tone="change",
    words="Let your hands drop first",
    evidence="Hands 12 ± 5 % of trunk over, at mid-downswing",
    metric="over_the_top",
    event="mid_downswing",
    drill=None,
)
KEEP = Cue(
    fault="none",
    tone="keep",
    words="Keep this tempo",
    evidence="Tempo 3.0, the range is 2.6 to 4.0",
    metric="tempo_ratio",
    event=None,
    drill=None,
)
QUICK = Cue(
    fault="quick_backswing",
    tone="change",
    words="Take the club back slower",
    evidence="Backswing 0.56 ± 0.02 s",
    metric="backswing_s",
    event="top",
    drill=None,
)


@dataclass(frozen=True)
class Played:
    """One swing of a virtual golfer before a camera, and the clip that shows it."""

    motion: Motion
    camera: Camera
    view: View
    clip: str

    @property
    def truth(self) -> Truth:
        return truth_of(self.motion, self.camera)

    def poses(self) -> ReplayPoses:
        series = record(self.motion, self.camera, Rate(fps=FPS))
        width, height = series.size
        shares = np.round(series.points / np.array([width, height]), 4)
        return ReplayPoses(
            width=width,
            height=height,
            time_s=[round(float(time), 6) for time in series.time_s],
            points=[[[float(x), float(y)] for x, y in frame] for frame in shares],
        )


def behind(clip: str, tempo: float = 3.0, **motion: float) -> Played:
    """A right-hander seen down the line."""
    return Played(_motion(tempo, **motion), down_the_line(), "down_the_line", clip)


def left_handed(clip: str) -> Played:
    motion = Motion(handedness="left", lead_in_s=0.8, hold_s=0.6, over_the_top=0.1)
    return Played(motion, down_the_line("left"), "down_the_line", clip)


def in_front(clip: str) -> Played:
    return Played(_motion(3.0, over_the_top=0.1), face_on(), "face_on", clip)


def _motion(tempo: float, over_the_top: float = 0.0, backswing_s: float = 0.81) -> Motion:
    return Motion(
        tempo=tempo, backswing_s=backswing_s, lead_in_s=0.8, hold_s=0.6, over_the_top=over_the_top
    )


def swing(
    number: int,
    played: Played,
    cue: Cue | None,
    club: Club = "iron",
    saved: bool = True,
    changes: Mapping[str, Metric] = {},
) -> Swing:
    """The swing as the bay would send it; `changes` replaces single metrics."""
    swing_id = f"01936f3e-7a80-7000-8000-{number:012d}"
    return Swing(
        swing_id=swing_id,
        session_id=SESSION,
        number=number,
        captured_at_ms=1_790_000_000_000 + 40_000 * number,
        handedness=played.motion.handedness,
        club=club,
        report=_report(played, cue, changes),
        clip_url=f"/stage/clip/{played.clip}" if saved else None,
        poses_url=f"/stage/poses/{played.clip}" if saved else None,
        clip_start_frame=480,
        saved=saved,
    )


def _report(played: Played, cue: Cue | None, changes: Mapping[str, Metric]) -> SwingReport:
    return SwingReport(
        view=played.view,
        view_confidence=0.96,
        handedness=played.motion.handedness,
        handedness_confidence=0.98,
        events=Events(**{name: _event(time_s) for name, time_s in played.truth.events.items()}),
        metrics={**_metrics(played), **changes},
        cue=cue,
        quality=Quality(
            frames_in_swing=140, pose_share=1.0, hands_confidence=0.83, frame_interval_ms=16.7, notes=[]
        ),
    )


def _event(time_s: float) -> Event:
    frame = round(time_s * FPS)
    return Event(frame=frame, pts_s=frame / FPS, time_s=time_s, uncertainty_s=0.006)


def _metrics(played: Played) -> dict[str, Metric]:
    truth = played.truth
    shown = {
        "tempo_ratio": number_of(truth.tempo_ratio, 0.15, "ratio"),
        "backswing_s": number_of(truth.backswing_s, 0.02, "s"),
        "downswing_s": number_of(truth.downswing_s, 0.01, "s"),
    }
    if played.view == "face_on":
        return shown | {name: withheld(NOT_SEEN_FROM_HERE) for name in ("over_the_top", "hand_path_plane_deg")}
    return shown | {
        "over_the_top": number_of(truth.over_the_top, 0.05, "trunk_lengths"),
        "hand_path_plane_deg": number_of(truth.hand_path_plane_deg, 4, "deg"),
    }


def number_of(value: float, half_width: float, unit: Unit, apparent: bool = False) -> Metric:
    return Metric(
        value=value,
        low=value - half_width,
        high=value + half_width,
        unit=unit,
        grade="A" if unit in ("s", "ratio") else "B",
        withheld=None,
        apparent=apparent,
    )


def withheld(reason: str, unit: Unit = "trunk_lengths") -> Metric:
    return Metric(value=None, low=None, high=None, unit=unit, grade="B", withheld=reason)
