"""Links in CrateDB."""

from cloud.cratedb.database import Database, Row
from cloud.cratedb.rows import columns, insert, values
from cloud.links.repository import Link

MAKE = insert("link", Link)
LINK = f"SELECT {columns(Link)} FROM link WHERE link_sha256 = ?"
FORGET = "DELETE FROM link WHERE expires_at_ms < ?"
KEYED = (LINK,)


class CratedbLinks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, link: Link) -> None:
        self._database.change(MAKE, values(link))

    def link(self, link_sha256: str) -> Link | None:
        return next(map(_link, self._database.select(LINK, (link_sha256,))), None)

    def forget(self, before_ms: int) -> None:
        self._database.change(FORGET, (before_ms,))


def _link(row: Row) -> Link:
    link_sha256, kind, organisation_id, person_id, email, roles, made_at_ms, expires_at_ms = row
    said = (link_sha256, kind, organisation_id, person_id, email)
    return Link(*said, tuple(roles), made_at_ms, expires_at_ms)
