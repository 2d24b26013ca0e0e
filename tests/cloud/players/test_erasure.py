"""After the receipt nothing holds a player's data: every cell of every table and every file is looked at."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import httpx
import pytest

from cloud import janitor
from cloud.claims import sqlite as claims_rows
from cloud.clock import now_ms
from cloud.objects import FolderObjects
from cloud.players import sqlite as player_rows
from cloud.players.service import DAY_MS, NOBODY
from cloud.secrets import sha256
from swingvision.sqlite import sqlite3
from swingvision.typed_code import make_code
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.browser import Browser, member
from tests.cloud.clips.test_tus import Upload
from tests.cloud.players.test_deletion import files
from tests.cloud.running import Running

pytestmark = pytest.mark.slow
# What is meant to stay: that it was deleted, what bays are told, who asked for what; and the account itself.
KEPT = {"receipt", "erased", "wish", "audit", "person", "address", "person_session", "consent"}
# Of an erased session its own id stays, so that nothing more comes; its code names nobody.
SESSION_ONLY = {"session_owner.session_id", "claim_code.session_id", "claim_code.code_sha256"}


@dataclass
class Player:
    browser: Browser
    session_id: str
    swing_ids: list[str]
    code: str

    @property
    def needles(self) -> list[str]:
        said = [self.browser.person_id, self.session_id, sha256(self.code), "private words"]
        return [*said, *self.swing_ids]


def traces(service: Running, needles: list[str]) -> Iterator[str]:
    """Where any of these is still to be found, as table.column or as a file."""
    with closing(sqlite3.connect(f"file:{service.data / 'cloud.db'}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(set(tables) - KEPT):
            cursor = db.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, cell in zip(names, row, strict=True):
                    raw = cell if isinstance(cell, bytes) else str(cell).encode()
                    if any(needle.encode() in raw for needle in needles):
                        yield f"{table}.{name}"
    for folder in ("objects", "incoming"):
        for path in (service.data / folder).rglob("*"):
            if any(needle in str(path) for needle in needles):
                yield str(path.relative_to(service.data))


def left(service: Running, player: Player) -> set[str]:
    return set(traces(service, player.needles)) - SESSION_ONLY


@pytest.fixture
def player(service: Running, http: httpx.Client, bay: Bay) -> Player:
    """With everything that a player can have: claimed swings, poses, a clip, a form, a note."""
    browser, session_id, code = member(service, http, "player"), uuid7(), make_code()
    mine = [swing(session_id=session_id, number=number) for number in (1, 2)]
    clip = b"clip" * 500
    bay.deliver(bay.shown(code, session_id), *(bay.result(one) for one in mine))
    bay.deliver(*(bay.keypoints(one.swing_id, poses()) for one in mine), bay.clip(mine[0].swing_id, clip))
    upload = Upload(bay, clip, mine[0].swing_id)
    upload.patch(upload.begin(), 0, clip)
    assert browser.ask("POST", "/v1/claims", {"code": code}).json()["state"] == "yours"
    said = {"text": "private words"}
    assert browser.ask("PUT", f"/v1/swings/{mine[0].swing_id}/note", said).status_code == 204
    made = Player(browser, session_id, [one.swing_id for one in mine], code)
    found = {one.partition(".")[0].partition("/")[0] for one in left(service, made)}
    assert found >= {"swing", "note", "form", "attachment", "claim", "session_owner", "objects"}
    return made


def erase(player: Player) -> httpx.Response:
    return player.browser.ask("DELETE", f"/v1/players/{player.browser.person_id}")


def test_nothing_of_a_player_is_left_after_the_receipt(service: Running, bay: Bay, player: Player) -> None:
    receipt = erase(player).json()
    assert sorted(receipt["swings"]) == sorted(player.swing_ids) and receipt["finished_at_ms"] is not None
    assert left(service, player) == set()
    assert player.browser.ask("GET", "/v1/claims").json() == {"claims": []}


def test_what_a_bay_brings_of_the_session_later_leaves_nothing_and_goes_there_too(
    service: Running, bay: Bay, player: Player
) -> None:
    erase(player)
    late = swing(session_id=player.session_id, number=3)
    player.swing_ids.append(late.swing_id)
    assert bay.deliver(bay.keypoints(late.swing_id, poses()), bay.result(late)) == ["accepted", "rejected"]
    assert bay.deliver(bay.keypoints(late.swing_id, poses())) == ["rejected"]
    assert left(service, player) == set()
    told = [one["swing_ids"] for one in bay.send().json()["instructions"]]
    assert [late.swing_id] in told


STATEMENTS = range(len(player_rows.ERASE))


@pytest.mark.parametrize("place", STATEMENTS)
def test_a_row_that_is_left_out_is_found(
    service: Running, player: Player, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    fewer = player_rows.ERASE[:place] + player_rows.ERASE[place + 1 :]
    monkeypatch.setattr(player_rows, "ERASE", fewer)
    erase(player)
    assert left(service, player)


@pytest.mark.parametrize("statement", ["ERASE_CLAIMS", "BURY"])
def test_a_claim_that_is_left_out_is_found(
    service: Running, player: Player, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(claims_rows, statement, "SELECT ?, ?")
    erase(player)
    assert left(service, player)


def test_an_object_that_is_left_out_is_found(
    service: Running, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderObjects, "remove_all", lambda self, prefix: None)
    erase(player)
    assert any(one.startswith("objects/") for one in left(service, player))


def test_swings_that_nobody_claims_are_deleted_after_their_time(
    service: Running, bay: Bay, player: Player
) -> None:
    old, young, without_code = swing(), swing(), swing()
    bay.deliver(*map(bay.result, (old, young, without_code)), bay.keypoints(old.swing_id, poses()))
    bay.deliver(*(bay.shown(make_code(), one.session_id) for one in (old, young)))
    for swing_id in (old.swing_id, without_code.swing_id, *player.swing_ids):
        _age(service, swing_id, 31)
    janitor.step(service.parts)
    store = service.parts.store
    assert store.swings.swing(old.swing_id) is None and store.swings.swing(young.swing_id) is not None
    assert store.swings.swing(without_code.swing_id) is not None, "nobody could have claimed it"
    assert all(store.swings.swing(one) is not None for one in player.swing_ids), "somebody's stay"
    assert not any(old.swing_id in str(path) for path in files(service))
    (told,) = bay.send().json()["instructions"]
    assert told["swing_ids"] == [old.swing_id]
    assert player.browser.ask("GET", f"/v1/receipts/{NOBODY}").status_code == 404


def _age(service: Running, swing_id: str, days: int) -> None:
    database = service.parts.store.swings._database  # type: ignore[attr-defined]
    values = (now_ms() - days * DAY_MS, swing_id)
    database.write(lambda c: c.execute("UPDATE swing SET received_at_ms = ? WHERE swing_id = ?", values))
