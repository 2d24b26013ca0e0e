"""One ingredient's way from the published archive to its ONNX file and its entry of the manifest."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from models.factory.accept import accept
from models.factory.convert import convert
from models.factory.dense import densify
from models.factory.fetch import extract
from models.factory.crops import Crops
from models.factory.faithful import faithful
from models.factory.quantise import quantise
from models.factory.recipe import CONVERTERS, LICENCE, LICENCE_FILE, OPSET, QUANTISER, Ingredient, Variant
from swingvision.estimator.manifest import Model, Quantised


def make(archive: Path, ingredient: Ingredient, cache: Path, out: Path) -> Model:
    """Writes the ONNX file of one ingredient into `out` and returns its entry of the manifest."""
    published = extract(archive, ingredient, cache).read_bytes()
    dense = cache / f"{ingredient.name}.dense.tflite"
    dense.write_bytes(densify(published))
    content = convert(dense, ingredient)
    path = out / f"{ingredient.name}.onnx"
    path.write_bytes(content)
    return Model(
        name=ingredient.name,
        task=ingredient.task,
        version=ingredient.origin.version,
        file=path.name,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inputs=list(ingredient.inputs.values()),
        outputs=list(ingredient.outputs.values()),
        origin=ingredient.origin,
        licence=LICENCE,
        licence_file=LICENCE_FILE,
        conversion={name: version(name) for name in CONVERTERS}
        | {"opset": str(OPSET), "weights": "float16 with Cast", "processor": platform.machine()},
        acceptance=accept(published, content, ingredient),
    )


def make_variant(reference: Model, variant: Variant, crops: Crops, out: Path) -> Model:
    """Writes the variant of a model that is already in `out`, and returns its entry of the manifest."""
    wide = (out / reference.file).read_bytes()
    content = quantise(wide, variant, crops.calibration)
    path = out / f"{variant.name}.onnx"
    path.write_bytes(content)
    findings = faithful(variant.name, wide, content, crops, variant.bounds, variant.machine)
    sides = ", ".join(str(side) for side in variant.sides)
    return reference.model_copy(
        update={
            "name": variant.name,
            "file": path.name,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "conversion": reference.conversion
            | {
                QUANTISER: version(QUANTISER),
                "quantised": f"{variant.activations} activations, int8 weights, encoder at {sides} cells",
                "calibration": f"{len(crops.calibration)} drawn golf crops, SHA-256 {crops.sha256}",
            },
            "acceptance": [],
            "quantised": Quantised(reference=reference.name, machine=variant.machine, findings=findings),
        }
    )
