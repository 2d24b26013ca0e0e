"""The grammar of every statement; whether its names and types are right, only a live server says."""

import pytest
from cratedb_sqlparse import ParsingException, sqlparse

from cloud.cratedb.migrations import FORM_SIZE
from swingvision.form import DIMENSIONS
from tests.cloud.cratedb import statements

EVERY = statements.every()


@pytest.mark.parametrize(("name", "statement"), EVERY, ids=[name for name, _ in EVERY])
def test_a_statement_is_crate_sql(name: str, statement: str) -> None:
    (parsed,) = sqlparse(statement, raise_exception=True)
    assert parsed.query


def test_all_of_them_were_looked_at() -> None:
    assert len(EVERY) > 60


def test_a_wrong_one_is_found() -> None:
    with pytest.raises(ParsingException):
        sqlparse("UPDATE swing SET note = ? WERE swing_id = ?", raise_exception=True)


def test_a_form_fits_its_column() -> None:
    assert FORM_SIZE == DIMENSIONS
