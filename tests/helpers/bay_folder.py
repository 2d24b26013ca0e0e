"""A bay's data folder, judged: what the bay announced is in it, once, and everything in it is whole."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from edge.store import Store
from swingvision.clip import UnreadableClip, read
from swingvision.sqlite import sqlite3

# What of a swing never changes once it is announced.
FIXED = ("report", "number", "session_id", "captured_at_ms", "handedness", "club", "saved")
Said = Mapping[str, Any]


def differences(data: Path, announced: Mapping[str, Said], swings: Sequence[Said]) -> list[str]:
    """What is wrong, in words. announced: of each swing what was last said of it. swings: what is said now.

    More than was announced may be there: a swing or a clip that was saved when the bay was killed.
    """
    found = [f"{swing_id} is lost" for swing_id in announced.keys() - {one["swing_id"] for one in swings}]
    counts = Counter(one["swing_id"] for one in swings)
    found += [f"{swing_id} is there {count} times" for swing_id, count in counts.items() if count > 1]
    for one in swings:
        found += _changed(announced.get(one["swing_id"], one), one)
    return [*found, *_not_whole(data, counts)]


def swings_in(data: Path) -> list[Said]:
    """All that a bay on this folder would say. Nobody else may use it."""
    with closing(Store.open(data)) as store:
        return [one.model_dump(mode="json") for one in store.swings(None, 10_000, None).swings]


def _changed(before: Said, now: Said) -> Iterator[str]:
    for name in FIXED:
        if before[name] != now[name]:
            yield f"{name} of {now['swing_id']} is another one"
    for name in ("clip_url", "poses_url"):
        if before[name] and not now[name]:
            yield f"{name} of {now['swing_id']} is gone"
    if now["clip_coming"]:
        yield f"the clip of {now['swing_id']} is said to come and nobody writes it"


def _not_whole(data: Path, said: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{path.name} was moved aside" for path in data.glob("*.damaged-*"))
    yield from (f"{path.name} was left in incoming" for path in (data / "incoming").iterdir())
    with closing(sqlite3.connect(f"file:{data / 'swings.db'}?mode=ro", uri=True)) as db:
        yield from (str(row) for row in db.execute("PRAGMA integrity_check") if row != ("ok",))
        yield from (f"dangling: {row}" for row in db.execute("PRAGMA foreign_key_check"))
        posted = list(db.execute("SELECT swing_id, class, body_sha256 FROM outbox"))
        rows = list(db.execute("SELECT swing_id, body, poses_sha256, clip_sha256 FROM swing"))
    if {row[0] for row in rows} != said.keys():
        yield "the rows are not what the bay says"
    wanted = Counter(_deliveries(rows))
    yield from (f"{kind} of {swing_id} is not posted once" for swing_id, kind, _ in wanted - Counter(posted))
    yield from (f"{kind} of {swing_id} is posted too often" for swing_id, kind, _ in Counter(posted) - wanted)
    for swing_id, _, poses, clip in rows:
        yield from _file(data / "poses", poses, swing_id)
        yield from _file(data / "clips", clip, swing_id)


def _deliveries(rows: Sequence[tuple[str, str, str | None, str | None]]) -> Iterator[tuple[str, str, str]]:
    for swing_id, body, poses, clip in rows:
        yield swing_id, "result", hashlib.sha256(body.encode()).hexdigest()
        yield from ((swing_id, kind, name) for kind, name in (("keypoints", poses), ("clip", clip)) if name)


def _file(folder: Path, sha256: str | None, swing_id: str) -> Iterator[str]:
    if sha256 is None:
        return
    path = next(folder.glob(f"{sha256}.*"), None)
    if path is None:
        yield f"{folder.name}: the file of {swing_id} is gone"
    elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        yield f"{folder.name}: the file of {swing_id} is not what was saved"
    elif path.suffix == ".mp4" and not _pictures(path):
        yield f"{folder.name}: the file of {swing_id} cannot be played"


def _pictures(clip: Path) -> int:
    try:
        with read(clip) as frames:
            return sum(1 for _ in frames)
    except UnreadableClip:
        return 0
