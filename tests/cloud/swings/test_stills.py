"""Pictures at the events of a swing, from its clip; whatever the clip is."""

import os
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

from swingvision.clip import ClipWriter
from tests.cloud.bay import FPS, Bay, swing
from tests.cloud.clips.test_tus import Upload
from tests.cloud.devices.test_devices import problem


def clip_of_greys(path: Path, frames: int) -> bytes:
    """Each frame is as bright as its number."""
    with ClipWriter(path, (64, 48)) as writer:
        for n in range(frames):
            writer.write(np.full((48, 64, 3), 2 * n, np.uint8), n * 1_000_000_000 // FPS)
    return path.read_bytes()


def uploaded(bay: Bay, clip: bytes) -> str:
    one = swing()
    bay.deliver(bay.result(one), bay.clip(one.swing_id, clip))
    upload = Upload(bay, clip, one.swing_id)
    assert upload.patch(upload.begin(), 0, clip).status_code == 204
    return one.swing_id


@pytest.mark.slow
def test_each_event_has_its_own_picture(bay: Bay, people: httpx.Client, tmp_path: Path) -> None:
    swing_id = uploaded(bay, clip_of_greys(tmp_path / "clip.mp4", 110))
    events = people.get(f"/v1/swings/{swing_id}").json()["swing"]["report"]["events"]
    for name in ("top", "impact", "top"):
        answer = people.get(f"/v1/swings/{swing_id}/stills/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None and picture.shape == (48, 64, 3)
        assert abs(float(picture.mean()) - 2 * events[name]["frame"]) < 6


@pytest.mark.slow
def test_a_list_gets_a_small_one_of_the_same_shape(bay: Bay, people: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with ClipWriter(path, (640, 368)) as writer:
        for n in range(110):
            writer.write(np.full((368, 640, 3), 2 * n, np.uint8), n * 1_000_000_000 // FPS)
    swing_id = uploaded(bay, path.read_bytes())
    for query, shape in (("?small=true", (184, 320, 3)), ("", (368, 640, 3))):
        answer = people.get(f"/v1/swings/{swing_id}/stills/top{query}")
        picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None and picture.shape == shape


@pytest.mark.slow
def test_what_cannot_be_shown_is_missing(bay: Bay, people: httpx.Client, tmp_path: Path) -> None:
    short = uploaded(bay, clip_of_greys(tmp_path / "short.mp4", 20))
    noise = uploaded(bay, os.urandom(5000))
    bare = swing()
    bay.deliver(bay.result(bare))
    for swing_id in (short, noise, bare.swing_id):
        assert problem(people.get(f"/v1/swings/{swing_id}/stills/impact"), 404, "not_found") == ""
    assert people.get(f"/v1/swings/{short}/stills/party").status_code == 422
