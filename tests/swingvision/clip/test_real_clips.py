"""Labelled footage, where it is present: as many pictures as the labels say, at rising times."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from swingvision import clip

CLIPS = Path(os.environ.get("SWINGVISION_CLIPS", Path(__file__).parents[4] / "shared" / "clips"))
pytestmark = pytest.mark.skipif(
    not (CLIPS / "labels.json").is_file(), reason="the labelled clips (SWINGVISION_CLIPS) are not here"
)


@pytest.fixture(scope="module")
def labels() -> dict[str, Any]:
    everything = json.loads((CLIPS / "labels.json").read_text())
    return {slug: label for slug, label in everything.items() if not slug.startswith("_")}


# Rotation, edit lists, a variable rate, MPEG-4, pixels that are not square, a MOV.
ODD = (
    "dhl_sample1",
    "hsway_cm_range",
    "hsway_mjr_range",
    "golfml",
    "joni_golf12",
    "leek_01",
    "josh_bad_feet",
)


@pytest.mark.slow
def test_as_many_pictures_as_the_labels_say(labels: dict[str, Any]) -> None:
    for slug in ODD:
        label = labels[slug]
        with clip.read(CLIPS / label["file"]) as reader:
            times = [frame.time_ns for frame in reader]
        assert len(times) == label["frames"], slug
        assert np.all(np.diff(times) > 0), slug
        # A picture larger than the ring's is read smaller, and that is said.
        assert not [one for one in reader.warnings if "were read at" not in one], slug


@pytest.mark.slow
def test_rotation_edit_lists_and_a_late_start(labels: dict[str, Any]) -> None:
    with clip.read(CLIPS / labels["dhl_sample1"]["file"]) as reader:
        assert reader.size == (404, 720)
    with clip.read(CLIPS / labels["hsway_cm_range"]["file"]) as reader:
        assert sum(1 for _ in reader) == 176
    with clip.read(CLIPS / "akab_pga2.mp4") as reader:
        assert next(iter(reader)).time_ns == pytest.approx(0.696e9, abs=1e6)


@pytest.mark.slow
def test_padded_film_shows_its_repeats(labels: dict[str, Any]) -> None:
    wanted = {
        "adi_smith_f1": range(6, 55, 6),
        "joni_golf6": range(3, 54, 5),
        "adi_scott_f1": (28, 40, 46, 52, 58),
    }
    for slug, repeats in wanted.items():
        with clip.read(CLIPS / labels[slug]["file"]) as reader:
            for _ in reader:
                pass
        assert set(repeats) <= set(np.flatnonzero(reader.repeated).tolist()), slug
