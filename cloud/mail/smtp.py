"""Letters by SMTP."""

import smtplib
import ssl

from cloud.mail.letter import Letter, MailFailed, message
from cloud.settings import MailSection

LIMIT_S = 20.0


class SmtpMail:
    def __init__(self, settings: MailSection) -> None:
        assert settings.host is not None, "the settings see to it"
        self._host, self._settings = settings.host, settings

    def send(self, letter: Letter) -> None:
        try:
            with self._connected() as server:
                server.send_message(message(letter, self._settings.sender))
        except (smtplib.SMTPException, OSError) as error:
            raise MailFailed(f"{self._host}:{self._settings.port}: {error}") from error

    def _connected(self) -> smtplib.SMTP:
        said, context = self._settings, ssl.create_default_context()
        if said.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, said.port, timeout=LIMIT_S, context=context)
        else:
            server = smtplib.SMTP(self._host, said.port, timeout=LIMIT_S)
        if said.security == "starttls":
            server.starttls(context=context)
        if said.user is not None and said.password is not None:
            server.login(said.user, said.password.get_secret_value())
        return server
