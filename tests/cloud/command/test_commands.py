"""The command line beside a service and without one."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from cloud.command import cloud
from tests.cloud.bay import Bay
from tests.cloud.browser import Browser
from tests.cloud.running import running

START_S = 60.0


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(cloud, [words[0], *words[1:], "--data", str(data)])


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def test_devices_and_tokens_are_made_listed_and_revoked(tmp_path: Path) -> None:
    code = re.search("([0-9A-Z]{4}-){3}[0-9A-Z]{4}", said(run(tmp_path, "devices", "add", "--bay", "Bay 1")))
    assert code is not None
    assert said(run(tmp_path, "devices", "list")) == "", "nobody has joined yet"
    token = said(run(tmp_path, "tokens", "add", "--name", "coach", "--days", "3")).strip()
    token_id = token.split("_")[1]
    listed = said(run(tmp_path, "tokens", "list"))
    assert token_id in listed and "coach" in listed and token.split("_")[2] not in listed
    assert "Revoked" in said(run(tmp_path, "tokens", "revoke", token_id))
    assert "revoked" in said(run(tmp_path, "tokens", "list"))
    for kind in ("devices", "tokens"):
        refused = run(tmp_path, kind, "revoke", "nobody")
        assert refused.exit_code == 2 and "there is no" in refused.output


def test_people_are_invited_helped_and_listed(tmp_path: Path) -> None:
    words = ["people", "add", "Ana@a.example", "--role", "coach", "--role", "admin", "--organisation", "Club"]
    invitation = said(run(tmp_path, *words)).strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8788/join/#[\w-]{43}", invitation)
    assert said(run(tmp_path, "people", "list")) == "", "nobody has come yet"
    refused = run(tmp_path, "people", "link", "ana@a.example")
    assert refused.exit_code == 2 and "nobody has the address" in refused.output
    with running(tmp_path) as service, service.http() as http:
        browser = Browser(http)
        assert browser.use(invitation, name="Ana").json()["organisation"] == "Club"
    listed = said(run(tmp_path, "people", "list"))
    assert "\tClub\tana@a.example\tAna\tcoach admin\t" in listed and "in force" in listed
    refused = run(tmp_path, "people", "add", "ana@a.example")
    assert refused.exit_code == 2 and "has an account" in refused.output
    refused = run(tmp_path, "people", "add", "no address")
    assert refused.exit_code == 2 and "no mail address" in refused.output
    again = said(run(tmp_path, "people", "link", "ANA@a.example")).strip()
    with running(tmp_path) as service, service.http() as http:
        back = Browser(http)
        assert back.use(again, password="another long password").json()["person_id"] == browser.person_id


def test_a_seeded_organisation_has_a_history(tmp_path: Path) -> None:
    words = said(run(tmp_path, "seed", "--swings", "700", "--organisation", "Demo"))
    assert "700 swings of 3 players at 2 bays" in words
    from cloud.server import open_parts
    from cloud.settings import Settings
    from cloud.swings.repository import Which

    parts = open_parts(Settings(), tmp_path)
    organisation_id = parts.organisations.named("demo")
    page = parts.swings.page(Which(organisation_id), 700, None)
    assert len({one.swing_id for one in page.swings}) == 700 and page.next_after is None
    assert len({one.player_id for one in page.swings}) == 3 and len({one.club for one in page.swings}) == 6
    times = [one.captured_at_ms for one in page.swings]
    assert times == sorted(times, reverse=True) and times[0] <= time.time_ns() // 1_000_000
    held = parts.swings.one(organisation_id, page.swings[0].swing_id)
    assert json.loads(held.measured.body)["swing_id"] == held.measured.swing_id
    parts.store.close()


def test_the_settings_and_the_interface_are_printed(tmp_path: Path) -> None:
    assert "[service]" in said(CliRunner().invoke(cloud, ["settings"]))
    document = json.loads(said(CliRunner().invoke(cloud, ["openapi"])))
    assert "/v1/deliveries" in document["paths"] and "Batch" in document["components"]["schemas"]


def test_a_wrong_setting_and_a_foreign_folder_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cloud.toml").write_text("[service]\nspeed = 1\n")
    refused = run(tmp_path, "tokens", "list")
    assert refused.exit_code == 2 and "unknown setting service.speed" in refused.output
    (tmp_path / "cloud.toml").write_text("")
    (tmp_path / "cloud.db").write_bytes(b"this is no database" * 100)
    refused = run(tmp_path, "tokens", "list")
    assert refused.exit_code == 2 and "cannot be used" in refused.output and "Traceback" not in refused.output


@pytest.mark.slow
def test_it_runs_says_how_a_bay_joins_and_stops(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from swingvision.command import main; main()"]
    process = subprocess.Popen(
        [*command, "cloud", "run", "--data", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        url = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert url is not None
        assert "swingvision cloud devices add" in process.stdout.readline()
        assert "swingvision cloud tokens add" in process.stdout.readline()
        first = re.search(r"http\S+/join/#\S+", process.stdout.readline())
        assert first is not None and first[0].startswith(url[0])
        code = re.search("([0-9A-Z]{4}-){3}[0-9A-Z]{4}", said(run(tmp_path, "devices", "add", "--bay", "B")))
        assert code is not None
        with httpx.Client(base_url=url[0], timeout=START_S) as http:
            deadline = time.monotonic() + START_S
            while True:
                try:
                    assert http.get("/healthz").json()["ok"]
                    break
                except httpx.TransportError:
                    assert time.monotonic() < deadline
            assert "swagger" in http.get("/docs").text
            bay = Bay(http)
            assert bay.claim(code[0]).status_code == 200, "made beside the running service"
            admin = Browser(http)
            joined = admin.use(first[0], name="Ada", email="ada@a.example")
            assert joined.status_code == 200 and joined.json()["roles"] == ["admin"]
            assert len(admin.ask("GET", "/v1/devices").json()["devices"]) == 1
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(START_S) == 0
        process.stdout.close()
