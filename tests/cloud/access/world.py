"""Everything that a question can be about, twice: an organisation and its neighbour."""

import hashlib
import json
from dataclasses import dataclass

import httpx

from cloud.objects.protocol import key
from swingvision.typed_code import make_code
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.browser import Browser, member
from tests.cloud.clips.test_tus import Upload
from tests.cloud.running import Running

NAMES = {"player": "Pia", "coach": "Cora", "operator": "Otto", "admin": "Ada"}


@dataclass
class World:
    """swing_id: the player's, whose coach is `coach`. upload_id: the bay's, under way. receipt_id: of a
    deletion of this player's. code: the bay's, claimed by nobody, of a session with one swing.
    """

    service: Running
    http: httpx.Client
    bay: Bay
    player: Browser
    coach: Browser
    operator: Browser
    admin: Browser
    swing_id: str
    upload: Upload
    upload_id: str
    receipt_id: str
    code: str

    @property
    def marks(self) -> list[str]:
        """What an answer to somebody else must not hold."""
        people = (self.player, self.coach, self.operator, self.admin)
        return [self.swing_id, self.bay.device_id, "arm across", *(one.person_id for one in people)]

    def person(self, role: str) -> Browser:
        browser: Browser = getattr(self, role)
        return browser


def world(service: Running, http: httpx.Client, organisation: str = "Range") -> World:
    people = {
        role: member(service, http, role, organisation=organisation, name=name)  # type: ignore[arg-type]
        for role, name in NAMES.items()
    }
    bay = Bay.joined(service, http, "Bay 1", organisation)
    player_id, store = people["player"].person_id, service.parts.store
    erased, one, announced, unclaimed, code = swing(), swing(), swing(), swing(), make_code()
    bay.deliver(bay.result(erased))
    store.players.claim([erased.swing_id], player_id)
    organisation_id = service.parts.organisations.named(organisation)
    receipt = service.parts.players.delete(organisation_id, player_id)
    clip = (one.swing_id.encode() + b"clip") * 10
    bay.deliver(
        bay.result(one),
        bay.keypoints(one.swing_id, poses()),
        bay.clip(one.swing_id, clip),
        bay.clip(announced.swing_id, clip),
        bay.result(unclaimed),
        bay.shown(code, unclaimed.session_id),
    )
    store.players.claim([one.swing_id], player_id)
    store.swings.note(one.swing_id, "left arm across")
    _put_clip(service, organisation_id, bay.device_id, one.swing_id, clip)
    answer = people["player"].ask("PUT", f"/v1/consents/{people['coach'].person_id}")
    assert answer.status_code == 204, answer.text
    upload = Upload(bay, clip, announced.swing_id)
    return World(
        service=service,
        http=http,
        bay=bay,
        **people,
        swing_id=one.swing_id,
        upload=upload,
        upload_id=upload.begin().rpartition("/")[2],
        receipt_id=receipt.receipt_id,
        code=code,
    )


def _put_clip(service: Running, organisation_id: str, device_id: str, swing_id: str, clip: bytes) -> None:
    """With the picture of its impact beside it, so that nothing has to be decoded."""
    objects, sha256 = service.parts.clips._objects, hashlib.sha256(clip).hexdigest()
    held = service.parts.swings.one(organisation_id, swing_id)
    frame = json.loads(held.measured.body)["report"]["events"]["impact"]["frame"]
    for name in (f"{sha256}.mp4", f"{sha256}-{frame}.jpg"):
        objects.put(key(organisation_id, device_id, swing_id, name), clip)
    service.parts.store.clips.stored(swing_id, "clip", sha256, 1)
