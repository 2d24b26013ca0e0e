"""What the service is made of, and how an endpoint gets at it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from cloud.audit.service import AuditService
from cloud.claims.service import ClaimService
from cloud.clips.service import ClipService
from cloud.clips.tus import TusService
from cloud.consents.service import ConsentService
from cloud.devices.service import DeviceService
from cloud.ingest.service import IngestService
from cloud.links.service import LinkService
from cloud.live.hub import Hub
from cloud.mail import Mail, Postman
from cloud.objects import FolderObjects, Objects
from cloud.organisations.service import OrganisationService
from cloud.people.service import PeopleService
from cloud.players.service import PlayerService
from cloud.secrets import Signer
from cloud.sessions.passwords import Passwords
from cloud.sessions.service import SessionService
from cloud.sessions.turns import Turns
from cloud.settings import Settings
from cloud.sight import Sight
from cloud.store import Store
from cloud.swings.service import SwingService
from cloud.tokens.service import TokenService


@dataclass(frozen=True, slots=True)
class AllParts:
    """clips_from: the origins besides this service that clips are read from. base: where people are sent."""

    store: Store
    devices: DeviceService
    tokens: TokenService
    ingest: IngestService
    clips: ClipService
    tus: TusService | None
    swings: SwingService
    players: PlayerService
    hub: Hub
    organisations: OrganisationService
    people: PeopleService
    sessions: SessionService
    turns: Turns
    links: LinkService
    postman: Postman
    consents: ConsentService
    claims: ClaimService
    sight: Sight
    unclaimed_days: int
    audit: AuditService
    clips_from: tuple[str, ...]
    base: str


def assemble(settings: Settings, store: Store, objects: Objects, signer: Signer, mail: Mail) -> AllParts:
    """The services over one store of rows, one of objects and a way of mailing."""
    hub, postman, said = Hub(), Postman(mail), settings.people
    organisations = OrganisationService(store.organisations, store.devices)
    passwords = Passwords(said.argon2_memory_kib, said.argon2_passes)
    base = settings.service.address
    devices = DeviceService(store.devices, organisations, signer, settings.devices.token_s)
    clips = ClipService(store.clips, objects, settings.devices.upload_s)
    links = LinkService(
        store.links, store.people, store.devices, organisations, postman, passwords, said, base
    )
    claims = ClaimService(store.claims, store.players, store.devices, organisations, links, settings.claims)
    players = PlayerService(store.players, store.swings, store.devices, store.claims, objects, hub)
    return AllParts(
        store=store,
        devices=devices,
        tokens=TokenService(store.tokens),
        ingest=IngestService(store.ingest, store.swings, store.clips, objects, devices, claims, players, hub),
        clips=clips,
        tus=TusService(store.clips, clips, objects) if isinstance(objects, FolderObjects) else None,
        swings=SwingService(store.swings, objects),
        players=players,
        hub=hub,
        organisations=organisations,
        people=PeopleService(store.people),
        sessions=SessionService(store.sessions, store.people, signer, passwords, said),
        turns=Turns(said.hashes_at_once),
        links=links,
        postman=postman,
        consents=ConsentService(store.consents),
        claims=claims,
        sight=Sight(store.consents),
        unclaimed_days=settings.claims.unclaimed_days,
        audit=AuditService(store.audit),
        clips_from=settings.objects.origins,
        base=base,
    )


def _parts(request: Request) -> AllParts:
    parts: AllParts = request.app.state.parts
    return parts


Parts = Annotated[AllParts, Depends(_parts)]
