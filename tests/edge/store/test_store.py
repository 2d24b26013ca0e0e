"""What is saved comes back whole, in order, from any thread."""

import hashlib
import threading
from pathlib import Path

import av
import numpy as np
import pytest

from edge.messages import Swing
from edge.store import Store, StoreFailed
from edge.store.poses import SUFFIX, coded, decoded
from tests.edge.samples import FRAMES, HEIGHT, WIDTH, record_clip, sample_poses, sample_swing


def rows(store: Store, table: str) -> list[dict[str, object]]:
    with store._database.transaction("reading rows") as db:
        return list(db.table(table).rows)


def test_a_saved_swing_comes_back_after_the_store_is_opened_anew(tmp_path: Path) -> None:
    swing = sample_swing()
    store = Store.open(tmp_path)
    saved = store.save_swing(swing, sample_poses())
    store.close()

    again = Store.open(tmp_path)
    found = again.swing(swing.swing_id)
    again.close()
    assert found == saved
    assert saved == swing.model_copy(
        update={"saved": True, "poses_url": f"/api/swings/{swing.swing_id}/poses"}
    )


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(("left_behind", "kept"), [(1, 0), (3, 3)], ids=["a crash", "a lost database"])
def test_what_a_crash_left_without_a_row_goes_and_what_lost_its_row_stays(
    tmp_path: Path, left_behind: int, kept: int
) -> None:
    swing = sample_swing()
    store = Store.open(tmp_path)
    store.save_swing(swing, sample_poses())
    store.attach_clip(swing.swing_id, record_clip(store.incoming / "a.mp4"))
    store.close()
    whole = {name: files(tmp_path / name) for name in ("clips", "poses")}
    for folder, suffix in (("clips", ".mp4"), ("poses", SUFFIX)):
        for number in range(left_behind):
            content = f"{folder} {number}".encode()
            (tmp_path / folder / (hashlib.sha256(content).hexdigest() + suffix)).write_bytes(content)

    again = Store.open(tmp_path)
    assert again.clip_path(swing.swing_id) is not None and again.pose_series(swing.swing_id) is not None
    again.close()
    for folder, names in whole.items():
        assert names <= files(tmp_path / folder)
        assert len(files(tmp_path / folder) - names) == kept


def test_a_swing_and_what_is_to_be_delivered_of_it_are_one_transaction(store: Store) -> None:
    swing = sample_swing()
    saved = store.save_swing(swing, sample_poses())
    store.attach_clip(swing.swing_id, record_clip(store.incoming / "a.mp4"))

    row = rows(store, "swing")[0]
    body_sha256 = hashlib.sha256(str(row["body"]).encode()).hexdigest()
    outbox = [(entry["class"], entry["body_sha256"], entry["swing_id"]) for entry in rows(store, "outbox")]
    assert outbox == [
        ("result", body_sha256, swing.swing_id),
        ("keypoints", row["poses_sha256"], swing.swing_id),
        ("clip", row["clip_sha256"], swing.swing_id),
    ]
    assert Swing.model_validate_json(str(row["body"])) == saved.model_copy(update={"poses_url": None})


def test_nothing_of_a_swing_is_saved_when_one_row_of_it_cannot_be(store: Store) -> None:
    with pytest.raises(StoreFailed, match="saving a swing in .*swings.db failed"):
        with store._database.transaction("saving a swing") as db:
            db.table("session").insert({"session_id": "s", "started_ms": 0})
            db.table("outbox").insert(
                {"swing_id": "none", "class": "result", "body_sha256": "", "created_ms": 0}
            )
    assert rows(store, "session") == []
    store.save_swing(sample_swing(), None)
    assert store.counts().swings == 1


def test_saving_the_same_swing_again_changes_nothing(store: Store) -> None:
    swing = sample_swing()
    first = store.save_swing(swing, sample_poses())
    store.attach_clip(swing.swing_id, record_clip(store.incoming / "a.mp4"))
    with_clip = store.attach_clip(swing.swing_id, record_clip(store.incoming / "b.mp4", seed=1))
    again = store.save_swing(swing, sample_poses())

    assert again == with_clip == first.model_copy(update={"clip_url": f"/api/swings/{swing.swing_id}/clip"})
    assert store.counts().outbox == {"result": 1, "keypoints": 1, "clip": 1}


def test_the_clip_is_named_by_its_content_and_plays_from_its_start(store: Store) -> None:
    swing = sample_swing()
    store.save_swing(swing, None)
    recording = record_clip(store.incoming / "a.mp4")
    store.attach_clip(swing.swing_id, recording)

    path = store.clip_path(swing.swing_id)
    assert path is not None and path.stem == hashlib.sha256(path.read_bytes()).hexdigest()
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "the index comes first"
    assert b"moof" not in content
    with av.open(str(path)) as clip:
        assert sum(1 for _ in clip.decode(video=0)) == FRAMES
    assert not recording.exists()
    assert list(store.incoming.iterdir()) == []


