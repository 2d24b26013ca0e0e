"""Every state that the kiosk can be in, as the full state that a bay would send it."""

from collections.abc import Callable, Sequence
from typing import Literal

from edge.messages import (
    BayStatus,
    CameraStatus,
    EarlyTempo,
    ClaimingStatus,
    EstimatorStatus,
    FrameCounts,
    Golfer,
    Lights,
    NotMeasured,
    Stage,
    StateMessage,
    StorageStatus,
    Swing,
)
from swingvision.report import Cue, FollowUp
from tests.helpers.kiosk import swings as played

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
    evidence="Backswing 0.62 ± 0.02 s, downswing 0.29 s",
    metric="backswing_s",
    event="top",
    drill=None,
)
NOBODY = Lights(person_seen=False, in_frame=None, still=None)
WELL_PLACED = Lights(person_seen=True, in_frame=True, still=True)
NOISY = "The hands were hidden for 6 of the 14 frames of the downswing."


def status(
    camera: str = "streaming", detail: str | None = None, storage: str = "ok", saved: int = 14
) -> BayStatus:
    return BayStatus(
        bay_name="Bay 7",
        version="0.1.0",
        uptime_s=5400.0,
        camera=CameraStatus.model_validate(
            {"state": camera, "url": "v4l2:/dev/video0", "width": 1280, "height": 720, "fps": 60.0}
            | {"detail": detail, "restarts": 0}
        ),
        frames=FrameCounts(captured=324000, processed=162000, skipped={"busy": 162000}),
        estimator=EstimatorStatus(
            model="blazepose-full",
            sha256="0" * 64,
            provider_asked="auto",
            provider="cpu",
            precision_asked="fp32",
            precision="fp32",
        ),
        storage=StorageStatus.model_validate(
            {"state": storage, "detail": None, "free_bytes": 12_000_000_000}
            | {"swings_saved": saved, "swings_not_saved": 1 if storage == "full" else 0}
        ),
        stages=[],
        claiming=ClaimingStatus(offered=True, detail=None),
    )


def state(
    stage: Stage,
    swings: Sequence[Swing] = (),
    lights: Lights = WELL_PLACED,
    golfer: Golfer = Golfer(handedness="right", club="iron"),
    bay: BayStatus | None = None,
    not_measured: NotMeasured | None = None,
    early_tempo: EarlyTempo | None = None,
) -> StateMessage:
    return StateMessage(
        stage=stage,
        session_id=None if stage == "attract" else played.SESSION,
        golfer=golfer,
        lights=lights,
        status=bay or status(),
        early_tempo=early_tempo,
        result=swings[0] if swings and stage == "result" else None,
        swings=list(swings),
        not_measured=not_measured,
    )


def earlier(count: int, before: int = 14) -> list[Swing]:
    """The swings before the one on screen, newest first."""
    timings = (
        (0.84, 0.27),
        (0.80, 0.28),
        (0.86, 0.27),
        (0.79, 0.26),
        (0.82, 0.28),
        (0.85, 0.26),
        (0.80, 0.27),
    )
    return [
        played.swing(before - 1 - i, KEEP, played.timing(*timings[i % len(timings)])) for i in range(count)
    ]


def result(newest: Swing, bay: BayStatus | None = None) -> StateMessage:
    return state("result", [newest, *earlier(9)], bay=bay)


def over_the_top(saved: bool = True) -> Swing:
    over = {"over_the_top": played.measured(0.12, 0.05, "over_the_top")}
    return played.swing(14, OVER, over, saved=saved)


def followed_up(verdict: Literal["too_early", "yes"], swings: int) -> Swing:
    """The cue is asked for the second time, and it is told what came of the first."""
    answer = FollowUp(
        fault=OVER.fault,
        words=OVER.words,
        metric="over_the_top",
        verdict=verdict,
        swings=swings,
        needed=5,
        change=None if verdict == "too_early" else played.measured(-0.08, 0.05, "over_the_top"),
    )
    return over_the_top().model_copy(update={"follow_up": answer})


def praised_after_a_cue() -> Swing:
    return followed_up("yes", 6).model_copy(update={"report": played.swing(14, KEEP).report})


def plane_withheld() -> Swing:
    reason = "The camera is turned 6°, past its limit of 3°. Staff can align it."
    names = ("over_the_top", "hand_path_plane_deg")
    return played.swing(14, KEEP, {name: played.withheld(reason, name) for name in names})


def tempo_withheld() -> Swing:
    reason = "The picture came 24 times a second: too few for a tempo."
    names = ("tempo_ratio", "backswing_s", "downswing_s")
    return played.swing(14, None, {name: played.withheld(reason, name) for name in names})


def apparent() -> Swing:
    wide = {"over_the_top": played.measured(0.02, 0.11, "over_the_top", apparent=True)}
    return played.swing(14, KEEP, wide)


def left_handed() -> StateMessage:
    golfer = Golfer(handedness="left", club="driver")
    quick = played.swing(2, QUICK, played.timing(0.62, 0.29), played.MIRRORED, "driver")
    first = played.swing(1, KEEP, {}, played.MIRRORED, "driver")
    return state("result", [quick, first], golfer=golfer)


def measuring() -> StateMessage:
    tempo = played.measured(3.04, 0.31, "tempo_ratio")
    return state("analysing", earlier(9), early_tempo=EarlyTempo(tempo_ratio=tempo))


SCENES: dict[str, Callable[[], StateMessage]] = {
    "attract": lambda: state("attract", lights=NOBODY, golfer=Golfer()),
    "ready": lambda: state("ready", golfer=Golfer(club="iron", handedness="right")),
    "ready_again": lambda: state("ready", earlier(3)),
    "ready_left": lambda: state("ready", golfer=Golfer(club="driver", handedness="left")),
    "nobody": lambda: state("ready", lights=NOBODY, golfer=Golfer()),
    "out_of_frame": lambda: state("ready", lights=Lights(person_seen=True, in_frame=False, still=False)),
    "analysing": lambda: state("analysing", earlier(9)),
    "analysing_tempo": measuring,
    "result": lambda: result(over_the_top()),
    "result_too_early": lambda: result(followed_up("too_early", 2)),
    "result_changed": lambda: result(praised_after_a_cue()),
    "result_first": lambda: state("result", [played.swing(1, KEEP)]),
    "result_withheld": lambda: result(plane_withheld()),
    "result_tempo_withheld": lambda: result(tempo_withheld()),
    "result_apparent": lambda: result(apparent()),
    "result_left_handed": left_handed,
    "result_not_saved": lambda: result(over_the_top(saved=False), status(storage="full")),
    "not_measured": lambda: state(
        "result",
        earlier(3),
        not_measured=NotMeasured(code="not_seen_enough", words=NOISY, at_ms=1_790_000_900_000),
    ),
    "camera_missing": lambda: state(
        "ready", lights=NOBODY, bay=status("missing", "/dev/video0 is gone: trying again every second.")
    ),
    "camera_frozen": lambda: state("ready", lights=NOBODY, bay=status("frozen")),
    "storage_full": lambda: state("ready", earlier(3), bay=status(storage="full")),
}
