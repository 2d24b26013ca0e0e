"""Statements on their way to CrateDB and what comes back, over HTTP.

A write that got no answer is sent again by the client, to another node; so every write here is one that may
happen twice. There are no transactions: a row is whole, and nothing else is.
"""

import contextlib
import queue
from collections.abc import Iterator, Sequence
from typing import Any

import structlog
from crate import client
from crate.client.connection import Connection
from crate.client.exceptions import Error, ProgrammingError

from cloud.errors import StoreRefused, StoreUnavailable

log = structlog.get_logger()

# As many statements at once; who comes later waits.
CONNECTIONS = 16
# A frozen node holds its writers; past this they hear of it, and the bays keep what they have.
TIMEOUT_S = 10.0
BULK_ROWS = 500
# How the server's message begins where the statement or one of its values is at fault. Everything else may
# pass, and the same call may work later.
FAULTS = (
    "SQLParseException",
    "ParsingException",
    "ColumnUnknownException",
    "ColumnValidationException",
    "InvalidArgumentException",
    "InvalidColumnNameException",
    "UnsupportedFeatureException",
    "AmbiguousColumnException",
    "RelationUnknown",
    "RelationAlreadyExists",
)
# A row of a bulk: 40411 is a key that is not there, for an UPDATE.
NO_SUCH_ROW = 40411
ROW_FAULTS = (4000, 4003, 4004, 4008, 4091)

Row = list[Any]


class Refused(Exception):
    """The statement or a value in it is at fault: the same again is refused again."""


class Database:
    """Raises StoreRefused when opened, StoreUnavailable later. Every method may be called from any thread.

    url: of one node or of several, separated by commas; user and password stand in the first.
    """

    def __init__(self, url: str, schema: str) -> None:
        self.schema = schema
        self._servers = [one.strip() for one in url.split(",") if one.strip()]
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        try:
            for _ in range(CONNECTIONS):
                self._idle.put(self._connect())
        except (Error, ValueError) as error:
            raise StoreRefused(f"CrateDB cannot be reached: {error}") from error

    def select(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Raises Refused."""
        with self._cursor() as cursor:
            cursor.execute(statement, list(values))
            rows: list[Row] = cursor.fetchall()
            return rows

    def change(self, statement: str, values: Sequence[Any] = ()) -> int:
        """The number of rows changed. Raises Refused."""
        with self._cursor() as cursor:
            cursor.execute(statement, list(values))
            return max(0, int(cursor.rowcount))

    def change_each(self, statement: str, rows: Sequence[Sequence[Any]]) -> list[int | None]:
        """One statement for many rows, each on its own: rows changed for each, None where it was refused.

        Where some could not be written now, raises StoreUnavailable, and the others stand.
        """
        done: list[int | None] = []
        for start in range(0, len(rows), BULK_ROWS):
            done += self._bulk(statement, rows[start : start + BULK_ROWS])
        return done

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def _connect(self) -> Connection:
        return client.connect(
            self._servers, timeout=TIMEOUT_S, pool_size=1, schema=self.schema, compress=False
        )

    def _bulk(self, statement: str, rows: Sequence[Sequence[Any]]) -> list[int | None]:
        try:
            with self._cursor() as cursor:
                answers = cursor.executemany(statement, [list(row) for row in rows])
        except (Refused, TypeError) as error:
            # One row's value fails the whole request, and nothing of it was written: halves find the row.
            if len(rows) == 1:
                log.warning("a row was refused", statement=statement.split("(")[0].strip(), error=str(error))
                return [None]
            middle = len(rows) // 2
            return self._bulk(statement, rows[:middle]) + self._bulk(statement, rows[middle:])
        return [_row_count(answer) for answer in answers]

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[Any]:
        connection = self._idle.get()
        try:
            yield connection.cursor()
        except ProgrammingError as error:
            if str(error).startswith(FAULTS):
                raise Refused(str(error)) from error
            raise StoreUnavailable(f"CrateDB does not do it now: {error}") from error
        except Error as error:
            raise StoreUnavailable(f"CrateDB does not answer: {error}") from error
        finally:
            self._idle.put(connection)


def _row_count(answer: dict[str, Any]) -> int | None:
    count = int(answer["rowcount"])
    if count >= 0:
        return count
    error = answer.get("error") or {}
    code, message = error.get("code"), error.get("message") or answer.get("error_message")
    if code == NO_SUCH_ROW:
        return 0
    if code in ROW_FAULTS:
        log.warning("a row was refused", code=code, error=message)
        return None
    raise StoreUnavailable(f"CrateDB does not write a row now ({code}): {message}")
