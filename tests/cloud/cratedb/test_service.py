"""The whole service over HTTP, on CrateDB: only the setting is another."""

import hashlib
import uuid
from pathlib import Path

from cloud.cratedb.store import CratedbStore
from cloud.server import open_store
from cloud.settings import StoreSection
from tests.cloud.bay import Bay, now_ms, poses, swing
from tests.cloud.clips.test_tus import Upload
from tests.cloud.cratedb import live
from tests.cloud.running import running

DAY_MS = 86_400_000


def test_what_a_bay_delivers_is_read_searched_and_deleted(cratedb: CratedbStore, tmp_path: Path) -> None:
    player_id, clip = str(uuid.uuid4()), b"clip" * 1000
    store = CratedbStore.open(live.url() or "", live.schema())
    with running(tmp_path, store) as service, service.http() as http, service.http(service.token()) as people:
        bay = Bay.joined(service, http)
        made = [swing(captured_at_ms=now_ms() - n * 1000) for n in range(5)]
        items = [bay.result(one) for one in made]
        assert bay.deliver(*items, bay.keypoints(made[0].swing_id, poses())) == ["accepted"] * 6
        assert bay.deliver(*items) == ["duplicate"] * 5
        bay.deliver(bay.clip(made[0].swing_id, clip))
        upload = Upload(bay, clip, made[0].swing_id)
        upload.patch(upload.begin(), 0, clip)
        for one in made[:3]:
            said = people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
            assert said.status_code == 204
        people.put(f"/v1/swings/{made[1].swing_id}/note", json={"text": "turned early"})

        detail = people.get(f"/v1/swings/{made[0].swing_id}").json()
        assert detail["swing_id"] == made[0].swing_id
        got = people.get(f"/v1/swings/{made[0].swing_id}/clip").content
        assert hashlib.sha256(got).digest() == hashlib.sha256(clip).digest()
        store.refresh()
        ids = [one.swing_id for one in made]
        first = people.get("/v1/swings", params={"limit": 3}).json()
        rest = people.get("/v1/swings", params={"limit": 3, "after": first["next_after"]}).json()
        assert [one["swing_id"] for one in first["swings"] + rest["swings"]] == ids
        mine = people.get("/v1/swings", params={"player_id": player_id}).json()["swings"]
        assert [one["swing_id"] for one in mine] == ids[:3]
        found = people.get("/v1/search", params={"words": "turning"}).json()["swings"]
        assert [one["swing_id"] for one in found] == [ids[1]]
        span = {"from_ms": now_ms() - DAY_MS, "until_ms": now_ms() + DAY_MS}
        trend = people.get(
            "/v1/trends", params={"player_id": player_id, "metric": "tempo_ratio", "bucket_days": 7, **span}
        ).json()
        assert sum(point["count"] for point in trend["points"]) == 3

        receipt = people.delete(f"/v1/players/{player_id}").json()
        assert sorted(receipt["swings"]) == sorted(ids[:3]) and receipt["finished_at_ms"] is not None
        store.refresh()
        assert [one["swing_id"] for one in people.get("/v1/swings").json()["swings"]] == ids[3:]
        (told,) = bay.send().json()["instructions"]
        assert sorted(told["swing_ids"]) == sorted(ids[:3])


def test_the_setting_opens_it(cratedb: CratedbStore, tmp_path: Path) -> None:
    said = {"kind": "cratedb", "cratedb_url": live.url(), "cratedb_schema": live.schema()}
    section = StoreSection.model_validate(said)
    opened = open_store(section, tmp_path)
    try:
        opened.ping()
        assert not list(tmp_path.iterdir()), "no file beside it"
    finally:
        opened.close()
