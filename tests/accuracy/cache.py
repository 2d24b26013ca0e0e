"""Answers kept under .cache/accuracy, each named by everything that it depends on, so that a run goes on
where the last one stopped and a changed line of code makes its answers again."""

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tests.helpers.golfer.clip import ROOT

FOLDER = ROOT / ".cache" / "accuracy"
# What a measured swing depends on, a virtual golfer, and what a bay tells.
ANALYSIS_CODE = ("swingvision",)
GOLFER_CODE = ("tests/helpers/golfer", "tests/accuracy/virtual.py", "tests/accuracy/truths.py")
BAY_CODE = ("swingvision", "edge", "tests/accuracy/bay.py")


@lru_cache(maxsize=None)
def digest_of_code(parts: tuple[str, ...]) -> str:
    """Of every Python, JSON and model manifest file under the parts of the tree."""
    found = hashlib.sha256()
    for source in sorted(_sources(parts)):
        found.update(str(source.relative_to(ROOT)).encode() + source.read_bytes())
    return found.hexdigest()


def _sources(parts: Iterable[str]) -> Iterable[Path]:
    for part in parts:
        path = ROOT / part
        yield from (
            (file for file in path.rglob("*") if file.suffix in (".py", ".json")) if path.is_dir() else [path]
        )


def place(kind: str, key: object, parts: tuple[str, ...], suffix: str = ".json") -> Path:
    """Where the answer of that kind to that key is kept; key: anything with a lasting repr."""
    name = hashlib.sha256(repr((key, digest_of_code(parts))).encode()).hexdigest()[:24]
    return FOLDER / kind / (name + suffix)


def keep(path: Path, content: str | bytes) -> None:
    """Whole or not there at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    draft.write_bytes(content.encode() if isinstance(content, str) else content)
    draft.replace(path)
