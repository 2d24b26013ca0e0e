"""Links as they are asked and answered."""

from typing import Annotated

from pydantic import BaseModel, Field

from cloud.links.repository import LinkKind
from cloud.people.repository import Role
from cloud.people.texts import Email, Name, NewPassword

Secret = Annotated[str, Field(max_length=100, description="what stands after the # of the link")]


class Forgotten(BaseModel):
    email: Email


class ShownLink(BaseModel):
    link: Secret


class LinkView(BaseModel):
    """What a link is for. email: null where the person who uses it says it."""

    kind: LinkKind
    organisation: str
    email: str | None
    roles: list[Role]
    expires_at_ms: int


class UsedLink(BaseModel):
    """name: except for a reset. email: for the first admin only."""

    link: Secret
    name: Name | None = None
    email: Email | None = None
    password: NewPassword
