"""Codes by which golfers take their swings home: one for a session, shown on its screen and nowhere else.

The bay makes them itself, so that it needs no network; only a code's SHA-256 is delivered. The code is in
memory alone and goes with its session.
"""

import hashlib
import threading
import time
from collections.abc import Callable

from edge.messages import ClaimingStatus, ClaimOffer
from edge.settings import ClaimsSection
from edge.store import Store
from swingvision.delivery import ClaimCode
from swingvision.typed_code import make_code

PATH = "/claim/"
NO_PORTAL = "claims.portal_url is not set: golfers are offered no code."
# A code with less of its life left is not shown any more.
FRESH_SHARE = 0.5


class NoClaim(Exception):
    """There is no code to be had now; the message says why."""


class Claims:
    def __init__(
        self, store: Store, settings: ClaimsSection, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._lock = threading.Lock()
        self._offer: ClaimOffer | None = None
        self._made_s = 0.0

    def status(self) -> ClaimingStatus:
        offered = self._settings.portal_url is not None
        return ClaimingStatus(offered=offered, detail=None if offered else NO_PORTAL)

    def offer(self, session_id: str) -> ClaimOffer:
        """The session's code; a new one where there is none, or it is old. Raises NoClaim, StoreError."""
        if self._settings.portal_url is None:
            raise NoClaim(NO_PORTAL)
        with self._lock:
            left_s = self._settings.code_s - (self._clock() - self._made_s)
            offer = self._offer
            if offer is None or offer.session_id != session_id or left_s < FRESH_SHARE * offer.valid_s:
                offer, left_s = self._new(session_id, self._settings.portal_url), self._settings.code_s
            return offer.model_copy(update={"valid_s": int(left_s)})

    def forget(self) -> None:
        """Another golfer is there, or none. Waits for nobody: a code says itself of which session it is."""
        self._offer = None

    def _new(self, session_id: str, portal_url: str) -> ClaimOffer:
        code, valid_s = make_code(), self._settings.code_s
        said = ClaimCode(
            session_id=session_id,
            code_sha256=hashlib.sha256(code.encode()).hexdigest(),
            made_at_ms=time.time_ns() // 1_000_000,
            valid_s=valid_s,
        )
        # Before it is shown: a code that nobody hears of would be waited for in vain.
        self._store.post_claim(said)
        portal = portal_url + PATH
        self._made_s = self._clock()
        self._offer = ClaimOffer(
            session_id=session_id, code=code, url=f"{portal}#{code}", portal=portal, valid_s=valid_s
        )
        return self._offer
