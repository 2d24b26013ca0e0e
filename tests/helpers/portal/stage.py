"""The real cloud service with its pages, over an empty folder: `python -m tests.helpers.portal.stage`.

The first line of its output is its address. Then each line of input is a wish as JSON, {"do": NAME, ...},
and is answered by a line of JSON. People come in without the work of a password; all else is the service's.
"""

import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from email import message_from_bytes
from email.policy import default
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import structlog

from cloud.clock import now_ms
from cloud.people.repository import Person, Role
from cloud.seed import fill
from cloud.store import Store
from cloud.swings.repository import Which
from swingvision.delivery import Balance
from swingvision.demo import DEMO_CLIP
from swingvision.report import Swing
from swingvision.typed_code import make_code
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay
from tests.cloud.browser import PASSWORD
from tests.cloud.clips.test_tus import Upload
from tests.cloud.running import Running, running
from tests.helpers.portal.demo import demo_poses, demo_swing

Answer = dict[str, Any]


class Stage:
    def __init__(self, service: Running, http: httpx.Client) -> None:
        self._service, self._parts, self._http = service, service.parts, http
        self._bay = Bay.joined(service, http, "Bay 7")
        self._shown: dict[str, list[Swing]] = {}
        self._wishes: dict[str, Callable[..., Answer]] = {
            "person": self.person,
            "invitation": self.invitation,
            "first_admin": self.first_admin,
            "letters": self.letters,
            "end_sessions": self.end_sessions,
            "consent": self.consent,
            "swing": self.swing,
            "history": self.history,
            "bay": self.bay,
            "code": self.code,
            "code_arrives": self.code_arrives,
        }

    def answer(self, line: str) -> Answer:
        wish = json.loads(line)
        return self._wishes[wish.pop("do")](**wish)

    def person(self, roles: Iterable[Role], name: str) -> Answer:
        """Somebody with an account, whose password is PASSWORD."""
        person_id = uuid7()
        email = f"{person_id}@a.example"
        password_hash = self._parts.links._passwords.hash(PASSWORD)
        organisation_id = self._service.organisation_id
        person = Person(person_id, organisation_id, email, name, tuple(roles), password_hash, now_ms())
        self._parts.store.people.add(person)
        return {"person_id": person_id, "email": email, "password": PASSWORD, "name": name}

    def invitation(self, email: str, roles: Iterable[Role]) -> Answer:
        return _path(self._parts.links.invite(self._service.organisation_id, email, tuple(roles)))

    def first_admin(self) -> Answer:
        link = self._parts.links.first_admin("Range")
        assert link is not None, "there are people already"
        return _path(link)

    def letters(self, email: str) -> Answer:
        """The links that were mailed to an address, oldest first."""
        files = sorted((self._service.data / "mail").glob("*.eml"))
        letters = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
        words = [word for one in letters if one["To"] == email for word in one.get_content().split()]
        return {"paths": [word[word.index("/join/") :] for word in words if "/join/" in word]}

    def end_sessions(self, person_id: str) -> Answer:
        """As when their time is up."""
        for session in self._parts.sessions.list(person_id):
            self._parts.sessions.end(person_id, session.session_id)
        return {}

    def consent(self, player_id: str, coach_id: str) -> Answer:
        coach = self._parts.people.one(self._service.organisation_id, coach_id)
        self._parts.consents.give(player_id, coach)
        return {}

    def swing(self, player_id: str, number: int, clip: bool = True, note: str | None = None) -> Answer:
        """The demo's swing, delivered by a bay as everything is: its clip and its poses too."""
        swing = demo_swing(number)
        items = [self._bay.result(swing)]
        if clip:
            data = DEMO_CLIP.read_bytes()
            items += [self._bay.keypoints(swing.swing_id, demo_poses()), self._bay.clip(swing.swing_id, data)]
        assert set(self._bay.deliver(*items)) == {"accepted"}
        if clip:
            upload = Upload(self._bay, data, swing.swing_id)
            assert upload.patch(upload.begin(), 0, data).status_code == 204
        self._parts.store.players.claim([swing.swing_id], player_id)
        if note is not None:
            self._parts.store.swings.note(swing.swing_id, note)
        return {"swing_id": swing.swing_id}

    def history(self, coach_id: str) -> Answer:
        """Two players with a made-up history, 300 swings and 20, who both said yes to a coach."""
        for player_id in self._golfers:
            self.consent(player_id, coach_id)
        return {"player_ids": self._golfers}

    def bay(self, bay: str, seen_ago_s: float | None, offset_ms: int = 0, **balance: int) -> Answer:
        """One more bay that was last heard of so long ago, or never."""
        joined = Bay.joined(self._service, self._http, bay)
        if seen_ago_s is not None:
            said = {"queued": 0, "synced": 0, "evicted": 0, "dead_lettered": 0} | balance
            whole = Balance(captured=sum(said.values()), **said)
            at_ms = now_ms() - round(1000 * seen_ago_s)
            self._parts.store.devices.seen(joined.device_id, at_ms, offset_ms, whole.model_dump_json())
        return {"device_id": joined.device_id}

    def code(self, swings: int) -> Answer:
        """A code that a bay shows for a session of swings, which it has not sent yet: see code_arrives."""
        code, session_id = make_code(), uuid7()
        self._shown[code] = [
            demo_swing(number).model_copy(update={"session_id": session_id, "number": number})
            for number in range(1, swings + 1)
        ]
        return {"code": code}

    def code_arrives(self, code: str) -> Answer:
        swings = self._shown[code]
        items = [self._bay.shown(code, swings[0].session_id), *map(self._bay.result, swings)]
        assert set(self._bay.deliver(*items)) == {"accepted"}
        return {}

    @cached_property
    def _golfers(self) -> list[str]:
        organisation_id = self._service.organisation_id
        before = _players(self._parts.store, organisation_id)
        fill(self._parts.store, organisation_id, 320, 1, lambda share: None)
        made = _players(self._parts.store, organisation_id) - before
        golfers = [player_id for player_id, _ in made.most_common()]
        for number, player_id in enumerate(golfers, 1):
            email, name = f"{player_id}@a.example", f"Golfer {number}"
            self._parts.store.people.add(Person(player_id, organisation_id, email, name, ("player",), "", 0))
        return golfers


def _players(store: Store, organisation_id: str) -> Counter[str]:
    """How many swings each has."""
    page = store.swings.page(Which(organisation_id), 10_000, None)
    return Counter(one.player_id for one in page if one.player_id is not None)


def _path(link: str) -> Answer:
    return {"path": link[link.index("/join/") :]}


def main() -> None:
    # Its output is for answers.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as service,
        service.http() as http,
    ):
        stage = Stage(service, http)
        print(f"{service.url}/", flush=True)
        for line in sys.stdin:
            print(json.dumps(stage.answer(line)), flush=True)
        # Who still waits for an answer at the end is cut off.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)


if __name__ == "__main__":
    main()
