"""Joining a cloud: a code from an operator, the device's own key, and from then on an identity."""

from pathlib import Path

from pydantic import ValidationError

from edge.sync.identity import Identity, load_or_make_key, save_identity
from edge.sync.link import Link
from swingvision.delivery import ClaimAnswer


class CodeError(ValueError):
    """No claim code; the message says what one looks like."""


async def join(data_dir: Path, code: str, cloud_url: str) -> Identity:
    """Raises CodeError, CloudAddressError, LinkError, IdentityError and OSError; nothing has changed then."""
    link = Link(cloud_url)
    try:
        try:
            request = load_or_make_key(data_dir).claim(code.strip())
        except ValidationError as error:
            raise CodeError("a claim code has 8 to 64 characters") from error
        answer: ClaimAnswer = await link.claim(request)
    finally:
        await link.close()
    identity = Identity(
        cloud_url=link.cloud_url,
        device_id=answer.device_id,
        organisation_id=answer.organisation_id,
        bay_name=answer.bay_name,
    )
    save_identity(data_dir, identity)
    return identity
