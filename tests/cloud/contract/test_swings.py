import dataclasses
import itertools

import numpy as np
import pytest

from cloud.ingest.repository import NewSwing
from cloud.store import Store
from cloud.swings.repository import Place, Which
from swingvision.form import DIMENSIONS
from swingvision.uuid7 import uuid7
from tests.cloud.rows import (
    DAY_MS,
    NOON_MS,
    ORGANISATION,
    OTHER_ORGANISATION,
    OTHER_PLAYER,
    PLAYER,
    Sequence,
    new_swing,
)

ALL = Which(ORGANISATION)
boots = itertools.count(1)


def held(store: Store, *swings: NewSwing, player_id: str | None = None) -> list[str]:
    numbers = Sequence(boot_epoch=next(boots))
    assert set(store.ingest.apply([numbers.arrival(swing) for swing in swings])) == {"accepted"}
    ids = [swing.swing_id for swing in swings]
    if player_id is not None:
        assert store.players.claim(ids, player_id) == len(ids)
    store.refresh()
    return ids


def page(store: Store, which: Which, limit: int = 100, before: Place | None = None) -> list[str]:
    return [one.measured.swing_id for one in store.swings.page(which, limit, before)]


def test_pages_go_from_new_to_old_and_ties_are_settled(store: Store) -> None:
    times = [0, 5, 5, 5, 5, 3, 9]
    made = [new_swing(captured_at_ms=NOON_MS + t) for t in times]
    held(store, *made)
    order = [s.swing_id for s in sorted(made, key=lambda s: (s.captured_at_ms, s.swing_id), reverse=True)]
    got: list[str] = []
    before = None
    while part := store.swings.page(ALL, 2, before):
        assert len(part) <= 2
        got += [one.measured.swing_id for one in part]
        before = Place(part[-1].measured.captured_at_ms, part[-1].measured.swing_id)
    assert got == order


def test_a_page_is_complete_after_a_refresh_and_whole_before_it(store: Store) -> None:
    swing = new_swing()
    store.ingest.apply([Sequence().arrival(swing)])
    assert page(store, ALL) in ([], [swing.swing_id])
    store.refresh()
    assert page(store, ALL) == [swing.swing_id]


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        (Which(ORGANISATION, bay="Bay 2"), [1]),
        (Which(ORGANISATION, club="driver"), [2]),
        (Which(ORGANISATION, view="down_the_line"), [3]),
        (Which(ORGANISATION, from_ms=NOON_MS + 4), [4]),
        (Which(ORGANISATION, until_ms=NOON_MS + 1), [0]),
        (Which(ORGANISATION, from_ms=NOON_MS + 1, until_ms=NOON_MS + 3), [2, 1]),
        (Which(ORGANISATION, bay="Bay 2", club="driver"), []),
        (Which(ORGANISATION, bay="Bay' OR 1=1 --"), []),
        (Which(OTHER_ORGANISATION), [5]),
        (Which(ORGANISATION, player_id=PLAYER), []),
    ],
)
def test_filters(store: Store, which: Which, wanted: list[int]) -> None:
    changes: list[dict[str, object]] = [
        {},
        {"bay": "Bay 2"},
        {"club": "driver"},
        {"view": "down_the_line"},
        {},
        {"organisation_id": OTHER_ORGANISATION},
    ]
    ids = held(store, *[new_swing(captured_at_ms=NOON_MS + i, **change) for i, change in enumerate(changes)])
    assert page(store, which) == [ids[i] for i in wanted]


def test_a_players_pages_are_theirs_alone_and_follow_a_change_of_mind(store: Store) -> None:
    mine = held(store, new_swing(captured_at_ms=NOON_MS + 1), new_swing(), player_id=PLAYER)
    theirs = held(store, new_swing(), player_id=OTHER_PLAYER)
    foreign = new_swing(organisation_id=OTHER_ORGANISATION)
    held(store, foreign, player_id=PLAYER)
    assert page(store, Which(ORGANISATION, player_id=PLAYER)) == mine
    store.players.claim([mine[0]], OTHER_PLAYER)
    store.players.claim([mine[1]], None)
    store.refresh()
    assert page(store, Which(ORGANISATION, player_id=PLAYER)) == []
    assert sorted(page(store, Which(ORGANISATION, player_id=OTHER_PLAYER))) == sorted([mine[0], *theirs])
    assert store.players.claim([uuid7(), theirs[0]], OTHER_PLAYER) == 1


