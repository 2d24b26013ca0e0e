"""What a store is: a repository for each feature, and the words they share.

Two are written by hand, `sqlite` and `cratedb`, and one suite holds both to what is promised here:

by key     reads and changes what the newest acknowledged write left, at once
eventual   may miss what was written since the last `refresh`, never what was before it

A write is durable when it returns, and harmless when it is repeated. Rows are whole, groups of rows are not:
nothing here spans two rows at once. Times are ms UTC. Every method may be called from any thread, blocks, and
raises StoreUnavailable.
"""

from typing import Protocol

from cloud.audit.repository import AuditRepository
from cloud.claims.repository import ClaimRepository
from cloud.clips.repository import ClipRepository
from cloud.consents.repository import ConsentRepository
from cloud.devices.repository import DeviceRepository
from cloud.ingest.repository import IngestRepository
from cloud.links.repository import LinkRepository
from cloud.organisations.repository import OrganisationRepository
from cloud.people.repository import PeopleRepository
from cloud.players.repository import PlayerRepository
from cloud.sessions.repository import SessionRepository
from cloud.swings.repository import SwingRepository
from cloud.tokens.repository import TokenRepository


class Store(Protocol):
    @property
    def devices(self) -> DeviceRepository: ...

    @property
    def tokens(self) -> TokenRepository: ...

    @property
    def ingest(self) -> IngestRepository: ...

    @property
    def clips(self) -> ClipRepository: ...

    @property
    def swings(self) -> SwingRepository: ...

    @property
    def players(self) -> PlayerRepository: ...

    @property
    def sessions(self) -> SessionRepository: ...

    @property
    def people(self) -> PeopleRepository: ...

    @property
    def organisations(self) -> OrganisationRepository: ...

    @property
    def links(self) -> LinkRepository: ...

    @property
    def consents(self) -> ConsentRepository: ...

    @property
    def audit(self) -> AuditRepository: ...

    @property
    def claims(self) -> ClaimRepository: ...

    def ping(self) -> None:
        """Returns when the store answers."""

    def refresh(self) -> None:
        """From now on eventual reads see everything that was acknowledged before."""

    def close(self) -> None: ...
