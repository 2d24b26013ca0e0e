"""What can be said about a swing: one table for coaches to read and extend.

Each fault is one metric on one side of one limit. Add a row, and the cue, the follow-up and the tests take it
up; a row whose metric is absent or withheld never fires. A published band sets the limit of what is measured
as it was published (grade A). What one camera makes of a turn or a tilt (grade B) is another number, so it is
held against the golfer's own usual, and over_the_top against its sign. Words: six or fewer, verbs and plain
nouns, no blame. {lead} and {trail} become the golfer's own left and right.
"""

from dataclasses import dataclass
from typing import Literal

from swingvision.report import EventName


@dataclass(frozen=True, slots=True)
class Fault:
    """A metric on one side of a limit.

    limit: the edge of the published band; None where there is none that fits: then only a departure from the
    golfer's own usual counts. scatter: the standard deviation from swing to swing that is taken for the
    golfer's own until enough swings have shown it. Both are in the metric's unit. event: where to look.
    """

    name: str
    metric: str
    side: Literal["above", "below"]
    limit: float | None
    scatter: float
    event: EventName
    words: str
    drill: str
    source: str

    @property
    def sign(self) -> int:
        return 1 if self.side == "above" else -1


@dataclass(frozen=True, slots=True)
class Praise:
    """A metric surely inside low..high, worth keeping."""

    name: str
    metric: str
    low: float
    high: float
    event: EventName
    words: str


