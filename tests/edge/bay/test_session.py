from uuid import UUID

from edge.session import Session


def watch(session: Session, found: bool, start_s: float, end_s: float) -> list[float]:
    """See somebody or nobody ten times a second; the times at which the session changed."""
    steps = round((end_s - start_s) * 10)
    return [t for t in (start_s + k / 10 for k in range(steps)) if session.see(found, t)]


def test_it_starts_when_someone_steps_in() -> None:
    session = Session(idle_s=180)
    assert watch(session, False, 0, 5) == []
    changes = watch(session, True, 5, 10)
    assert len(changes) == 1 and 5.4 <= changes[0] <= 5.7
    assert UUID(str(session.current)).version == 7


def test_somebody_who_walks_through_starts_nothing() -> None:
    session = Session(idle_s=180)
    assert watch(session, True, 0, 0.4) == []
    assert watch(session, False, 0.4, 4) == []
    assert watch(session, True, 4, 4.4) == [], "two glimpses are not one stay"


def test_it_ends_after_idle_and_not_before() -> None:
    session = Session(idle_s=180)
    watch(session, True, 0, 10)
    assert watch(session, False, 10, 189) == []
    changes = watch(session, False, 189, 200)
    assert len(changes) == 1 and 189.5 <= changes[0] <= 190.2
    assert session.current is None


def test_a_pause_shorter_than_idle_keeps_it() -> None:
    session = Session(idle_s=180)
    watch(session, True, 0, 10)
    first = session.current
    watch(session, False, 10, 100)
    assert watch(session, True, 100, 110) == [] and session.current == first


def test_the_next_golfer_is_another_session() -> None:
    session = Session(idle_s=180)
    watch(session, True, 0, 10)
    first = session.current
    session.new_golfer(10.0)
    assert session.current not in (None, first)
    session.new_golfer(60.0)
    assert session.current is None, "nobody stands there any more"


def test_a_swing_begins_one_where_there_is_none() -> None:
    session = Session(idle_s=180)
    assert session.begin() and session.current is not None
    assert not session.begin()
