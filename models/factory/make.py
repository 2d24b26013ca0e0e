"""One ingredient's way from the published archive to its ONNX file and its entry of the manifest."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from models.factory.accept import accept
from models.factory.convert import convert
from models.factory.dense import densify
from models.factory.fetch import extract
from models.factory.recipe import CONVERTERS, LICENCE, LICENCE_FILE, OPSET, Ingredient
from swingvision.estimator.manifest import Model


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
