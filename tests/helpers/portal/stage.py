"""The real cloud service with its pages, over an empty folder: `python -m tests.helpers.portal.stage`.

The first line of its output is its address. Then each line of input is a wish as JSON, {"do": NAME, ...},
and is answered by a line of JSON. People come in without the work of a password; all else is the service's.
"""

import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import structlog

from cloud.people.repository import Person, Role
from swingvision.uuid7 import uuid7
from tests.cloud.browser import PASSWORD
from tests.cloud.running import Running, running

Answer = dict[str, Any]


class Stage:
    def __init__(self, service: Running) -> None:
        self._service, self._parts = service, service.parts
        self._wishes: dict[str, Callable[..., Answer]] = {
            "person": self.person,
            "invitation": self.invitation,
            "first_admin": self.first_admin,
            "letters": self.letters,
            "end_sessions": self.end_sessions,
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
        person = Person(person_id, organisation_id, email, name, tuple(roles), password_hash, 0)
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


def _path(link: str) -> Answer:
    return {"path": link[link.index("/join/") :]}


def main() -> None:
    # Its output is for answers.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as service:
        stage = Stage(service)
        print(f"{service.url}/", flush=True)
        for line in sys.stdin:
            print(json.dumps(stage.answer(line)), flush=True)


if __name__ == "__main__":
    main()
