"""What players said yes to."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Consent:
    """withdrawn_at_ms: None while it holds."""

    player_id: str
    coach_id: str
    organisation_id: str
    given_at_ms: int
    withdrawn_at_ms: int | None = None


class ConsentRepository(Protocol):
    def give(self, consent: Consent) -> None:
        """Insert or replace. By key (player_id, coach_id)."""

    def withdraw(self, player_id: str, coach_id: str, at_ms: int) -> bool:
        """False where there is none; the first withdrawal's time stays. By key."""

    def consent(self, player_id: str, coach_id: str) -> Consent | None:
        """By key."""

    def of_player(self, player_id: str) -> list[Consent]:
        """Those withdrawn too, newest first; at most 1,000. Eventual."""

    def of_coach(self, coach_id: str) -> list[Consent]:
        """Those that hold, newest first; at most 10,000. Eventual."""
