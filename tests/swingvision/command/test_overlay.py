"""What overlay and plot draw of known golfers: lead cyan, trail amber, the tempo bar in true proportion."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.analysis import measure
from swingvision.club import Ball, ClubTrack, Shaft
from swingvision.club.placement import Placement
from swingvision.command import look
from swingvision.command.clip_analysis import Analysed
from swingvision.command.pose_log import PoseLog
from swingvision.command.overlay import Painter
from swingvision.command.phase_strip import PhaseStrip
from swingvision.command.plot import draw_plot, hand_speed
from swingvision.command.skeleton import joint
from swingvision.frame import Frame
from swingvision.moment import Moment
from swingvision.pose import Pose, PoseSeries
from swingvision.report import ClipFacts, ClipReport, Metric
from tests.helpers.golfer import Handedness, Rate, Swing, face_on, record


def analysed(series: PoseSeries) -> Analysed:
    measured = measure(series)
    facts = ClipFacts(
        frames=len(series),
        width=series.size[0],
        height=series.size[1],
        codec="h264",
        fps=60,
        variable_frame_rate=False,
        repeated_frames=0,
        duration_s=1,
    )
    report = ClipReport(
        clip="a.mp4", facts=facts, models=[], swings=measured.swings, reason=measured.reason, warnings=[]
    )
    return Analysed(report, series, measured.clubs)


def swing_of(handedness: Handedness) -> Analysed:
    found = analysed(record(Swing(handedness=handedness), face_on(handedness), Rate(fps=60)))
    assert len(found.report.swings) == 1
    return found


def with_club(found: Analysed) -> Analysed:
    """The same with a club that was seen pointing straight down all the time, and a ball below the hands."""
    series = found.series
    count, mirrored = len(series), found.report.swings[0].handedness == "left"
    placement = Placement(series.size[0], mirrored, 0.0)
    middle, ground = series.size[0] / 2, series.size[1] * 0.9
    address = Shaft(-90.0, 1.0, 1.0, np.array([middle, -ground + 200]), np.array([middle, -ground + 40]), 3.0)
    club = ClubTrack(
        time_s=series.time_s,
        shaft_deg=np.full(count, -90.0),
        shaft_sigma_deg=np.ones(count),
        shaft_confidence=np.where(np.arange(count) < count // 2, 1.0, 0.0),
        address=address,
        departure=None,
        ball=Ball(np.array([middle + 40, -ground]), 5.0, 1.0, 1.0),
        ball_left=Moment(float(series.time_s[count // 2]), 0.001),
        bare=False,
        placement=placement,
    )
    return replace(found, clubs=[club])


@pytest.mark.parametrize("handedness", ["right", "left"])
def test_shaft_and_ball_are_drawn_where_and_while_they_were_seen(handedness: Handedness) -> None:
    found = with_club(swing_of(handedness))
    painter, count = Painter.of(found), len(found.series)
    width, height = found.series.size
    drawn = []
    for at in (count // 4, 3 * count // 4):
        time_ns = int(found.series.time_ns[at])
        picture = painter.paint(Frame(at, time_ns, np.full((height, width, 3), 90, np.uint8)))
        drawn.append(shares(picture[:height], look.ACCENT))
    assert drawn[0].sum() > 100 and not drawn[1].any()
    side = -1 if handedness == "left" else 1
    ball = np.argwhere(drawn[0][:, (column := round(width / 2 + side * 40)) - 14 : column + 15])
    assert len(ball) > 20 and np.abs(ball.mean(axis=0) - [height * 0.9, 14]).max() < 4


def shares(image: NDArray[np.uint8], colour: str) -> NDArray[np.bool_]:
    return np.asarray(np.abs(image.astype(int) - look.bgr(colour)).max(axis=2) < 24)


@pytest.mark.parametrize("handedness", ["right", "left"])
def test_lead_is_cyan_and_trail_is_amber(handedness: Handedness) -> None:
    found = swing_of(handedness)
    painter = Painter.of(found)
    address = found.report.swings[0].events.takeaway
    assert address is not None
    width, height = found.series.size
    frame = Frame(address.frame, round(address.pts_s * 1e9), np.full((height, width, 3), 90, np.uint8))
    picture = painter.paint(frame)
    at = int(np.searchsorted(found.series.frame_index, address.frame))
    for side in ("left", "right"):
        leading = side != handedness
        knee = np.round(joint(found.series.points[at], side, "knee") * painter.scale).astype(int)
        around = picture[knee[1] - 12 : knee[1] + 13, knee[0] - 12 : knee[0] + 13]
        cyan, amber = shares(around, look.LEAD).sum(), shares(around, look.TRAIL).sum()
        assert (cyan > 10 > amber) if leading else (amber > 10 > cyan), (side, cyan, amber)


def test_the_bar_is_in_true_proportion() -> None:
    (swing,) = swing_of("right").report.swings
    strip = PhaseStrip(swing, 1280)
    takeaway, top, impact = swing.events.takeaway, swing.events.top, swing.events.impact
    assert takeaway is not None and top is not None and impact is not None
    row = strip.backdrop[round(2.5 * strip.size)]
    back = np.flatnonzero(shares(row[None], look.BACKSWING)[0])
    down = np.flatnonzero(shares(row[None], look.DOWNSWING)[0])
    # Where the mark of impact meets the bar, a pixel in between may have any grey.
    back = back[back < down.min()]
    wanted = (top.time_s - takeaway.time_s) / (impact.time_s - top.time_s)
    assert np.ptp(back) / np.ptp(down) == pytest.approx(wanted, rel=0.05)
    accent = np.flatnonzero(shares(row[None], look.ACCENT)[0])
    assert accent.mean() == pytest.approx(strip.x(impact.time_s), abs=1.5)
    assert accent.min() > down.max() + 1


def test_the_name_follows_the_events() -> None:
    (swing,) = swing_of("right").report.swings
    strip = PhaseStrip(swing, 720)
    top, impact, finish = swing.events.top, swing.events.impact, swing.events.finish
    assert top is not None and impact is not None and finish is not None
    assert strip.current(top.pts_s) == "top"
    assert strip.current(impact.pts_s) == "impact"
    assert strip.current(strip.span_s[0] - 1) is None
    assert strip.current(finish.time_s + 2) is None


def test_a_withheld_duration_is_not_written() -> None:
    (swing,) = swing_of("right").report.swings
    withheld = Metric(value=None, low=None, high=None, unit="s", grade="A", withheld="slow motion")
    metrics = {**swing.metrics, "backswing_s": withheld, "downswing_s": withheld, "tempo_ratio": withheld}
    bare = PhaseStrip(swing.model_copy(update={"metrics": metrics}), 1280)
    said, silent = PhaseStrip(swing, 1280).backdrop, bare.backdrop
    bar = slice(round(2.4 * bare.size), round(3.6 * bare.size))
    dark = shares(silent[bar], look.GROUND).sum()
    assert dark < shares(said[bar], look.GROUND).sum() - 200


def test_no_swing_is_drawn_with_its_reason_and_no_side() -> None:
    series = record(Swing(), face_on("right"), Rate(fps=60))
    still = PoseSeries(
        series.frame_index[:40], series.time_ns[:40], series.points[:40], series.confidence[:40], series.size
    )
    found = analysed(still)
    assert found.report.swings == [] and found.report.reason is not None
    width, height = series.size
    picture = Painter.of(found).paint(Frame(0, 0, np.full((height, width, 3), 90, np.uint8)))
    assert shares(picture, look.LEAD).sum() == shares(picture, look.TRAIL).sum() == 0
    assert shares(picture, look.QUIET).sum() > 500


def test_small_pictures_are_enlarged(tmp_path: Path) -> None:
    series = record(Swing(), face_on("right"), Rate(fps=30))
    points, size = (series.points / 4).astype(np.float32), (series.size[0] // 4, 180)
    small = PoseSeries(series.frame_index, series.time_ns, points, series.confidence, size)
    painter = Painter.of(analysed(small))
    assert painter.size[0] == 480
    assert painter.paint(Frame(0, 0, np.zeros((180, 320, 3), np.uint8))).shape[1::-1] == painter.size


def test_the_hands_speed_peaks_before_impact_and_rests_at_the_top(tmp_path: Path) -> None:
    found = swing_of("right")
    (swing,) = found.report.swings
    top, impact = swing.events.top, swing.events.impact
    assert top is not None and impact is not None
    time_s, speed = hand_speed(found.series, swing, top.time_s - 0.3, impact.time_s + 0.2, None)
    peak = time_s[np.nanargmax(speed)]
    assert top.time_s < peak <= impact.time_s + 0.05
    assert speed[np.argmin(np.abs(time_s - top.time_s))] < 0.25 * np.nanmax(speed)
    draw_plot(found, tmp_path / "p.svg")
    drawn = (tmp_path / "p.svg").read_text()
    assert drawn.startswith("<?xml") and look.ACCENT.lower() in drawn


def test_a_pose_log_is_what_went_in() -> None:
    log, random = PoseLog(), np.random.default_rng(5)
    poses = [
        Pose(i * 2, i * 10, random.random((33, 2), np.float32), random.random(33, np.float32))
        for i in range(5)
    ]
    for pose in poses:
        log.append(pose)
    series, wanted = log.series((10, 20), np.zeros(5, np.bool_)), PoseSeries.of(poses, (10, 20))
    for name in ("frame_index", "time_ns", "points", "confidence"):
        assert np.array_equal(getattr(series, name), getattr(wanted, name)), name
