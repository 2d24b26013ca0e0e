"""What people type of themselves: addresses, names, passwords; checked, and written one way."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

ADDRESS = re.compile(
    r"[^@\s\x00-\x1f\x7f,;:<>()\[\]\\\"]{1,64}@[^@\s.,;:<>()\[\]\\\"]+(\.[^@\s.,;:<>()\[\]\\\"]+)+"
)
# They turn the text around them: a name must not write over its neighbours in a list.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def email(text: str) -> str:
    """Written one way, so that one address is one account. Raises ValueError."""
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(said) > 254 or not ADDRESS.fullmatch(said):
        raise ValueError("this is no mail address")
    return said


def name(text: str) -> str:
    """Any script and any emoji; no control characters. Raises ValueError."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if not said or any(one in TURNING or unicodedata.category(one) in ("Cc", "Cs") for one in said):
        raise ValueError("a name has letters or signs, and no control characters")
    return said


def password(text: str) -> str:
    """The same however a keyboard composes it."""
    return unicodedata.normalize("NFKC", text)


Email = Annotated[str, Field(max_length=254, examples=["ana@example.org"]), AfterValidator(email)]
Name = Annotated[str, Field(min_length=1, max_length=80, examples=["Ana Ñandú"]), AfterValidator(name)]
# What was typed to sign in may be anything; a new one has to be long.
TypedPassword = Annotated[str, Field(max_length=256), AfterValidator(password)]
NewPassword = Annotated[str, Field(min_length=12, max_length=256), AfterValidator(password)]
