"""The history as it is answered."""

import base64
import binascii
import re
from typing import Any

from pydantic import BaseModel, Field

from cloud.problems import Problem
from cloud.swings.repository import HeldSwing, Place
from cloud.swings.sketch import Sketch, sketch_of
from swingvision.report import Club, Handedness, Swing, View

SWING_ID = "01990a5d-ac96-774b-bcce-b302099a8057"
PLACE = re.compile(r"(-?[0-9]{1,16})\.([0-9a-f-]{36})")


class SwingView(BaseModel):
    """captured_at_exact: false where the bay's clock could not be believed, and the time is that of receipt.

    metrics: values by name, null where withheld. clip, poses: where to read them; null while they are not
    here. sketch: null unless it was asked for.
    """

    swing_id: str = Field(examples=[SWING_ID])
    bay: str = Field(examples=["Bay 7"])
    device_id: str
    session_id: str
    player_id: str | None
    captured_at_ms: int = Field(examples=[1_790_000_000_000])
    captured_at_exact: bool
    received_at_ms: int
    revision: int
    club: Club
    view: View
    handedness: Handedness
    definition_version: str
    metrics: dict[str, float | None] = Field(examples=[{"tempo_ratio": 3.1, "hogan_plane_deg": None}])
    note: str | None
    clip: str | None = Field(examples=[f"/v1/swings/{SWING_ID}/clip"])
    poses: str | None = Field(examples=[f"/v1/swings/{SWING_ID}/poses"])
    sketch: Sketch | None

    @classmethod
    def of(cls, held: HeldSwing) -> "SwingView":
        return cls.model_construct(**cls._said(held))

    @classmethod
    def sketched(cls, held: HeldSwing) -> "SwingView":
        return cls.model_construct(**{**cls._said(held), "sketch": sketch_of(held.measured.body)})

    @staticmethod
    def _said(held: HeldSwing) -> dict[str, Any]:
        swing = held.measured
        address = f"/v1/swings/{swing.swing_id}"
        names = SwingView.model_fields.keys() - {"player_id", "note", "clip", "poses", "sketch"}
        return {
            **{name: getattr(swing, name) for name in names},
            "player_id": held.player_id,
            "note": held.note,
            "clip": f"{address}/clip" if held.clip_sha256 else None,
            "poses": f"{address}/poses" if held.poses_sha256 else None,
            "sketch": None,
        }


class SwingDetail(SwingView):
    """A swing with its whole report, as the bay delivered it."""

    swing: Swing

    @classmethod
    def of(cls, held: HeldSwing) -> "SwingDetail":
        swing = Swing.model_validate_json(held.measured.body)
        return cls.model_construct(**cls._said(held), swing=swing)


class SwingPage(BaseModel):
    swings: list[SwingView]
    next_after: str | None = Field(
        description="give it as `after` for the next page; null: this was the last"
    )


class Found(BaseModel):
    swings: list[SwingView]


class NearSwing(BaseModel):
    """distance: 0 for the same form, 2 for the opposite one; comparable between swings of one view only."""

    distance: float
    swing: SwingView


class NearSwings(BaseModel):
    neighbours: list[NearSwing]


class TrendPoint(BaseModel):
    starts_at_ms: int
    count: int = Field(description="swings with a value")
    p10: float
    p50: float
    p90: float


class Trend(BaseModel):
    metric: str
    bucket_ms: int
    points: list[TrendPoint]


class NoteText(BaseModel):
    text: str = Field(min_length=1, max_length=4000, examples=["left arm bent at the top"])


def place_text(place: Place) -> str:
    return base64.urlsafe_b64encode(f"{place.captured_at_ms}.{place.swing_id}".encode()).decode()


def place_of(text: str) -> Place:
    """Raises Problem 422."""
    try:
        said = PLACE.fullmatch(base64.b64decode(text.encode(), b"-_", validate=True).decode())
    except (binascii.Error, UnicodeError):
        said = None
    if said is None:
        raise Problem(422, "This is no `next_after` of a page.", field="query.after")
    return Place(int(said[1]), said[2])
