"""Takes letters out while nobody waits: how long an answer takes tells nothing about whom it concerns."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable

import structlog

from cloud.errors import StoreUnavailable
from cloud.mail.letter import Letter, Mail, MailFailed

log = structlog.get_logger()

MOST_WAITING = 1000
TRIES, PAUSE_S, LAST_S = 3, 5.0, 5.0

Writing = Callable[[], Letter | None]


class Postman:
    """write() makes the letter, or None where there is nobody to write to. What cannot leave before the
    service stops is lost: who asked for it asks again.
    """

    def __init__(self, mail: Mail, pause_s: float = PAUSE_S) -> None:
        self._mail, self._pause_s = mail, pause_s
        self._waiting: queue.Queue[Writing | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)
        self._thread.start()

    def take(self, write: Writing) -> None:
        try:
            self._waiting.put_nowait(write)
        except queue.Full:
            log.error("a letter was dropped: too many wait", most=MOST_WAITING)

    def settle(self) -> None:
        """Returns when nothing waits."""
        self._waiting.join()

    def close(self) -> None:
        """What waits is taken out first, for a few seconds at most."""
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(None)
        self._thread.join(LAST_S)

    def _run(self) -> None:
        while (write := self._waiting.get()) is not None:
            try:
                letter = write()
                if letter is not None:
                    self._send(letter)
            except StoreUnavailable as error:
                log.error("a letter was not written", error=str(error))
            finally:
                self._waiting.task_done()

    def _send(self, letter: Letter) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                return self._mail.send(letter)
            except MailFailed as error:
                log.error("mail failed", to=letter.to, attempt=attempt, error=str(error))
                time.sleep(self._pause_s)
