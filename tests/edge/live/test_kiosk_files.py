"""The kiosk's export: cached, compressed and allowed to run exactly what its build contains."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

from edge.live import Hub, LiveServer, create_app
from swingvision.web.csp import policy
from edge.store import Store
from tests.edge.live.bay import PlainBay
from tests.edge.live.conftest import PAGE, Service


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split("; "))}


def test_the_policy_holds_the_hash_of_everything_inline_and_of_nothing_else() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", PAGE, re.DOTALL)
    found = directives(policy(PAGE))
    assert found["script-src"] == ["'self'", *map(source, scripts)] and len(scripts) == 2
    assert found["style-src"] == ["'self'", source("body{margin:0}")]
    assert found["style-src-attr"] == ["'unsafe-hashes'", source("width:50%")]
    assert found["default-src"] == found["frame-ancestors"] == found["base-uri"] == ["'none'"]
    assert found["connect-src"] == ["'self'"] and found["media-src"] == ["'self'", "blob:"]
    assert directives(policy(PAGE.replace("[1,", "[2,")))["script-src"] != found["script-src"]


def test_each_page_has_its_own_policy_by_file_by_folder_and_when_not_modified(service: Service) -> None:
    with service.http as http:
        for path, script in (
            ("/", "self.__next_f"),
            ("/index.html", "self.__next_f"),
            ("/staff/", "staff()"),
        ):
            page = http.get(path)
            assert page.status_code == 200 and page.headers["cache-control"] == "no-cache"
            assert page.headers["content-security-policy"] == policy(page.text)
            assert script in page.text
            again = http.get(path, headers={"if-none-match": page.headers["etag"]})
            assert again.status_code == 304
            assert again.headers["content-security-policy"] == policy(page.text)
        assert http.get("/staff").headers["location"].endswith("/staff/")


def test_a_missing_page_is_the_exports_own(service: Service) -> None:
    with service.http as http:
        page = http.get("/nowhere/")
    assert page.status_code == 404 and "Nothing here" in page.text
    assert page.headers["content-security-policy"] == policy(page.text)
    assert source("color:red") in page.headers["content-security-policy"]


def test_types_and_caching(service: Service) -> None:
    script, page = "text/javascript; charset=utf-8", "text/html; charset=utf-8"
    for path, media_type, cached in (
        ("/_next/static/chunks/main-1a2b.js", script, "public, max-age=31536000, immutable"),
        ("/_next/static/chunks/gone-1a2b.js", page, "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/model.wasm", "application/wasm", "no-cache"),
        ("/worker.mjs", script, "no-cache"),
    ):
        with service.http as http:
            answer = http.get(path)
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == (media_type, cached), path


def test_a_precompressed_file_goes_to_those_who_accept_it(service: Service, export: Path) -> None:
    script = export / "_next/static/chunks/main-1a2b.js"
    packed = script.with_name(script.name + ".gz")
    packed.write_bytes(gzip.compress(script.read_bytes()))
    try:
        with service.http as http:
            path = "/_next/static/chunks/main-1a2b.js"
            small = http.get(path, headers={"accept-encoding": "gzip, br"})
            plain = http.get(path, headers={"accept-encoding": "identity"})
    finally:
        packed.unlink()
    assert small.headers["content-encoding"] == "gzip" and small.headers["vary"] == "accept-encoding"
    assert small.content == plain.content == script.read_bytes()
    assert small.headers["content-type"] == plain.headers["content-type"]
    assert "content-encoding" not in plain.headers


def test_without_an_export_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    server = LiveServer(create_app(PlainBay(), store, Hub(), None), 0).start()
    service = Service(server.url, PlainBay(), store, Hub())
    with service.http as http:
        page = http.get("/")
        assert page.status_code == 503 and "make run" in page.text
        assert http.get("/healthz").status_code == 200
    server.stop()
    store.close()
