"""Serves the kiosk with the bay's real web service, over scenes: `python -m tests.helpers.kiosk.stage`.

PUT /stage/NAME changes the scene and tells every page; PUT /stage/send passes one server message on. The
replay and the live picture are the shipped demo's, for a left-hander its mirror image.
"""

import argparse
import shutil
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

import edge
from edge.live.app import create_app
from edge.live.hub import Hub
from edge.live.server import LiveServer
from edge.metrics import Metrics
from edge.claims import NoClaim
from edge.messages import (
    ClaimOffer,
    Golfer,
    GolferMessage,
    ReplayPoses,
    ServerMessage,
    SessionMessage,
    StateMessage,
)
from edge.store import Store
from swingvision.demo import DEMO_CLIP
from tests.helpers.kiosk import swings
from tests.helpers.kiosk.picture import mirror, picture_at
from tests.helpers.kiosk.scenes import SCENES

KIOSK_DIR = Path(edge.__file__).parent / "kiosk"
PREVIEW_INTERVAL_S = 0.2
PORTAL = "https://swings.example.org/claim/"
PLAYED = {played.clip: played for played in (swings.DEMO, swings.MIRRORED)}


class StagedBay:
    """A bay that is in the scene it was told to be in."""

    def __init__(self, hub: Hub, preview: bytes) -> None:
        self._hub, self._preview = hub, preview
        self._state = SCENES["attract"]()
        self._wanted = threading.Event()
        self.metrics = Metrics(lambda: self._state.status)
        threading.Thread(target=self._show_preview, daemon=True).start()

    def state(self) -> StateMessage:
        return self._state

    def play(self, scene: str) -> None:
        self._state = SCENES[scene]()
        self._hub.publish(self._state)

    def set_golfer(self, golfer: Golfer) -> None:
        self._state = self._state.model_copy(update={"golfer": golfer})
        self._hub.publish(GolferMessage(golfer=golfer))

    def new_golfer(self) -> None:
        self._state = SCENES["attract"]()
        self._hub.publish(SessionMessage(session_id=None))
        self._hub.publish(self._state)

    def offer_claim(self, session_id: str) -> ClaimOffer:
        if session_id != self._state.session_id:
            raise NoClaim("This session is over, or has no swing yet.")
        code = "ABCD-EFGH-JKMN-PQRS"
        return ClaimOffer(
            session_id=session_id, code=code, url=f"{PORTAL}#{code}", portal=PORTAL, valid_s=900
        )

    def want_preview(self, wanted: bool) -> None:
        (self._wanted.set if wanted else self._wanted.clear)()

    def _show_preview(self) -> None:
        pause = threading.Event()
        while self._wanted.wait():
            self._hub.publish_preview(self._preview)
            pause.wait(PREVIEW_INTERVAL_S)


@lru_cache(maxsize=8)
def poses_of(clip: str) -> ReplayPoses:
    return PLAYED[clip].poses()


def stage_routes(bay: StagedBay, hub: Hub, clips_dir: Path) -> APIRouter:
    router = APIRouter(prefix="/stage")
    making = threading.Lock()

    @router.put("/send")
    def send(message: ServerMessage) -> Response:
        hub.publish(message)
        return Response(status_code=204)

    @router.put("/{scene}")
    def play(scene: str) -> Response:
        if scene not in SCENES:
            raise HTTPException(404, f"There is no scene {scene}; there are {', '.join(SCENES)}.")
        bay.play(scene)
        return Response(status_code=204)

    @router.get("/clip/{clip}")
    def clip_file(clip: str) -> FileResponse:
        path = clips_dir / f"{PLAYED[clip].clip}.mp4"
        with making:
            if not path.exists():
                mirror(clips_dir / f"{swings.DEMO.clip}.mp4", path)
        return FileResponse(path, media_type="video/mp4")

    @router.get("/poses/{clip}")
    def poses(clip: str) -> ReplayPoses:
        return poses_of(clip)

    return router


def serve(port: int, clip: Path, folder: Path) -> LiveServer:
    """folder: for the store and the clips."""
    shutil.copyfile(clip, folder / f"{swings.DEMO.clip}.mp4")
    hub = Hub()
    bay = StagedBay(hub, picture_at(clip, swings.DEMO.motion.start_s - 0.1))
    app = create_app(bay, Store.open(folder / "data"), hub, KIOSK_DIR)
    # Before the kiosk's own files, which answer for every other address.
    app.router.routes[:0] = stage_routes(bay, hub, folder).routes
    return LiveServer(app, port).start()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--clip", type=Path, default=DEMO_CLIP)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = serve(given.port, given.clip, Path(folder))
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
