"""Organisations in CrateDB."""

from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, values
from cloud.organisations.repository import Organisation

ADD = insert("organisation", Organisation)
ORGANISATION = f"SELECT {columns(Organisation)} FROM organisation WHERE organisation_id = ?"
KEYED = (ORGANISATION,)


class CratedbOrganisations:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, organisation: Organisation) -> None:
        self._database.change(ADD, values(organisation))

    def organisation(self, organisation_id: str) -> Organisation | None:
        rows = self._database.select(ORGANISATION, (organisation_id,))
        return next((Organisation(*row) for row in rows), None)
