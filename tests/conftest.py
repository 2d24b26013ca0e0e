"""What holds for every test: no limit of time but its own, and the longest files first.

A file that began last would leave the other cores idle until it ends.
"""

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The sort is stable, so that what is equally long keeps its random order."""
    longest: dict[str, float] = {}
    for item in items:
        longest[_file(item)] = max(longest.get(_file(item), 0.0), _own_limit_s(item))
    items.sort(key=lambda item: -longest[_file(item)])


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _own_limit_s(item: pytest.Item) -> float:
    """Its time limit where it has one of its own; of the others, whether it takes seconds."""
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else float(item.get_closest_marker("slow") is not None)
