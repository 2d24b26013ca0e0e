"""The wire form of a measured swing: what `analyze --json` prints, the bay stores and the kiosk reads."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# Raised whenever a formula or a rule changes, so that history never mixes definitions.
DEFINITION_VERSION = "1"

View = Literal["face_on", "down_the_line", "other"]
Handedness = Literal["right", "left"]
Grade = Literal["A", "B", "C"]
# Whether the swing struck a ball; not_seen where the pictures do not tell.
Ball = Literal["seen", "not_seen", "no_ball"]
EventName = Literal[
    "address",
    "takeaway",
    "toe_up",
    "mid_backswing",
    "top",
    "mid_downswing",
    "impact",
    "mid_follow_through",
    "finish",
]
EVENT_NAMES: tuple[EventName, ...] = (
    "address",
    "takeaway",
    "toe_up",
    "mid_backswing",
    "top",
    "mid_downswing",
    "impact",
    "mid_follow_through",
    "finish",
)

Share = Annotated[float, Field(ge=0, le=1)]


class Wire(BaseModel):
    """Base of everything that leaves the process: unknown keys are refused, NaN never gets out."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Event(Wire):
    """A moment of the swing. `frame` is the nearest frame, `pts_s` its time, `time_s` the finer estimate."""

    frame: Annotated[int, Field(ge=0)]
    pts_s: float
    time_s: float
    uncertainty_s: Annotated[float, Field(ge=0, description="one standard deviation of time_s, seconds")]


class Events(Wire):
    """GolfDB's eight events and takeaway; null where the event is not in the clip or could not be seen."""

    address: Event | None
    takeaway: Event | None
    toe_up: Event | None
    mid_backswing: Event | None
    top: Event | None
    mid_downswing: Event | None
    impact: Event | None
    mid_follow_through: Event | None
    finish: Event | None


class Metric(Wire):
    """A number with its interval, or the reason why there is none.

    value, low and high are all there or all null; `withheld` is null exactly when they are there.
    low and high: the 95 % interval. apparent: shown, but the camera's yaw is unknown.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: Literal["s", "ratio", "deg", "trunk_lengths", "shoulder_widths"]
    grade: Grade
    withheld: str | None
    apparent: bool = False


class Cue(Wire):
    """The one thing to say. `words` has six words or fewer; praise is a cue with tone 'keep'."""

    fault: Annotated[str, Field(description="the fault's name in the table of faults, or 'none'")]
    tone: Literal["keep", "change"]
    words: str
    evidence: Annotated[str, Field(description="the number behind it, in words, with its uncertainty")]
    metric: str | None
    event: EventName | None
    drill: str | None


class Quality(Wire):
    """How well the swing was seen."""

    frames_in_swing: int
    pose_share: Annotated[Share, Field(description="share of the swing's frames with a usable pose")]
    hands_confidence: Annotated[Share, Field(description="median heat-map peak of the wrists in the swing")]
    frame_interval_ms: Annotated[float, Field(description="median time between different pictures, ms")]
    notes: list[str]


class SwingReport(Wire):
    view: View
    view_confidence: Share
    handedness: Handedness
    handedness_confidence: Share
    events: Events
    metrics: dict[str, Metric]
    cue: Cue | None
    quality: Quality
    ball: Ball = "not_seen"
    definition_version: str = DEFINITION_VERSION


class ClipFacts(Wire):
    frames: int
    width: int
    height: int
    codec: str
    fps: Annotated[
        float | None, Field(description="median rate of the frames' own timestamps; null for one frame")
    ]
    variable_frame_rate: bool
    repeated_frames: int
    duration_s: float


class ModelFacts(Wire):
    name: str
    version: str
    sha256: str
    provider: Annotated[str, Field(description="the onnxruntime execution provider in force")]


class ClipReport(Wire):
    """The answer for one clip. No swing is an answer: `swings` is empty and `reason` says why."""

    clip: str
    facts: ClipFacts
    models: list[ModelFacts]
    swings: list[SwingReport]
    reason: str | None
    warnings: list[str]
    definition_version: str = DEFINITION_VERSION
