"""The history: one swing, pages, trends, likeness, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cloud.ingest.repository import NewSwing

# Reading more than this for one answer is refused: the caller narrows the question.
MOST_TREND_SWINGS = 100_000
MOST_FORMS = 100_000


class TooMany(Exception):
    """More swings than one answer may read."""


@dataclass(frozen=True, slots=True)
class HeldSwing:
    """A swing with what hangs on it. poses_sha256, clip_sha256: of stored attachments only."""

    measured: NewSwing
    player_id: str | None
    note: str | None
    poses_sha256: str | None
    clip_sha256: str | None


@dataclass(frozen=True, slots=True)
class Which:
    """A part of an organisation's swings. from_ms <= captured_at_ms < until_ms."""

    organisation_id: str
    player_id: str | None = None
    bay: str | None = None
    club: str | None = None
    view: str | None = None
    from_ms: int | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of pages, newest first: captured_at_ms, then swing_id, both falling."""

    captured_at_ms: int
    swing_id: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """starts_at_ms: a multiple of the bucket's length. count: of swings with a value. values: percentiles."""

    starts_at_ms: int
    count: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """distance: Euclidean, of forms of length 1, so 0 to 2."""

    swing_id: str
    distance: float


class SwingRepository(Protocol):
    def swing(self, swing_id: str) -> HeldSwing | None:
        """By key. Whose it is, the caller compares."""

    def swings(self, swing_ids: Sequence[str]) -> list[HeldSwing]:
        """Those that are there, in the order asked; at most 500. By key."""

    def page(self, which: Which, limit: int, before: Place | None) -> list[HeldSwing]:
        """Newest first, those after `before` in that order. Eventual.

        Nobody is shown a body there: it may be left empty.
        """

    def latest(self, organisation_id: str, player_ids: Sequence[str]) -> list[HeldSwing]:
        """The newest swing of each of these players who has one; at most 500. Eventual."""

    def trend(self, which: Which, metric: str, bucket_ms: int, percentiles: Sequence[float]) -> list[Bucket]:
        """Buckets with a value in them, oldest first; withheld values are left out. Eventual.

        percentiles: 0 to 1; between two values either neighbour or a mixture is right. `which` names a
        player, a bay or a span of time. Raises TooMany past MOST_TREND_SWINGS.
        """

    def set_form(self, swing_id: str, form: NDArray[np.float32]) -> None:
        """form: (DIMENSIONS,) of length 1 (swingvision.form). No such swing: nothing happens. By key."""

    def form(self, swing_id: str) -> NDArray[np.float32] | None:
        """By key."""

    def nearest(self, which: Which, form: NDArray[np.float32], limit: int) -> list[Neighbour]:
        """Nearest first, of the newest MOST_FORMS that have a form; exact, not approximate. Eventual."""

    def note(self, swing_id: str, text: str | None) -> bool:
        """Set or remove the note; False where there is no such swing. By key."""

    def search(self, organisation_id: str, player_id: str | None, words: str, limit: int) -> list[HeldSwing]:
        """Swings whose note has all of the words, in whatever inflection (English), best first. Eventual.

        words: what a person typed; nothing in it is syntax.
        """
