"""Every metric: its name, words for a coach, unit, grade, views, formula in words, reference and its source.

The one list that report, docs and portal go by. A formula that changes raises report.DEFINITION_VERSION.
"""

from dataclasses import dataclass
from typing import Literal

from swingvision.report import Grade, Metric, Unit, View

Group = Literal["timing", "plane", "body"]

FACE_ON: tuple[View, ...] = ("face_on",)
DOWN_THE_LINE: tuple[View, ...] = ("down_the_line",)
EITHER: tuple[View, ...] = ("face_on", "down_the_line")
ANY: tuple[View, ...] = ("face_on", "down_the_line", "other")

OWN = "none published: the golfer's own baseline"
GOLFDB = "1,400 swings of 246 tour players in GolfDB (McNally et al. 2019)"
TOUR_TEMPO = "Novosel, Tour Tempo"


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """band: what a coach would call usual, in the metric's unit; None where nothing is published."""

    name: str
    group: Group
    title: str
    unit: Unit
    grade: Grade
    views: tuple[View, ...]
    formula: str
    band: tuple[float, float] | None
    source: str
    # Where the scale differs down the line: trunk lengths there, shoulder widths face-on.
    unit_down_the_line: Unit | None = None

    def unit_in(self, view: View) -> Unit:
        return self.unit_down_the_line or self.unit if view == "down_the_line" else self.unit


