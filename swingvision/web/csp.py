"""A strict content security policy for a page: what stands in the page itself runs by its hash alone."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

# blob: the preview's pictures and the replay. data: the small pictures in style sheets.
FIXED = (
    "default-src 'none'",
    "connect-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)


class _Inline(HTMLParser):
    """Collects what a browser would run or apply from within a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.style_attributes: list[str] = []
        self._into: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if style := given.get("style"):
            self.style_attributes.append(style)
        if tag == "script" and "src" not in given:
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles

    def handle_data(self, data: str) -> None:
        # The parser hands over the raw text of a script or style element in one piece.
        if self._into is not None:
            self._into.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._into = None


def policy(html: str, media: Sequence[str] = ()) -> str:
    """The Content-Security-Policy value for this page, with SHA-256 hashes and no 'unsafe-inline'.

    media: other origins that clips may come from.
    """
    inline = _Inline(html)
    sources = [
        " ".join(["media-src 'self' blob:", *media]),
        f"script-src 'self'{_hashes(inline.scripts)}",
        f"style-src 'self'{_hashes(inline.styles)}",
    ]
    if inline.style_attributes:
        sources.append(f"style-src-attr 'unsafe-hashes'{_hashes(inline.style_attributes)}")
    return "; ".join([*FIXED, *sources])


def _hashes(texts: Iterable[str]) -> str:
    return "".join(f" 'sha256-{digest}'" for digest in dict.fromkeys(map(_sha256, texts)))


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
