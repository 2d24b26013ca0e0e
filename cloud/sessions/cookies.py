"""The cookies of a browser: who is signed in, and that it has been here before.

HttpOnly: no script reads them. Secure, and with __Host- no other host of the domain can have set them.
SameSite=Strict: they come with requests of our own pages only.
"""

import ipaddress
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cloud.sessions.guesses import BROWSER_S, Visitor

SESSION_COOKIE = "__Host-swingvision"
BROWSER_COOKIE = "__Host-swingvision-browser"
MOST_BROWSER = 200


def visitor(request: Request) -> Visitor:
    said = request.headers.get("user-agent", "")
    browser = "".join(one for one in said if one.isprintable())[:MOST_BROWSER]
    host = request.client.host if request.client is not None else ""
    return Visitor(_address(host), browser, request.cookies.get(BROWSER_COOKIE))


Visiting = Annotated[Visitor, Depends(visitor)]


def set_cookies(answer: Response, cookie: str, browser: str) -> None:
    """The session's ends with the browser, or before on the server; the other one stays."""
    _set(answer, SESSION_COOKIE, cookie, None)
    _set(answer, BROWSER_COOKIE, browser, BROWSER_S)


def remove_session_cookie(answer: Response) -> None:
    _set(answer, SESSION_COOKIE, "", 0)


def _set(answer: Response, name: str, value: str, max_age_s: int | None) -> None:
    answer.set_cookie(name, value, max_age=max_age_s, path="/", secure=True, httponly=True, samesite="strict")


def _address(host: str) -> str:
    """One name for all addresses that one home can make up."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
