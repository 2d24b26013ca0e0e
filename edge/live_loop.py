"""The live loop: frame by frame to the estimator, its pose to the detector, a seen swing to the analyst."""

import threading
import time
from collections import deque
from dataclasses import replace

import structlog

from edge.analyst import Analyst
from edge.camera.camera import Camera
from edge.camera.ring import Pin, Ring, RingFrame
from edge.frame_account import FrameAccount
from edge.idle_gate import ASKED_S, IdleGate
from edge.lights import NOBODY, ReadyLights
from edge.messages import NotMeasured
from edge.metrics import Metrics
from edge.next_frame import LONGEST_STEP_S, choose_next
from edge.notify import ALIVE, notify
from edge.preview import Preview
from edge.screen import Publisher, Screen
from edge.seen_swing import ComingSwing, SeenSwing, stamps_between
from edge.session import Session
from swingvision.detector import ShortSwing, SwingDetector, SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import Pose
from swingvision.stopwatch import stage, watched

log = structlog.get_logger()

WAIT_S = 0.1
STATUS_S = 2.0
ALIVE_S = 5.0
# Poses older than this are of no use: no swing and its address lasts as long.
REMEMBERED_S = 30.0
# A swing's pictures are looked at again from so long before the hands were up, for so long after: a slow
# backswing takes 1.2 s, a held top and the downswing less than 2 s.
BEFORE_RISE_NS, LONGEST_WAY_NS = round(1.2 * NANOSECONDS_PER_SECOND), 2 * NANOSECONDS_PER_SECOND
SHORT_WORDS = "A short swing: only full swings are measured."