TEMPO_LOW, TEMPO_HIGH = 2.6, 4.0
TEMPO = "Tour Tempo 3.0, Grober 2.8, TPI 3.2; 1,400 professional swings: quartiles 3.0 to 4.0; tour CV 8 %"
CLASSES = "Tour Tempo's classes: 18, 21, 24, 27, 30 frames back at 30 frames a second"
OWN = "held against the golfer's own usual only"

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="tempo_hurried",
        metric="tempo_ratio",
        side="below",
        limit=TEMPO_LOW,
        scatter=0.25,
        event="top",
        words="Take longer to swing back",
        drill="Count one, two, three to the top and four to the ball.",
        source=TEMPO,
    ),
    Fault(
        name="tempo_dragged",
        metric="tempo_ratio",
        side="above",
        limit=TEMPO_HIGH,
        scatter=0.25,
        event="top",
        words="Swing back in one go",
        drill="Feet together, swing back and through without a halt, five times.",
        source=TEMPO,
    ),
    Fault(
        name="quick_backswing",
        metric="backswing_s",
        side="below",
        limit=0.60,
        scatter=0.05,
        event="top",
        words="Take the club back slower",
        drill="Say a long word while the club goes back, and swing down at its end.",
        source=CLASSES,
    ),
    Fault(
        name="slow_backswing",
        metric="backswing_s",
        side="above",
        limit=1.00,
        scatter=0.05,
        event="top",
        words="Let the club swing back",
        drill="Start with the club a step ahead of the ball and let it swing back from there.",
        source=CLASSES,
    ),
    Fault(
        name="short_follow_through",
        metric="follow_through_s",
        side="below",
        limit=None,
        scatter=0.08,
        event="finish",
        words="Swing all the way through",
        drill="Swing past the ball until the chest faces the target, without a ball, five times.",
        source=f"impact to finish 0.5 to 0.8 s, by eye; {OWN}",
    ),
    Fault(
        name="over_the_top",
        metric="over_the_top",
        side="above",
        limit=0.05,
        scatter=0.03,
        event="mid_downswing",
        words="Let your hands drop first",
        drill="From the top, lower the hands to the {trail} pocket three times, then swing.",
        source="the sign is the message: hands coming down outside the way they went back",
    ),
    Fault(
        name="steeper_shaft",
        metric="shallowing_deg",
        side="above",
        limit=None,
        scatter=4.0,
        event="mid_downswing",
        words="Let the club drop behind you",
        drill="Halt half way down and check in a mirror that the shaft points at the ball, then swing.",
        source=OWN,
    ),
    Fault(
        name="upright_posture",
        metric="forward_bend_deg",
        side="below",
        limit=30.0,
        scatter=1.5,
        event="address",
        words="Bend more from the hips",
        drill="Hold the club along the back, bow from the hips until it points at the ball, then set up.",
        source="forward bend at address 30 to 45 degrees",
    ),
    Fault(
        name="bent_posture",
        metric="forward_bend_deg",
        side="above",
        limit=45.0,
        scatter=1.5,
        event="address",
        words="Stand taller over the ball",
        drill="Stand up straight, bow from the hips until the club touches the ground, then set up.",
        source="forward bend at address 30 to 45 degrees",
    ),
    Fault(
        name="lost_posture",
        metric="posture_change_impact_deg",
        side="below",
        limit=None,
        scatter=3.0,
        event="impact",
        words="Keep your chest down longer",
        drill="Swing with the forehead near a wall, at half speed, and keep the gap the same.",
        source=f"loss of posture is the commonest amateur fault; {OWN}",
    ),
    Fault(
        name="early_extension",
        metric="early_extension",
        side="above",
        limit=None,
        scatter=0.03,
        event="impact",
        words="Keep your hips back",
        drill="Stand with a chair touching the hips and swing slowly without leaving it.",
        source=OWN,
    ),
    Fault(
        name="stiff_knees",
        metric="knee_flex_lead_deg",
        side="below",
        limit=None,
        scatter=2.0,
        event="address",
        words="Soften your knees",
        drill="Bounce twice at address, then stay where the bounce ends.",
        source=f"lead knee at address 18 degrees, give or take 12; {OWN}",
    ),
    Fault(
        name="deep_knees",
        metric="knee_flex_lead_deg",
        side="above",
        limit=None,
        scatter=2.0,
        event="address",
        words="Straighten your knees a little",
        drill="Stand straight, bow from the hips, and only then unlock the knees.",
        source=f"lead knee at address 18 degrees, give or take 12; {OWN}",
    ),
    Fault(
        name="head_forward",
        metric="head_sway_impact",
        side="above",
        limit=None,
        scatter=0.06,
        event="impact",
        words="Keep your head behind the ball",
        drill="Swing at half speed and look at the back of the ball until it has gone.",
        source=OWN,
    ),
    Fault(
        name="head_back",
        metric="head_sway_top",
        side="below",
        limit=None,
        scatter=0.06,
        event="top",
        words="Turn around a steady head",
        drill="Swing to the top with a shadow of the head on a mark, and keep it there.",
        source=OWN,
    ),
    Fault(
        name="head_up",
        metric="head_lift_impact",
        side="above",
        limit=None,
        scatter=0.05,
        event="impact",
        words="Keep your head level",
        drill="Swing at half speed below an object held just over the head.",
        source=OWN,
    ),
    Fault(
        name="head_down",
        metric="head_lift_top",
        side="below",
        limit=None,
        scatter=0.05,
        event="top",
        words="Stay tall as you turn",
        drill="Swing to the top in front of a mirror and keep the eyes on one line.",
        source=OWN,
    ),
    Fault(
        name="hips_forward",
        metric="hip_sway_impact",
        side="above",
        limit=None,
        scatter=0.06,
        event="impact",
        words="Turn your hips, slide them less",
        drill="Put a stick in the ground beside the {lead} hip and turn without leaning on it.",
        source=OWN,
    ),
    Fault(
        name="hips_back",
        metric="hip_sway_top",
        side="below",
        limit=None,
        scatter=0.06,
        event="top",
        words="Turn your hips in place",
        drill="Put a stick in the ground beside the {trail} hip and swing back without touching it.",
        source=OWN,
    ),
    Fault(
        name="hips_up",
        metric="hip_lift_impact",
        side="above",
        limit=None,
        scatter=0.05,
        event="impact",
        words="Stay down through the ball",
        drill="Hit short shots with both knees as soft at impact as at address.",
        source=OWN,
    ),
    Fault(
        name="short_shoulder_turn",
        metric="shoulder_turn_deg",
        side="below",
        limit=None,
        scatter=4.0,
        event="top",
        words="Turn your chest further back",
        drill="Hold the club across the chest and turn until it points at the ball.",
        source=f"about 90 degrees at the top; {OWN}",
    ),
    Fault(
        name="short_hip_turn",
        metric="hip_turn_deg",
        side="below",
        limit=None,
        scatter=4.0,
        event="top",
        words="Let your hips turn more",
        drill="Draw the {trail} foot back a little and swing back until the hips have turned.",
        source=f"40 to 50 degrees at the top; {OWN}",
    ),
    Fault(
        name="long_hip_turn",
        metric="hip_turn_deg",
        side="above",
        limit=None,
        scatter=4.0,
        event="top",
        words="Keep your hips quieter going back",
        drill="Swing back with a ball between the knees and keep it there.",
        source=f"40 to 50 degrees at the top; {OWN}",
    ),
    Fault(
        name="trunk_toward_target",
        metric="trunk_lean_deg",
        side="above",
        limit=0.0,
        scatter=1.5,
        event="address",
        words="Tilt away from the target",
        drill="At address, slide the {trail} hand down to the knee, then take the grip again.",
        source="slightly away from the target at address",
    ),
    Fault(
        name="level_shoulders",
        metric="shoulder_tilt_impact_deg",
        side="below",
        limit=None,
        scatter=3.0,
        event="impact",
        words="Keep your {trail} shoulder lower",
        drill="Hold the club across the chest, and turn through until its {trail} end points at the ball.",
        source=f"27 degrees (club golfers) to 39 (tour); {OWN}",
    ),
    Fault(
        name="bent_lead_arm",
        metric="lead_arm_deg",
        side="below",
        limit=None,
        scatter=5.0,
        event="top",
        words="Keep your {lead} arm longer",
        drill="Swing back with the {lead} arm alone, and keep that length with both hands.",
        source=OWN,
    ),
    Fault(
        name="narrow_stance",
        metric="stance_ratio",
        side="below",
        limit=None,
        scatter=0.06,
        event="address",
        words="Set your feet wider apart",
        drill="Lay two clubs on the ground under the shoulders and stand on them.",
        source=OWN,
    ),
    Fault(
        name="wide_stance",
        metric="stance_ratio",
        side="above",
        limit=None,
        scatter=0.06,
        event="address",
        words="Set your feet closer together",
        drill="Lay two clubs on the ground under the shoulders and stand on them.",
        source=OWN,
    ),
    Fault(
        name="hips_stay_back",
        metric="weight_shift_proxy_impact",
        side="below",
        limit=None,
        scatter=0.05,
        event="impact",
        words="Let your hips lead the way",
        drill="From the top, bump the {lead} hip toward the target, halt, then swing.",
        source=OWN,
    ),
    Fault(
        name="short_finish",
        metric="finish_hold_s",
        side="below",
        limit=3.0,
        scatter=2.0,
        event="finish",
        words="Hold your finish, count to three",
        drill="Swing at half speed and stay in the finish until the ball has landed.",
        source="a balanced finish is held for 3 s",
    ),
)

PRAISE: tuple[Praise, ...] = (
    Praise(
        name="tempo",
        metric="tempo_ratio",
        low=TEMPO_LOW,
        high=TEMPO_HIGH,
        event="top",
        words="Keep this tempo",
    ),
)

BY_NAME = {fault.name: fault for fault in FAULTS}
