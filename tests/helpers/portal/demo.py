"""The demo as a bay would deliver it: its true events and poses, and numbers of every kind."""

import functools
import time

from cloud.swings.service import DAY_MS
from swingvision.metric_table import METRICS
from swingvision.pose import PoseSeries
from swingvision.report import Cue, Metric, Swing
from swingvision.uuid7 import uuid7
from tests.helpers.golfer.recording import Rate, record
from tests.helpers.kiosk.swings import DEMO, FPS, swing

CUE = Cue(
    fault="early_extension",
    tone="change",
    words="Keep your hips back",
    evidence="Hips 0.11 ± 0.03 trunk lengths toward the ball",
    metric="early_extension",
    event="mid_downswing",
    drill="Swing with a chair behind your hips",
)
# (value, half of the interval); None: withheld.
NUMBERS: dict[str, tuple[float, float] | None] = {
    "tempo_class": (27, 3),
    "follow_through_s": (0.55, 0.04),
    "shaft_plane_deg": None,
    "hogan_plane_deg": (55, 2),
    "forward_bend_deg": (35, 2),
    "posture_change_mid_backswing_deg": (-1, 2),
    "posture_change_impact_deg": (-12, 4),
    "early_extension": (0.11, 0.03),
    "knee_flex_lead_deg": (31, 4),
    "head_lift_top": None,
    "finish_hold_s": (1.3, 0.2),
}
REASON = "the shaft was not seen at address"


@functools.cache
def demo_poses() -> PoseSeries:
    return record(DEMO.motion, DEMO.camera, Rate(fps=FPS))


def demo_swing(number: int) -> Swing:
    """A new swing of today's session, a minute after the one before."""
    made = swing(number, CUE, {name: _metric(name, said) for name, said in NUMBERS.items()})
    now_ms = time.time_ns() // 1_000_000
    report = made.report.model_copy(update={"metrics": _in_order(made.report.metrics)})
    return made.model_copy(
        update={
            "swing_id": uuid7(),
            "session_id": f"01936f3e-7a80-7000-8000-{now_ms // DAY_MS:012d}",
            "captured_at_ms": now_ms - 60_000 * (100 - number),
            "report": report,
        }
    )


def _metric(name: str, said: tuple[float, float] | None) -> Metric:
    facts = METRICS[name]
    plain = {"unit": facts.unit_in("down_the_line"), "grade": facts.grade}
    if said is None:
        return Metric.model_validate({**plain, "value": None, "low": None, "high": None, "withheld": REASON})
    value, half = said
    bounds = {"value": value, "low": value - half, "high": value + half, "withheld": None}
    return Metric.model_validate({**plain, **bounds})


def _in_order(metrics: dict[str, Metric]) -> dict[str, Metric]:
    return {name: metrics[name] for name in METRICS if name in metrics}
