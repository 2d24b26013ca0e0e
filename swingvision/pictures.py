"""A stretch of a stream again: what was seen once, for those who know only now where to look."""

from collections.abc import Iterator
from typing import Protocol

from swingvision.frame import Frame


class Pictures(Protocol):
    """The pictures that poses were made of."""

    def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        """Frames taken from start_ns to end_ns (both inclusive), with the index, time and image they had.

        One at a time, in their order; those that are gone are left out.
        """
        ...
