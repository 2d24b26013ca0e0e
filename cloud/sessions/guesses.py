"""How often somebody may guess. What runs out is the guesser's, never the one's whose password is guessed.

A browser that signed in before has an allowance of its own for that account, whatever others do. All other
browsers share one for the account, so that a password cannot be guessed from many places at once; while that
one is used up, a link by mail is the way in for a browser that nobody knows yet.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from cloud.problems import Problem
from cloud.secrets import Signer, sha256

MOST_NAMES = 50_000
BROWSER_S = 180 * 86_400


class Allowance:
    """Each name may `most` times at once, and once more every `every_s`."""

    def __init__(self, most: int, every_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._every_s, self._clock = most, every_s, clock
        # When a name's allowance will be whole again; who is not in it has all of theirs.
        self._whole_at: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str) -> float:
        """How long to wait, s; 0: it was taken."""
        with self._lock:
            now = self._clock()
            whole_at = max(now, self._whole_at.get(name, now)) + self._every_s
            wait_s = whole_at - now - self._most * self._every_s
            if wait_s > 0:
                return wait_s
            self._whole_at[name] = whole_at
            self._whole_at.move_to_end(name)
            if len(self._whole_at) > MOST_NAMES:
                self._whole_at.popitem(last=False)
            return 0.0

    def give_back(self, name: str) -> None:
        with self._lock:
            if name in self._whole_at:
                self._whole_at[name] -= self._every_s


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from. address: of one machine or one home (IPv6: /64). known: the cookie of a
    browser that signed in before.
    """

    address: str
    browser: str
    known: str | None


class Guesses:
    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._of_browser = Allowance(10, 60.0)
        self._of_address = Allowance(30, 20.0)
        self._of_account = Allowance(100, 36.0)

    def take(self, email: str, visitor: Visitor, now_ms: int) -> Callable[[], None]:
        """One guess; what is returned gives it back, when it was right. Raises Problem 429."""
        account = sha256(email)
        said = self._signer.opened("browser", visitor.known, now_ms) if visitor.known else None
        browser, _, of = (said or "").partition(":")
        taken: list[tuple[Allowance, str]] = []
        # By the signed cookie alone: neither a neighbour's guesses nor a crowd's count.
        wanted = (
            [(self._of_browser, browser)]
            if browser and of == account
            else [(self._of_address, visitor.address), (self._of_account, account)]
        )
        for allowance, name in wanted:
            wait_s = allowance.take(name)
            if wait_s:
                _give_back(taken)
                raise too_many(wait_s)
            taken.append((allowance, name))
        return lambda: _give_back(taken)

    def known(self, email: str, browser: str, now_ms: int) -> str:
        """The cookie of a browser that has just signed in."""
        return self._signer.sign("browser", f"{browser}:{sha256(email)}", now_ms + 1000 * BROWSER_S)


def too_many(
    wait_s: float, detail: str = "Too many tries; wait a little, or ask for a link by mail."
) -> Problem:
    return Problem(429, detail, headers={"retry-after": str(int(wait_s) + 1)})


def _give_back(taken: list[tuple[Allowance, str]]) -> None:
    for allowance, name in taken:
        allowance.give_back(name)