def test_a_recording_that_is_no_clip_is_refused_and_the_swing_stays(store: Store) -> None:
    swing = sample_swing()
    saved = store.save_swing(swing, None)
    garbage = store.incoming / "garbage.mp4"
    garbage.write_bytes(b"not a clip")
    with pytest.raises(StoreFailed, match="saving the clip of a swing"):
        store.attach_clip(swing.swing_id, garbage)
    assert store.swing(swing.swing_id) == saved
    assert list((store.data_dir / "clips").iterdir()) == []


def test_a_clip_without_a_saved_swing_is_the_callers_mistake(store: Store) -> None:
    with pytest.raises(KeyError, match="no swing nobody is saved"):
        store.attach_clip("nobody", record_clip(store.incoming / "a.mp4"))


def test_poses_come_back_within_half_a_step_and_missing_ones_as_missing(store: Store) -> None:
    swing, series = sample_swing(), sample_poses()
    store.save_swing(swing, series)
    poses = store.poses(swing.swing_id)
    assert poses is not None and (poses.width, poses.height) == (WIDTH, HEIGHT)
    assert poses.time_s == pytest.approx(series.time_s, abs=1e-6)
    assert poses.points[3][5] is None and poses.points[7] == [None] * 33
    got = np.array([[p or (np.nan, np.nan) for p in frame] for frame in poses.points])
    np.testing.assert_allclose(got, series.points / (WIDTH, HEIGHT), atol=1 / 16 / HEIGHT + 1e-4)


def test_the_pose_file_keeps_everything_an_analysis_needs() -> None:
    series = sample_poses()
    again = decoded(coded(series))
    assert again.size == series.size
    assert np.abs(again.time_ns - series.time_ns).max() < 1000, "microseconds"
    np.testing.assert_array_equal(again.frame_index, series.frame_index)
    np.testing.assert_allclose(again.points, series.points, atol=1 / 16 + 1e-5)
    np.testing.assert_allclose(again.confidence, series.confidence, atol=1 / 500)


def test_a_pose_file_that_rotted_is_none_and_the_swing_is_still_there(store: Store) -> None:
    swing = sample_swing()
    store.save_swing(swing, sample_poses())
    (file,) = (store.data_dir / "poses").iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert store.poses(swing.swing_id) is None
    assert store.swing(swing.swing_id) is not None


def test_pages_hold_every_swing_of_the_session_once_newest_first(store: Store) -> None:
    mine, other = "session-a", "session-b"
    saved = [store.save_swing(sample_swing(n, mine if n % 3 else other), None) for n in range(1, 16)]
    wanted = [swing.swing_id for swing in reversed(saved) if swing.session_id == mine]

    seen: list[str] = []
    before, pages = None, 0
    while pages == 0 or before is not None:
        page = store.swings(mine, 4, before)
        seen += [swing.swing_id for swing in page.swings]
        before, pages = page.next_before, pages + 1
    assert seen == wanted and pages == 3
    assert len(store.swings(None, 100, None).swings) == 15
    assert store.swings(mine, 4, "no such swing").swings == []


def test_a_row_that_cannot_be_read_hides_no_other(store: Store) -> None:
    kept, rotten = store.save_swing(sample_swing(1), None), store.save_swing(sample_swing(2), None)
    with store._database.transaction("damaging a row") as db:
        db.execute("UPDATE swing SET body = '{' WHERE swing_id = ?", [rotten.swing_id])
    assert store.swings(None, 10, None).swings == [kept]
    assert store.swing(rotten.swing_id) is None


def test_sessions_begin_with_their_first_swing_and_end_when_told_or_at_the_next_start(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for number, session in ((1, "told"), (2, "killed"), (3, "killed")):
        store.save_swing(sample_swing(number, session), None)
    store.end_session("told", 1_790_000_009_000)
    store.end_session("without a swing", 1)
    store.close()

    store = Store.open(tmp_path)
    sessions = {
        str(row["session_id"]): (row["started_ms"], row["ended_ms"]) for row in rows(store, "session")
    }
    store.close()
    assert sessions == {
        "told": (1_790_000_001_000, 1_790_000_009_000),
        "killed": (1_790_000_002_000, 1_790_000_003_000),
    }


def test_orphans_of_a_crash_are_gone_after_the_next_start(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    record_clip(tmp_path / "incoming" / "half.mp4")
    store = Store.open(tmp_path)
    assert list(store.incoming.iterdir()) == []
    store.close()


def test_many_threads_save_and_read_together(store: Store) -> None:
    errors: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            for number in range(1, 11):
                swing = sample_swing(number, f"session-{worker}")
                store.save_swing(swing, sample_poses(worker))
                assert store.swing(swing.swing_id) is not None
                store.attach_clip(
                    swing.swing_id, record_clip(store.incoming / f"{swing.swing_id}.mp4", worker)
                )
                assert len(store.swings(f"session-{worker}", 50, None).swings) == number
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    counts = store.counts()
    assert (counts.sessions, counts.swings, counts.clips) == (4, 40, 40)
    assert counts.outbox == {"result": 40, "keypoints": 40, "clip": 40}
    assert [row["seq"] for row in rows(store, "outbox")] == list(range(1, 121))
