"""Swings for the scenes: the demo's true events and metrics, in the wire's own types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from edge.messages import Club, ReplayPoses, Swing
from swingvision.report import Cue, Event, Events, Metric, Quality, SwingReport
from tests.helpers.golfer import demo
from tests.helpers.golfer.camera import Camera, down_the_line
from tests.helpers.golfer.recording import Rate, record
from tests.helpers.golfer.swing import Swing as Motion
from tests.helpers.golfer.truth import truth_of

SESSION = "01936f3e-7a80-7000-8000-000000000001"
FPS = 60.0
# 95 % intervals like those at 60 frames a second.
HALF_WIDTHS = {"tempo_ratio": 0.15, "backswing_s": 0.02, "downswing_s": 0.01}


@dataclass(frozen=True)
class Played:
    """One swing of the virtual golfer before a camera, and the name of the clip that shows it."""

    motion: Motion
    camera: Camera
    clip: str

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


DEMO = Played(demo.SWING, demo.CAMERA, "demo")
MIRRORED = Played(replace(demo.SWING, handedness="left"), down_the_line("left"), "mirrored")


def swing(
    number: int,
    cue: Cue | None,
    metrics: Mapping[str, Metric] = {},
    played: Played = DEMO,
    club: Club = "iron",
    saved: bool = True,
) -> Swing:
    """The swing as the bay would send it; `metrics` replaces what the demo's truth would give."""
    return Swing(
        swing_id=f"01936f3e-7a80-7000-8000-{number:012d}",
        session_id=SESSION,
        number=number,
        captured_at_ms=1_790_000_000_000 + 40_000 * number,
        handedness=played.motion.handedness,
        club=club,
        report=_report(played, cue, metrics),
        clip_url=f"/stage/clip/{played.clip}" if saved else None,
        poses_url=f"/stage/poses/{played.clip}" if saved else None,
        clip_start_frame=480,
        saved=saved,
    )


def _report(played: Played, cue: Cue | None, metrics: Mapping[str, Metric]) -> SwingReport:
    truth = truth_of(played.motion, played.camera)
    true = {name: measured(getattr(truth, name), half, name) for name, half in HALF_WIDTHS.items()}
    true["over_the_top"] = measured(truth.over_the_top, 0.05, "over_the_top")
    true["hand_path_plane_deg"] = measured(truth.hand_path_plane_deg, 4, "hand_path_plane_deg")
    return SwingReport(
        view="down_the_line",
        view_confidence=0.96,
        handedness=played.motion.handedness,
        handedness_confidence=0.98,
        events=Events(**{name: _event(time_s) for name, time_s in truth.events.items()}),
        metrics={**true, **metrics},
        cue=cue,
        quality=Quality(
            frames_in_swing=140, pose_share=1.0, hands_confidence=0.83, frame_interval_ms=16.7, notes=[]
        ),
    )


def _event(time_s: float) -> Event:
    frame = round(time_s * FPS)
    return Event(frame=frame, pts_s=frame / FPS, time_s=time_s, uncertainty_s=0.006)


def timing(backswing_s: float, downswing_s: float) -> dict[str, Metric]:
    """The three metrics of time, as another swing would have them."""
    values = {
        "tempo_ratio": backswing_s / downswing_s,
        "backswing_s": backswing_s,
        "downswing_s": downswing_s,
    }
    return {name: measured(value, HALF_WIDTHS[name], name) for name, value in values.items()}


def measured(value: float, half_width: float, name: str, apparent: bool = False) -> Metric:
    empty = withheld("", name)
    bounds = {"value": value, "low": value - half_width, "high": value + half_width}
    return empty.model_copy(update={**bounds, "withheld": None, "apparent": apparent})


def withheld(reason: str, name: str) -> Metric:
    unit = {"tempo_ratio": "ratio", "over_the_top": "trunk_lengths", "hand_path_plane_deg": "deg"}.get(
        name, "s"
    )
    return Metric.model_validate(
        {"value": None, "low": None, "high": None, "unit": unit, "withheld": reason}
        | {"grade": "A" if unit in ("s", "ratio") else "B"}
    )
