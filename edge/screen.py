"""What the kiosk shows: one state, changed from any thread, each change published after it was made."""

import threading
from collections.abc import Callable
from typing import Protocol

from edge.lights import NOBODY
from edge.messages import (
    BayStatus,
    EarlyTempo,
    EarlyTempoMessage,
    Golfer,
    GolferMessage,
    Lights,
    LightsMessage,
    NotMeasured,
    NotMeasuredMessage,
    ResultMessage,
    ServerMessage,
    SessionMessage,
    Stage,
    StageMessage,
    StateMessage,
    StatusMessage,
    Swing,
)
from swingvision.report import Metric

SWINGS_SHOWN = 10


class Publisher(Protocol):
    """The pages, as the bay sees them (edge.live.Hub)."""

    def publish(self, message: ServerMessage) -> None: ...

    def publish_preview(self, jpeg: bytes) -> None: ...


class Screen:
    """Every method may be called from any thread and returns at once.

    What belongs to another session is not shown: the next golfer never sees the last one's swings.
    """

    def __init__(
        self,
        publisher: Publisher,
        status: Callable[[], BayStatus],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """left: called when a session is over."""
        self._publisher, self._status, self._left = publisher, status, left
        self._lock = threading.RLock()
        self._session_id: str | None = None
        self._stage: Stage = "attract"
        self._golfer = Golfer()
        self._lights = NOBODY
        self._swings: list[Swing] = []
        self._not_measured: NotMeasured | None = None
        # Windows of this session that are being measured.
        self._analysing = 0
        # Whether a swing of this session is going on, and its tempo from when it is known until its report
        self._following = False
        self._early_tempo: EarlyTempo | None = None

    def state(self) -> StateMessage:
        status = self._status()
        with self._lock:
            return StateMessage(
                stage=self._stage,
                session_id=self._session_id,
                golfer=self._golfer,
                lights=self._lights,
                status=status,
                early_tempo=self._early_tempo,
                result=self._swings[0] if self._swings else None,
                swings=self._swings,
                not_measured=self._not_measured,
            )

    @property
    def golfer(self) -> Golfer:
        return self._golfer

    def session(self, session_id: str | None) -> None:
        """Another session, or none: everything of the last one goes."""
        with self._lock:
            self._session_id = session_id
            self._left()
            self._golfer, self._swings, self._not_measured = Golfer(), [], None
            self._analysing, self._following, self._early_tempo = 0, False, None
            self._publisher.publish(SessionMessage(session_id=session_id))
            self._publisher.publish(GolferMessage(golfer=self._golfer))
            self._settle()

    def shows(self, session_id: str) -> bool:
        """Whether swings of this session are on the screen."""
        with self._lock:
            return session_id == self._session_id and bool(self._swings)

    def set_golfer(self, golfer: Golfer) -> None:
        with self._lock:
            self._golfer = golfer
            self._publisher.publish(GolferMessage(golfer=golfer))

    def lights(self, lights: Lights) -> None:
        with self._lock:
            if lights != self._lights:
                self._lights = lights
                self._publisher.publish(LightsMessage(lights=lights))

    def status(self) -> None:
        self._publisher.publish(StatusMessage(status=self._status()))

    def following(self, session_id: str | None) -> None:
        """A ball was struck, and the swing is followed to its end; or none is any more."""
        with self._lock:
            self._following = session_id is not None and session_id == self._session_id
            if not self._following and not self._analysing:
                self._tell_early_tempo(None)
                self._settle()

    def early_tempo(self, session_id: str, tempo_ratio: Metric) -> None:
        """The tempo of the swing that is followed; one that comes too late is not shown."""
        with self._lock:
            if session_id == self._session_id and (self._following or self._analysing):
                self._tell_early_tempo(EarlyTempo(tempo_ratio=tempo_ratio))
                self._settle()

    def _tell_early_tempo(self, early_tempo: EarlyTempo | None) -> None:
        if early_tempo != self._early_tempo:
            self._early_tempo = early_tempo
            self._publisher.publish(EarlyTempoMessage(early_tempo=early_tempo))

    def analysing(self, session_id: str | None) -> None:
        """A swing was seen and is being measured."""
        with self._lock:
            if session_id == self._session_id:
                self._analysing += 1
                self._settle()

    def result(self, swing: Swing) -> None:
        """A measured swing; it ends one `analysing`."""
        with self._lock:
            if swing.session_id != self._session_id:
                return
            self._analysing = max(0, self._analysing - 1)
            self._not_measured = None
            self._swings = [swing, *self._swings][:SWINGS_SHOWN]
            self._publisher.publish(ResultMessage(swing=swing))
            self._measured_one()

    def amend(self, swing: Swing) -> None:
        """Something about a swing that is shown has changed, such as its clip having been saved."""
        with self._lock:
            if any(shown.swing_id == swing.swing_id for shown in self._swings):
                self._swings = [
                    swing if shown.swing_id == swing.swing_id else shown for shown in self._swings
                ]
                self._publisher.publish(ResultMessage(swing=swing))

    def not_measured(self, session_id: str | None, what: NotMeasured, was_analysing: bool) -> None:
        with self._lock:
            if session_id != self._session_id:
                return
            self._analysing = max(0, self._analysing - was_analysing)
            self._not_measured = what
            self._publisher.publish(NotMeasuredMessage(not_measured=what))
            self._measured_one()

    def _measured_one(self) -> None:
        if not self._analysing and not self._following:
            self._tell_early_tempo(None)
        self._settle()

    def _settle(self) -> None:
        stage: Stage = "attract"
        if self._session_id is not None:
            stage = (
                "analysing" if self._analysing or self._early_tempo else "result" if self._swings else "ready"
            )
        if stage != self._stage:
            self._stage = stage
            self._publisher.publish(StageMessage(stage=stage, session_id=self._session_id))
