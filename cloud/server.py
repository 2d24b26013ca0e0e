"""Opens what the settings name and serves it."""

import contextlib
import gc
import signal
import socket
from pathlib import Path

import uvicorn

from cloud.app import create_app
from cloud.cratedb.store import CratedbStore
from cloud.errors import StoreRefused
from cloud.janitor import Janitor
from cloud.mail import FolderMail, Mail, SmtpMail
from cloud.objects import FolderObjects, Objects, S3Objects
from cloud.pages import built
from cloud.parts import AllParts, assemble
from cloud.secrets import Signer
from cloud.settings import MailSection, ObjectsSection, Settings, StoreSection
from cloud.sqlite import SqliteStore
from cloud.store import Store

DATABASE, MAIL = "cloud.db", "mail"
STOP_LIMIT_S = 5
# More wait in the system's own queue than a bay should ever see.
BACKLOG = 512


def open_store(settings: StoreSection, data: Path) -> Store:
    """Raises StoreRefused."""
    if settings.kind == "cratedb":
        assert settings.cratedb_url is not None, "the settings see to it"
        return CratedbStore.open(settings.cratedb_url.get_secret_value(), settings.cratedb_schema)
    return SqliteStore.open(data / DATABASE)


def open_objects(settings: ObjectsSection, data: Path) -> Objects:
    """Raises StoreRefused."""
    if settings.kind == "s3":
        return S3Objects(settings)
    try:
        return FolderObjects(data)
    except OSError as error:
        raise StoreRefused(f"the data folder {data} cannot be written to: {error.strerror}") from error


def mail_of(settings: MailSection, data: Path) -> Mail:
    if settings.kind == "smtp":
        return SmtpMail(settings)
    return FolderMail(data / MAIL, settings.sender)


def open_parts(settings: Settings, data: Path) -> AllParts:
    """Everything the service is made of; `store.close` ends it. Raises StoreRefused."""
    signer, mail = Signer.in_folder(data), mail_of(settings.mail, data)
    objects = open_objects(settings.objects, data)
    return assemble(settings, open_store(settings.store, data), objects, signer, mail)


def listen(host: str, port: int) -> socket.socket:
    """Raises StoreRefused where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; otherwise each waits
    # 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise StoreRefused(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another port"
        ) from error
    return listening


def server_of(parts: AllParts, stop_s: int = STOP_LIMIT_S) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            create_app(parts, built()),
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=stop_s,
        )
    )


def serve(parts: AllParts, listening: socket.socket) -> None:
    """Serve until a signal or an error ends it."""
    for number in (signal.SIGTERM, signal.SIGINT):
        # The server raises the signal that stopped it once more; without a handler the store would not be
        # closed.
        signal.signal(number, lambda *_: None)
    janitor = Janitor(parts)
    with contextlib.ExitStack() as stack:
        stack.callback(parts.store.close)
        stack.callback(parts.postman.close)
        janitor.start()
        stack.callback(janitor.stop)
        # What is here now stays: a search of all of it for garbage would stop the service for 50 ms.
        gc.freeze()
        server_of(parts).run(sockets=[listening])
