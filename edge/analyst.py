"""The thread that measures swings: the live loop hands them over and goes on looking.

While none waits it looks at one that is still going on: its poses, its tempo, where the club went. So the
tempo is told when the ball is gone, and little is left when the swing is over.
"""

import contextlib
import queue
import threading
import time
from dataclasses import replace

import structlog

from edge.coaching import coached
from edge.early_look import EarlyLook
from edge.keeper import Keeper
from edge.measure import measure_seen
from edge.messages import NotMeasured, Swing
from edge.metrics import Metrics
from edge.pose_filler import PoseFiller
from edge.screen import Screen
from edge.seen_swing import ComingSwing, SeenSwing
from edge.settings import Settings
from swingvision.estimator import PoseEstimator
from swingvision.stopwatch import Stopwatch, stage, watched
from swingvision.stance import Options

log = structlog.get_logger()

MOST_WAITING = 4
# How long an idle analyst sleeps before it asks whether a swing is going on.
IDLE_S = 0.03
# Earlier swings of the session that a cue may look back at.
MOST_REMEMBERED = 200
TOO_LITTLE = "A swing was seen, but too little of it to measure."
TOO_MANY = "Too many swings at once: this one was not measured."
FAILED = "This swing could not be measured."


class Analyst:
    """put() swings in the order they were seen; results go to the keeper and the screen."""

    def __init__(
        self, estimator: PoseEstimator, settings: Settings, keeper: Keeper, screen: Screen, metrics: Metrics
    ) -> None:
        self._settings, self._stop = settings, threading.Event()
        self._filler = PoseFiller(estimator, settings.estimator.fill_s, self._stop)
        self._keeper, self._screen, self._metrics = keeper, screen, metrics
        self._queue: queue.Queue[SeenSwing | None] = queue.Queue()
        self._measuring = False
        self._early = EarlyLook(self._filler)
        # A swing that may be going on.
        self._coming: ComingSwing | None = None
        self._thread = threading.Thread(target=self._work, name="analyst")
        # The session of the last measured swing, how many it had, the last of them: they come in their order.
        self._session_id, self._number = "", 0
        self._earlier: list[Swing] = []

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop; a swing that is being measured is given up."""
        self._stop.set()
        self._queue.put(None)
        self._thread.join()

    @property
    def busy(self) -> bool:
        """Whether a swing that is over is being measured or waits for it."""
        return self._measuring or not self._queue.empty()

    def expect(self, coming: ComingSwing | None) -> None:
        """A swing may be going on, with all that was seen of it so far; or none is any more."""
        self._coming = coming

    def put(self, seen: SeenSwing) -> None:
        self._screen.analysing(seen.session_id)
        if self._queue.qsize() < MOST_WAITING:
            self._queue.put(seen)
        else:
            self._give_up(seen, TOO_MANY)

    def _work(self) -> None:
        while (seen := self._next()) is not None and not self._stop.is_set():
            self._measuring = True
            try:
                with watched() as stopwatch:
                    told = self._measure(seen)
                if told is not None:
                    log.info("swing", **told, **_seconds(stopwatch))
                self._metrics.took_all(stopwatch)
            except Exception:
                # One swing that cannot be measured, for whatever reason, must not take the next one with it.
                log.exception("swing not measured", session_id=seen.session_id)
                self._give_up(seen, FAILED)
            finally:
                self._measuring = False

    def _next(self) -> SeenSwing | None:
        """The next swing to measure; None at the end."""
        while True:
            looked = self._queue.empty() and self._look_ahead()
            with contextlib.suppress(queue.Empty):
                return self._queue.get(timeout=0 if looked else IDLE_S)

    def _look_ahead(self) -> bool:
        """One step with the swing that is going on; False where there is nothing to do as yet."""
        coming = self._coming
        if coming is None:
            return False
        try:
            if coming.struck is not None:
                tempo = self._early.step(coming.struck, self._options(coming.struck))
                if tempo is not None:
                    self._screen.early_tempo(coming.struck.session_id, tempo)
            return self._filler.look_ahead(coming)
        except Exception:
            log.exception("no head start")
            self._coming = None
            return False

    def _options(self, seen: SeenSwing) -> Options:
        return Options(
            handedness=seen.golfer.handedness,
            camera_yaw_deg=self._settings.camera.yaw_deg,
            camera_roll_deg=self._settings.camera.roll_deg,
        )

    def _measure(self, seen: SeenSwing) -> dict[str, object] | None:
        """What the log says of the swing; None where it could not be measured."""
        same_golfer = seen.session_id == self._session_id
        number, earlier = (self._number + 1, self._earlier) if same_golfer else (1, [])
        measured = measure_seen(seen, self._filler, self._options(seen), number, self._early.looked(seen))
        if measured is None:
            self._give_up(seen, TOO_LITTLE)
            return None
        measured = replace(measured, swing=coached(measured.swing, earlier))
        self._session_id, self._number = seen.session_id, number
        self._earlier = [*earlier, measured.swing][-MOST_REMEMBERED:]
        with stage("store"):
            swing = self._keeper.save(measured)
        self._screen.result(swing)
        self._keeper.record(swing, measured.indices, seen.ring, seen.pin)
        return {
            "swing_id": swing.swing_id,
            "number": swing.number,
            "view": swing.report.view,
            "saved": swing.saved,
            "frames": len(measured.indices),
        }

    def _give_up(self, seen: SeenSwing, words: str) -> None:
        seen.pin.release()
        what = NotMeasured(
            code="not_seen_enough" if words == TOO_LITTLE else "failed",
            words=words,
            at_ms=time.time_ns() // 1_000_000,
        )
        self._screen.not_measured(seen.session_id, what, was_analysing=True)


def _seconds(stopwatch: Stopwatch) -> dict[str, object]:
    """How long the measuring took by the clock, in all and by stage, s."""
    stages = {name: round(spent.wall_s, 3) for name, spent in stopwatch.spent.items()}
    return {"measured_in_s": round(stopwatch.total.wall_s, 3), "stages_s": stages}
