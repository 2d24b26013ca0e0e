"""A model file is the one on the list, or the message says which file, what was expected, what was found."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from swingvision.estimator import ModelError, PoseEstimator, read_manifest, read_model
from swingvision.estimator.manifest import MANIFEST_NAME, WEIGHTS

REFERENCES = ["blazepose-detector", "blazepose-lite", "blazepose-full"]
NAMES = [*REFERENCES, "blazepose-full-int8-x86_64"]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return shutil.copytree(WEIGHTS, tmp_path / "weights")


def edit(weights: Path, **changes: Any) -> None:
    path = weights / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_model_is_the_listed_one(name: str) -> None:
    model, content = read_model(name)
    assert hashlib.sha256(content).hexdigest() == model.sha256
    assert len(content) == model.bytes


def test_the_manifest_lists_models_with_licence_origin_and_passed_acceptance() -> None:
    models = read_manifest().models
    assert [model.name for model in models] == NAMES
    for model in models:
        assert model.licence == "Apache-2.0"
        assert "Version 2.0, January 2004" in (WEIGHTS / model.licence_file).read_text()
        assert (model.origin.package, model.origin.version) == ("@mediapipe/pose", "0.5.1675469404")
        assert {"tensorflow-cpu", "tf2onnx", "onnx", "opset"} <= set(model.conversion)
        assert bool(model.acceptance) != bool(model.quantised), "held against what it was made of"
        assert all(figure.maximum <= figure.limit for figure in model.acceptance)


def test_an_undamaged_copy_loads(weights: Path) -> None:
    """The negative control of the tests below: it is the damage that they see, not the copy."""
    assert PoseEstimator("lite", weights=weights).facts.sha256 == read_manifest().models[1].sha256


def test_one_flipped_bit_is_found_by_name(weights: Path) -> None:
    path = weights / "blazepose-lite.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    expected, found = read_model("blazepose-lite")[0].sha256, hashlib.sha256(content).hexdigest()
    with pytest.raises(ModelError) as caught:
        PoseEstimator("lite", weights=weights)
    assert all(part in str(caught.value) for part in (str(path), expected, found))


def test_a_file_cut_short_is_found_by_name(weights: Path) -> None:
    path = weights / "blazepose-detector.onnx"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"blazepose-detector\.onnx: expected \d+ bytes .* found 1000 bytes"):
        PoseEstimator("lite", weights=weights)


def test_a_missing_model_file_is_named(weights: Path) -> None:
    (weights / "blazepose-full.onnx").unlink()
    with pytest.raises(ModelError, match=r"blazepose-full\.onnx: expected .* found no such file"):
        PoseEstimator("full", weights=weights)


def test_a_folder_in_place_of_a_model_file_is_named(weights: Path) -> None:
    (weights / "blazepose-full.onnx").unlink()
    (weights / "blazepose-full.onnx").mkdir()
    with pytest.raises(ModelError, match=r"blazepose-full\.onnx: expected .* found Is a directory"):
        PoseEstimator("full", weights=weights)


def test_a_missing_manifest_is_named(weights: Path) -> None:
    (weights / MANIFEST_NAME).unlink()
    with pytest.raises(ModelError, match=r"manifest\.json: expected .* found no such file"):
        read_manifest(weights)


@pytest.mark.parametrize("version", [2, "1", None])
def test_an_unknown_manifest_version_says_both(weights: Path, version: object) -> None:
    edit(weights, manifest_version=version)
    with pytest.raises(ModelError) as caught:
        read_manifest(weights)
    assert f"expected manifest_version 1, found {version!r}" in str(caught.value)
    assert str(weights / MANIFEST_NAME) in str(caught.value)


@pytest.mark.parametrize("text", ["", "not json", "[]", "{}", "\ufffd", '{"manifest_version": 1}'])
def test_a_manifest_that_is_none_is_refused_by_name(weights: Path, text: str) -> None:
    (weights / MANIFEST_NAME).write_text(text)
    with pytest.raises(ModelError, match=r"manifest\.json: expected a manifest of pose models"):
        read_manifest(weights)


def test_a_model_that_is_not_listed_says_what_is(weights: Path) -> None:
    edit(weights, models=[])
    with pytest.raises(ModelError, match="expected a model named blazepose-detector, found none"):
        PoseEstimator("full", weights=weights)


def test_a_listed_file_that_is_no_model_is_refused_by_name(weights: Path) -> None:
    text = b"this is no model"
    (weights / "blazepose-full.onnx").write_bytes(text)
    models = json.loads((weights / MANIFEST_NAME).read_text())["models"]
    models[2] |= {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    edit(weights, models=models)
    with pytest.raises(ModelError, match="blazepose-full: onnxruntime does not load it"):
        PoseEstimator("full", weights=weights)
