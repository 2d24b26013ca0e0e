"""The SQLite store, put together."""

from pathlib import Path

from cloud.audit.sqlite import SqliteAudit
from cloud.claims.sqlite import SqliteClaims
from cloud.clips.sqlite import SqliteClips
from cloud.consents.sqlite import SqliteConsents
from cloud.devices.sqlite import SqliteDevices
from cloud.errors import StoreRefused
from cloud.ingest.sqlite import SqliteIngest
from cloud.links.sqlite import SqliteLinks
from cloud.organisations.sqlite import SqliteOrganisations
from cloud.people.sqlite import SqlitePeople
from cloud.players.sqlite import SqlitePlayers
from cloud.sessions.sqlite import SqliteSessions
from cloud.sqlite.database import Database
from cloud.swings.sqlite import SqliteSwings
from cloud.tokens.sqlite import SqliteTokens


class SqliteStore:
    """Implements cloud.store.Store. Raises StoreRefused when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.devices = SqliteDevices(database)
        self.tokens = SqliteTokens(database)
        self.ingest = SqliteIngest(database)
        self.clips = SqliteClips(database)
        self.swings = SqliteSwings(database)
        self.players = SqlitePlayers(database)
        self.sessions = SqliteSessions(database)
        self.people = SqlitePeople(database)
        self.organisations = SqliteOrganisations(database)
        self.links = SqliteLinks(database)
        self.consents = SqliteConsents(database)
        self.audit = SqliteAudit(database)
        self.claims = SqliteClaims(database)

    @classmethod
    def open(cls, path: Path) -> "SqliteStore":
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreRefused(f"the folder {path.parent} cannot be made: {error.strerror}") from error
        return cls(Database(path))

    def ping(self) -> None:
        self._database.read(lambda connection: connection.execute("SELECT 1").fetchone())

    def refresh(self) -> None:
        self._database.refresh()

    def close(self) -> None:
        self._database.close()
