"""Whose a session is: of all who show its codes, the first in time.

Nothing says that a claim is done: it follows from the code, the claim and the session's owner, which are
rows of their own, each put once. So whichever comes first, the phone or the bay, and wherever it is cut off,
asking again comes to the same end.
"""

from collections.abc import Callable

from cloud.claims.repository import Claim, ClaimRepository, OwnedSession
from cloud.claims.schemas import ClaimState, ClaimView, CodeView, ShownSession
from cloud.clock import now_ms
from cloud.devices.repository import DeviceRepository
from cloud.ingest.repository import NewCode
from cloud.links.service import LinkService
from cloud.organisations.service import OrganisationService
from cloud.people.repository import Person
from cloud.players.repository import PlayerRepository
from cloud.problems import Problem
from cloud.secrets import sha256
from cloud.sessions.guesses import Allowance, Visitor, too_many
from cloud.settings import ClaimsSection

UNKNOWN = "This code is not known, was used, or is too old."
WAITING = (
    "The bay has not sent this code yet; try again in a while, or sign in: then it can wait for the bay."
)
TOO_MANY = "Too many codes were shown from here; wait a little."
# As long as a bay may be without network.
REMEMBERED_MS = 90 * 86_400_000
MOST_CLAIMS = 200
# Swings handed over at once.
MOST_SWINGS = 1000


class ClaimService:
    def __init__(
        self,
        claims: ClaimRepository,
        players: PlayerRepository,
        devices: DeviceRepository,
        organisations: OrganisationService,
        links: LinkService,
        settings: ClaimsSection,
        clock: Callable[[], int] = now_ms,
    ) -> None:
        self._claims, self._players, self._devices = claims, players, devices
        self._organisations, self._links, self._settings = organisations, links, settings
        self._clock = clock
        self._of_person = Allowance(10, 30.0)
        self._of_address = Allowance(100, 6.0)

    def claim(self, person: Person, shown: str, visitor: Visitor) -> ClaimView:
        """Raises Problem 403, the same for every code that is not to be had, and 429."""
        self._take(visitor)
        if wait_s := self._of_person.take(person.person_id):
            raise too_many(wait_s, TOO_MANY)
        code_sha256, now = sha256(shown), self._clock()
        wanted = Claim(code_sha256, person.organisation_id, person.person_id, now)
        before = self._claims.code(code_sha256)
        if before is not None and not _fits(before, self._claims.claim_of(code_sha256) or wanted):
            raise _unknown()
        counts = self._claims.claim(wanted)
        if counts.person_id != person.person_id:
            raise _unknown()
        # Read after the claim was put: of a claim and a code that come at once, one sees the other.
        view = self._view(counts)
        if view.state == "refused":
            raise _unknown()
        return view

    def claims_of(self, person_id: str) -> list[ClaimView]:
        return [self._view(one) for one in self._claims.claims(person_id, MOST_CLAIMS)]

    def look(self, shown: str, visitor: Visitor) -> CodeView:
        """Raises Problem 403, 429."""
        self._take(visitor)
        code = self._free(shown)
        if code is None:
            return CodeView(
                state="waiting", organisation=None, session=None, expires_at_ms=None, kept_until_ms=None
            )
        here = self._claims.swings(code.device_id, code.session_id)
        kept_ms = 86_400_000 * self._settings.unclaimed_days
        return CodeView(
            state="free",
            organisation=self._organisations.name_of(code.organisation_id),
            session=self._session(code),
            expires_at_ms=code.expires_at_ms,
            kept_until_ms=(here.first_received_at_ms or self._clock()) + kept_ms if kept_ms else None,
        )

    def sign_up(self, shown: str, email: str, visitor: Visitor) -> None:
        """Raises Problem 403, 409 while the bay has not sent the code, 429."""
        self._take(visitor)
        if not self._settings.sign_up:
            raise Problem(403, "Accounts are made by invitation here.", kind="by_invitation")
        code = self._free(shown)
        if code is None:
            raise Problem(409, WAITING, kind="waiting", field="body.code")
        self._links.mail_sign_up(code.organisation_id, email, visitor)

    def arrived(self, code: NewCode) -> None:
        """A bay's code came: whoever waits for it has it now."""
        claim = self._claims.claim_of(code.code_sha256)
        if claim is not None:
            self._settled(code, claim)

    def forget(self) -> None:
        self._claims.forget(self._clock() - REMEMBERED_MS)

    def _take(self, visitor: Visitor) -> None:
        if wait_s := self._of_address.take(visitor.address):
            raise too_many(wait_s, TOO_MANY)

    def _free(self, shown: str) -> NewCode | None:
        """What the code is for, None while that is not known. Raises Problem 403."""
        code_sha256 = sha256(shown)
        code = self._claims.code(code_sha256)
        if self._claims.claim_of(code_sha256) is not None:
            raise _unknown()
        if code is None:
            return None
        if self._clock() >= code.expires_at_ms or self._claims.owned(code.device_id, code.session_id):
            raise _unknown()
        return code

    def _view(self, claim: Claim) -> ClaimView:
        code = self._claims.code(claim.code_sha256)
        state: ClaimState = (
            "waiting" if code is None else "yours" if self._settled(code, claim) else "refused"
        )
        session = self._session(code) if code is not None and state == "yours" else None
        return ClaimView(state=state, claimed_at_ms=claim.claimed_at_ms, session=session)

    def _settled(self, code: NewCode, claim: Claim) -> bool:
        """Whether the session is the claimer's, with all of its swings that were nobody's."""
        if not _fits(code, claim):
            return False
        owned = self._claims.owned(code.device_id, code.session_id) or self._claims.own(
            OwnedSession(
                code.device_id, code.session_id, code.organisation_id, claim.person_id, self._clock()
            )
        )
        if owned.person_id != claim.person_id:
            return False
        # What comes from here on is theirs as it comes.
        while ids := self._claims.of_nobody(code.device_id, code.session_id, MOST_SWINGS):
            if not self._players.claim(ids, claim.person_id):
                break
        return True

    def _session(self, code: NewCode) -> ShownSession:
        device = self._devices.device(code.device_id)
        here = self._claims.swings(code.device_id, code.session_id)
        return ShownSession(
            session_id=code.session_id,
            bay="" if device is None else device.bay,
            swings=here.count,
            first_at_ms=here.first_at_ms,
            last_at_ms=here.last_at_ms,
        )


def _fits(code: NewCode, claim: Claim) -> bool:
    return code.organisation_id == claim.organisation_id and claim.claimed_at_ms < code.expires_at_ms


def _unknown() -> Problem:
    return Problem(403, UNKNOWN, field="body.code")
