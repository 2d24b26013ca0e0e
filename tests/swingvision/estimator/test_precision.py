"""Which file of the landmark model runs: as asked, or refused; `auto` by what the processor can do."""

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from swingvision.estimator import PoseEstimator, ProviderError, cpu, precision, read_manifest
from swingvision.estimator.cpu import computes_integers_fast, this_machine
from swingvision.estimator.manifest import MANIFEST_NAME, WEIGHTS
from swingvision.estimator.precision import choose_file
from swingvision.estimator.region import CROP_PX
from tests.swingvision.estimator.people import frame, person, shared_estimator

FULL = "blazepose-full"
VARIANTS: dict[str, str] = {
    model.quantised.machine: model.name
    for model in read_manifest().models
    if model.quantised and model.quantised.reference == FULL
}
X86, ARM = "blazepose-full-int8-x86_64", "blazepose-full-int8-aarch64"
needs_variant = pytest.mark.skipif(
    this_machine() not in VARIANTS, reason=f"there is no model in 8 bits for {this_machine()}"
)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A manifest that lists a variant for ARM beside the one for x86-64."""
    folder = tmp_path / "weights"
    folder.mkdir()
    manifest = json.loads((WEIGHTS / MANIFEST_NAME).read_text())
    mine = next(model for model in manifest["models"] if model["quantised"])
    arm = mine | {"name": ARM, "quantised": mine["quantised"] | {"machine": "aarch64"}}
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest | {"models": [*manifest["models"], arm]}))
    return folder


def facts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, machine: str, text: str | None) -> None:
    """Makes this machine another one that tells this of its processor; nothing where None."""
    told = tmp_path / "cpuinfo"
    if text is not None:
        told.write_text(text)
    monkeypatch.setattr(cpu, "CPU_FACTS", told)
    for module in (cpu, precision):
        monkeypatch.setattr(module, "this_machine", lambda: machine)


QUICK_X86, SLOW_X86 = "flags\t\t: fpu avx2 avx_vnni\n", "flags\t\t: fpu avx2 avx512f\n"
QUICK_ARM, SLOW_ARM = "Features\t: fp asimd asimddp\n", "Features\t: fp asimd\n"


@pytest.mark.parametrize(
    ("machine", "text", "quick"),
    [
        ("x86_64", QUICK_X86, True),
        ("x86_64", "processor: 0\nflags: fpu avx512_vnni\n\nprocessor: 1\nflags: fpu\n", True),
        ("x86_64", SLOW_X86, False),
        ("x86_64", QUICK_ARM, False),
        ("x86_64", "", False),
        ("x86_64", None, False),
        ("aarch64", QUICK_ARM, True),
        ("aarch64", SLOW_ARM, False),
        ("riscv64", QUICK_X86, False),
    ],
)
def test_auto_takes_8_bits_only_where_the_processor_is_quick_with_them(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    weights: Path,
    machine: str,
    text: str | None,
    quick: bool,
) -> None:
    facts(monkeypatch, tmp_path, machine, text)
    assert computes_integers_fast(machine) == quick
    expected = ({"x86_64": X86, "aarch64": ARM}[machine], "int8") if quick else (FULL, "fp32")
    assert choose_file(FULL, "auto", "cpu", weights) == expected
    assert choose_file(FULL, "auto", "cuda", weights) == (FULL, "fp32")
    assert choose_file(FULL, "fp32", "cpu", weights) == (FULL, "fp32")


def test_auto_is_the_reference_on_a_quick_processor_that_no_variant_is_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facts(monkeypatch, tmp_path, "aarch64", QUICK_ARM)
    assert choose_file(FULL, "auto", "cpu") == (FULL, "fp32")


def test_another_machines_processor_is_never_quick_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    facts(monkeypatch, tmp_path, "x86_64", QUICK_X86)
    assert not computes_integers_fast("aarch64")


def test_8_bits_are_had_when_asked_for_on_a_slow_processor_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, weights: Path
) -> None:
    facts(monkeypatch, tmp_path, "x86_64", SLOW_X86)
    assert choose_file(FULL, "int8", "cpu") == (X86, "int8")
    facts(monkeypatch, tmp_path, "aarch64", SLOW_ARM)
    assert choose_file(FULL, "int8", "cpu", weights) == (ARM, "int8")


def test_8_bits_that_cannot_be_had_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    facts(monkeypatch, tmp_path, "x86_64", QUICK_X86)
    with pytest.raises(ProviderError, match="precision int8: only the provider cpu has it, cuda is in force"):
        choose_file(FULL, "int8", "cuda")
    with pytest.raises(
        ProviderError, match="precision int8: there is no such file of blazepose-lite for x86_64"
    ):
        choose_file("blazepose-lite", "int8", "cpu")
    facts(monkeypatch, tmp_path, "aarch64", QUICK_ARM)
    with pytest.raises(ProviderError, match="there is no such file of blazepose-full for aarch64"):
        choose_file(FULL, "int8", "cpu")
    assert choose_file("blazepose-lite", "auto", "cpu") == ("blazepose-lite", "fp32")


def test_an_unknown_precision_is_refused_with_the_known_ones() -> None:
    wrong: Any = "int4"
    with pytest.raises(ProviderError, match="precision int4: expected one of auto, fp32, int8"):
        PoseEstimator(precision=wrong)


@needs_variant
def test_what_was_asked_and_what_is_in_force_are_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="swingvision.estimator"):
        estimator = PoseEstimator(provider="cpu", precision="int8")
    assert (estimator.precision_asked, estimator.precision) == ("int8", "int8")
    assert estimator.facts.name == VARIANTS[this_machine()]
    assert "model blazepose-full: precision int8 asked, int8 in force" in caplog.text
    assert (shared_estimator().precision_asked, shared_estimator().precision) == ("fp32", "fp32")
    assert shared_estimator().facts.name == FULL


@needs_variant
def test_a_missing_variant_is_no_reason_not_to_start(tmp_path: Path) -> None:
    """A folder of models without one: `auto` takes the reference."""
    weights = shutil.copytree(WEIGHTS, tmp_path / "weights")
    path = weights / MANIFEST_NAME
    manifest = json.loads(path.read_text())
    manifest["models"] = [model for model in manifest["models"] if not model["quantised"]]
    path.write_text(json.dumps(manifest))
    assert PoseEstimator(provider="cpu", precision="auto", weights=weights).precision == "fp32"


@needs_variant
@pytest.mark.skipif(
    not computes_integers_fast(this_machine()), reason="this processor computes 8-bit products another way"
)
def test_a_pose_in_8_bits_is_the_reference_pose_within_a_pixel_and_a_half() -> None:
    """In the mean over a drawn figure's joints; that the two differ at all shows that it is another model."""
    estimator, reference = PoseEstimator(provider="cpu", precision="int8"), shared_estimator()
    reference.reset()
    picture = frame(person())
    expected, found = reference.track(picture), estimator.track(picture)
    assert expected.crop is not None and found.crop == expected.crop
    away = np.linalg.norm(found.points - expected.points, axis=1) * CROP_PX / expected.crop.side
    assert 0 < away.mean() < 1.5
