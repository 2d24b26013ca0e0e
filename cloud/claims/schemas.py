"""Claims as they are asked and answered."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from cloud.people.texts import Email
from swingvision.typed_code import PATTERN, written_one_way


def _code(typed: str) -> str:
    said = written_one_way(typed)
    if not re.fullmatch(PATTERN, said):
        raise ValueError("a code has four groups of four letters and digits: ABCD-EFGH-JKMN-PQRS")
    return said


Code = Annotated[
    str,
    Field(max_length=40, description="as the bay showed it", examples=["ABCD-EFGH-JKMN-PQRS"]),
    AfterValidator(_code),
]
# waiting: the bay has not reached us yet. yours: the swings are this person's. refused: somebody else was
# first, the code had ended, or it was another organisation's.
ClaimState = Literal["waiting", "yours", "refused"]


class ShownCode(BaseModel):
    code: Code


class SignUp(BaseModel):
    code: Code
    email: Email


class ShownSession(BaseModel):
    """What is here of the bay's session. The times are of its first and last swing; null without any."""

    session_id: str
    bay: str = Field(examples=["Bay 7"])
    swings: int
    first_at_ms: int | None
    last_at_ms: int | None


class CodeView(BaseModel):
    """What a code is for. session: null while the bay has not reached us.

    expires_at_ms: it can be claimed before then. kept_until_ms: swings that nobody claims are deleted then;
    null where they are kept.
    """

    state: Literal["waiting", "free"]
    organisation: str | None
    session: ShownSession | None
    expires_at_ms: int | None
    kept_until_ms: int | None


class ClaimView(BaseModel):
    """session: null unless it is yours."""

    state: ClaimState
    claimed_at_ms: int
    session: ShownSession | None


class Claims(BaseModel):
    claims: list[ClaimView]
