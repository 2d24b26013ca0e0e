"""A static export of pages, with the headers that a static export cannot bring itself."""

import mimetypes
import os
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from swingvision.web.csp import policy

# What the system's own table of types may lack.
for suffix, media_type in (
    (".mjs", "text/javascript"),
    (".wasm", "application/wasm"),
    (".woff2", "font/woff2"),
):
    mimetypes.add_type(media_type, suffix)

ENCODINGS = {"br": ".br", "gzip": ".gz"}
NOT_FOUND_PAGE = "404.html"


class StaticExport(StaticFiles):
    """Serves `folder`: hashed names for ever, the rest checked each time; compressed where prepared.

    media: other origins that the pages may play clips from.
    """

    def __init__(self, folder: Path, media: Sequence[str] = ()) -> None:
        super().__init__(directory=folder, html=True)
        self._policies = _policies(folder, media)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        for_ever = path.startswith(f"_next{os.sep}static{os.sep}") and response.status_code in (200, 206, 304)
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if for_ever else "no-cache"
        page = NOT_FOUND_PAGE if response.status_code == 404 else path
        if page in self._policies:
            response.headers["content-security-policy"] = self._policies[page]
        return response

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for encoding, suffix in ENCODINGS.items():
            packed = f"{os.fspath(full_path)}{suffix}"
            if encoding in accepted and os.path.isfile(packed):
                response = super().file_response(packed, os.stat(packed), scope, status_code)
                response.headers["content-encoding"] = encoding
                response.headers["vary"] = "accept-encoding"
                return response
        return super().file_response(full_path, stat_result, scope, status_code)


def _policies(folder: Path, media: Sequence[str]) -> dict[str, str]:
    """The policy of every page, by its path and, for an index page, its folder's."""
    policies = {}
    for file in folder.rglob("*.html"):
        name = file.relative_to(folder)
        policies[str(name)] = policy(file.read_text(encoding="utf-8"), media)
        if file.name == "index.html":
            policies[str(name.parent)] = policies[str(name)]
    return policies
