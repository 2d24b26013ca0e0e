"""`python -m models.factory`: fetch, make dense, convert, accept, compare with what is shipped."""

import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import track

from models.factory.recipe import (
    CONVERTERS,
    INGREDIENTS,
    LICENCE,
    LICENCE_FILE,
    OPSET,
    PACKAGE,
    PACKAGE_SHA256,
    PACKAGE_VERSION,
    Ingredient,
)
from swingvision.estimator.manifest import (
    MANIFEST_NAME,
    WEIGHTS,
    Manifest,
    Model,
    Origin,
)

CACHE = Path(".cache/models/factory")
console = Console(stderr=True)


def make(archive: Path, ingredient: Ingredient, cache: Path, out: Path) -> Model:
    """Writes the ONNX file of one ingredient into `out` and returns its entry of the manifest."""
    from models.factory.accept import accept
    from models.factory.convert import convert
    from models.factory.dense import densify
    from models.factory.fetch import extract

    published = extract(archive, ingredient, cache).read_bytes()
    dense = cache / f"{ingredient.name}.dense.tflite"
    dense.write_bytes(densify(published))
    content = convert(dense, ingredient)
    path = out / f"{ingredient.name}.onnx"
    path.write_bytes(content)
    return Model(
        name=ingredient.name,
        task=ingredient.task,
        version=PACKAGE_VERSION,
        file=path.name,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inputs=list(ingredient.inputs.values()),
        outputs=list(ingredient.outputs.values()),
        origin=Origin(
            registry="npm",
            package=PACKAGE,
            version=PACKAGE_VERSION,
            package_sha256=PACKAGE_SHA256,
            file=ingredient.file,
            file_sha256=ingredient.file_sha256,
        ),
        licence=LICENCE,
        licence_file=LICENCE_FILE,
        conversion={name: version(name) for name in CONVERTERS} | {"opset": str(OPSET)},
        acceptance=accept(published, content, ingredient),
    )


def main() -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from models.factory.fetch import fetch_package

    out = CACHE / "out"
    out.mkdir(parents=True, exist_ok=True)
    archive = fetch_package(CACHE)
    models = [make(archive, i, CACHE, out) for i in track(INGREDIENTS, "Models", console=console)]
    manifest = Manifest(manifest_version=1, models=models)
    (out / MANIFEST_NAME).write_text(manifest.model_dump_json(indent=2) + "\n")
    shutil.copy(WEIGHTS / LICENCE_FILE, out)


if __name__ == "__main__":
    main()
