"""What is done beside the requests: dropping what was abandoned, finishing what was interrupted."""

import threading

import structlog

from cloud.clock import now_ms
from cloud.errors import StoreUnavailable
from cloud.parts import AllParts

log = structlog.get_logger()

EVERY_S = 60.0


def step(parts: AllParts) -> None:
    """One round. Raises StoreUnavailable; the next round does what this one could not."""
    dropped = parts.clips.collect()
    if dropped:
        log.info("abandoned uploads dropped", count=dropped)
    now = now_ms()
    for repository in (parts.store.sessions, parts.store.links):
        repository.forget(now)
    parts.store.devices.forget_taken(now)
    parts.claims.forget()
    parts.players.carry_on()
    if parts.unclaimed_days and (gone := parts.players.delete_unclaimed(parts.unclaimed_days)):
        log.info("swings that nobody claimed are deleted", count=gone)


class Janitor:
    def __init__(self, parts: AllParts) -> None:
        self._parts = parts
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="janitor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                step(self._parts)
            except StoreUnavailable as error:
                log.error("the janitor is held up", error=str(error))
            if self._stopped.wait(EVERY_S):
                return
