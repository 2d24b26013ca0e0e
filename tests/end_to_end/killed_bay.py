"""A real bay before a golfer, killed with signal 9 around the saving of a swing, again and again."""

import contextlib
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal

from tests.edge.bay.test_command import Running, alive
from tests.edge.waiting import until
from tests.end_to_end.patient_camera import PATIENCE, PatientCamera, looked_at, swinging
from tests.helpers.bay_folder import Said, differences, swings_in

LIMIT_S = 300.0
# A life ends after so many pictures of its swing, or so many changes of the folder; a whole saving has about
# as many.
MOST_PICTURES, MOST_CHANGES = 120, 10
Moment = Literal["before", "in", "after"]


def all_swings(bay: Running) -> list[Said]:
    found, page = [], bay.get("api/swings?limit=100")
    while True:
        found += page["swings"]
        if page["next_before"] is None:
            return found
        page = bay.get(f"api/swings?limit=100&before={page['next_before']}")


class Rig:
    """announced: every swing as the bays last told it. swung: how often the golfer swung.

    moments: how many kills came before the saving, in it and after it.
    """

    def __init__(self, data: Path, clip: Path, seed: int) -> None:
        self._data, self._clip, self._draw = data, clip, random.Random(seed)
        self.announced: dict[str, Said] = {}
        self.swung = 0
        self.moments: Counter[Moment] = Counter()

    def run(self, kills: int) -> list[str]:
        """Kill so many bays in a swing, see a last swing to its end; what is wrong, in words."""
        found: list[str] = []
        for kill in range(kills + 1):
            with swinging(self._data, self._clip) as (bay, camera):
                found += self._after_the_kill(all_swings(bay))
                with self._listening(bay):
                    self.moments[self._live(bay, camera, whole=kill == kills)] += 1
                    self._kill(bay)
                self.swung += camera.swung
        return found + self._after_the_kill(swings_in(self._data))

    def _after_the_kill(self, swings: list[Said]) -> list[str]:
        found = differences(self._data, self.announced, swings) if self.swung else []
        self.announced |= {one["swing_id"]: one for one in swings}
        return found + (["more swings than were swung"] if len(swings) > self.swung else [])

    def _live(self, bay: Running, camera: PatientCamera, whole: bool) -> Moment:
        """Until the moment of the kill, which comes while the swing is seen, while it is saved or after."""
        had = len(self.announced)
        camera.swing()
        if not whole and self._draw.random() < 0.25:
            pictures = looked_at(bay) + self._draw.randint(1, MOST_PICTURES)
            until(lambda: looked_at(bay) >= pictures, LIMIT_S, "pictures")
            return "before"
        left = 1 << 30 if whole else self._draw.randint(1, MOST_CHANGES)
        before, limit_s = listing(self._data), time.monotonic() + LIMIT_S
        while left and not self._has_its_clip(had):
            assert time.monotonic() < limit_s, "the bay saves no swing"
            if camera.rested > PATIENCE:
                camera.swing()
            now = listing(self._data)
            left, before = left - (now != before), now
            time.sleep(0.001)
        return "in" if left == 0 else "after"

    def _has_its_clip(self, had: int) -> bool:
        swings = list(self.announced.values())
        return len(swings) > had and bool(swings[-1]["clip_url"])

    def _kill(self, bay: Running) -> None:
        children = bay.children()
        for pid in self._draw.choice([[], children]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        bay.process.kill()
        bay.process.wait()
        until(lambda: not any(alive(child) for child in children), LIMIT_S, "capture ends with the bay")

    @contextmanager
    def _listening(self, bay: Running) -> Iterator[None]:
        """Note what the bay announces, as a page would, until it is dead."""
        ended = threading.Event()

        def listen() -> None:
            while not ended.wait(0.005):
                with contextlib.suppress(OSError, HTTPException, ValueError):
                    newest: list[dict[str, Any]] = bay.get("api/swings?limit=3")["swings"]
                    self.announced |= {one["swing_id"]: one for one in reversed(newest)}

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield
        finally:
            bay.process.kill()
            ended.set()
            thread.join()


def listing(data: Path) -> frozenset[tuple[str, int]]:
    """The folder's files and their sizes: it changes with each step of a saving."""
    found = set()
    for folder in (data, data / "incoming", data / "clips", data / "poses"):
        with contextlib.suppress(FileNotFoundError):
            for file in os.scandir(folder):
                with contextlib.suppress(FileNotFoundError):
                    found.add((file.path, file.stat().st_size if file.is_file() else 0))
    return frozenset(found)
