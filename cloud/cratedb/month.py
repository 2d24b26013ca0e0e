"""The partition of a row: the month in which its id was made.

CrateDB sees a row that was written a moment ago only through its whole key, partition included; so the id
alone must give the partition. A UUIDv7 carries its time, however wrong the device's clock was, and keeps it.
"""

from datetime import UTC, datetime

# A partition a month, and one for all ids from outside: a clock that jumps must not make thousands of them.
FIRST_YEAR, AFTER_LAST_YEAR = 2025, 2041
OTHER_MONTH = 0


def month_of(name: str) -> int:
    """ms UTC of the first moment of the month in which the id was made; OTHER_MONTH where that is no time."""
    try:
        made_ms = int(name.replace("-", "")[:12], 16)
    except ValueError:
        return OTHER_MONTH
    if not _start(FIRST_YEAR) <= made_ms < _start(AFTER_LAST_YEAR):
        return OTHER_MONTH
    made = datetime.fromtimestamp(made_ms / 1000, UTC)
    return _start(made.year, made.month)


def _start(year: int, month: int = 1) -> int:
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1000
