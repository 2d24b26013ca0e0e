"""The labelled clips, where they are: analysed as a user would, scored plain and mirrored.

They are private: nothing but names and numbers of them is ever written anywhere but to the cache.
"""

import json
import os
import struct
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from swingvision.command.clip_analysis import analyse_clip
from swingvision.estimator import PoseEstimator
from swingvision.report import SwingReport
from swingvision.stance import Options
from tests.accuracy.cache import ANALYSIS_CODE, keep, place
from tests.accuracy.rule import ClipScore, Label, score
from tests.helpers.golfer.clip import ROOT

CLIPS = Path(os.environ.get("SWINGVISION_CLIPS", ROOT.parents[1] / "shared" / "clips"))
Half = Literal["tune", "hold-out"]
SPLIT_SEED, TUNE_SHARE = 20261125, 3 / 5
# The short run takes the clips with fewer frames than this.
SHORT_FRAMES = 125
SWINGS = TypeAdapter(list[SwingReport])


@lru_cache(maxsize=1)
def labels() -> dict[str, Label]:
    """By clip; empty where the clips are not here."""
    path = CLIPS / "labels.json"
    if not path.exists():
        return {}
    return {name: label for name, label in json.loads(path.read_text()).items() if name[0] != "_"}


def half_of(name: str) -> Half:
    """A fixed lot: three fifths of the clips to choose with, the others to check with."""
    names = sorted(labels())
    order = np.random.default_rng(SPLIT_SEED).permutation(len(names))
    tune = {names[i] for i in order[: int(len(names) * TUNE_SHARE)]}
    return "tune" if name in tune else "hold-out"


def short_clips() -> list[str]:
    return [name for name, label in labels().items() if label["frames"] < SHORT_FRAMES]


def score_clip(name: str, mirrored: bool = False) -> ClipScore:
    return score(name, labels()[name], swings_of(name, mirrored), mirrored)


def swings_of(name: str, mirrored: bool = False) -> list[SwingReport]:
    """What `swingvision analyze` tells of the clip; from the cache while the code of the analysis stays."""
    clip = file_of(name, mirrored)
    kept = place("clips", (name, clip.stat().st_size, mirrored), ANALYSIS_CODE)
    if not kept.exists():
        report = analyse_clip(clip, PoseEstimator(), Options(), lambda share: None).report
        keep(kept, SWINGS.dump_json(report.swings))
    return SWINGS.validate_json(kept.read_text())


def file_of(name: str, mirrored: bool) -> Path:
    path = CLIPS / str(labels()[name]["file"])
    return mirror_image(path) if mirrored else path


def mirror_image(path: Path) -> Path:
    """A copy of an MP4 or MOV in the cache that asks its player to show it mirrored; no picture changed."""
    copy = place("mirrored", (path.name, path.stat().st_size), (), path.suffix)
    if not copy.exists():
        keep(copy, flipped(path.read_bytes()))
    return copy


def flipped(movie: bytes) -> bytes:
    """With x turned round in every track's display matrix (ISO/IEC 14496-12, 8.3.2)."""
    content, at = bytearray(movie), movie.find(b"tkhd")
    if at < 0:
        raise ValueError("no track header: only MP4 and MOV can be mirrored")
    while at >= 0:
        # Times and length have 8 bytes each instead of 4 in version 1.
        matrix = at + (56 if content[at + 4] == 1 else 44)
        for entry in (matrix, matrix + 12):
            (value,) = struct.unpack_from(">i", content, entry)
            struct.pack_into(">i", content, entry, -value)
        at = movie.find(b"tkhd", at + 4)
    return bytes(content)
