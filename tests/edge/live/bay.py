"""A bay without a camera: holds the state that pages are shown, and notes what pages ask of it."""

import threading

from edge.claims import NoClaim
from edge.messages import (
    BayStatus,
    CameraStatus,
    ClaimingStatus,
    ClaimOffer,
    FrameCounts,
    Golfer,
    Lights,
    StateMessage,
    StorageStatus,
    Swing,
)
from edge.metrics import Metrics


class PlainBay:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.golfer = Golfer()
        self.swings: list[Swing] = []
        self.sessions_ended = 0
        self.preview_wishes: list[bool] = []
        self.metrics = Metrics(plain_status)

    def state(self) -> StateMessage:
        with self.lock:
            return StateMessage(
                stage="ready",
                session_id="session",
                golfer=self.golfer,
                lights=Lights(person_seen=True, in_frame=True, still=None),
                status=plain_status(),
                early_tempo=None,
                result=self.swings[0] if self.swings else None,
                swings=self.swings[:10],
                not_measured=None,
            )

    def set_golfer(self, golfer: Golfer) -> None:
        self.golfer = golfer

    def new_golfer(self) -> None:
        self.sessions_ended += 1

    def offer_claim(self, session_id: str) -> ClaimOffer:
        if session_id != "session":
            raise NoClaim("This session is over, or has no swing yet.")
        portal = "https://swings.example.org/claim/"
        code = "ABCD-EFGH-JKMN-PQRS"
        return ClaimOffer(
            session_id=session_id, code=code, url=f"{portal}#{code}", portal=portal, valid_s=900
        )

    def want_preview(self, wanted: bool) -> None:
        self.preview_wishes.append(wanted)


def plain_status(uptime_s: float = 1.0) -> BayStatus:
    return BayStatus(
        bay_name="bay 1",
        version="0",
        uptime_s=uptime_s,
        camera=CameraStatus(
            state="streaming", url="virtual:", width=1280, height=720, fps=60.0, detail=None, restarts=0
        ),
        frames=FrameCounts(captured=3, processed=2, skipped={"busy": 1}),
        estimator=None,
        storage=StorageStatus(state="ok", detail=None, free_bytes=1, swings_saved=0, swings_not_saved=0),
        stages=[],
        claiming=ClaimingStatus(offered=True, detail=None),
    )
