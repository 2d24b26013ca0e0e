"""The read-only role that a BI tool gets, over the PostgreSQL wire."""

from collections.abc import Iterator

import httpx
import psycopg
import pytest

from cloud.cratedb.store import CratedbStore
from tests.cloud.cratedb import live
from tests.cloud.rows import ORGANISATION, PLAYER, Sequence, new_swing
from tests.helpers.cratedb import postgres

PASSWORD = "read-only-1"


@pytest.fixture
def reader(cratedb: CratedbStore) -> Iterator[str]:
    """A role made as docs/operations/cratedb.md says, and its name."""
    name = f"reader_{live.schema()[-12:]}"
    for statement in (
        f"DROP USER IF EXISTS {name}",
        f"CREATE USER {name} WITH (password = '{PASSWORD}')",
        f"GRANT DQL ON TABLE {live.schema()}.swing TO {name}",
    ):
        live.database().change(statement)
    yield name
    live.database().change(f"DROP USER {name}")


def test_a_reader_reads_the_history_and_nothing_else(cratedb: CratedbStore, reader: str) -> None:
    swings = [new_swing(metrics={"tempo_ratio": 3.0 + n}) for n in range(3)]
    numbers = Sequence()
    cratedb.ingest.apply([numbers.arrival(one) for one in swings])
    cratedb.players.claim([one.swing_id for one in swings], PLAYER)
    cratedb.refresh()
    with postgres(reader, PASSWORD, live.postgres_port(), live.schema()) as connection:
        rows = connection.execute(
            "SELECT date_trunc('month', captured_at), count(*), avg(metrics['tempo_ratio']) FROM swing"
            " WHERE organisation_id = %s GROUP BY 1",
            (ORGANISATION,),
        ).fetchall()
        assert [(count, mean) for _, count, mean in rows] == [(3, 4.0)] and rows[0][0].year == 2026
        for statement in (
            "DELETE FROM swing",
            "INSERT INTO erased (swing_id, at_ms) VALUES ('x', 1)",
            "SELECT secret_sha256 FROM token",
            "SELECT public_key FROM device",
            "DROP TABLE swing",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    cratedb.refresh()
    assert len(cratedb.swings.swings([one.swing_id for one in swings])) == 3


def test_without_the_password_nobody_reads(cratedb: CratedbStore, reader: str) -> None:
    with pytest.raises(psycopg.OperationalError):
        postgres(reader, "wrong", live.postgres_port(), live.schema())
    answer = httpx.post(f"{live.url()}/_sql", json={"stmt": "SELECT 1"}, auth=(reader, "wrong"), timeout=20)
    assert answer.status_code == 401
