"""A real server on a free port over a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from edge.live import Hub, LiveServer, create_app
from edge.store import Store
from tests.edge.live.bay import PlainBay

LIMIT_S = 5.0


@dataclass
class Service:
    url: str
    bay: PlainBay
    store: Store
    hub: Hub

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def http(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=LIMIT_S)

    @contextmanager
    def page(self, origin: str | None = None) -> Iterator[ClientConnection]:
        """A page's WebSocket."""
        with connect(
            f"ws://127.0.0.1:{self.port}/ws",
            origin=Origin(origin) if origin is not None else None,
            compression=None,
            open_timeout=LIMIT_S,
            close_timeout=LIMIT_S,
        ) as connection:
            yield connection


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small static export as Next.js writes one."""
    folder = tmp_path_factory.mktemp("kiosk")
    files = {
        "index.html": PAGE,
        "staff/index.html": "<!doctype html><p>Staff</p><script>staff()</script>",
        "404.html": '<!doctype html><h1 style="color:red">Nothing here</h1>',
        "_next/static/chunks/main-1a2b.js": "console.log('kiosk')",
        "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "model.wasm": "\0asm",
        "worker.mjs": "export {}",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


PAGE = """<!doctype html>
<html lang="en"><head><title>Kiosk</title><script src="/_next/static/chunks/main-1a2b.js" async=""></script>
<style>body{margin:0}</style></head>
<body><div style="width:50%">3 &amp; 4</div><script>self.__next_f=[1,"<b>&amp;</b>"]</script>
<script>
  // two lines, ümlaut
  document.title += " ran"
</script></body></html>"""


@pytest.fixture
def service(tmp_path: Path, export: Path) -> Iterator[Service]:
    bay, hub, store = PlainBay(), Hub(), Store.open(tmp_path / "data")
    server = LiveServer(create_app(bay, store, hub, export), 0).start()
    yield Service(server.url, bay, store, hub)
    server.stop()
    store.close()
