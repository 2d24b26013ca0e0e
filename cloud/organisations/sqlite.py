"""Organisations in SQLite."""

from cloud.organisations.repository import Organisation
from cloud.sqlite.database import Database

ADD = "INSERT INTO organisation VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
ORGANISATION = "SELECT * FROM organisation WHERE organisation_id = ?"


class SqliteOrganisations:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, organisation: Organisation) -> None:
        row = (organisation.organisation_id, organisation.name, organisation.made_at_ms)
        self._database.write(lambda connection: connection.execute(ADD, row))

    def organisation(self, organisation_id: str) -> Organisation | None:
        row = self._database.read(lambda c: c.execute(ORGANISATION, (organisation_id,)).fetchone())
        return None if row is None else Organisation(*row)
