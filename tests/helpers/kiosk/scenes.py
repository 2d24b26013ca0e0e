"""Every state that the kiosk can be in, as the full state that a bay would send it."""

from collections.abc import Callable, Sequence

from edge.messages import (
    BayStatus,
    CameraStatus,
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
from tests.helpers.kiosk import swings as played

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
            model="blazepose-full", sha256="0" * 64, provider_asked="auto", provider="cpu"
        ),
        storage=StorageStatus.model_validate(
            {"state": storage, "detail": None, "free_bytes": 12_000_000_000}
            | {"swings_saved": saved, "swings_not_saved": 1 if storage == "full" else 0}
        ),
    )


def state(
    stage: Stage,
    swings: Sequence[Swing] = (),
    lights: Lights = WELL_PLACED,
    golfer: Golfer = Golfer(handedness="right", club="iron"),
    bay: BayStatus | None = None,
    not_measured: NotMeasured | None = None,
) -> StateMessage:
    return StateMessage(
        stage=stage,
        session_id=None if stage == "attract" else played.SESSION,
        golfer=golfer,
        lights=lights,
        status=bay or status(),
        result=swings[0] if swings and stage == "result" else None,
        swings=list(swings),
        not_measured=not_measured,
    )


def earlier(count: int = 5, before: int = 14) -> list[Swing]:
    """The swings before the one on screen, newest first."""
    tempos = (3.1, 2.9, 3.3, 3.0, 2.8, 3.2, 3.0)
    return [
        played.swing(before - 1 - i, played.behind("dtl", tempos[i % len(tempos)]), played.KEEP)
        for i in range(count)
    ]


def result(*newest: Swing, **more: object) -> StateMessage:
    return state("result", [*newest, *earlier(9)], **more)  # type: ignore[arg-type]


def over_the_top() -> Swing:
    return played.swing(14, played.behind("dtl", over_the_top=0.1), played.OVER)


def face_on() -> Swing:
    return played.swing(14, played.in_front("face"), played.KEEP)


def left_handed() -> StateMessage:
    golfer = Golfer(handedness="left", club="driver")
    swing = played.swing(2, played.left_handed("left"), played.QUICK, "driver")
    first = played.swing(1, played.left_handed("left"), played.KEEP, "driver")
    return state("result", [swing, first], golfer=golfer)


def tempo_withheld() -> Swing:
    reason = "The picture came 24 times a second: too few for a tempo."
    nothing = {
        name: played.withheld(reason, "s") for name in ("tempo_ratio", "backswing_s", "downswing_s")
    }
    return played.swing(14, played.behind("dtl", over_the_top=0.1), None, changes=nothing)


def apparent() -> Swing:
    wide = {"over_the_top": played.number_of(0.02, 0.11, "trunk_lengths", apparent=True)}
    return played.swing(14, played.behind("dtl"), played.KEEP, changes=wide)


SCENES: dict[str, Callable[[], StateMessage]] = {
    "attract": lambda: state("attract", lights=NOBODY, golfer=Golfer()),
    "ready": lambda: state("ready", golfer=Golfer(club="iron", handedness="right")),
    "ready_again": lambda: state("ready", earlier(3)),
    "ready_left": lambda: state("ready", golfer=Golfer(club="driver", handedness="left")),
    "nobody": lambda: state("ready", lights=NOBODY, golfer=Golfer()),
    "out_of_frame": lambda: state("ready", lights=Lights(person_seen=True, in_frame=False, still=False)),
    "analysing": lambda: state("analysing", earlier(3)),
    "result": lambda: result(over_the_top()),
    "result_first": lambda: state("result", [played.swing(1, played.behind("dtl"), played.KEEP)]),
    "result_withheld": lambda: result(face_on()),
    "result_tempo_withheld": lambda: result(tempo_withheld()),
    "result_apparent": lambda: result(apparent()),
    "result_left_handed": left_handed,
    "result_not_saved": lambda: result(
        played.swing(14, played.behind("dtl", over_the_top=0.1), played.OVER, saved=False),
        bay=status(storage="full"),
    ),
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
