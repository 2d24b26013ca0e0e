"""What the service is made of, and how an endpoint gets at it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from cloud.clips.service import ClipService
from cloud.clips.tus import TusService
from cloud.devices.service import DeviceService
from cloud.ingest.service import IngestService
from cloud.live.hub import Hub
from cloud.objects import FolderObjects, Objects
from cloud.players.service import PlayerService
from cloud.secrets import Signer
from cloud.settings import Settings
from cloud.store import Store
from cloud.swings.service import SwingService
from cloud.tokens.service import TokenService


@dataclass(frozen=True, slots=True)
class AllParts:
    store: Store
    devices: DeviceService
    tokens: TokenService
    ingest: IngestService
    clips: ClipService
    tus: TusService | None
    swings: SwingService
    players: PlayerService
    hub: Hub


def assemble(settings: Settings, store: Store, objects: Objects, signer: Signer) -> AllParts:
    """The services over one store of rows and one of objects."""
    hub = Hub()
    devices = DeviceService(store.devices, signer, settings.devices.token_s)
    clips = ClipService(store.clips, objects, settings.devices.upload_s)
    return AllParts(
        store=store,
        devices=devices,
        tokens=TokenService(store.tokens),
        ingest=IngestService(store.ingest, store.swings, store.clips, objects, devices, hub),
        clips=clips,
        tus=TusService(store.clips, clips, objects) if isinstance(objects, FolderObjects) else None,
        swings=SwingService(store.swings, objects),
        players=PlayerService(store.players, store.swings, store.devices, objects, hub),
        hub=hub,
    )


def _parts(request: Request) -> AllParts:
    parts: AllParts = request.app.state.parts
    return parts


Parts = Annotated[AllParts, Depends(_parts)]
