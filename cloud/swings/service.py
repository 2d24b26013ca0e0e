"""Reading the history; whose an answer is, is settled here, once."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from cloud.objects import ObjectMissing, Objects
from cloud.objects.protocol import key
from cloud.problems import Problem
from cloud.swings.repository import HeldSwing, Place, SwingRepository, TooMany, Which
from cloud.swings.schemas import (
    Found,
    NearSwing,
    NearSwings,
    SwingPage,
    SwingView,
    Trend,
    TrendPoint,
    place_of,
    place_text,
)
from cloud.swings.still import NoStill, still
from swingvision.report import EventName, Swing

log = structlog.get_logger()

DAY_MS = 86_400_000
PERCENTILES = (0.1, 0.5, 0.9)
MOST_SPAN_MS = 3 * 366 * DAY_MS
LINK_S = 900
MOST_LATEST = 500
# The height of a small still: four times what a list gives it, for screens of any density.
SMALL_PX = 184


class SwingService:
    def __init__(self, swings: SwingRepository, objects: Objects) -> None:
        self._swings, self._objects = swings, objects

    def one(self, organisation_id: str, swing_id: str) -> HeldSwing:
        """Raises Problem 404: another organisation's swing is no swing."""
        held = self._swings.swing(swing_id)
        if held is None or held.measured.organisation_id != organisation_id:
            raise Problem(404, "There is no such swing.")
        return held

    def page(self, which: Which, limit: int, after: str | None, with_sketches: bool = False) -> SwingPage:
        before = None if after is None else place_of(after)
        held = self._swings.page(which, limit + 1, before)
        kept = held[:limit]
        last = kept[-1].measured if len(held) > limit else None
        view = SwingView.sketched if with_sketches else SwingView.of
        return SwingPage(
            swings=[view(one) for one in (self._whole(kept) if with_sketches else kept)],
            next_after=None if last is None else place_text(Place(last.captured_at_ms, last.swing_id)),
        )

    def _whole(self, page: list[HeldSwing]) -> list[HeldSwing]:
        """A page may come without bodies; a sketch is read from them."""
        if all(one.measured.body for one in page):
            return page
        return self._swings.swings([one.measured.swing_id for one in page])

    def latest(self, organisation_id: str, player_ids: Sequence[str]) -> dict[str, SwingView]:
        """Each player's newest swing, of those who have one."""
        found = {}
        for start in range(0, len(player_ids), MOST_LATEST):
            some = player_ids[start : start + MOST_LATEST]
            for held in self._swings.latest(organisation_id, some):
                found[str(held.player_id)] = SwingView.sketched(held)
        return found

    def trend(self, which: Which, metric: str, bucket_days: int) -> Trend:
        """Raises Problem 422 for a question that would read too much."""
        if which.player_id is None and which.bay is None:
            raise Problem(422, "Name a player or a bay.", field="query.player_id")
        if which.from_ms is None or which.until_ms is None or which.until_ms - which.from_ms > MOST_SPAN_MS:
            raise Problem(422, "Name a span of time of three years or less.", field="query.from_ms")
        bucket_ms = bucket_days * DAY_MS
        try:
            buckets = self._swings.trend(which, metric, bucket_ms, PERCENTILES)
        except TooMany as error:
            raise Problem(422, "Too many swings: name a shorter span.", field="query.from_ms") from error
        points = [
            TrendPoint(starts_at_ms=one.starts_at_ms, count=one.count, p10=low, p50=middle, p90=high)
            for one in buckets
            for low, middle, high in [one.values]
        ]
        return Trend(metric=metric, bucket_ms=bucket_ms, points=points)

    def nearest(self, held: HeldSwing, player_id: str | None, limit: int) -> NearSwings:
        """Swings of the same view that look most like this one. Raises Problem 404 where its form is not
        known.
        """
        swing = held.measured
        form = self._swings.form(swing.swing_id)
        if form is None:
            raise Problem(
                404, "The form of this swing is not known: its poses are not here, or not enough was seen."
            )
        which = Which(swing.organisation_id, player_id=player_id, view=swing.view)
        near = [one for one in self._swings.nearest(which, form, limit + 1) if one.swing_id != swing.swing_id]
        found = {
            one.measured.swing_id: one for one in self._swings.swings([one.swing_id for one in near[:limit]])
        }
        return NearSwings(
            neighbours=[
                NearSwing(distance=one.distance, swing=SwingView.of(found[one.swing_id]))
                for one in near[:limit]
                if one.swing_id in found
            ]
        )

    def search(self, organisation_id: str, player_id: str | None, words: str, limit: int) -> Found:
        held = self._swings.search(organisation_id, player_id, words, limit)
        return Found(swings=[SwingView.of(one) for one in held])

    def note(self, held: HeldSwing, text: str | None) -> None:
        if not self._swings.note(held.measured.swing_id, text):
            raise Problem(404, "There is no such swing.")

    def poses(self, held: HeldSwing) -> bytes:
        """Raises Problem 404."""
        if held.poses_sha256 is None:
            raise Problem(404, "The poses of this swing are not here.")
        where = _key(held, f"{held.poses_sha256}.svp")
        try:
            return self._objects.read(where)
        except ObjectMissing as error:
            raise Problem(404, "The poses of this swing are not here.") from error

    def still(self, held: HeldSwing, event: EventName, small: bool) -> bytes:
        """The picture of an event as a JPEG, made when it is first asked for. Raises Problem 404."""
        moment = getattr(Swing.model_validate_json(held.measured.body).report.events, event)
        if held.clip_sha256 is None or moment is None:
            raise Problem(404, "The clip of this swing is not here, or this event was not seen.")
        where = _key(held, f"{held.clip_sha256}-{moment.frame}{'-small' if small else ''}.jpg")
        try:
            return self._objects.read(where)
        except ObjectMissing:
            made = self._made(held, moment.frame, small)
            self._objects.put(where, made)
            return made

    def _made(self, held: HeldSwing, frame: int, small: bool) -> bytes:
        try:
            with tempfile.TemporaryDirectory() as folder:
                clip = _clip_file(self._objects, _key(held, f"{held.clip_sha256}.mp4"), folder)
                return still(clip, frame, SMALL_PX if small else None)
        except (NoStill, ObjectMissing) as error:
            log.warning("no still", swing_id=held.measured.swing_id, frame=frame, why=str(error))
            raise Problem(404, "This clip has no such picture.") from error

    def clip(self, held: HeldSwing) -> Path | str:
        """The clip as a file of this machine, or its address outside this service. Raises Problem 404."""
        if held.clip_sha256 is None:
            raise Problem(404, "The clip of this swing is not here.")
        where = _key(held, f"{held.clip_sha256}.mp4")
        try:
            found = self._objects.file(where) or self._objects.link(where, LINK_S)
        except ObjectMissing:
            found = None
        if found is None:
            raise Problem(404, "The clip of this swing is not here.")
        return found


def _clip_file(objects: Objects, where: str, folder: str) -> Path:
    """The clip as a file of this machine, brought into the folder where it is none. Raises ObjectMissing."""
    found = objects.file(where)
    if found is None:
        found = Path(folder) / "clip.mp4"
        found.write_bytes(objects.read(where))
    return found


def _key(held: HeldSwing, name: str) -> str:
    swing = held.measured
    return key(swing.organisation_id, swing.device_id, swing.swing_id, name)
