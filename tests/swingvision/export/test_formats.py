"""What is written is read back by a reader of the format, and is what went in."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from swingvision.export import Clip, Scale, swing_row, write_c3d, write_frames, write_swings, write_trc
from swingvision.export.document import document
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS, PoseSeries
from swingvision.report import EVENT_NAMES, ClipFacts, ClipReport, SwingReport
from tests.helpers.golfer import Noise, Rate, Swing, face_on, record
from tests.swingvision.analysis.golfers import measured

GONE = KEYPOINT_INDEX["left_heel"]


@pytest.fixture(scope="module")
def series() -> PoseSeries:
    """Two seconds of a golfer at a rate that wanders; one keypoint is lost for a while."""
    found = record(Swing(), face_on("right"), Rate(fps=60, jitter=0.2), Noise())[:120]
    points = found.points.copy()
    points[10:20, GONE] = np.nan
    return PoseSeries(found.frame_index, found.time_ns, points, found.confidence, found.size)


@pytest.fixture(scope="module")
def report() -> SwingReport:
    return measured("face_on", noise=Noise())


def as_markers(series: PoseSeries, factor: float) -> np.ndarray:
    points = series.points.astype(np.float64)
    return np.stack([points[..., 0], series.size[1] - points[..., 1]], axis=-1) * factor


def read_trc(path: Path) -> tuple[dict[str, str], list[str], np.ndarray]:
    """Facts, marker names, and (frames, 2 + 3 markers) numbers; as a reader that knows the format only."""
    lines = path.read_text().split("\n")
    facts = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    names = [name for name in lines[3].split("\t")[2:] if name]
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"] and lines[5] == ""
    rows = [line.split("\t") for line in lines[6:] if line]
    return facts, names, np.array([[float(cell) if cell else np.nan for cell in row] for row in rows])


@pytest.mark.parametrize(("mm_per_px", "unit"), [(None, "px"), (2.5, "mm")])
def test_trc(tmp_path: Path, series: PoseSeries, mm_per_px: float | None, unit: str) -> None:
    write_trc(tmp_path / "a.trc", series, Scale(mm_per_px), "a.trc")
    facts, names, rows = read_trc(tmp_path / "a.trc")
    assert names == list(KEYPOINTS)
    assert facts["Units"] == unit and facts["NumFrames"] == "120" and facts["NumMarkers"] == "33"
    assert float(facts["DataRate"]) == pytest.approx(60, rel=0.1)
    assert rows.shape == (120, 2 + 3 * 33)
    assert rows[:, 0].tolist() == list(range(1, 121))
    assert rows[:, 1] == pytest.approx(series.time_s, abs=1e-6)
    places = rows[:, 2:].reshape(120, 33, 3)
    assert places[..., :2] == pytest.approx(as_markers(series, mm_per_px or 1), abs=1e-3, nan_ok=True)
    assert np.isnan(places[10:20, GONE]).all() and (places[:10, GONE, 2] == 0).all()


@pytest.mark.parametrize(("mm_per_px", "unit"), [(None, "px"), (2.5, "mm")])
def test_c3d_by_ezc3d(
    tmp_path: Path, series: PoseSeries, report: SwingReport, mm_per_px: float | None, unit: str
) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    write_c3d(tmp_path / "a.c3d", series, [report], Scale(mm_per_px))
    read = ezc3d.c3d(str(tmp_path / "a.c3d"))
    point, event = read["parameters"]["POINT"], read["parameters"]["EVENT"]
    assert point["LABELS"]["value"] == list(KEYPOINTS)
    assert point["UNITS"]["value"] == [unit]
    assert point["RATE"]["value"][0] == pytest.approx(60, rel=0.1)
    places = read["data"]["points"][:3].T
    assert places.shape == (120, 33, 3)
    assert places[..., :2] == pytest.approx(as_markers(series, mm_per_px or 1), abs=1e-2, nan_ok=True)
    seen = np.ones((120, 33), bool)
    seen[10:20, GONE] = False
    assert (places[..., 2][seen] == 0).all() and np.isnan(places[~seen]).all()
    assert ((read["data"]["meta_points"]["residuals"][0].T >= 0) == seen).all()
    analogs = read["data"]["analogs"][0]
    assert read["parameters"]["ANALOG"]["LABELS"]["value"][0] == "time_s"
    assert analogs[0] == pytest.approx(series.time_s, abs=1e-5)
    assert analogs[1:].T == pytest.approx(series.confidence, abs=1e-5)
    assert event["LABELS"]["value"] == list(EVENT_NAMES)
    minutes, seconds = event["TIMES"]["value"]
    wanted = [getattr(report.events, name).time_s for name in EVENT_NAMES]
    assert 60 * minutes + seconds == pytest.approx(wanted, abs=1e-5)


def test_c3d_without_a_swing_has_no_events(tmp_path: Path, series: PoseSeries) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    write_c3d(tmp_path / "a.c3d", series, [], Scale())
    assert ezc3d.c3d(str(tmp_path / "a.c3d"))["parameters"]["EVENT"]["USED"]["value"] == [0]


def test_one_frame_is_written_too(tmp_path: Path, series: PoseSeries) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    write_trc(tmp_path / "a.trc", series[:1], Scale(), "a.trc")
    write_c3d(tmp_path / "a.c3d", series[:1], [], Scale())
    assert len(read_trc(tmp_path / "a.trc")[2]) == 1
    assert ezc3d.c3d(str(tmp_path / "a.c3d"))["data"]["points"].shape == (4, 33, 1)


def test_one_row_a_swing(tmp_path: Path, report: SwingReport) -> None:
    lacking = report.model_copy(update={"metrics": {"tempo_ratio": report.metrics["tempo_ratio"]}})
    rows = [swing_row({"clip": name, "swing": 1}, one) for name, one in (("a, b", report), ("c", lacking))]
    write_swings(tmp_path / "s.csv", rows)
    with (tmp_path / "s.csv").open(newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["clip"], second["clip"], first["view"]) == ("a, b", "c", "face_on")
    for name, metric in report.metrics.items():
        for column, value in (
            (name, metric.value),
            (f"{name}_low", metric.low),
            (f"{name}_high", metric.high),
        ):
            assert (float(first[column]) if first[column] else None) == value, column
        assert first[f"{name}_withheld"] == (metric.withheld or "")
        assert first[f"{name}_unit"] == metric.unit
    assert first["over_the_top"] == "" and "down the line" in first["over_the_top_withheld"]
    assert second["backswing_s"] == "" and second["tempo_ratio"] == first["tempo_ratio"]
    impact = report.events.impact
    assert impact is not None and float(first["impact_time_s"]) == impact.time_s


def test_one_row_a_frame(tmp_path: Path, series: PoseSeries) -> None:
    write_frames(tmp_path / "f.csv", [Clip("a.mp4", series), Clip("b.mp4", series[:5])])
    with (tmp_path / "f.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["clip"] for row in rows] == ["a.mp4"] * 120 + ["b.mp4"] * 5
    assert [float(row["time_s"]) for row in rows[:120]] == pytest.approx(series.time_s.tolist(), abs=1e-6)
    for name in ("nose", "left_heel", "right_foot_index"):
        index = KEYPOINT_INDEX[name]
        for axis, column in enumerate((f"{name}_x_px", f"{name}_y_px")):
            got = [float(row[column]) if row[column] else np.nan for row in rows[:120]]
            assert got == pytest.approx(series.points[:, index, axis].tolist(), abs=0.006, nan_ok=True)
        got = [float(row[f"{name}_confidence"]) for row in rows[:120]]
        assert got == pytest.approx(series.confidence[:, index].tolist(), abs=0.0006)
    assert rows[12]["left_heel_x_px"] == ""


def test_json_holds_report_and_keypoints(series: PoseSeries, report: SwingReport) -> None:
    facts = ClipFacts(
        frames=120,
        width=1280,
        height=720,
        codec="h264",
        fps=60,
        variable_frame_rate=True,
        repeated_frames=0,
        duration_s=2,
    )
    whole = ClipReport(clip="a.mp4", facts=facts, models=[], swings=[report], reason=None, warnings=[])
    said = json.loads(document(whole, series))
    assert ClipReport.model_validate(said["report"]) == whole
    keypoints = said["keypoints"]
    assert keypoints["names"] == list(KEYPOINTS) and len(keypoints["points_px"]) == 120
    assert keypoints["points_px"][12][GONE] is None
    assert keypoints["points_px"][0][0] == pytest.approx(series.points[0, 0].tolist(), abs=0.006)
    assert json.loads(document(whole, None))["keypoints"] is None
