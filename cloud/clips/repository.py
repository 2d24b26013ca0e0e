"""Attachments of swings and the uploads that are under way."""

from dataclasses import dataclass
from typing import Literal, Protocol

from cloud.ingest.repository import AttachmentKind

Way = Literal["tus", "put"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """stored_at_ms: None while it is announced only."""

    swing_id: str
    kind: AttachmentKind
    device_id: str
    organisation_id: str
    sha256: str
    size_bytes: int
    stored_at_ms: int | None


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes on their way. How many have come, the object store knows."""

    upload_id: str
    swing_id: str
    device_id: str
    organisation_id: str
    sha256: str
    size_bytes: int
    way: Way
    expires_at_ms: int


class ClipRepository(Protocol):
    def attachment(self, swing_id: str, kind: AttachmentKind) -> Attachment | None:
        """By key."""

    def stored(self, swing_id: str, kind: AttachmentKind, sha256: str, at_ms: int) -> bool:
        """The bytes are safe. False where this attachment was erased or replaced meanwhile. By key."""

    def open(self, upload: Upload) -> None:
        """By key (upload_id); one that is there already stays as it is."""

    def upload(self, upload_id: str) -> Upload | None:
        """By key."""

    def close(self, upload_id: str) -> None:
        """Forget an upload, finished or given up. By key."""

    def expired(self, before_ms: int, limit: int) -> list[Upload]:
        """Uploads that were to end before then, oldest first. Eventual."""
