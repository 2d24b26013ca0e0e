"""Letters: whom they reach, what they tell, and that who asks cannot tell whom."""

import email
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage, Message
from email.policy import default
from io import BufferedRWPair
from pathlib import Path

import httpx
import pytest

from cloud.mail import Letter, Postman, SmtpMail
from cloud.mail.letter import MailFailed
from cloud.settings import MailSection
from tests.cloud.browser import Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running
from tests.cloud.sessions.test_signing_in import told

pytestmark = pytest.mark.slow


def letters(service: Running) -> list[EmailMessage]:
    service.parts.postman.settle()
    files = sorted((service.data / "mail").glob("*.eml"))
    read = [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]
    return [one for one in read if isinstance(one, EmailMessage)]


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http\S+/join/#\S+", letter.get_content())
    assert found is not None
    return found[0]


def forgot(http: httpx.Client, address: str, of: str = "198.51.100.1") -> httpx.Response:
    return http.post("/v1/links/reset", json={"email": address}, headers={"x-forwarded-for": of})


def test_a_forgotten_password_is_chosen_anew_by_mail(service: Running, http: httpx.Client) -> None:
    ana = joined(service, http, "ana@a.example")
    assert forgot(http, "ANA@a.example").status_code == 202
    (letter,) = letters(service)
    assert letter["to"] == "ana@a.example" and "password" in letter["subject"]
    back = Browser(http)
    assert back.use(link_in(letter), password="another long password").status_code == 200
    assert back.person_id == ana.person_id


def test_who_asks_is_told_the_same_of_everybody(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example")
    known, unknown = forgot(http, "ana@a.example"), forgot(http, "nobody@a.example")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"null")
    assert [one["to"] for one in letters(service)] == ["ana@a.example"]


def test_nobody_is_buried_in_letters(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example")
    answers = [forgot(http, "ana@a.example", f"198.51.100.{n}").status_code for n in range(6)]
    assert answers == [202] * 6 and len(letters(service)) == 3
    answers = [forgot(http, f"{n}@a.example").status_code for n in range(9)]
    known, unknown = forgot(http, "ana@a.example"), forgot(http, "nobody@a.example")
    assert answers == [202] * 9 and told(known) == told(unknown)
    assert problem(known, 429, "too_many") == ""


def test_an_admin_invites_by_mail(service: Running, http: httpx.Client) -> None:
    admin = member(service, http, "admin")
    said = {"email": "Cora@a.example", "roles": ["coach", "coach"]}
    assert admin.ask("POST", "/v1/people", said).status_code == 202
    (letter,) = letters(service)
    assert letter["to"] == "cora@a.example" and letter["subject"] == "Invitation to Range"
    cora = Browser(http)
    assert cora.use(link_in(letter), name="Cora").json()["roles"] == ["coach"]
    assert problem(admin.ask("POST", "/v1/people", said), 409, "conflict") == "body.email"


def test_nobody_is_buried_in_invitations(service: Running, http: httpx.Client) -> None:
    admin = member(service, http, "admin")
    said = {"email": "cora@a.example", "roles": ["coach"]}
    assert [admin.ask("POST", "/v1/people", said).status_code for _ in range(3)] == [202] * 3
    assert problem(admin.ask("POST", "/v1/people", said), 429, "too_many") == ""
    assert admin.ask("POST", "/v1/people", {**said, "email": "ben@a.example"}).status_code == 202
    elsewhere = member(service, http, "admin", organisation="Other")
    assert elsewhere.ask("POST", "/v1/people", said).status_code == 202, "nobody uses up another's"


def test_another_organisation_learns_of_nobody(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example")
    stranger = member(service, http, "admin", organisation="Other")
    answers = [
        stranger.ask("POST", "/v1/people", {"email": address, "roles": ["player"]})
        for address in ("ana@a.example", "nobody@a.example")
    ]
    assert [one.status_code for one in answers] == [202, 202] and answers[0].content == answers[1].content


def test_the_folder_is_its_owners_alone(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example")
    forgot(http, "ana@a.example")
    letters(service)
    assert (service.data / "mail").stat().st_mode & 0o777 == 0o700


class Server:
    """An SMTP server that takes letters after refusing the first `busy` of them."""

    def __init__(self, busy: int = 0) -> None:
        self.busy, self.taken = busy, list[Message]()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream: BufferedRWPair) -> None:
        def say(line: bytes) -> None:
            stream.write(line + b"\r\n")
            stream.flush()

        say(b"220 here")
        for line in stream:
            word = line[:4].upper()
            if word == b"DATA":
                say(b"354 go on")
                text = b"".join(iter(stream.readline, b".\r\n"))
                self.taken.append(email.message_from_bytes(text, policy=default))
            elif word == b"EHLO":
                say(b"250-here")
                say(b"250 SMTPUTF8")
                continue
            refused = word == b"MAIL" and self.busy > 0
            self.busy -= refused
            say(b"451 later" if refused else b"221 bye" if word == b"QUIT" else b"250 yes")
            if word == b"QUIT":
                return


@contextmanager
def smtp(busy: int = 0) -> Iterator[Server]:
    server = Server(busy)
    yield server
    server.close()


def settings(port: int) -> MailSection:
    return MailSection(kind="smtp", host="127.0.0.1", port=port, security="none", sender="range@a.example")


def test_letters_leave_by_smtp_after_a_pause_if_need_be() -> None:
    with smtp(busy=1) as server:
        postman = Postman(SmtpMail(settings(server.port)), pause_s=0.01)
        postman.take(lambda: Letter("älä@ä.example", "Einladung für Zoë 🏌️", "ohne Ende\n"))
        postman.take(lambda: None)
        postman.settle()
    (letter,) = server.taken
    assert (letter["to"], letter["from"]) == ("älä@ä.example", "range@a.example")
    assert letter["subject"] == "Einladung für Zoë 🏌️" and letter["auto-submitted"] == "auto-generated"


def test_a_server_that_is_not_there_is_an_error_of_this_letter(tmp_path: Path) -> None:
    with pytest.raises(MailFailed, match="127.0.0.1:9"):
        SmtpMail(settings(9)).send(Letter("a@b.example", "s", "t"))


def test_a_subject_cannot_bring_a_second_recipient(service: Running, http: httpx.Client) -> None:
    admin = member(service, http, "admin", organisation="Evil\r\nBcc: all@a.example")
    admin.ask("POST", "/v1/people", {"email": "ana@a.example", "roles": ["player"]})
    (letter,) = letters(service)
    assert letter["bcc"] is None and letter["to"] == "ana@a.example"


def test_what_waits_leaves_before_the_service_stops() -> None:
    with smtp() as server:
        postman = Postman(SmtpMail(settings(server.port)))
        for number in range(3):
            postman.take(lambda n=number: Letter("a@b.example", str(n), "t"))  # type: ignore[misc]
        postman.close()
        assert [letter["subject"] for letter in server.taken] == ["0", "1", "2"]
