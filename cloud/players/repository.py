"""Whose swings are, and what is left when they are deleted: a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Receipt:
    """swings: (swing_id, device_id). wishes: (device_id, instruction_id), what the bays were told to delete.

    finished_at_ms: None while the deletion is under way; it is carried on until it is done.
    """

    receipt_id: str
    organisation_id: str
    player_id: str
    swings: tuple[tuple[str, str], ...]
    wishes: tuple[tuple[str, str], ...]
    asked_at_ms: int
    finished_at_ms: int | None = None


class PlayerRepository(Protocol):
    def claim(self, swing_ids: Sequence[str], player_id: str | None) -> int:
        """Say whose swings these are, at most 1,000; returns how many of them there are. By key."""

    def swings_of(self, organisation_id: str, player_id: str, limit: int) -> list[tuple[str, str]]:
        """(swing_id, device_id) of a player's swings, all that were claimed before the call.

        Not eventual: a store whose search lags refreshes first.
        """

    def erase(self, swing_ids: Sequence[str], at_ms: int) -> None:
        """Remove swings and all that hangs on them; what comes for them later is `erased`. By key."""

    def keep(self, receipt: Receipt) -> None:
        """Insert or replace. By key (receipt_id)."""

    def receipt(self, receipt_id: str) -> Receipt | None:
        """By key."""

    def unfinished(self, limit: int) -> list[Receipt]:
        """Deletions under way, oldest first. Eventual."""
