from datetime import UTC, datetime

import pytest

from cloud.cratedb.database import _row_count
from cloud.cratedb.month import OTHER_MONTH, month_of
from cloud.cratedb.rows import by_month, keys
from cloud.errors import StoreUnavailable
from swingvision.uuid7 import uuid7


def id_of(*when: int) -> str:
    """The first id of that moment, UTC."""
    made = f"{int(datetime(*when, tzinfo=UTC).timestamp()) * 1000:012x}"  # type: ignore[misc, arg-type]
    return f"{made[:8]}-{made[8:]}-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("when", "month"),
    [
        ((2026, 2, 28, 23, 59, 59), (2026, 2, 1)),
        ((2026, 3, 1), (2026, 3, 1)),
        ((2025, 1, 1), (2025, 1, 1)),
        ((2040, 12, 31, 23, 59, 59), (2040, 12, 1)),
    ],
)
def test_an_id_gives_the_month_it_was_made_in(when: tuple[int, ...], month: tuple[int, int, int]) -> None:
    assert month_of(id_of(*when)) == int(datetime(*month, tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    "name", [id_of(1970, 1, 1), id_of(2024, 12, 31), id_of(2041, 1, 1), "f" * 32, "no id", ""]
)
def test_an_id_of_a_clock_gone_wrong_goes_to_one_partition(name: str) -> None:
    assert month_of(name) == OTHER_MONTH


def test_letters_of_an_id_count_the_same_in_either_case() -> None:
    name = uuid7()
    assert month_of(name.upper()) == month_of(name)


def test_nothing_but_ids_gets_into_a_statement() -> None:
    good = uuid7()
    assert keys([good]) == f"'{good}'" and keys([good, "a/1/2"]) == f"'{good}', 'a/1/2'"
    for evil in ("'", "') OR 1=1 --", "a'b", "a\nb", "ä", "", "a b", "{keys}", "?", "$1"):
        assert keys([evil]) == "''" and keys([good, evil]) == f"'{good}'"


def test_ids_are_looked_up_month_by_month_and_once() -> None:
    old, new = id_of(2026, 1, 5), id_of(2026, 2, 5)
    assert list(by_month([new, old, new], month_of).values()) == [[new], [old]]


def test_a_row_that_the_cluster_cannot_take_now_is_no_faulty_one() -> None:
    assert _row_count({"rowcount": 1}) == 1 and _row_count({"rowcount": 0}) == 0
    assert _row_count({"rowcount": -2, "error": {"code": 4000, "message": "no such type"}}) is None
    assert _row_count({"rowcount": -2, "error": {"code": 40411, "message": "missing"}}) == 0
    for code in (5000, 5002, 4091_0, None):
        with pytest.raises(StoreUnavailable):
            _row_count({"rowcount": -2, "error": {"code": code, "message": "shards are missing"}})
