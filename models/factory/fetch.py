"""The published package: fetched once by npm, checked by digest, and only the wanted files taken out."""

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

from models.factory.recipe import PACKAGE, PACKAGE_SHA256, PACKAGE_VERSION, Ingredient


class RecipeError(Exception):
    """The recipe cannot go on; the message says why and what to do."""


def fetch_package(cache: Path) -> Path:
    """The package's archive in `cache`, fetched when it is not there yet."""
    archive = cache / f"mediapipe-pose-{PACKAGE_VERSION}.tgz"
    if not archive.exists():
        _npm_pack(cache)
    check(archive, PACKAGE_SHA256)
    return archive


def extract(archive: Path, ingredient: Ingredient, cache: Path) -> Path:
    """The ingredient's TensorFlow Lite file in `cache`."""
    target = cache / f"{ingredient.name}.tflite"
    if not target.exists():
        target.write_bytes(_member(archive, ingredient.origin.file))
    check(target, ingredient.origin.file_sha256)
    return target


def _member(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as package:
        try:
            content = package.extractfile(name)
        except KeyError:
            content = None
        if content is None:
            raise RecipeError(f"{archive.name}: expected the file {name}, found none of that name")
        return content.read()


def check(path: Path, expected: str) -> None:
    """Raises RecipeError, and removes the file so that the next run fetches it again, when it is another."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        path.unlink()
        raise RecipeError(f"{path.name}: expected SHA-256 {expected}, found {found}; removed, run again")


def _npm_pack(cache: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RecipeError("npm is not installed: it fetches the published models (make setup installs Node)")
    wanted = f"{PACKAGE}@{PACKAGE_VERSION}"
    done = subprocess.run(
        [npm, "pack", wanted, "--silent", "--pack-destination", str(cache)], capture_output=True, text=True
    )
    if done.returncode != 0:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise RecipeError(f"npm pack {wanted} failed: {' '.join(reason)}")
