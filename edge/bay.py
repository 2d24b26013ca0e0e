"""The bay, put together: camera, live loop, analyst, keeper, and what its pages see and set."""

import threading
import time
from types import TracebackType
from typing import Self

import swingvision
from edge.analyst import Analyst
from edge.camera.camera import Camera
from edge.camera.url import parse_camera_url
from edge.claims import Claims, NoClaim
from edge.frame_account import FrameAccount
from edge.keeper import Keeper
from edge.live_loop import LiveLoop
from edge.messages import BayStatus, ClaimOffer, EstimatorStatus, Golfer, StateMessage
from edge.metrics import Metrics
from edge.preview import Preview
from edge.screen import Publisher, Screen
from edge.session import Session
from edge.settings import Settings
from edge.store import Store
from swingvision.demo import CAMERA_ROLL_DEG, CAMERA_YAW_DEG
from swingvision.estimator import PoseEstimator


class Bay:
    """The view that the web service has of it is `edge.live.services.BayView`.

    A thread of it that ends by an error leaves it useless: command.py listens for that.
    Raises ModelError and ProviderError when made.
    """

    def __init__(self, settings: Settings, store: Store, publisher: Publisher) -> None:
        self._settings, self._started_s = _installed(settings), time.monotonic()
        self.camera = Camera(
            parse_camera_url(settings.camera.url), settings.camera.ring_mib << 20, settings.camera.stall_s
        )
        self._tracker = _estimator(settings)
        self._account, self._preview = FrameAccount(), Preview()
        self._claims = Claims(store, settings.claims)
        self._screen = Screen(publisher, self.status, self._claims.forget)
        self.metrics = Metrics(self.status)
        self._keeper = Keeper(store, self._screen, self.metrics)
        # The filler works beside the tracker, so it is an estimator of its own.
        self._analyst = Analyst(
            _estimator(settings), self._settings, self._keeper, self._screen, self.metrics
        )
        self._loop = LiveLoop(
            self.camera,
            self._tracker,
            Session(settings.session.idle_s),
            self._analyst,
            self._screen,
            self._account,
            self._preview,
            publisher,
            self.metrics,
        )
        self._thread = threading.Thread(target=self._loop.run, name="live loop")

    def start(self) -> Self:
        self._keeper.start()
        self._analyst.start()
        self.camera.start()
        self._thread.start()
        return self

    def close(self) -> None:
        self._loop.stop.set()
        self._thread.join()
        self.camera.close()
        self._analyst.close()
        self._keeper.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def state(self) -> StateMessage:
        return self._screen.state()

    def set_golfer(self, golfer: Golfer) -> None:
        self._screen.set_golfer(golfer)

    def new_golfer(self) -> None:
        self._loop.new_golfer()

    def offer_claim(self, session_id: str) -> ClaimOffer:
        if not self._screen.shows(session_id):
            raise NoClaim("This session is over, or has no swing yet.")
        return self._claims.offer(session_id)

    def want_preview(self, wanted: bool) -> None:
        self._preview.wanted = wanted

    def status(self) -> BayStatus:
        return BayStatus(
            bay_name=self._settings.bay.name,
            version=swingvision.__version__,
            uptime_s=round(time.monotonic() - self._started_s, 1),
            camera=self.camera.status(),
            frames=self._account.counts(),
            estimator=EstimatorStatus(
                model=self._tracker.facts.name,
                sha256=self._tracker.facts.sha256,
                provider_asked=self._tracker.provider_asked,
                provider=self._tracker.provider,
                precision_asked=self._tracker.precision_asked,
                precision=self._tracker.precision,
            ),
            storage=self._keeper.status(),
            stages=self.metrics.stages(),
            claiming=self._claims.status(),
        )


def _estimator(settings: Settings) -> PoseEstimator:
    chosen = settings.estimator
    return PoseEstimator(
        model=chosen.model, provider=chosen.provider, threads=chosen.threads, precision=chosen.precision
    )


def _installed(settings: Settings) -> Settings:
    """How the camera stands; the demo's is known to be aligned."""
    camera = settings.camera
    if parse_camera_url(camera.url).scheme != "virtual":
        return settings
    known = {"yaw_deg": CAMERA_YAW_DEG, "roll_deg": CAMERA_ROLL_DEG}
    aligned = camera.model_copy(update=known)
    return settings.model_copy(update={"camera": aligned})