_AT = {"top": "the top", "impact": "impact"}
_ROWS = (
    MetricFacts(
        "backswing_s",
        "timing",
        "Backswing",
        "s",
        "A",
        ANY,
        "top - takeaway",
        (0.7, 0.9),
        f"{TOUR_TEMPO}: 21 to 27 frames at 30 a second",
    ),
    MetricFacts(
        "downswing_s",
        "timing",
        "Downswing",
        "s",
        "A",
        ANY,
        "impact - top",
        (0.23, 0.30),
        f"{TOUR_TEMPO}: 7 to 9 frames at 30 a second",
    ),
    MetricFacts(
        "tempo_ratio",
        "timing",
        "Tempo ratio",
        "ratio",
        "A",
        ANY,
        "backswing / downswing",
        (2.6, 4.0),
        f"Tour Tempo 3.0, Grober 2.8, TPI 3.2; {GOLFDB}: quartiles 3.0 to 4.0",
    ),
    MetricFacts(
        "tempo_class",
        "timing",
        "Nearest tempo class",
        "frames_at_30",
        "A",
        ANY,
        "nearest of 18:6, 21:7, 24:8, 27:9 and 30:10 to (backswing, downswing) in frames of 1/30 s; value: "
        "the class's backswing; interval: the classes that the two intervals reach",
        (21, 27),
        TOUR_TEMPO,
    ),
    MetricFacts(
        "follow_through_s",
        "timing",
        "Follow-through",
        "s",
        "B",
        ANY,
        "finish - impact",
        (0.5, 0.8),
        GOLFDB,
    ),
    MetricFacts(
        "shaft_plane_deg",
        "plane",
        "Shaft plane",
        "deg",
        "A",
        DOWN_THE_LINE,
        "the shaft at address against the ground, on the golfer's side",
        (45, 64),
        "driver about 45, wedge about 64: lie angles of clubs",
    ),
    MetricFacts(
        "hogan_plane_deg",
        "plane",
        "Hogan plane",
        "deg",
        "A",
        DOWN_THE_LINE,
        "the line from ball to mid-shoulder at address against the ground",
        None,
        "Hogan 1957, Five Lessons: the plane from ball to shoulders",
    ),
    MetricFacts(
        "hand_path_plane_deg",
        "plane",
        "Hand path plane",
        "deg",
        "B",
        DOWN_THE_LINE,
        "first principal axis of the hands' way from top to impact, against the ground",
        None,
        OWN,
    ),
    MetricFacts(
        "hand_path_residual",
        "plane",
        "Hand path off its line",
        "trunk_lengths",
        "B",
        DOWN_THE_LINE,
        "root mean square distance of the hands' way from that axis / TL",
        None,
        OWN,
    ),
    MetricFacts(
        "slot_shaft",
        "plane",
        "Hands above shaft line",
        "trunk_lengths",
        "B",
        DOWN_THE_LINE,
        "hands against the address shaft's line with the lead arm level coming down / TL, + above",
        None,
        "descriptive: between the shaft line and the Hogan line is called the slot",
    ),
    MetricFacts(
        "slot_hogan",
        "plane",
        "Hands above Hogan line",
        "trunk_lengths",
        "B",
        DOWN_THE_LINE,
        "the same against the line from ball to mid-shoulder",
        None,
        "descriptive: between the shaft line and the Hogan line is called the slot",
    ),
    MetricFacts(
        "over_the_top",
        "plane",
        "Over the top",
        "trunk_lengths",
        "B",
        DOWN_THE_LINE,
        "mean over heights hip to shoulder of (hands coming down - hands going back) / TL, + toward the ball",
        None,
        "the sign is the message",
    ),
    MetricFacts(
        "shallowing_deg",
        "plane",
        "Shaft steepening",
        "deg",
        "B",
        DOWN_THE_LINE,
        "shaft against the ground with the lead arm level coming down - the same going back; - is shallower",
        None,
        OWN,
    ),
    MetricFacts(
        "forward_bend_deg",
        "body",
        "Forward bend",
        "deg",
        "A",
        DOWN_THE_LINE,
        "mid-hip to mid-shoulder against the vertical at address, + toward the ball",
        (30, 45),
        "published address postures",
    ),
    MetricFacts(
        "posture_change_mid_backswing_deg",
        "body",
        "Posture change in mid backswing",
        "deg",
        "A",
        DOWN_THE_LINE,
        "forward bend with the lead arm level going back - forward bend at address; - is standing up",
        None,
        OWN,
    ),
    MetricFacts(
        "posture_change_impact_deg",
        "body",
        "Posture change at impact",
        "deg",
        "B",
        DOWN_THE_LINE,
        "forward bend at impact - forward bend at address; - is standing up",
        None,
        "loss of posture is the commonest fault of amateurs",
    ),
    MetricFacts(
        "early_extension",
        "body",
        "Early extension",
        "trunk_lengths",
        "B",
        DOWN_THE_LINE,
        "furthest way of mid-hip toward the ball from top to impact / TL",
        None,
        OWN,
    ),
    MetricFacts(
        "knee_flex_lead_deg",
        "body",
        "Lead knee flex",
        "deg",
        "B",
        DOWN_THE_LINE,
        "180 - angle(hip, knee, ankle) of the lead leg at address",
        (6, 30),
        "lead knee 18 +- 12 at address",
    ),
    MetricFacts(
        "knee_flex_trail_deg",
        "body",
        "Trail knee flex",
        "deg",
        "B",
        DOWN_THE_LINE,
        "180 - angle(hip, knee, ankle) of the trail leg at address",
        None,
        OWN,
    ),
    *(
        MetricFacts(
            f"{part}_{way}_{event}",
            "body",
            f"{part.capitalize()} {way} at {_AT[event]}",
            "shoulder_widths",
            "A",
            EITHER if (part, way) == ("head", "lift") else FACE_ON,
            f"{middle} at {_AT[event]} against its baseline / SW, + {toward}",
            None,
            source,
            "trunk_lengths" if (part, way) == ("head", "lift") else None,
        )
        for part, middle, source in (
            ("head", "midpoint of the ears", OWN),
            (
                "hip",
                "mid-hip",
                "pelvis centre about 0 cm at the top, 13 cm toward the target at impact (tour)",
            ),
        )
        for way, toward in (("sway", "toward the target"), ("lift", "up"))
        for event in ("top", "impact")
    ),
    MetricFacts(
        "shoulder_turn_deg",
        "body",
        "Shoulder turn",
        "deg",
        "B",
        FACE_ON,
        "acos(shoulder width at the top / at address), both across the picture; blind near 0",
        (80, 100),
        "about 90",
    ),
    MetricFacts(
        "hip_turn_deg",
        "body",
        "Hip turn",
        "deg",
        "B",
        FACE_ON,
        "acos(hip width at the top / at address), both across the picture; blind near 0",
        (40, 50),
        "40 to 50",
    ),
    MetricFacts(
        "trunk_lean_deg",
        "body",
        "Trunk lean",
        "deg",
        "A",
        FACE_ON,
        "mid-hip to mid-shoulder against the vertical at address, + toward the target",
        None,
        "slightly away from the target at address",
    ),
    MetricFacts(
        "trunk_lean_impact_deg",
        "body",
        "Trunk lean at impact",
        "deg",
        "B",
        FACE_ON,
        "the same at impact",
        None,
        OWN,
    ),
    MetricFacts(
        "shoulder_tilt_impact_deg",
        "body",
        "Shoulder tilt at impact",
        "deg",
        "B",
        FACE_ON,
        "trail to lead shoulder against the horizontal at impact, + lead shoulder higher",
        (27, 39),
        "27 (club golfers) to 39 (tour)",
    ),
    MetricFacts(
        "lead_arm_deg",
        "body",
        "Lead arm",
        "deg",
        "B",
        EITHER,
        "angle(shoulder, elbow, wrist) of the lead arm at the top as the camera sees it; 180 is straight",
        None,
        OWN,
    ),
    MetricFacts(
        "stance_ratio",
        "body",
        "Stance width",
        "shoulder_widths",
        "A",
        FACE_ON,
        "distance of the ankles across the picture at address / SW",
        None,
        OWN,
    ),
    *(
        MetricFacts(
            f"weight_shift_proxy_{event}",
            "body",
            f"Hip position at {_AT[event]}",
            "share",
            "B",
            FACE_ON,
            f"(mid-hip - trail ankle) / (lead ankle - trail ankle) at {_AT[event]}, across; no weight",
            None,
            OWN,
        )
        for event in ("top", "impact")
    ),
    MetricFacts(
        "finish_hold_s",
        "body",
        "Finish held",
        "s",
        "A",
        EITHER,
        "time from the finish with head, hips and ankles below 0.05 body heights a second",
        (3.0, 10.0),
        "3 s",
    ),
)

METRICS: dict[str, MetricFacts] = {row.name: row for row in _ROWS}


def in_order(metrics: dict[str, Metric]) -> dict[str, Metric]:
    """The same in the table's order. Raises KeyError for a name that the table does not have."""
    unknown = metrics.keys() - METRICS.keys()
    if unknown:
        raise KeyError(f"not in the table of metrics: {sorted(unknown)}")
    return {name: metrics[name] for name in METRICS if name in metrics}
