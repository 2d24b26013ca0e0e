"""The whole bay on a clip played in real time: capture, estimator, detector, store, what pages see."""

import math
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from edge.bay import Bay
from edge.idle_gate import EMPTY_S
from edge.messages import (
    EarlyTempoMessage,
    Golfer,
    HandednessSetting,
    LightsMessage,
    ResultMessage,
    SessionMessage,
    StageMessage,
    Swing,
)
from edge.settings import load_settings
from edge.store import Store
from edge.store.lock import FolderLock
from swingvision.clip import ClipWriter, read
from swingvision.command.clip_analysis import analyse_clip
from swingvision.estimator import PoseEstimator
from swingvision.pose import PoseSeries
from swingvision.report import EVENT_NAMES, SwingReport
from swingvision.stance import Options
from tests.accuracy.clips import flipped
from tests.edge.bay.recorder import Recorder
from tests.edge.waiting import until

LIMIT_S = 90.0
pytestmark = pytest.mark.slow


def bay_on(url: str, store: Store, pages: Recorder, **session: float) -> Bay:
    # A busy test machine may take long to give a frame; that a camera is silent is tested with the camera.
    given: dict[str, Mapping[str, object]] = {
        "camera": {"url": url, "ring_mib": 256, "stall_s": 30.0, "yaw_deg": 0.0},
        "estimator": {"fill_s": 60.0},
        "session": session,
    }
    return Bay(load_settings(None, store.data_dir, given), store, pages)


def results(pages: Recorder) -> dict[str, Swing]:
    """The swings as they were last told, in the order in which they first were."""
    return {message.swing.swing_id: message.swing for message in pages.of(ResultMessage)}


class Played:
    """What came of playing the clip once."""

    def __init__(self, clip: Path, data: Path, hand: HandednessSetting = "auto") -> None:
        self.pages, self.store = Recorder(), Store.open(data)
        with bay_on(f"file:{clip}", self.store, self.pages) as bay:
            bay.want_preview(True)
            bay.set_golfer(Golfer(handedness=hand, club="iron"))
            until(lambda: any(swing.clip_url for swing in results(self.pages).values()), LIMIT_S, "a clip")
            self.state = bay.state()
        self.swing = next(iter(results(self.pages).values()))