def test_a_page_says_of_a_swing_what_its_own_address_says_but_for_the_body(store: Store) -> None:
    metrics = {"tempo_ratio": 2.9, "plane_deg": None, "made_up": -0.1}
    (swing_id,) = held(store, new_swing(metrics=metrics, captured_at_exact=False), player_id=PLAYER)
    assert store.swings.note(swing_id, "slow")
    store.refresh()
    whole = store.swings.swing(swing_id)
    assert whole is not None and whole.measured.metrics == metrics and whole.note == "slow"
    for which in (ALL, Which(ORGANISATION, bay="Bay 1"), Which(ORGANISATION, player_id=PLAYER)):
        (one,) = store.swings.page(which, 10, None)
        measured = dataclasses.replace(one.measured, body=whole.measured.body)
        assert dataclasses.replace(one, measured=measured) == whole


def test_a_new_revision_brings_its_own_metrics(store: Store) -> None:
    first = new_swing(metrics={"tempo_ratio": 3.0, "plane_deg": None})
    held(store, first)
    second = dataclasses.replace(first, revision=2, metrics={"plane_deg": 50.0, "tempo_ratio": 2.0})
    held(store, second)
    found = store.swings.swing(first.swing_id)
    assert found is not None and found.measured.metrics == second.metrics
    for metric, value in (("tempo_ratio", 2.0), ("plane_deg", 50.0)):
        (bucket,) = store.swings.trend(Which(ORGANISATION, bay="Bay 1"), metric, DAY_MS, [0.5])
        assert bucket.count == 1 and bucket.values == pytest.approx((value,))


def test_a_trend_reads_swings_of_which_others_were_measured(store: Store) -> None:
    kinds: list[dict[str, float | None]] = [
        {"tempo_ratio": 1.0},
        {"plane_deg": 9.0, "tempo_ratio": 2.0},
        {"plane_deg": 9.0},
        {},
        {"tempo_ratio": 3.0, "plane_deg": None},
    ]
    held(store, *[new_swing(metrics=metrics) for metrics in kinds])
    (bucket,) = store.swings.trend(Which(ORGANISATION, bay="Bay 1"), "tempo_ratio", DAY_MS, [0.0, 0.5, 1.0])
    assert bucket.count == 3 and bucket.values == pytest.approx((1.0, 2.0, 3.0))


def test_several_are_found_by_key_in_the_order_asked(store: Store) -> None:
    made = [new_swing() for _ in range(3)]
    store.ingest.apply([numbers.arrival(s) for numbers in [Sequence()] for s in made])
    asked = [made[2].swing_id, uuid7(), made[0].swing_id]
    assert [one.measured.swing_id for one in store.swings.swings(asked)] == [asked[0], asked[2]]


def test_a_trend_has_percentiles_by_bucket_and_leaves_out_what_was_withheld(store: Store) -> None:
    start = NOON_MS // (7 * DAY_MS) * 7 * DAY_MS
    week = [new_swing(captured_at_ms=start + i, metrics={"tempo_ratio": 2 + i / 100}) for i in range(101)]
    gap = new_swing(captured_at_ms=start + 8 * DAY_MS, metrics={"tempo_ratio": None})
    later = new_swing(captured_at_ms=start + 15 * DAY_MS, metrics={"tempo_ratio": 4.0, "plane_deg": 1.0})
    held(store, *week, gap, later, player_id=PLAYER)
    held(store, new_swing(metrics={"tempo_ratio": 99.0}))
    which = Which(ORGANISATION, player_id=PLAYER)
    buckets = store.swings.trend(which, "tempo_ratio", 7 * DAY_MS, [0.1, 0.5, 0.9])
    assert [(b.starts_at_ms, b.count) for b in buckets] == [(start, 101), (start + 14 * DAY_MS, 1)]
    assert buckets[0].values == pytest.approx((2.1, 2.5, 2.9), abs=0.011)
    assert buckets[1].values == pytest.approx((4.0, 4.0, 4.0))
    assert store.swings.trend(which, "nothing", DAY_MS, [0.5]) == []
    first = Which(ORGANISATION, player_id=PLAYER, until_ms=start + 50)
    assert [b.count for b in store.swings.trend(first, "tempo_ratio", DAY_MS, [0.5])] == [50]


