"""A question that is answered, for every operation: what makes a refusal mean something."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cloud.access.world import World
from tests.cloud.bay import encoded, swing
from tests.cloud.browser import PASSWORD, Browser
from tests.cloud.clips.test_tus import TUS


def nothing(_: World) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Question:
    """path: with the names of things in the world. said: JSON. whose: personal, so that another player or
    coach must be refused. own: about who asks and nobody else. uses_up: it can be asked once in a world.
    """

    method: str
    path: str
    said: Callable[[World], Any] = nothing
    content: bytes | None = None
    headers: Callable[[World], dict[str, str]] = lambda _: {}
    whose: bool = False
    own: bool = False
    uses_up: bool = False

    def address(self, world: World, about: Browser) -> str:
        return self.path.format(
            swing=world.swing_id,
            player=about.person_id,
            session=about.session_id,
            coach=world.coach.person_id,
            receipt=world.receipt_id,
            upload=world.upload_id,
        )


def personal(
    method: str, path: str, said: Callable[[World], Any] = nothing, uses_up: bool = False
) -> Question:
    return Question(method, path, said, whose=True, uses_up=uses_up)


def _announced(world: World) -> dict[str, Any]:
    upload = world.upload
    return {"swing_id": upload.swing_id, "sha256": upload.sha256, "size_bytes": len(upload.data)}


def _creation(world: World) -> dict[str, str]:
    upload = world.upload
    said = {"swing_id": upload.swing_id, "sha256": upload.sha256}
    metadata = ",".join(f"{name} {encoded(value.encode())}" for name, value in said.items())
    return {**TUS, "upload-length": str(len(upload.data)), "upload-metadata": metadata}


PIECE = {**TUS, "upload-offset": "0", "content-type": "application/offset+octet-stream"}

QUESTIONS: dict[str, Question] = {
    "deliver": Question(
        "POST", "/v1/deliveries", lambda w: w.bay.batch(w.bay.result(swing(swing_id=w.swing_id), revision=2))
    ),
    "ask": Question("POST", "/v1/uploads", _announced),
    "create": Question("POST", "/v1/uploads/tus", headers=_creation),
    "offset": Question("HEAD", "/v1/uploads/tus/{upload}", headers=lambda _: TUS),
    "append": Question(
        "PATCH", "/v1/uploads/tus/{upload}", content=b"x", headers=lambda _: PIECE, uses_up=True
    ),
    "drop": Question("DELETE", "/v1/uploads/tus/{upload}", headers=lambda _: TUS, uses_up=True),
    "devices": Question("GET", "/v1/devices"),
    "swings": personal("GET", "/v1/swings?player_id={player}"),
    "swing": personal("GET", "/v1/swings/{swing}"),
    "poses": personal("GET", "/v1/swings/{swing}/poses"),
    "clip": personal("GET", "/v1/swings/{swing}/clip"),
    "still": personal("GET", "/v1/swings/{swing}/stills/impact"),
    "nearest": personal("GET", "/v1/swings/{swing}/nearest"),
    "trends": personal(
        "GET", "/v1/trends?metric=tempo_ratio&from_ms=1790000000000&until_ms=1800000000000&player_id={player}"
    ),
    "search": personal("GET", "/v1/search?words=arm&player_id={player}"),
    "live": personal("GET", "/v1/live?player_id={player}"),
    "put_note": personal("PUT", "/v1/swings/{swing}/note", lambda _: {"text": "theirs"}),
    "remove_note": personal("DELETE", "/v1/swings/{swing}/note"),
    "assign": personal("PUT", "/v1/swings/{swing}/player", lambda w: {"player_id": w.player.person_id}),
    "delete_player": personal("DELETE", "/v1/players/{player}", uses_up=True),
    "receipt": personal("GET", "/v1/receipts/{receipt}"),
    "session": Question("GET", "/v1/session", own=True),
    "sign_out": Question("DELETE", "/v1/session", own=True, uses_up=True),
    "sessions": Question("GET", "/v1/sessions", own=True),
    "end_session": personal("DELETE", "/v1/sessions/{session}", uses_up=True),
    "change_password": Question(
        "PUT", "/v1/password", lambda _: {"old": PASSWORD, "new": "x" * 12}, own=True, uses_up=True
    ),
    "claim_swings": Question("POST", "/v1/claims", lambda w: {"code": w.code}),
    "claims": Question("GET", "/v1/claims", own=True),
    "people": Question("GET", "/v1/people"),
    "invite": Question(
        "POST", "/v1/people", lambda _: {"email": "new@a.example", "roles": ["admin"]}, own=True
    ),
    "set_roles": Question("PUT", "/v1/people/{coach}/roles", lambda _: {"roles": ["coach"]}),
    "remove_person": Question("DELETE", "/v1/people/{coach}", uses_up=True),
    "audit": Question("GET", "/v1/audit"),
    "coaches": Question("GET", "/v1/coaches"),
    "consents": Question("GET", "/v1/consents", own=True),
    "give_consent": Question("PUT", "/v1/consents/{coach}"),
    "withdraw_consent": personal("DELETE", "/v1/consents/{coach}", uses_up=True),
    "players": Question("GET", "/v1/players"),
}
