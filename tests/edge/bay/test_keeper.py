"""Keeping swings on a disk that is full, or too slow for what happens."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from edge.camera.picture import Picture
from edge.camera.ring import Ring
from edge.keeper import MOST_WAITING, Keeper
from edge.measure import Measured
from edge.messages import ResultMessage, StatusMessage
from edge.metrics import Metrics
from edge.screen import Screen
from edge.store import Store
from swingvision.clip import read
from tests.edge.bay.recorder import Recorder
from tests.edge.bay.test_screen import status
from tests.edge.samples import FRAMES, sample_poses, sample_swing
from tests.edge.waiting import until

SIZE = (64, 48)


class Bench:
    """A keeper with a real store, a screen and a ring with FRAMES pictures."""

    def __init__(self, data: Path) -> None:
        self.store, self.pages = Store.open(data), Recorder()
        self.screen = Screen(self.pages, status)
        self.screen.session("one")
        self.keeper = Keeper(self.store, self.screen, Metrics(status))
        self.ring = Ring.create(SIZE, 64 * SIZE[0] * SIZE[1] * 2)
        for number in range(FRAMES):
            image = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
            image[: SIZE[1]] = 40 + 4 * number
            self.ring.write(Picture(0, number * 16_666_667, image))
        self.keeper.start()

    def keep(self, number: int) -> str:
        """Save, show and record a swing as the analyst does; its id."""
        swing = sample_swing(number, "one")
        shown = self.keeper.save(Measured(swing, sample_poses(number), list(range(FRAMES))))
        self.screen.result(shown)
        self.keeper.record(shown, list(range(FRAMES)), self.ring, self.ring.pin(0, FRAMES - 1))
        return swing.swing_id

    def close(self) -> None:
        self.keeper.close()
        self.store.close()
        self.ring.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    # The log of a test goes to a file, which could not grow either.
    with capture_logs():
        made = Bench(tmp_path / "data")
        yield made
        made.close()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow (EFBIG), for an ordinary user too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def shown(bench: Bench, swing_id: str) -> tuple[bool, bool]:
    """Whether the page was told, last, that the swing is saved, and that it has a clip."""
    last = [m.swing for m in bench.pages.of(ResultMessage) if m.swing.swing_id == swing_id][-1]
    return last.saved, last.clip_url is not None


def coming(bench: Bench, swing_id: str) -> bool:
    """Whether the page was told, last, to wait for the clip."""
    return [m.swing for m in bench.pages.of(ResultMessage) if m.swing.swing_id == swing_id][-1].clip_coming


def test_a_swing_is_saved_with_its_clip_and_the_ring_is_given_back(bench: Bench) -> None:
    swing_id = bench.keep(1)
    assert bench.pages.of(ResultMessage)[0].swing.clip_coming, "the page waits for the clip"
    until(lambda: shown(bench, swing_id) == (True, True))
    assert not coming(bench, swing_id)
    path = bench.store.clip_path(swing_id)
    assert path is not None
    with read(path) as clip:
        brightness = [float(frame.image.mean()) for frame in clip]
    assert len(brightness) == FRAMES and np.all(np.diff(brightness) > 2), "every frame, in its order"
    until(lambda: all(first < 0 for first in bench.ring._pins["first"]))
    assert bench.keeper.status().model_dump(include={"state", "swings_saved", "swings_not_saved"}) == {
        "state": "ok",
        "swings_saved": 1,
        "swings_not_saved": 0,
    }


@pytest.mark.slow
def test_on_a_full_disk_a_swing_is_shown_as_not_saved_and_saved_when_there_is_room(bench: Bench) -> None:
    before = bench.keep(1)
    until(lambda: shown(bench, before) == (True, True))
    with full_disk():
        unsaved = bench.keep(2)
        assert shown(bench, unsaved) == (False, False)
        said = bench.keeper.status()
        assert (said.state, said.swings_saved, said.swings_not_saved) == ("full", 1, 1)
        assert "no room left" in (said.detail or "")
        assert bench.pages.of(StatusMessage), "and the pages are told"
        assert bench.store.swing(unsaved) is None and bench.store.swing(before) is not None
    until(lambda: shown(bench, unsaved)[0], what="saved once there is room")
    assert bench.store.swing(unsaved) is not None
    said = bench.keeper.status()
    assert (said.state, said.swings_saved, said.swings_not_saved) == ("ok", 2, 0)
    after = bench.keep(3)
    until(lambda: shown(bench, after) == (True, True))


def test_a_disk_that_fills_up_while_a_clip_is_written_loses_that_clip_alone(bench: Bench) -> None:
    swing = sample_swing(1, "one")
    saved = bench.keeper.save(Measured(swing, sample_poses(), list(range(FRAMES))))
    bench.screen.result(saved)
    with full_disk():
        bench.keeper.record(saved, list(range(FRAMES)), bench.ring, bench.ring.pin(0, FRAMES - 1))
        until(lambda: bench.keeper.status().state == "full")
    until(lambda: not coming(bench, swing.swing_id), what="the page no longer waits for the clip")
    until(lambda: all(first < 0 for first in bench.ring._pins["first"]), what="the pictures given back")
    assert shown(bench, swing.swing_id) == (True, False)
    assert bench.store.swing(swing.swing_id) is not None
    assert not list(bench.store.incoming.iterdir()), "no half clip stays behind"


def test_a_clip_whose_frames_are_gone_is_not_kept(bench: Bench) -> None:
    saved = bench.keeper.save(Measured(sample_swing(1, "one"), sample_poses(), []))
    assert saved.saved and not saved.clip_coming
    bench.keeper.record(saved, [], bench.ring, bench.ring.pin(0, 5))
    assert bench.store.counts().clips == 0
    assert all(first < 0 for first in bench.ring._pins["first"])


def test_clips_that_wait_are_bounded(bench: Bench) -> None:
    ids = [bench.keep(number) for number in range(1, 4 * MOST_WAITING)]
    until(lambda: all(first < 0 for first in bench.ring._pins["first"]), what="every picture given back")
    assert 1 <= bench.store.counts().clips <= len(ids)
    assert bench.store.counts().swings == len(ids), "every swing is saved, whatever becomes of its clip"


def test_a_store_that_is_gone_is_said(bench: Bench) -> None:
    shutil.rmtree(bench.store.data_dir)
    bench.keep(1)
    assert bench.keeper.status().state == "failed"
    assert bench.keeper.status().free_bytes is None
