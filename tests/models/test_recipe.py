"""What is shipped is what the recipe says, and the recipe notices what is not."""

import hashlib
import io
import json
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from models.factory.__main__ import main, refuse_unaccepted, report
from models.factory.compare import Comparison, compare
from models.factory.fetch import RecipeError, check, extract
from models.factory.figures import COUNT, figures, model_inputs
from models.factory.recipe import INGREDIENTS, LICENCE_FILE, VARIANTS
from swingvision.estimator.manifest import MANIFEST_NAME, WEIGHTS, Finding, Model, read_manifest

DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_manifest_says_what_the_recipe_says() -> None:
    references = [model for model in read_manifest().models if model.quantised is None]
    for model, ingredient in zip(references, INGREDIENTS, strict=True):
        assert (model.name, model.task, model.origin) == (ingredient.name, ingredient.task, ingredient.origin)
        assert model.inputs == list(ingredient.inputs.values())
        assert model.outputs == list(ingredient.outputs.values())
        assert model.licence_file == LICENCE_FILE


def test_the_manifest_lists_every_variant_with_findings_within_their_bounds() -> None:
    models = {model.name: model for model in read_manifest().models}
    quantised = [model for model in models.values() if model.quantised is not None]
    for model, variant in zip(quantised, VARIANTS, strict=True):
        assert model.quantised is not None
        about = (model.name, model.quantised.reference, model.quantised.machine)
        assert about == (variant.name, variant.reference, variant.machine)
        reference = models[variant.reference]
        assert (model.inputs, model.outputs, model.origin) == (
            reference.inputs,
            reference.outputs,
            reference.origin,
        )
        assert model.bytes < variant.bounds.size * reference.bytes
        limits = {finding.limit for finding in model.quantised.findings}
        assert {variant.bounds.mean_px, variant.bounds.p95_px, variant.bounds.jitter_percent} <= limits
    refuse_unaccepted(list(models.values()))


def test_the_shipped_models_are_stored_in_half_the_bytes() -> None:
    sizes = {model.name: model.bytes / 1e6 for model in read_manifest().models}
    assert (
        sizes["blazepose-detector"] < 6.1 and sizes["blazepose-lite"] < 2.9 and sizes["blazepose-full"] < 6.5
    )


def test_the_figures_are_the_same_every_time_and_all_different() -> None:
    one, two = figures(64), figures(64)
    assert len(one) == COUNT and all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert len({picture.tobytes() for picture in one}) == COUNT


@pytest.mark.parametrize("low", [-1.0, 0.0])
def test_model_inputs_keep_to_their_range(low: float) -> None:
    for image in model_inputs(32, low):
        assert image.shape == (1, 32, 32, 3) and image.dtype == np.float32
        assert low <= image.min() < image.max() <= 1


def test_check_passes_the_right_file_and_removes_another(tmp_path: Path) -> None:
    path = tmp_path / "package.tgz"
    path.write_bytes(b"abc")
    check(path, DIGEST_OF_ABC)
    path.write_bytes(b"abd")
    with pytest.raises(
        RecipeError, match=rf"package.tgz: expected SHA-256 {DIGEST_OF_ABC}, found [0-9a-f]{{64}}"
    ):
        check(path, DIGEST_OF_ABC)
    assert not path.exists()


def archive_of(path: Path, name: str, content: bytes) -> Path:
    with tarfile.open(path, "w:gz") as package:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        package.addfile(member, io.BytesIO(content))
    return path


def test_extract_takes_the_one_file_and_checks_it(tmp_path: Path) -> None:
    content = b"a model"
    origin = INGREDIENTS[1].origin.model_copy(update={"file_sha256": hashlib.sha256(content).hexdigest()})
    wanted = replace(INGREDIENTS[1], origin=origin)
    archive = archive_of(tmp_path / "a.tgz", origin.file, content)
    assert extract(archive, wanted, tmp_path).read_bytes() == content
    with pytest.raises(RecipeError, match="blazepose-lite.tflite: expected SHA-256"):
        extract(archive, INGREDIENTS[1], tmp_path)


def test_extract_names_a_file_that_is_not_in_the_package(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "a.tgz", "package/other.tflite", b"x")
    with pytest.raises(RecipeError, match="expected the file package/pose_landmark_lite.tflite"):
        extract(archive, INGREDIENTS[1], tmp_path)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder like the shipped one with one model in it, so that comparing is quick."""
    folder = tmp_path / "made"
    shutil.copytree(WEIGHTS, folder)
    edit(folder)
    return folder


def edit(folder: Path, **changes: str) -> None:
    """Leaves one model in the manifest, with changes."""
    path = folder / MANIFEST_NAME
    manifest = json.loads(path.read_text())
    model = next(model for model in manifest["models"] if model["name"] == "blazepose-lite")
    path.write_text(json.dumps(manifest | {"models": [model | changes]}))


def test_the_shipped_model_is_the_same_as_itself(made: Path) -> None:
    assert compare(made, WEIGHTS) == [Comparison("blazepose-lite", True, True, 0.0)]
    assert report(compare(made, WEIGHTS))


def test_a_changed_weight_is_noticed(made: Path) -> None:
    path = made / "blazepose-lite.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 512] = bytes(512)
    path.write_bytes(content)
    edit(made, sha256=hashlib.sha256(content).hexdigest())
    (found,) = compare(made, WEIGHTS)
    assert not found.same_digest and found.deviation > 0 and not found.good
    assert not report([found])


def test_another_processor_is_held_to_the_outputs_alone() -> None:
    close = Comparison("m", same_digest=False, same_conditions=False, deviation=0.001)
    assert close.good
    assert not replace(close, same_conditions=True).good
    assert not replace(close, deviation=1.0).good


def test_a_quantised_model_of_other_crops_is_held_to_its_findings_alone() -> None:
    other = Comparison("m", same_digest=False, same_conditions=False, deviation=3.0, quantised=True)
    assert other.good
    assert not replace(other, same_conditions=True).good


@pytest.mark.parametrize("value", [0.76, float("nan")])
def test_a_quantised_model_beyond_a_bound_is_refused(value: float) -> None:
    model = next(model for model in read_manifest().models if model.quantised)
    assert model.quantised is not None
    told = Finding(about="all joints, mean distance", unit="px", value=value, limit=0.75)
    untold = Finding(about="jitter of the reference", unit="%", value=99.0, limit=None)
    refuse_unaccepted([model, found_of(model, [untold])])
    with pytest.raises(RecipeError, match=f"{model.name}: all joints, mean distance is .* px, at most 0.75"):
        refuse_unaccepted([found_of(model, [untold, told])])


def found_of(model: Model, findings: list[Finding]) -> Model:
    assert model.quantised is not None
    return model.model_copy(update={"quantised": model.quantised.model_copy(update={"findings": findings})})


def test_a_model_beyond_its_limit_is_refused() -> None:
    model, *_ = read_manifest().models
    refuse_unaccepted([model])
    figure = model.acceptance[0]
    for value in (figure.limit * 1.01, float("nan")):
        worse = model.model_copy(update={"acceptance": [figure.model_copy(update={"maximum": value})]})
        with pytest.raises(RecipeError, match="blazepose-detector: .* allowed"):
            refuse_unaccepted([worse])


def test_the_command_explains_itself() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "Make the shipped pose models again" in result.output and "--ship" in result.output
