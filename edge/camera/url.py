"""A camera's address: what may stand in one, and how it is shown without its password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlsplit

from swingvision.demo import DEMO_CLIP

Scheme = Literal["file", "virtual", "v4l2", "picamera2", "rtsp", "http", "tcp"]
NETWORK: tuple[Scheme, ...] = ("rtsp", "http", "tcp")
EXAMPLES = (
    "file:CLIP?loop=1, virtual:, v4l2:/dev/video0, picamera2:, rtsp://HOST/..., http://... or tcp://..."
)
# What may stand behind a `?`; a network address keeps its own.
PATTERNS: Mapping[Scheme, Mapping[str, str]] = {
    "file": {"loop": "0|1"},
    "virtual": {},
    "v4l2": {"size": r"\d{2,5}x\d{2,5}", "fps": r"\d{1,3}(\.\d+)?", "format": r"[a-z0-9_]{3,12}"},
    "picamera2": {"size": r"\d{2,5}x\d{2,5}", "fps": r"\d{1,3}(\.\d+)?"},
}


class BadCameraUrl(ValueError):
    """One sentence: what stands in the address and what is wanted."""


@dataclass(frozen=True, slots=True)
class CameraUrl:
    """target: a path for file, virtual and v4l2, the whole address for a network camera, else empty.

    given: the address as it was written. shown: without its password, for pages and logs.
    """

    scheme: Scheme
    target: str
    options: Mapping[str, str]
    shown: str
    given: str

    @property
    def plays_clip(self) -> bool:
        return self.scheme in ("file", "virtual")

    @property
    def loops(self) -> bool:
        return self.scheme == "virtual" or self.options.get("loop") == "1"


def parse_camera_url(text: str) -> CameraUrl:
    """Check an address. Raises BadCameraUrl; a file or device that must be there is looked for."""
    name, colon, rest = text.partition(":")
    scheme = next((known for known in get_args(Scheme) if known == name and colon), None)
    if scheme is None:
        raise BadCameraUrl(f"'{_without_password(text)}' is no camera address: use {EXAMPLES}")
    if scheme in NETWORK:
        return _network(scheme, text)
    target, _, query = rest.partition("?")
    url = CameraUrl(scheme, target, _options(scheme, query, text), shown=text, given=text)
    return _with_target(url, text)


def _with_target(url: CameraUrl, text: str) -> CameraUrl:
    if url.scheme == "file":
        if not url.target:
            raise BadCameraUrl(f"'{text}' names no clip: write file:PATH")
        if not Path(url.target).is_file():
            raise BadCameraUrl(f"'{text}': there is no file {url.target}")
    elif url.scheme == "v4l2":
        if not url.target.startswith("/dev/"):
            raise BadCameraUrl(f"'{text}' names no device: write v4l2:/dev/video0")
    elif url.target:
        raise BadCameraUrl(f"'{text}': nothing may stand between '{url.scheme}:' and a '?'")
    return url if url.scheme != "virtual" else replace(url, target=str(DEMO_CLIP))


def _options(scheme: Scheme, query: str, text: str) -> dict[str, str]:
    allowed = PATTERNS[scheme]
    given = parse_qsl(query, keep_blank_values=True)
    for key, value in given:
        if key not in allowed:
            known = f"it knows {', '.join(allowed)}" if allowed else "it takes none"
            raise BadCameraUrl(f"'{text}': {scheme} has no option '{key}', {known}")
        if not re.fullmatch(allowed[key], value):
            raise BadCameraUrl(f"'{text}': '{value}' is no value for '{key}' (pattern {allowed[key]})")
    return dict(given)


def _network(scheme: Scheme, text: str) -> CameraUrl:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadCameraUrl(f"'{_without_password(text)}' is no camera address: {error}") from error
    if not host:
        raise BadCameraUrl(f"'{_without_password(text)}' names no host: write {scheme}://HOST...")
    if scheme == "tcp" and port is None:
        raise BadCameraUrl(f"'{_without_password(text)}' names no port: write tcp://HOST:PORT")
    return CameraUrl(scheme, text, {}, shown=_without_password(text), given=text)


def _without_password(text: str) -> str:
    """The address without user, password and query, where a key may stand."""
    return re.sub(r"//[^/@]*@", "//", text).partition("?")[0] if "//" in text else text
