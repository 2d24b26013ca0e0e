"""Who is asking: a device by its token, a person's program by a service token with scopes."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from cloud.devices.repository import Device
from cloud.parts import Parts
from cloud.problems import Problem
from cloud.tokens.repository import ServiceToken
from cloud.tokens.schemas import Scope

_device_bearer = HTTPBearer(scheme_name="device token", auto_error=False)
_service_bearer = HTTPBearer(scheme_name="service token", auto_error=False)
NONE = "Show a token: Authorization: Bearer ..."


def _device(
    parts: Parts, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_device_bearer)]
) -> Device:
    if shown is None:
        raise Problem(401, NONE)
    return parts.devices.known(shown.credentials)


def _with(scope: Scope) -> Callable[..., ServiceToken]:
    def caller(
        parts: Parts, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_service_bearer)]
    ) -> ServiceToken:
        if shown is None:
            raise Problem(401, NONE)
        token = parts.tokens.known(shown.credentials)
        if scope not in token.scopes:
            raise Problem(403, f"This token lacks the scope {scope}.", kind="scope")
        return token

    return caller


Bay = Annotated[Device, Depends(_device)]
Reader = Annotated[ServiceToken, Depends(_with("swings:read"))]
Writer = Annotated[ServiceToken, Depends(_with("swings:write"))]
Eraser = Annotated[ServiceToken, Depends(_with("players:erase"))]
