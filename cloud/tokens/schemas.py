"""What a service token may do."""

from typing import Literal, get_args

Scope = Literal["swings:read", "swings:write", "players:erase"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