def direction(angle_deg: float) -> np.ndarray:
    form = np.zeros(DIMENSIONS, np.float32)
    form[0], form[1] = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return form


def test_the_nearest_by_form_are_exact_and_within_the_question(store: Store) -> None:
    ids = held(store, *[new_swing() for _ in range(6)], player_id=PLAYER)
    for swing_id, angle in zip(ids, (0, 10, 40, 90, 180, 20), strict=True):
        store.swings.set_form(swing_id, direction(angle))
    other = held(store, new_swing(), new_swing(view="down_the_line"))
    for swing_id in other:
        store.swings.set_form(swing_id, direction(1))
    store.swings.set_form(uuid7(), direction(0))
    store.refresh()
    found = store.swings.nearest(Which(ORGANISATION, player_id=PLAYER), direction(0), 4)
    assert [one.swing_id for one in found] == [ids[0], ids[1], ids[5], ids[2]]
    wanted = [2 * np.sin(np.radians(angle / 2)) for angle in (0, 10, 20, 40)]
    assert [one.distance for one in found] == pytest.approx(wanted, abs=1e-3)
    everyone = store.swings.nearest(Which(ORGANISATION, view="face_on"), direction(0), 2)
    assert [one.swing_id for one in everyone] == [ids[0], other[0]]
    assert store.swings.nearest(Which(OTHER_ORGANISATION), direction(0), 5) == []
    form = store.swings.form(ids[1])
    assert form is not None and np.allclose(form, direction(10), atol=1e-6)
    assert store.swings.form(uuid7()) is None


def search(store: Store, words: str, player_id: str | None = None, limit: int = 10) -> list[str]:
    found = store.swings.search(ORGANISATION, player_id, words, limit)
    return [one.measured.swing_id for one in found]


def test_notes_are_found_by_their_words(store: Store) -> None:
    ids = held(store, *[new_swing() for _ in range(3)], player_id=PLAYER)
    foreign = held(store, new_swing(organisation_id=OTHER_ORGANISATION))
    for swing_id, text in zip([*ids, *foreign], NOTES, strict=True):
        assert store.swings.note(swing_id, text)
    assert not store.swings.note(uuid7(), "nobody's")
    store.refresh()
    assert search(store, "hip") == search(store, "HIPS turning") == [ids[0]], "inflections count as the word"
    assert sorted(search(store, "arm")) == sorted(ids[1:])
    assert search(store, "arm left") == [ids[1]] and search(store, "arm nothing") == []
    assert search(store, "arm", OTHER_PLAYER) == [] and len(search(store, "arm", PLAYER, 1)) == 1
    for syntax in ('arm" OR "hip', "arm OR hip", "text:", "*", "'; DROP TABLE swing; --", "NEAR(", ""):
        assert search(store, syntax) == [], syntax


NOTES = ("The hips turned early", "left arm bent", "right arm: fine", "hips, arm")


def test_a_note_is_replaced_and_removed(store: Store) -> None:
    (swing_id,) = held(store, new_swing())
    for text in ("first", "second", None):
        assert store.swings.note(swing_id, text)
        found = store.swings.swing(swing_id)
        assert found is not None and found.note == text
        store.refresh()
        assert search(store, "second") == ([swing_id] if text == "second" else [])
        assert search(store, "first") == ([swing_id] if text == "first" else [])


def test_the_newest_swing_of_each_player_who_has_one(store: Store) -> None:
    old, new, other = (new_swing(captured_at_ms=NOON_MS + t) for t in (0, 9, 5))
    elsewhere = new_swing(organisation_id=OTHER_ORGANISATION, captured_at_ms=NOON_MS + 20)
    held(store, old, new, player_id=PLAYER)
    held(store, other, player_id=OTHER_PLAYER)
    held(store, elsewhere, player_id=PLAYER)

    def latest(*player_ids: str) -> dict[str | None, str]:
        found = store.swings.latest(ORGANISATION, player_ids)
        return {one.player_id: one.measured.swing_id for one in found}

    assert latest(PLAYER, OTHER_PLAYER, uuid7()) == {PLAYER: new.swing_id, OTHER_PLAYER: other.swing_id}
    assert latest() == {}
    # Whose it was no more shows its second newest.
    store.players.claim([new.swing_id], OTHER_PLAYER)
    store.refresh()
    assert latest(PLAYER, OTHER_PLAYER) == {PLAYER: old.swing_id, OTHER_PLAYER: new.swing_id}
