"""The CrateDB store, put together."""

from cloud.audit.cratedb import CratedbAudit
from cloud.claims.cratedb import CratedbClaims
from cloud.clips.cratedb import CratedbClips
from cloud.consents.cratedb import CratedbConsents
from cloud.cratedb.database import Database
from cloud.cratedb.migrations import TABLES, migrate
from cloud.devices.cratedb import CratedbDevices
from cloud.ingest.cratedb import CratedbIngest
from cloud.links.cratedb import CratedbLinks
from cloud.organisations.cratedb import CratedbOrganisations
from cloud.people.cratedb import CratedbPeople
from cloud.players.cratedb import CratedbPlayers
from cloud.sessions.cratedb import CratedbSessions
from cloud.swings.cratedb import CratedbSwings
from cloud.tokens.cratedb import CratedbTokens

PING = "SELECT 1"
REFRESH = f"REFRESH TABLE {', '.join(TABLES)}"


class CratedbStore:
    """Implements cloud.store.Store. Raises StoreRefused when the cluster cannot be used."""

    def __init__(self, database: Database) -> None:
        migrate(database)
        self._database = database
        self.devices = CratedbDevices(database)
        self.tokens = CratedbTokens(database)
        self.ingest = CratedbIngest(database)
        self.clips = CratedbClips(database)
        self.swings = CratedbSwings(database)
        self.players = CratedbPlayers(database)
        self.sessions = CratedbSessions(database)
        self.people = CratedbPeople(database)
        self.organisations = CratedbOrganisations(database)
        self.links = CratedbLinks(database)
        self.consents = CratedbConsents(database)
        self.audit = CratedbAudit(database)
        self.claims = CratedbClaims(database)

    @classmethod
    def open(cls, url: str, schema: str) -> "CratedbStore":
        """url: http://user:password@host:4200, or several, separated by commas."""
        return cls(Database(url, schema))

    def ping(self) -> None:
        self._database.select(PING)

    def refresh(self) -> None:
        self._database.change(REFRESH)

    def close(self) -> None:
        self._database.close()
