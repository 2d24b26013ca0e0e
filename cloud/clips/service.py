"""How a clip's bytes come in: which way, and when they count."""

import uuid
from dataclasses import replace

import structlog

from cloud.clips.repository import Attachment, ClipRepository, Upload, Way
from cloud.clock import now_ms
from cloud.devices.repository import Device
from cloud.objects import ObjectMissing, Objects, WrongBytes
from cloud.objects.protocol import key
from cloud.problems import Problem
from swingvision.delivery import UploadAnswer, UploadRequest

log = structlog.get_logger()

UPLOADS = uuid.UUID("5e1f0a52-63a1-5d0b-9a5c-9d0f4a1d2c7e")
LINK_S = 3600
CREATE = "/v1/uploads/tus"


class ClipService:
    def __init__(self, clips: ClipRepository, objects: Objects, upload_s: int) -> None:
        self._clips, self._objects, self._upload_s = clips, objects, upload_s

    def ask(self, device: Device, request: UploadRequest) -> UploadAnswer:
        """How this clip shall travel; asked again after a PUT, whether it has arrived.

        Raises Problem 404 for a clip that this device did not announce, 422 for bytes that are not what was
        announced.
        """
        attachment = self._announced(device, request)
        if attachment.stored_at_ms is not None:
            return UploadAnswer(way="done")
        if self._objects.upload_link("probe", 1) is None:
            return UploadAnswer(way="tus", url=CREATE)
        upload = self.open(device, request, "put")
        if self._arrived(upload):
            return UploadAnswer(way="done")
        return UploadAnswer(way="put", url=self._objects.upload_link(upload.upload_id, LINK_S))

    def open(self, device: Device, request: UploadRequest, way: Way) -> Upload:
        """The one upload of this clip, begun or found. Raises Problem 404."""
        self._announced(device, request)
        upload = Upload(
            upload_id=str(uuid.uuid5(UPLOADS, f"{device.device_id} {request.swing_id} {request.sha256}")),
            swing_id=request.swing_id,
            device_id=device.device_id,
            organisation_id=device.organisation_id,
            sha256=request.sha256,
            size_bytes=request.size_bytes,
            way=way,
            expires_at_ms=now_ms() + 1000 * self._upload_s,
        )
        found = self._clips.upload(upload.upload_id)
        if found is not None and found.expires_at_ms > now_ms():
            return found
        # One that ended before its bytes were collected begins anew with them.
        self._clips.close(upload.upload_id)
        self._clips.open(upload)
        return upload

    def settle(self, upload: Upload) -> None:
        """All bytes are there: prove them and let them count. Raises ObjectMissing, Problem 422 for wrong
        ones.
        """
        name = f"{upload.sha256}.mp4"
        where = key(upload.organisation_id, upload.device_id, upload.swing_id, name)
        try:
            self._objects.settle(upload.upload_id, upload.size_bytes, upload.sha256, where)
        except WrongBytes as error:
            self._clips.close(upload.upload_id)
            log.warning("wrong bytes", upload_id=upload.upload_id)
            detail = "These bytes are not the clip that was announced; they were thrown away."
            raise Problem(422, detail, kind="wrong_bytes", field="body") from error
        if not self._clips.stored(upload.swing_id, "clip", upload.sha256, now_ms()):
            # Deleted or replaced while the bytes were on their way.
            self._objects.remove_all(where.removesuffix(name))
        self._clips.close(upload.upload_id)

    def collect(self) -> int:
        """Drop what was begun and not finished in time; returns how many."""
        dropped = 0
        while expired := self._clips.expired(now_ms(), 100):
            for upload in expired:
                self._objects.drop(upload.upload_id)
                self._clips.close(upload.upload_id)
            dropped += len(expired)
            if len(expired) < 100:
                break
        return dropped

    def _announced(self, device: Device, request: UploadRequest) -> Attachment:
        found = self._clips.attachment(request.swing_id, "clip")
        if found is None or found.device_id != device.device_id:
            raise Problem(404, "No such clip was announced.", field="body.swing_id")
        if (found.sha256, found.size_bytes) != (request.sha256, request.size_bytes):
            raise Problem(404, "Another clip was announced for this swing.", field="body.sha256")
        return replace(found)

    def _arrived(self, upload: Upload) -> bool:
        try:
            self.settle(upload)
        except ObjectMissing:
            return False
        return True
