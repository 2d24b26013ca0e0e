"""The table says everything: what was seen, what was not and why, the cue, the warnings."""

import io

from rich.console import Console

from swingvision.command.table import print_report
from swingvision.report import ClipFacts, ClipReport, Cue, Event, Events, Metric, Quality, SwingReport

NOTHING = Events(
    address=None,
    takeaway=None,
    toe_up=None,
    mid_backswing=None,
    top=None,
    mid_downswing=None,
    impact=None,
    mid_follow_through=None,
    finish=None,
)
IMPACT = Event(frame=42, pts_s=1.4, time_s=1.387, uncertainty_s=0.012)
SWING = SwingReport(
    view="down_the_line",
    view_confidence=0.97,
    handedness="left",
    handedness_confidence=0.88,
    events=NOTHING.model_copy(update={"impact": IMPACT}),
    metrics={
        "tempo_ratio": Metric(value=3.04, low=2.71, high=3.38, unit="ratio", grade="A", withheld=None),
        "hogan_plane_deg": Metric(
            value=None, low=None, high=None, unit="deg", grade="A", withheld="the ball was not seen"
        ),
        "hand_path_plane_deg": Metric(
            value=54.4, low=41, high=66, unit="deg", grade="B", withheld=None, apparent=True
        ),
    },
    cue=Cue(
        fault="over_the_top",
        tone="change",
        words="Let your hands drop first",
        evidence="0.2 over",
        metric=None,
        event=None,
        drill="Lower the hands.",
    ),
    quality=Quality(
        frames_in_swing=60,
        pose_share=1,
        hands_confidence=0.8,
        frame_interval_ms=16.7,
        notes=["feet were cut off"],
    ),
)


def printed(swings: list[SwingReport], reason: str | None, fps: float | None = 59.94) -> str:
    facts = ClipFacts(
        frames=1 if fps is None else 240,
        width=720,
        height=1280,
        codec="hevc",
        fps=fps,
        variable_frame_rate=fps is not None,
        repeated_frames=0 if fps is None else 12,
        duration_s=4.0,
    )
    report = ClipReport(
        clip="a.mp4", facts=facts, models=[], swings=swings, reason=reason, warnings=["the end is missing"]
    )
    file = io.StringIO()
    print_report(report, Console(file=file, width=100, highlight=False))
    return file.getvalue()


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_everything_has_its_row() -> None:
    said = rows(printed([SWING], None))
    assert "720 × 1280 · hevc · 4.00 s · 240 frames, 59.94 fps (variable) · 12 repeated".split() in said
    assert "Swing 1 of 1 down-the-line (97%), left-handed (88%)".split() in said
    assert "Impact 1.387 s 0.024 42".split() in said
    assert "Top not seen".split() in said
    assert "Tempo ratio 3.0 to 1 2.7 – 3.4 A".split() in said
    assert "Hogan plane: the ball was not seen".split() in said
    assert "Hand path plane 54° 41 – 66 B apparent, camera not aligned".split() in said
    assert "Cue Let your hands drop first".split() in said
    assert "Drill: Lower the hands.".split() in said
    assert "Note: feet were cut off".split() in said
    assert "△ the end is missing".split() in said


def test_no_swing_says_why_and_one_frame_has_no_rate() -> None:
    said = rows(printed([], "nobody made a full swing", fps=None))
    assert "720 × 1280 · hevc · 4.00 s · one frame".split() in said
    assert "nobody made a full swing".split() in said
