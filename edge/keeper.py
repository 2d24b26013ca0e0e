"""Keeps swings: the row before it is shown, the clip after. What cannot be saved is shown all the same."""

import contextlib
import os
import queue
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from edge.camera.ring import Pin, Ring
from edge.measure import Measured
from edge.messages import StorageStatus, Swing
from edge.metrics import Metrics
from edge.screen import Screen
from edge.store import Store, StoreError, StoreFull
from edge.store.errors import storage_errors
from edge.store.removals import wanted_removals
from swingvision.clip import ClipWriter
from swingvision.pose import PoseSeries

log = structlog.get_logger()

# Clips that wait to be encoded; their pictures are held in the ring meanwhile.
MOST_WAITING = 4
# Swings that could not be saved and are tried again when there is room.
MOST_UNSAVED = 50
RETRY_S = 2.0
# Below live tracking: nobody waits for a file.
NICENESS = 10


@dataclass(frozen=True, slots=True)
class _Recording:
    swing: Swing
    indices: list[int]
    ring: Ring
    pin: Pin


class Keeper:
    """save() swings from any thread; record() their clips on a thread of its own."""

    def __init__(self, store: Store, screen: Screen, metrics: Metrics) -> None:
        self._store, self._screen, self._metrics = store, screen, metrics
        self._lock = threading.Lock()
        self._state: Literal["ok", "full", "failed"] = "ok"
        self._detail: str | None = None
        self._saved, self._not_saved = 0, 0
        self._unsaved: list[tuple[Swing, PoseSeries]] = []
        self._queue: queue.Queue[_Recording | None] = queue.Queue()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="keeper")
        try:
            self._saved = store.counts().swings
        except StoreError as error:
            # No room for a first database: the bay comes up all the same and says so.
            log.error("not saved", why=str(error))
            self._state, self._detail = _state_of(error), str(error)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop at once: a clip that is being written stays unsaved, its swing is saved already."""
        self._stop.set()
        self._queue.put(None)
        self._thread.join()

    def status(self) -> StorageStatus:
        with self._lock:
            try:
                free = self._store.free_bytes()
            except OSError:
                free = None
            return StorageStatus(
                state=self._state,
                detail=self._detail,
                free_bytes=free,
                swings_saved=self._saved,
                swings_not_saved=self._not_saved,
            )

    def save(self, measured: Measured) -> Swing:
        """The swing as saved, or marked as not saved where that failed."""
        try:
            saved = self._store.save_swing(measured.swing, measured.series)
        except StoreError as error:
            self._failed(error)
            with self._lock:
                self._not_saved += 1
                self._unsaved = [*self._unsaved, (measured.swing, measured.series)][-MOST_UNSAVED:]
            return measured.swing
        self._succeeded()
        # Too many at once, or pictures lost from the ring: this one has no clip, and the page is told so.
        coming = bool(measured.indices) and self._queue.qsize() < MOST_WAITING
        return saved.model_copy(update={"clip_coming": coming})

    def record(self, swing: Swing, indices: list[int], ring: Ring, pin: Pin) -> None:
        """Write the clip of a swing whose clip is coming; let go of the pictures of any other."""
        if swing.clip_coming:
            self._queue.put(_Recording(swing, indices, ring, pin))
            return
        pin.release()
        log.warning("no clip", swing_id=swing.swing_id, saved=swing.saved, frames=len(indices))

    def _work(self) -> None:
        # A service may be forbidden to change it; the clip then merely competes with the next swing.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while True:
            try:
                recording = self._queue.get(timeout=RETRY_S)
            except queue.Empty:
                self._retry()
                self._remove_what_is_to_go()
                continue
            if recording is None or self._stop.is_set():
                return
            self._record(recording)

    def _record(self, recording: _Recording) -> None:
        path = self._store.incoming / f"{recording.swing.swing_id}.mp4"
        try:
            with self._metrics.timed("encode"), storage_errors("recording a clip", self._store.data_dir):
                self._write(path, recording)
            if not self._stop.is_set():
                self._screen.amend(self._store.attach_clip(recording.swing.swing_id, path))
        except StoreError as error:
            self._failed(error)
            self._screen.amend(recording.swing.model_copy(update={"clip_coming": False}))
        except (ValueError, KeyError) as error:
            # Pictures whose times do not suit a clip, or a swing that was removed meanwhile: it has none.
            log.error("no clip", swing_id=recording.swing.swing_id, why=str(error))
            self._screen.amend(recording.swing.model_copy(update={"clip_coming": False}))
        finally:
            recording.pin.release()
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _write(self, path: Path, recording: _Recording) -> None:
        """A fragmented MP4 of the frames, each let go of in the ring once it is written. Raises OSError."""
        with ClipWriter(path, recording.ring.size) as writer:
            for index in recording.indices:
                found = recording.ring.read(index)
                if found is None or self._stop.is_set():
                    return
                writer.write(found.frame.image, found.frame.time_ns)
                recording.pin.keep_from(index + 1)

    def _retry(self) -> None:
        """Save what could not be saved before, oldest first, until one fails again."""
        while self._unsaved:
            swing, series = self._unsaved[0]
            try:
                saved = self._store.save_swing(swing, series)
            except StoreError:
                return
            with self._lock:
                self._unsaved = self._unsaved[1:]
                self._not_saved -= 1
            self._succeeded()
            self._screen.amend(saved)
            log.info("saved later", swing_id=saved.swing_id)

    def _remove_what_is_to_go(self) -> None:
        """Swings that the cloud wants gone: sync wrote them down, the bay owns their rows."""
        try:
            removed = self._store.remove_swings(wanted_removals(self._store.data_dir))
        except StoreError as error:
            log.error("swings not removed yet", why=str(error))
            return
        if removed:
            log.info("swings removed", swings=removed)

    def _succeeded(self) -> None:
        with self._lock:
            self._state, self._detail = "ok", None
            self._saved += 1

    def _failed(self, error: StoreError) -> None:
        log.error("not saved", why=str(error))
        with self._lock:
            self._state, self._detail = _state_of(error), str(error)
        self._screen.status()


def _state_of(error: StoreError) -> Literal["full", "failed"]:
    return "full" if isinstance(error, StoreFull) else "failed"