class LiveLoop:
    """run() it on a thread of its own until `stop` is set; new_golfer() may be called from any thread."""

    def __init__(
        self,
        camera: Camera,
        estimator: PoseEstimator,
        session: Session,
        analyst: Analyst,
        screen: Screen,
        account: FrameAccount,
        preview: Preview,
        publisher: Publisher,
        metrics: Metrics,
    ) -> None:
        self._camera, self._estimator, self._session = camera, estimator, session
        self._analyst, self._screen, self._account = analyst, screen, account
        self._preview, self._publisher, self._metrics = preview, publisher, metrics
        self.stop = threading.Event()
        self._session_lock = threading.Lock()
        self._detector = SwingDetector()
        self._lights, self._gate = ReadyLights(), IdleGate()
        self._poses: deque[Pose] = deque()
        self._mirrored = False
        self._last_index = -1
        self._take = -1
        self._under_way: SeenSwing | None = None
        self._ring: Ring | None = None
        self._camera_state = camera.state
        self._every_status, self._every_alive = _Every(STATUS_S), _Every(ALIVE_S)

    def run(self) -> None:
        while not self.stop.is_set():
            with watched() as stopwatch:
                frame = self._next()
                if frame is not None:
                    self._look(frame)
                else:
                    self._nothing_new()
            self._metrics.took_all(stopwatch)
            self._tell()

    def new_golfer(self) -> None:
        with self._session_lock:
            self._session.new_golfer(time.monotonic())
            self._screen.session(self._session.current)

    def _next(self) -> RingFrame | None:
        """The frame to look at next, waiting a little for one."""
        ring = self._camera.ring
        if ring is None:
            self.stop.wait(WAIT_S)
            return None
        idle = self._gate.is_shut(time.monotonic())
        index = self._choose_idly(ring) if idle else self._choose(ring)
        if index is None:
            return None
        frame = ring.read(index)
        self._account.took(index, processed=frame is not None, garbage=ring.garbage, idle=idle)
        self._last_index, self._ring = index, ring
        if frame is not None:
            self._metrics.took("wait", (time.monotonic_ns() - frame.arrived_ns) / NANOSECONDS_PER_SECOND)
        return frame

    def _choose(self, ring: Ring) -> int | None:
        sparing = self._analyst.busy
        if sparing:
            # The golfer waits for a result: the measuring gets the processor, and a slow look will do.
            self.stop.wait(LONGEST_STEP_S)
        if ring.next_index - 1 <= self._last_index:
            ring.wait(WAIT_S)
        return choose_next(ring.stamps(), self._last_index, sparing)

    def _choose_idly(self, ring: Ring) -> int | None:
        """The newest picture where somebody may have stepped in, or a page shows it."""
        self.stop.wait(ASKED_S)
        stamps = ring.stamps()
        new = stamps[stamps["index"] > self._last_index]
        if len(new) and new["take"][-1] != self._take:
            # Another stream may begin with a swing.
            self._gate.reset()
            return None
        wanted = self._preview.due() or self._gate.opens(stamps, self._last_index, time.monotonic())
        return int(new["index"][-1]) if len(new) and wanted else None

    def _look(self, seen: RingFrame) -> None:
        if seen.take != self._take:
            self._end_take()
            self._take = seen.take
        self._face()
        pose = self._estimator.track(seen.frame)
        self._gate.looked(pose.found, time.monotonic())
        self._remember(pose)
        self._see(pose.found)
        height, width = seen.frame.image.shape[:2]
        self._screen.lights(self._lights.push(pose, (width, height)))
        with stage("detection"):
            noticed = self._detector.push(pose)
        self._noticed(noticed)
        self._foresee()
        if self._preview.due():
            self._publisher.publish_preview(self._preview.jpeg(seen.frame.image))

    def _face(self) -> None:
        """Who says that they are left-handed is tracked in the mirror.

        Not who was measured so: one swing misread would turn those after it, which are then misread the same.
        """
        left = self._screen.golfer.handedness == "left"
        if left != self._mirrored:
            self._mirrored = left
            self._estimator.reset(left)

    def _nothing_new(self) -> None:
        """The camera is silent or the clip over: what was under way has ended."""
        if self._camera.state != "streaming" or self._camera.ended.is_set():
            self._end_take()
            self._screen.lights(NOBODY)
        self._see(False)

    def _end_take(self) -> None:
        """What the detector still holds is a swing or not; nothing is carried over a cut."""
        if self._poses:
            self._noticed(self._detector.finish())
            self._detector, self._lights = SwingDetector(), ReadyLights()
            self._gate.reset()
            self._estimator.reset(self._mirrored)
            self._poses.clear()
            self._foresee()

    def _remember(self, pose: Pose) -> None:
        self._poses.append(pose)
        while pose.time_ns - self._poses[0].time_ns > REMEMBERED_S * NANOSECONDS_PER_SECOND:
            self._poses.popleft()

    def _see(self, found: bool) -> None:
        with self._session_lock:
            if self._session.see(found, time.monotonic()):
                self._screen.session(self._session.current)
                log.info("session", session_id=self._session.current)

    def _noticed(self, what: SwingWindow | ShortSwing | None) -> None:
        if what is None or self._ring is None:
            return
        with self._session_lock:
            if self._session.begin():
                self._screen.session(self._session.current)
            session_id = str(self._session.current)
        if isinstance(what, SwingWindow):
            self._analyst.put(self._held(what, self._ring, session_id))
        else:
            told = NotMeasured(code="short_swing", words=SHORT_WORDS, at_ms=time.time_ns() // 1_000_000)
            self._screen.not_measured(session_id, told, was_analysing=False)

    def _foresee(self) -> None:
        """Hold the pictures of a swing that was struck, and tell the analyst what may be going on."""
        self._follow(self._detector.under_way)
        self._analyst.expect(self._coming())

    def _follow(self, window: SwingWindow | None) -> None:
        """window: of the swing that was struck and is not over, the same one but for its end; or None."""
        if window is None or self._ring is None:
            if self._under_way is not None:
                self._under_way.pin.release()
                self._screen.following(None)
            self._under_way = None
            return
        window = replace(window, end_ns=self._poses[-1].time_ns)
        if self._under_way is None:
            stamps = stamps_between(self._ring, self._take, window.start_ns, window.end_ns)
            pin = self._ring.pin_onwards(int(stamps["index"][0])) if len(stamps) else Pin(self._ring, None)
            session_id = self._session.current or ""
            self._screen.following(session_id)
            self._under_way = self._seen(window, self._ring, pin, session_id)
        else:
            self._under_way = replace(self._under_way, window=window, poses=tuple(self._poses))

    def _coming(self) -> ComingSwing | None:
        """What was struck, or hands that went up a moment ago."""
        if self._ring is None or not self._poses:
            return None
        poses, rose_ns = tuple(self._poses), self._detector.rose_ns
        if self._under_way is not None:
            first_ns = self._under_way.window.start_ns
        elif rose_ns is not None and poses[-1].time_ns - rose_ns < LONGEST_WAY_NS:
            first_ns = rose_ns - BEFORE_RISE_NS
        else:
            return None
        return ComingSwing(self._take, poses, self._ring, first_ns, self._screen.golfer, self._under_way)

    def _held(self, window: SwingWindow, ring: Ring, session_id: str) -> SeenSwing:
        """The swing that is over, whose it was when the ball was struck."""
        seen = self._seen(window, ring, Pin(ring, None), session_id)
        if self._under_way is not None:
            # Held since then: by now the ring may have come round to the swing's first pictures.
            struck, self._under_way = self._under_way, replace(self._under_way, pin=seen.pin)
            seen = replace(
                seen, pin=struck.pin, session_id=struck.session_id or session_id, golfer=struck.golfer
            )
        stamps = stamps_between(ring, self._take, window.start_ns, window.end_ns)
        if len(stamps):
            seen.pin.move(int(stamps["index"][0]), int(stamps["index"][-1]))
        return seen

    def _seen(self, window: SwingWindow, ring: Ring, pin: Pin, session_id: str) -> SeenSwing:
        return SeenSwing(
            window=window,
            take=self._take,
            poses=tuple(self._poses),
            ring=ring,
            pin=pin,
            session_id=session_id,
            golfer=self._screen.golfer,
        )

    def _tell(self) -> None:
        """The camera's state when it changes, the rest of the status and a sign of life now and then."""
        state = self._camera.state
        if state != self._camera_state or self._every_status.due():
            self._camera_state = state
            self._screen.status()
        if self._every_alive.due():
            notify(ALIVE)


class _Every:
    def __init__(self, interval_s: float) -> None:
        self._interval_s, self._last_s = interval_s, float("-inf")

    def due(self) -> bool:
        now_s = time.monotonic()
        due = now_s - self._last_s >= self._interval_s
        if due:
            self._last_s = now_s
        return due
