"""What the pages are told, in which order, and what they are never told."""

import pytest

from edge.messages import (
    BayStatus,
    CameraStatus,
    EarlyTempo,
    EarlyTempoMessage,
    ClaimingStatus,
    FrameCounts,
    Golfer,
    NotMeasured,
    NotMeasuredMessage,
    ResultMessage,
    StageMessage,
    StorageStatus,
)
from edge.screen import SWINGS_SHOWN, Screen
from swingvision.interval import shown
from tests.edge.bay.recorder import Recorder
from tests.edge.samples import sample_swing

TEMPO = shown(3.1, 2.9, 3.3, "ratio", "A")


def status() -> BayStatus:
    return BayStatus(
        bay_name="Bay",
        version="0",
        uptime_s=1.0,
        camera=CameraStatus(
            state="starting", url="virtual:", width=None, height=None, fps=None, detail=None, restarts=0
        ),
        frames=FrameCounts(captured=0, processed=0, skipped={}),
        estimator=None,
        storage=StorageStatus(state="ok", detail=None, free_bytes=1, swings_saved=0, swings_not_saved=0),
        stages=[],
        claiming=ClaimingStatus(offered=False, detail=None),
    )


@pytest.fixture
def pages() -> Recorder:
    return Recorder()


@pytest.fixture
def screen(pages: Recorder) -> Screen:
    return Screen(pages, status)


def stages(pages: Recorder) -> list[str]:
    return [message.stage for message in pages.of(StageMessage)]


def test_the_way_of_a_session(screen: Screen, pages: Recorder) -> None:
    assert screen.state().stage == "attract"
    screen.session("one")
    screen.analysing("one")
    screen.result(sample_swing(session_id="one"))
    screen.session(None)
    assert stages(pages) == ["ready", "analysing", "result", "attract"]


def test_it_knows_whose_swings_it_shows_and_tells_when_they_go(pages: Recorder) -> None:
    left: list[bool] = []
    screen = Screen(pages, status, lambda: left.append(True))
    screen.session("one")
    assert not screen.shows("one"), "no swing yet"
    screen.result(sample_swing(session_id="one"))
    assert screen.shows("one") and not screen.shows("other") and len(left) == 1
    screen.session("two")
    assert not screen.shows("one") and not screen.shows("two") and len(left) == 2


def test_two_swings_at_once_stay_analysing_until_the_last_is_measured(
    screen: Screen, pages: Recorder
) -> None:
    screen.session("one")
    screen.analysing("one")
    screen.analysing("one")
    screen.result(sample_swing(1, "one"))
    assert screen.state().stage == "analysing"
    screen.result(sample_swing(2, "one"))
    assert stages(pages) == ["ready", "analysing", "result"]


def test_the_next_golfer_never_sees_the_last_one_s_swings(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    shown, late = sample_swing(1, "one"), sample_swing(2, "one")
    screen.set_golfer(Golfer(handedness="left", club="iron"))
    screen.result(shown)
    screen.analysing("one")
    screen.session("two")
    before = len(pages.of(ResultMessage))
    screen.result(late)
    screen.amend(shown)
    screen.not_measured("one", NotMeasured(code="failed", words="x", at_ms=1), was_analysing=True)
    state = screen.state()
    assert (state.swings, state.result, state.not_measured) == ([], None, None)
    assert state.stage == "ready" and state.golfer == Golfer()
    assert len(pages.of(ResultMessage)) == before and not pages.of(NotMeasuredMessage)


def test_a_swing_that_is_amended_stays_in_its_place(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    swings = [sample_swing(number, "one") for number in (1, 2)]
    for swing in swings:
        screen.result(swing)
    screen.amend(swings[0].model_copy(update={"clip_url": "/clip"}))
    assert [swing.clip_url for swing in screen.state().swings] == [None, "/clip"]
    assert pages.of(ResultMessage)[-1].swing.clip_url == "/clip"


def test_what_is_not_measured_is_said_and_ends_the_analysing(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    screen.analysing("one")
    told = NotMeasured(code="not_seen_enough", words="too little", at_ms=1)
    screen.not_measured("one", told, was_analysing=True)
    assert pages.of(NotMeasuredMessage)[0].not_measured == told
    assert screen.state().not_measured == told and screen.state().stage == "ready"
    screen.result(sample_swing(1, "one"))
    assert screen.state().not_measured is None, "the next result takes its place"


def test_a_short_swing_leaves_the_result_on_screen(screen: Screen) -> None:
    screen.session("one")
    screen.result(sample_swing(1, "one"))
    told = NotMeasured(code="short_swing", words="short", at_ms=1)
    screen.not_measured("one", told, was_analysing=False)
    assert screen.state().stage == "result" and screen.state().result is not None


def test_the_list_is_short_and_newest_first(screen: Screen) -> None:
    screen.session("one")
    for number in range(1, SWINGS_SHOWN + 4):
        screen.result(sample_swing(number, "one"))
    numbers = [swing.number for swing in screen.state().swings]
    assert numbers == list(range(SWINGS_SHOWN + 3, 3, -1))


def test_the_state_holds_a_change_before_it_is_published(screen: Screen) -> None:
    """A page that connects in between then sees it twice, never not at all."""
    seen: list[int] = []

    class Late(Recorder):
        def publish(self, message: object) -> None:
            if isinstance(message, ResultMessage):
                seen.append(len(second.state().swings))

    second = Screen(Late(), status)
    second.session("one")
    second.result(sample_swing(1, "one"))
    assert seen == [1]


def early(pages: Recorder) -> list[float | None]:
    told = [message.early_tempo for message in pages.of(EarlyTempoMessage)]
    return [None if one is None else one.tempo_ratio.value for one in told]


def test_an_early_tempo_stands_until_its_swing_is_measured(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    screen.following("one")
    screen.early_tempo("one", TEMPO)
    assert screen.state().early_tempo == EarlyTempo(tempo_ratio=TEMPO)
    screen.analysing("one")
    screen.following(None)
    screen.result(sample_swing(session_id="one"))
    assert screen.state().early_tempo is None and early(pages) == [3.1, None]
    assert stages(pages) == ["ready", "analysing", "result"]


def test_an_early_tempo_is_taken_back_where_there_was_no_swing(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    screen.following("one")
    screen.early_tempo("one", TEMPO)
    screen.following(None)
    assert early(pages) == [3.1, None] and stages(pages) == ["ready", "analysing", "ready"]


@pytest.mark.parametrize("what", ["too late", "of another golfer"])
def test_an_early_tempo_of_nobody_who_is_there_is_not_shown(
    screen: Screen, pages: Recorder, what: str
) -> None:
    screen.session("one")
    screen.following("one")
    if what == "too late":
        screen.following(None)
    else:
        screen.session("two")
    screen.early_tempo("one", TEMPO)
    assert early(pages) == [] and screen.state().stage == "ready"


def test_of_two_swings_at_once_the_second_ones_tempo_stays(screen: Screen, pages: Recorder) -> None:
    screen.session("one")
    screen.analysing("one")
    screen.following("one")
    screen.early_tempo("one", TEMPO)
    screen.result(sample_swing(session_id="one"))
    assert screen.state().early_tempo is not None and screen.state().stage == "analysing"
    screen.following(None)
    assert screen.state().early_tempo is None and screen.state().stage == "result"
