"""The wire form of a comparison, what `swingvision compare --json` prints: second swing minus first."""

from typing import Annotated, Literal

from pydantic import Field

from swingvision.report import DEFINITION_VERSION, EventName, Handedness, View, Wire

Part = Literal[
    "head",
    "lead_shoulder",
    "trail_shoulder",
    "lead_elbow",
    "trail_elbow",
    "hands",
    "lead_hip",
    "trail_hip",
    "lead_knee",
    "trail_knee",
    "lead_ankle",
    "trail_ankle",
]
Phase = Literal["backswing", "downswing", "follow_through"]
Axis = Annotated[
    Literal["along", "up"],
    Field(description="along: toward the target in face-on, toward the ball in down-the-line"),
]
Multiple = Annotated[float, Field(ge=0, description="the difference in multiples of its own error")]


class Difference(Wire):
    """Of a part's place, trunk lengths, at an event or over a phase. error: one standard deviation."""

    part: Part
    axis: Axis
    event: EventName | None
    phase: Phase | None
    value: float
    error: float
    multiple: Multiple
    clear: bool


class MetricDifference(Wire):
    """Of a metric that both swings show; low and high: the 95 % interval."""

    metric: str
    first: float
    second: float
    value: float
    low: float
    high: float
    unit: str
    multiple: Multiple
    clear: bool


class Distance(Wire):
    """Mean distance over parts and time, trunk lengths, noise taken out; low and high: the 95 % interval."""

    value: float
    low: float
    high: float
    words: str


class Comparison(Wire):
    """largest: up to three clear differences in words, of the second swing against the first."""

    view: View
    handedness: tuple[Handedness, Handedness]
    origin: Literal["ankle", "hip"]
    events: list[Difference]
    phases: list[Difference]
    metrics: list[MetricDifference]
    largest: list[str]
    distance: Distance
    notes: list[str]
    definition_version: str = DEFINITION_VERSION
