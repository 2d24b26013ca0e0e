"""Links in SQLite."""

from typing import Any

from cloud.links.repository import Link
from cloud.sqlite.database import Database

MAKE = "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
LINK = "SELECT * FROM link WHERE link_sha256 = ?"
FORGET = "DELETE FROM link WHERE expires_at_ms < ?"


class SqliteLinks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, link: Link) -> None:
        row = (
            link.link_sha256,
            link.kind,
            link.organisation_id,
            link.person_id,
            link.email,
            " ".join(link.roles),
            link.made_at_ms,
            link.expires_at_ms,
        )
        self._database.write(lambda connection: connection.execute(MAKE, row))

    def link(self, link_sha256: str) -> Link | None:
        row = self._database.read(lambda c: c.execute(LINK, (link_sha256,)).fetchone())
        return None if row is None else _link(row)

    def forget(self, before_ms: int) -> None:
        self._database.write(lambda connection: connection.execute(FORGET, (before_ms,)))


def _link(row: Any) -> Link:
    link_sha256, kind, organisation_id, person_id, email, roles, made_at_ms, expires_at_ms = row
    said = (link_sha256, kind, organisation_id, person_id, email)
    return Link(*said, tuple(roles.split()), made_at_ms, expires_at_ms)
