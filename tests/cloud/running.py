"""The service on a free port, over real stores, in a thread of the test."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from cloud.objects import FolderObjects, Objects
from cloud.parts import AllParts, assemble
from cloud.secrets import Signer
from cloud.server import listen, mail_of, server_of
from cloud.settings import DevicesSection, PeopleSection, Settings
from cloud.sqlite import SqliteStore
from cloud.store import Store
from cloud.tokens.schemas import SCOPES, Scope

LIMIT_S = 20.0
# The least work that argon2 does; tests/cloud/sessions computes one password with the real parameters.
CHEAP = PeopleSection(argon2_memory_kib=8, argon2_passes=1)


class Running:
    def __init__(self, url: str, parts: AllParts, data: Path) -> None:
        self.url, self.parts, self.data = url, parts, data
        self.organisation_id = parts.organisations.named("Range")

    def token(self, *scopes: Scope, organisation: str = "Range") -> str:
        organisation_id = self.parts.organisations.named(organisation)
        return self.parts.tokens.add(organisation_id, scopes or SCOPES, "test", None)

    def http(self, token: str | None = None) -> httpx.Client:
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.url, timeout=LIMIT_S, headers=headers)


@contextmanager
def running(
    data: Path,
    store: Store | None = None,
    objects: Objects | None = None,
    people: PeopleSection = CHEAP,
    **devices: int,
) -> Iterator[Running]:
    settings = Settings(devices=DevicesSection(**devices), people=people)
    opened = store or SqliteStore.open(data / "cloud.db")
    mail = mail_of(settings.mail, data)
    parts = assemble(settings, opened, objects or FolderObjects(data), Signer.in_folder(data), mail)
    listening = listen("127.0.0.1", 0)
    server = server_of(parts, stop_s=1)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + LIMIT_S
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield Running(f"http://127.0.0.1:{listening.getsockname()[1]}", parts, data)
    finally:
        server.should_exit = True
        thread.join(LIMIT_S)
        listening.close()
        parts.postman.close()
        opened.close()
