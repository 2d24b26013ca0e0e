"""Dataclasses as rows: a table's columns are named as the fields are."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

PLAIN = re.compile("[0-9A-Za-z/_-]+")


def columns(kind: type) -> str:
    """Of a SELECT or an INSERT."""
    return ", ".join(field.name for field in fields(kind))


def marks(count: int) -> str:
    return ", ".join("?" * count)


def insert(table: str, kind: type) -> str:
    """The statement that puts one row, unless its key is there already."""
    count = len(fields(kind))
    return f"INSERT INTO {table} ({columns(kind)}) VALUES ({marks(count)}) ON CONFLICT DO NOTHING"


def values(row: Any) -> list[Any]:
    return [getattr(row, field.name) for field in fields(row)]


def keys(names: Iterable[str]) -> str:
    """Names for `IN ({keys})`, in the statement's own text: given as parameters they are searched for, not
    looked up, and what was written a moment ago is missed. Nothing but an id gets in.
    """
    return ", ".join(f"'{name}'" for name in names if PLAIN.fullmatch(name)) or "''"


def by_month(names: Iterable[str], month_of: Callable[[str], int]) -> dict[int, list[str]]:
    """Names by their partition, each once."""
    months: dict[int, list[str]] = {}
    for name in dict.fromkeys(names):
        months.setdefault(month_of(name), []).append(name)
    return months
