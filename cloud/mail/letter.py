"""What is mailed, and what a way of mailing is."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import formatdate, make_msgid
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str


class MailFailed(Exception):
    """This letter did not leave; the same later may."""


class Mail(Protocol):
    def send(self, letter: Letter) -> None:
        """Raises MailFailed."""


def message(letter: Letter, sender: str) -> EmailMessage:
    made = EmailMessage(policy=SMTPUTF8)
    made["From"], made["To"], made["Subject"] = sender, letter.to, letter.subject
    made["Date"], made["Message-ID"] = formatdate(), make_msgid(domain=sender.rpartition("@")[2])
    # A machine's letter: no holiday note answers it.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    return made
