"""kill -9 of the whole bay while it sees, measures and saves a swing: what it announced is there, once."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from swingvision.sqlite import sqlite3
from tests.edge.bay.conftest import swing_clip
from tests.end_to_end.killed_bay import Rig
from tests.helpers.bay_folder import Said, differences, swings_in

KILLS = 3
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
__all__ = ["swing_clip"]


@dataclass(frozen=True, slots=True)
class Killed:
    data: Path
    announced: dict[str, Said]
    wrong: list[str]


@pytest.fixture(scope="module")
def killed(swing_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    data = tmp_path_factory.mktemp("killed") / "data"
    rig = Rig(data, swing_clip, random.randrange(1 << 30))
    wrong = rig.run(KILLS)
    return Killed(data, rig.announced, wrong)


def test_nothing_announced_is_lost_or_doubled(killed: Killed) -> None:
    assert killed.wrong == []
    assert any(one["clip_url"] for one in killed.announced.values()), "the last swing was seen to its end"


def sql(statement: str) -> Callable[[Path], None]:
    def spoil(data: Path) -> None:
        with closing(sqlite3.connect(data / "swings.db", isolation_level=None)) as db:
            db.execute(statement)

    return spoil


def without(folder: str) -> Callable[[Path], None]:
    def spoil(data: Path) -> None:
        for path in (data / folder).iterdir():
            path.unlink()

    return spoil


def cut_clips(data: Path) -> None:
    for path in (data / "clips").iterdir():
        path.write_bytes(path.read_bytes()[:-100])


def no_database(data: Path) -> None:
    (data / "swings.db").write_bytes(b"?" * 8192)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (sql("DELETE FROM swing"), "is lost"),
        (sql("UPDATE swing SET body = json_set(body, '$.club', 'wedge')"), "is another one"),
        (sql("UPDATE swing SET clip_sha256 = NULL"), "clip_url of"),
        (sql("DELETE FROM outbox WHERE class = 'clip'"), "clip of"),
        (sql("UPDATE outbox SET body_sha256 = 'x' WHERE class = 'result'"), "result of"),
        (without("clips"), "is gone"),
        (without("poses"), "is gone"),
        (cut_clips, "is not what was saved"),
        (no_database, "was moved aside"),
    ],
)
def test_what_is_lost_is_noticed(
    killed: Killed, tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(killed.data, data)
    spoil(data)
    found = differences(data, killed.announced, swings_in(data))
    assert any(words in one for one in found), found