@pytest.fixture(scope="module")
def played(swing_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    once = Played(swing_clip, tmp_path_factory.mktemp("bay") / "data")
    yield once
    once.store.close()


@pytest.fixture(scope="module")
def analysed(swing_clip: Path) -> SwingReport:
    options = Options(camera_yaw_deg=0.0)
    report = analyse_clip(swing_clip, PoseEstimator(), options, lambda share: None).report
    assert len(report.swings) == 1
    return report.swings[0]


def same_answer(played: Swing, analysed: SwingReport, frame_s: float) -> None:
    mine = played.report
    assert (mine.view, mine.handedness) == (analysed.view, analysed.handedness)
    assert mine.metrics.keys() == analysed.metrics.keys()
    for name in EVENT_NAMES:
        here, there = getattr(mine.events, name), getattr(analysed.events, name)
        assert (here is None) == (there is None), name
        if there is not None:
            frame = here.frame + played.clip_start_frame
            # Where analyze itself is unsure of an event by more than a frame, so is the bay.
            allowed = max(1, math.ceil(there.uncertainty_s / frame_s))
            assert abs(frame - there.frame) <= allowed, f"{name}: {frame} and {there.frame}"


def test_the_answer_is_the_one_of_analyze(played: Played, analysed: SwingReport) -> None:
    assert len(results(played.pages)) == 1
    same_answer(played.swing, analysed, 1 / 60)


CLIPS = Path(os.environ.get("SWINGVISION_CLIPS", Path(__file__).parents[4] / "shared" / "clips"))


@pytest.mark.skipif(not CLIPS.is_dir(), reason="the private clips are not here (SWINGVISION_CLIPS)")
def test_the_answer_for_a_real_clip_is_the_one_of_analyze(tmp_path: Path) -> None:
    clip = CLIPS / "adi_scott_f1.mp4"
    played = Played(clip, tmp_path / "data")
    played.store.close()
    options = Options(camera_yaw_deg=0.0)
    report = analyse_clip(clip, PoseEstimator(), options, lambda share: None).report
    assert len(report.swings) == len(results(played.pages)) == 1
    same_answer(played.swing, report.swings[0], 1 / 30)


@pytest.fixture(scope="module")
def left_hander(swing_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("left") / "swing.mp4"
    path.write_bytes(flipped(swing_clip.read_bytes()))
    return path


@pytest.fixture
def faced(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that an estimator began anew, whether it was to look into the mirror."""
    told: list[bool] = []
    reset = PoseEstimator.reset

    def listened(estimator: PoseEstimator, mirrored: bool = False) -> None:
        told.append(mirrored)
        reset(estimator, mirrored)

    monkeypatch.setattr(PoseEstimator, "reset", listened)
    return told


def test_a_golfer_who_says_left_is_tracked_in_the_mirror_as_analyze_does(
    left_hander: Path, tmp_path: Path, faced: list[bool]
) -> None:
    played = Played(left_hander, tmp_path / "data", "left")
    played.store.close()
    assert True in faced
    options = Options(camera_yaw_deg=0.0, handedness="left")
    report = analyse_clip(left_hander, PoseEstimator(), options, lambda share: None).report
    assert len(report.swings) == len(results(played.pages)) == 1
    assert played.swing.report.handedness == "left"
    same_answer(played.swing, report.swings[0], 1 / 60)


def test_nobody_is_tracked_in_the_mirror_by_what_was_measured(
    left_hander: Path, tmp_path: Path, faced: list[bool]
) -> None:
    played = Played(left_hander, tmp_path / "data")
    played.store.close()
    assert faced and True not in faced
    assert played.swing.report.handedness == "left"


@pytest.fixture(scope="module")
def empty_first(swing_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody for long enough to be looked for seldom, then the swing."""
    path = tmp_path_factory.mktemp("empty") / "first.mp4"
    with read(swing_clip) as source, ClipWriter(path, source.size) as writer:
        nobody = np.full((source.size[1], source.size[0], 3), 120, np.uint8)
        nobody_ns = round(2 * EMPTY_S * 1e9)
        for time_ns in range(0, nobody_ns, 16_666_667):
            writer.write(nobody, time_ns)
        for frame in source:
            writer.write(frame.image, nobody_ns + frame.time_ns)
    return path


def test_who_steps_in_while_nobody_is_looked_for_is_measured(empty_first: Path, tmp_path: Path) -> None:
    played = Played(empty_first, tmp_path / "data")
    played.store.close()
    options = Options(camera_yaw_deg=0.0)
    report = analyse_clip(empty_first, PoseEstimator(), options, lambda share: None).report
    assert len(report.swings) == len(results(played.pages)) == 1
    same_answer(played.swing, report.swings[0], 1 / 60)
    frames = played.state.status.frames
    assert frames.skipped["idle"] > 0.7 * EMPTY_S * 60
    assert frames.captured == frames.processed + sum(frames.skipped.values())


def test_every_frame_is_accounted_for(played: Played) -> None:
    frames = played.state.status.frames
    assert frames.captured == frames.processed + sum(frames.skipped.values())
    assert frames.skipped["garbage"] == 0 and frames.processed > 0


def test_every_stage_of_the_work_is_timed(played: Played) -> None:
    counts = {one.stage: one.count for one in played.state.status.stages}
    frames = played.state.status.frames
    assert counts["wait"] == counts["detection"] - 1 == frames.processed
    assert counts["crop"] == counts["infer"] == counts["post"] > 0.8 * frames.processed
    assert counts["encode"] == counts["analysis"] == counts["store"] == 1
    assert counts["search"] >= 1 and counts["decode"] >= frames.processed


def test_the_stages_come_in_their_order(played: Played) -> None:
    assert [message.stage for message in played.pages.of(StageMessage)] == ["ready", "analysing", "result"]
    assert len(played.pages.of(SessionMessage)) == 1
    assert any(message.lights.person_seen for message in played.pages.of(LightsMessage))


def test_the_tempo_is_told_before_the_swing_is_over(played: Played) -> None:
    told = [
        message for message in played.pages.messages if isinstance(message, EarlyTempoMessage | ResultMessage)
    ]
    assert isinstance(told[0], EarlyTempoMessage) and told[0].early_tempo is not None
    assert isinstance(told[1], ResultMessage)
    early, tempo = told[0].early_tempo.tempo_ratio, told[1].swing.report.metrics["tempo_ratio"]
    assert early.low is not None and early.high is not None and tempo.value is not None
    assert early.low <= tempo.value <= early.high
    assert played.state.early_tempo is None


def test_the_result_is_told_before_its_clip_and_saved_when_it_is_told(played: Played) -> None:
    told = [message.swing for message in played.pages.of(ResultMessage)]
    assert [swing.saved for swing in told] == [True, True]
    assert [swing.clip_url is None for swing in told] == [True, False]
    assert told[0].poses_url is not None


def test_what_is_saved_is_what_was_told(played: Played) -> None:
    assert played.store.swing(played.swing.swing_id) == played.swing
    assert (played.swing.number, played.swing.session_id) == (1, played.state.session_id)
    assert abs(played.swing.captured_at_ms / 1000 - time.time()) < 2 * LIMIT_S


def test_the_saved_clip_is_the_swing_with_its_own_times(played: Played, swing_clip: Path) -> None:
    path = played.store.clip_path(played.swing.swing_id)
    assert path is not None
    with read(swing_clip) as source:
        given = {frame.index: frame for frame in source}
    with read(path) as saved:
        frames = list(saved)
    first = played.swing.clip_start_frame
    assert frames[0].time_ns == 0 and len(frames) > 60
    for frame in frames:
        original = given[first + frame.index]
        assert abs(frame.time_ns - (original.time_ns - given[first].time_ns)) < 1e9 / 60_000
        assert np.abs(frame.image.astype(int) - original.image).mean() < 4, "that very picture"
    impact = played.swing.report.events.impact
    assert impact is not None and 0 < impact.frame < len(frames)
    assert abs(impact.pts_s - frames[impact.frame].time_ns / 1e9) < 1e-3


def test_the_skeleton_lies_on_the_clip_s_frames(played: Played) -> None:
    poses = played.store.poses(played.swing.swing_id)
    path = played.store.clip_path(played.swing.swing_id)
    assert poses is not None and path is not None
    with read(path) as saved:
        times_s = [frame.time_ns / 1e9 for frame in saved]
    assert len(poses.time_s) == len(times_s), "a pose for every frame of the clip"
    assert np.allclose(poses.time_s, times_s, atol=1e-3)
    seen = [point for frame in poses.points for point in frame if point is not None]
    assert len(seen) > 0.9 * 33 * len(times_s)
    assert np.quantile(np.array(seen), [0.05, 0.95]).tolist() == pytest.approx([0.5, 0.5], abs=0.5)


def test_the_preview_is_small_jpegs_and_pauses_for_the_analysis(played: Played) -> None:
    assert played.pages.previews
    picture = cv2.imdecode(np.frombuffer(played.pages.previews[0], np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None and picture.shape[1] <= 640


class SlowStore(Store):
    """A real store on a disk that is not ready yet: analysis waits for it, detection must not."""

    def __init__(self, data_dir: Path, lock: FolderLock) -> None:
        super().__init__(data_dir, lock)
        self.ready = threading.Event()

    def save_swing(self, swing: Swing, poses: PoseSeries | None) -> Swing:
        assert self.ready.wait(LIMIT_S)
        return super().save_swing(swing, poses)


def test_a_second_swing_during_the_analysis_of_the_first_is_caught(swing_clip: Path, tmp_path: Path) -> None:
    store, pages = SlowStore.open(tmp_path / "data"), Recorder()
    with bay_on(f"file:{swing_clip}?loop=1", store, pages) as bay:
        until(lambda: bay._analyst._queue.qsize() >= 1, LIMIT_S, "a swing seen while another is measured")
        assert bay.state().stage == "analysing" and not results(pages)
        store.ready.set()
        until(lambda: len(results(pages)) >= 2, LIMIT_S, "both results")
    swings = list(results(pages).values())
    assert [swing.number for swing in swings[:2]] == [1, 2]
    assert swings[0].session_id == swings[1].session_id
    top = [swing.report.events.impact for swing in swings[:2]]
    assert top[0] is not None and top[1] is not None and abs(top[0].frame - top[1].frame) <= 60
    store.close()


def test_new_golfer_while_a_swing_is_measured(swing_clip: Path, tmp_path: Path) -> None:
    """It is kept with the session it belongs to, and the next golfer never sees it."""
    store, pages = SlowStore.open(tmp_path / "data"), Recorder()
    with bay_on(f"file:{swing_clip}", store, pages) as bay:
        until(lambda: bay.state().stage == "analysing", LIMIT_S, "a swing seen")
        first = bay.state().session_id
        bay.new_golfer()
        assert bay.state().session_id != first and bay.state().stage != "analysing"
        store.ready.set()
        until(lambda: store.counts().clips == 1, LIMIT_S, "the swing kept")
        assert not pages.of(ResultMessage) and bay.state().swings == []
    assert [swing.session_id for swing in store.swings(None, 10, None).swings] == [first]
    store.close()


def test_the_bay_goes_on_when_capture_is_killed(swing_clip: Path, tmp_path: Path) -> None:
    store, pages = Store.open(tmp_path / "data"), Recorder()
    with bay_on(f"file:{swing_clip}?loop=1", store, pages, idle_s=600.0) as bay:
        until(lambda: bay.status().frames.processed > 3, LIMIT_S)
        child = bay.camera.child_pid
        assert child is not None
        os.kill(child, signal.SIGKILL)
        until(lambda: bay.status().camera.state == "missing", 1.0, "the fault")
        until(lambda: not bay.state().lights.person_seen, 1.0, "nobody seen without a camera")
        before = bay.status().frames.processed
        until(lambda: bay.status().frames.processed > before + 3, LIMIT_S)
        until(lambda: results(pages), LIMIT_S, "a swing after the fault")
        frames = bay.status().frames
        assert frames.captured == frames.processed + sum(frames.skipped.values())
        assert bay.status().camera.restarts == 1
    store.close()
