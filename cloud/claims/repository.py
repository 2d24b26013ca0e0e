"""Codes that bays showed, who claimed them, and whose sessions are."""

from dataclasses import dataclass
from typing import Protocol

from cloud.ingest.repository import NewCode


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody showed a code, which need not be known yet."""

    code_sha256: str
    organisation_id: str
    person_id: str
    claimed_at_ms: int


@dataclass(frozen=True, slots=True)
class OwnedSession:
    """person_id: whose the session's swings are; None: they were erased, and what comes is turned away."""

    device_id: str
    session_id: str
    organisation_id: str
    person_id: str | None
    owned_at_ms: int


@dataclass(frozen=True, slots=True)
class SessionSwings:
    """What is here of a session. The times are of impact, None where nothing is here."""

    count: int
    first_at_ms: int | None
    last_at_ms: int | None
    first_received_at_ms: int | None


class ClaimRepository(Protocol):
    def code(self, code_sha256: str) -> NewCode | None:
        """By key."""

    def claim(self, claim: Claim) -> Claim:
        """Put it unless the code was claimed before; returns the claim that counts. By key (code_sha256)."""

    def claim_of(self, code_sha256: str) -> Claim | None:
        """By key."""

    def claims(self, person_id: str, limit: int) -> list[Claim]:
        """Newest first. Eventual."""

    def own(self, session: OwnedSession) -> OwnedSession:
        """Put it unless the session was owned before; returns what counts. By key (device_id, session_id)."""

    def owned(self, device_id: str, session_id: str) -> OwnedSession | None:
        """By key."""

    def sessions(self, person_id: str) -> list[OwnedSession]:
        """All that were owned before the call, oldest first. Not eventual."""

    def of_nobody(self, device_id: str, session_id: str, limit: int) -> list[str]:
        """Ids of the session's swings that have no player, all from before the call. Not eventual."""

    def swings(self, device_id: str, session_id: str) -> SessionSwings:
        """Eventual."""

    def unclaimed(self, received_before_ms: int, limit: int) -> list[tuple[str, str, str]]:
        """
        (organisation_id, swing_id, device_id), oldest first, of swings without a player whose session has a
        code: it could have been claimed. Others are nobody's by how their bay is run, and stay. Eventual.
        """

    def erase(self, organisation_id: str, person_id: str) -> None:
        """Remove their claims, and bury their sessions. All from before the call; not eventual."""

    def forget(self, before_ms: int) -> None:
        """Remove codes that ended, and claims that were made, before then. Eventual."""
