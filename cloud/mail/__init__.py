"""Mail: by SMTP, or in development into a folder."""

from cloud.mail.folder import FolderMail
from cloud.mail.letter import Letter, Mail
from cloud.mail.postman import Postman
from cloud.mail.smtp import SmtpMail

__all__ = ["FolderMail", "Letter", "Mail", "Postman", "SmtpMail"]
