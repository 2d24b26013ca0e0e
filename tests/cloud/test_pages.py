"""The portal's pages: what is no page is the interface's, and what runs on a page is what was built."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from swingvision.web.csp import policy
from tests.cloud.running import Running, running

PAGE = "<!doctype html><title>SwingVision</title><script>start()</script>"
LOST = "<!doctype html><h1>Nothing here</h1>"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """With a small export as Next.js writes one."""
    export = tmp_path / "portal"
    for name, text in {
        "index.html": PAGE,
        "account/index.html": PAGE,
        "404.html": LOST,
        "_next/static/main-1a2b.js": "start = () => 1",
    }.items():
        (export / name).parent.mkdir(parents=True, exist_ok=True)
        (export / name).write_text(text)
    monkeypatch.setattr("cloud.server.built", lambda: export)
    with running(tmp_path / "data") as started:
        yield started


def test_a_page_runs_what_was_built_and_nothing_else(http: httpx.Client) -> None:
    for path in ("/", "/account/"):
        page = http.get(path)
        assert (page.status_code, page.text) == (200, PAGE)
        assert page.headers["content-security-policy"] == policy(PAGE)
        assert "'sha256-" in policy(PAGE) and "unsafe-inline" not in policy(PAGE)
        assert page.headers["cache-control"] == "no-cache"
        assert page.headers["cross-origin-opener-policy"] == "same-origin"
        assert page.headers["cross-origin-embedder-policy"] == "credentialless"
    script = http.get("/_next/static/main-1a2b.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert http.get("/account").headers["location"].endswith("/account/")


def test_what_is_no_page_is_the_exports_own_and_what_the_interface_lacks_is_a_problem(
    http: httpx.Client,
) -> None:
    lost = http.get("/nowhere/")
    assert (lost.status_code, lost.text) == (404, LOST)
    for method, path, status in (("GET", "/v1/nowhere", 404), ("POST", "/v1/swings", 405), ("PUT", "/", 405)):
        answer = http.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json", (method, path)


def test_a_policy_names_where_else_clips_come_from() -> None:
    assert "media-src 'self' blob: https://clips.example;" in policy(PAGE, ["https://clips.example"])


def test_without_an_export_the_service_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cloud.server.built", lambda: None)
    with running(tmp_path) as service, service.http() as http:
        page = http.get("/")
        assert page.status_code == 503 and "make cloud" in page.text
        assert http.get("/healthz").status_code == 200
