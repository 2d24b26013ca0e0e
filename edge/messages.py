"""What the bay says to the kiosk and what it accepts from it: the single source of the wire types.

The WebSocket at /ws sends these as JSON text; preview pictures go as binary messages (a JPEG each).
On connect the first message is always `state`; afterwards only changes are sent.
"""

from typing import Annotated, Literal

from pydantic import Field

from swingvision.report import Club as Club
from swingvision.report import Metric
from swingvision.report import Swing as Swing
from swingvision.report import Wire

HandednessSetting = Literal["auto", "right", "left"]
Stage = Literal["attract", "ready", "analysing", "result"]


class Lights(Wire):
    """The ready screen's lights: true, false, or null while not known."""

    person_seen: bool
    in_frame: bool | None
    still: bool | None


class CameraStatus(Wire):
    state: Literal["starting", "streaming", "missing", "frozen", "garbage"]
    url: Annotated[str, Field(description="without credentials")]
    width: int | None
    height: int | None
    fps: float | None
    detail: str | None
    restarts: int


class FrameCounts(Wire):
    """captured = processed + sum of skipped, always."""

    captured: int
    processed: int
    skipped: dict[str, int]


class EstimatorStatus(Wire):
    model: str
    sha256: str
    provider_asked: str
    provider: str
    precision_asked: str
    precision: str


class StorageStatus(Wire):
    state: Literal["ok", "full", "failed"]
    detail: str | None
    free_bytes: int | None
    swings_saved: int
    swings_not_saved: int


class StageStatus(Wire):
    """How long one stage of the work took so far, a picture or a swing at a time."""

    stage: str
    count: int
    p50_ms: float
    p95_ms: float


class ClaimingStatus(Wire):
    """Whether a golfer can take a session's swings home, by a code; why not."""

    offered: bool
    detail: str | None


class BayStatus(Wire):
    bay_name: str
    version: str
    uptime_s: float
    camera: CameraStatus
    frames: FrameCounts
    estimator: EstimatorStatus | None
    storage: StorageStatus
    stages: list[StageStatus]
    claiming: ClaimingStatus


class Golfer(Wire):
    """What one touch sets; kept for the session only."""

    handedness: HandednessSetting = "auto"
    club: Club = "unknown"


class SwingPage(Wire):
    swings: list[Swing]
    next_before: Annotated[str | None, Field(description="give it as `before` for the next page")]


class ReplayPoses(Wire):
    """The skeleton of a saved clip, frame by frame.

    time_s: (frames,) presentation times in the clip. points: (frames, 33, [x, y]) as shares of width and
    height; null where not seen.
    """

    width: int
    height: int
    time_s: list[float]
    points: list[list[list[float] | None]]


class ClaimWanted(Wire):
    session_id: Annotated[str, Field(max_length=64)]


class ClaimOffer(Wire):
    """A code for the golfer of this session. url: what the QR says; portal: where the code can be typed.

    valid_s: how much longer the code is good; ask again before then.
    """

    session_id: str
    code: str
    url: str
    portal: str
    valid_s: int


class Problem(Wire):
    """The one shape of every error answer: a name for programs, a sentence for people."""

    problem: Literal["not_found", "bad_request", "refused", "not_ready", "failed"]
    words: str


class Health(Wire):
    """The bay's process answers, its store can be read."""

    ok: bool
    version: str


class NotMeasured(Wire):
    """A swing was seen but is not measured: said, not silent."""

    code: Literal["short_swing", "not_seen_enough", "no_finish", "failed"]
    words: str
    at_ms: int


class EarlyTempo(Wire):
    """The tempo of a swing that is not over: its report may amend it."""

    tempo_ratio: Metric


class StateMessage(Wire):
    type: Literal["state"] = "state"
    stage: Stage
    session_id: str | None
    golfer: Golfer
    lights: Lights
    status: BayStatus
    early_tempo: EarlyTempo | None
    result: Swing | None
    swings: Annotated[list[Swing], Field(description="this session's, newest first, at most 10")]
    not_measured: NotMeasured | None


class StageMessage(Wire):
    type: Literal["stage"] = "stage"
    stage: Stage
    session_id: str | None


class LightsMessage(Wire):
    type: Literal["lights"] = "lights"
    lights: Lights


class GolferMessage(Wire):
    type: Literal["golfer"] = "golfer"
    golfer: Golfer


class EarlyTempoMessage(Wire):
    """The tempo, moments after impact; null when what looked like a swing was none."""

    type: Literal["early_tempo"] = "early_tempo"
    early_tempo: EarlyTempo | None


class ResultMessage(Wire):
    """A new swing, or (same swing_id) a change to it, such as its clip having been saved."""

    type: Literal["result"] = "result"
    swing: Swing


class NotMeasuredMessage(Wire):
    type: Literal["not_measured"] = "not_measured"
    not_measured: NotMeasured


class SessionMessage(Wire):
    """A session began or ended: the page forgets every swing it holds."""

    type: Literal["session"] = "session"
    session_id: str | None


class StatusMessage(Wire):
    type: Literal["status"] = "status"
    status: BayStatus


ServerMessage = Annotated[
    StateMessage
    | StageMessage
    | LightsMessage
    | GolferMessage
    | EarlyTempoMessage
    | ResultMessage
    | NotMeasuredMessage
    | SessionMessage
    | StatusMessage,
    Field(discriminator="type"),
]


class SetGolfer(Wire):
    type: Literal["set_golfer"] = "set_golfer"
    golfer: Golfer


class NewGolfer(Wire):
    type: Literal["new_golfer"] = "new_golfer"


class PreviewWanted(Wire):
    """The page asks for preview pictures only while it shows them."""

    type: Literal["preview"] = "preview"
    wanted: bool


ClientMessage = Annotated[SetGolfer | NewGolfer | PreviewWanted, Field(discriminator="type")]
