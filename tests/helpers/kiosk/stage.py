"""Serves the kiosk with the bay's real web service, over scenes: `python -m tests.helpers.kiosk.stage`.

PUT /stage/NAME changes the scene and tells every page; PUT /stage/send passes one server message on. The
clips come from a folder (NAME.mp4), the preview is a frame of one of them.
"""

import argparse
import tempfile
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

import edge
from edge.live.app import create_app
from edge.live.hub import Hub
from edge.live.server import LiveServer
from edge.messages import Golfer, GolferMessage, ReplayPoses, ServerMessage, SessionMessage, StateMessage
from edge.store import Store
from tests.helpers.kiosk import swings
from tests.helpers.kiosk.picture import first_picture
from tests.helpers.kiosk.scenes import SCENES

KIOSK_DIR = Path(edge.__file__).parent / "kiosk"
PREVIEW_INTERVAL_S = 0.2
PLAYED: dict[str, Callable[[str], swings.Played]] = {
    "dtl": lambda name: swings.behind(name, over_the_top=0.1),
    "left": swings.left_handed,
    "face": swings.in_front,
}


class StagedBay:
    """A bay that is in the scene it was told to be in."""

    def __init__(self, hub: Hub, preview: bytes) -> None:
        self._hub, self._preview = hub, preview
        self._state = SCENES["attract"]()
        self._wanted = threading.Event()
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

    def want_preview(self, wanted: bool) -> None:
        (self._wanted.set if wanted else self._wanted.clear)()

    def _show_preview(self) -> None:
        pause = threading.Event()
        while self._wanted.wait():
            self._hub.publish_preview(self._preview)
            pause.wait(PREVIEW_INTERVAL_S)


@lru_cache(maxsize=8)
def poses_of(clip: str) -> ReplayPoses:
    return PLAYED[clip](clip).poses()


def stage_routes(bay: StagedBay, hub: Hub, clips_dir: Path) -> APIRouter:
    router = APIRouter(prefix="/stage")

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
        return FileResponse(clips_dir / f"{PLAYED[clip](clip).clip}.mp4", media_type="video/mp4")

    @router.get("/poses/{clip}")
    def poses(clip: str) -> ReplayPoses:
        return poses_of(clip)

    return router


def serve(port: int, clips_dir: Path, data_dir: Path) -> LiveServer:
    hub = Hub()
    bay = StagedBay(hub, first_picture(clips_dir / "dtl.mp4"))
    app = create_app(bay, Store.open(data_dir), hub, KIOSK_DIR)
    # Before the kiosk's own files, which answer for every other address.
    app.router.routes[:0] = stage_routes(bay, hub, clips_dir).routes
    return LiveServer(app, port).start()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--clips", type=Path, required=True)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as data_dir:
        server = serve(given.port, given.clips, Path(data_dir))
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
