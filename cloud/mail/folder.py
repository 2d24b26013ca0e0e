"""For development: letters are files, and their text, links included, stands in the log."""

from pathlib import Path

import structlog

from cloud.mail.letter import Letter, MailFailed, message
from swingvision.uuid7 import uuid7

log = structlog.get_logger()


class FolderMail:
    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def send(self, letter: Letter) -> None:
        path = self._folder / f"{uuid7()}.eml"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(message(letter, self._sender).as_bytes())
        except OSError as error:
            raise MailFailed(f"{path}: {error.strerror}") from error
        log.info("mail written", to=letter.to, path=str(path), text=letter.text)
