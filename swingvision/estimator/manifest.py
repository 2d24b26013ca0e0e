"""The list of shipped models and the proof that a file is the one on the list."""

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from swingvision.estimator.errors import ModelError

MANIFEST_VERSION = 1
MANIFEST_NAME = "manifest.json"
WEIGHTS = Path(__file__).resolve().parent.parent / "weights"

Digest = Field(pattern=r"^[0-9a-f]{64}$")


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tensor(Entry):
    """One input or output: `about` says its unit and range."""

    name: str
    shape: list[int]
    type: Literal["float32"]
    about: str


class Origin(Entry):
    """Where the weights came from: a file inside a published package."""

    registry: Literal["npm", "pypi"]
    package: str
    version: str
    package_sha256: str = Digest
    file: str
    file_sha256: str = Digest


class Acceptance(Entry):
    """A measured deviation from the published model, run by its own runtime on the same crops."""

    about: str
    unit: str
    mean: float
    maximum: float
    limit: float = Field(description="what `maximum` may not exceed")


class Finding(Entry):
    """A measured property of a quantised model. limit: what `value` may not exceed; None: it is only told."""

    about: str
    unit: str
    value: float
    limit: float | None

    @classmethod
    def of(cls, about: str, unit: str, value: float, limit: float | None) -> "Finding":
        """With the value to three digits."""
        return cls(about=about, unit=unit, value=float(f"{value:.3g}"), limit=limit)


class Quantised(Entry):
    """What a model in 8 bits is a variant of, and for which processors.

    machine: as platform.machine() names it. skipped: what could not be found out where it was made.
    """

    reference: str
    machine: Literal["x86_64", "aarch64"]
    findings: list[Finding]
    skipped: list[str] = []


class Model(Entry):
    """acceptance: of a reference beside the published model; quantised: of a variant beside its reference."""

    name: str
    task: Literal["person-detection", "pose-landmarks"]
    version: str
    file: str
    bytes: int
    sha256: str = Digest
    inputs: list[Tensor]
    outputs: list[Tensor]
    origin: Origin
    licence: str
    licence_file: str
    conversion: dict[str, str]
    acceptance: list[Acceptance]
    quantised: Quantised | None = None


class Manifest(Entry):
    manifest_version: Literal[1]
    models: list[Model]


def read_manifest(folder: Path = WEIGHTS) -> Manifest:
    """Raises ModelError when the manifest is missing, is no manifest, or is of a version unknown here."""
    path = folder / MANIFEST_NAME
    text = _read(path, "the manifest of the pose models").decode("utf-8", errors="replace")
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"] == ("manifest_version",) and first["type"] != "missing":
            expected, found = f"manifest_version {MANIFEST_VERSION}", repr(first["input"])
            raise ModelError(f"{path}: expected {expected}, found {found}") from None
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise ModelError(
            f"{path}: expected a manifest of pose models, found at {where}: {first['msg']}"
        ) from None


def read_model(name: str, folder: Path = WEIGHTS) -> tuple[Model, bytes]:
    """The manifest's entry and the bytes of the model called `name`, checked against each other.

    Raises ModelError when no such model is listed, its file is missing, or the digest differs.
    """
    models = {model.name: model for model in read_manifest(folder).models}
    if name not in models:
        listed = ", ".join(sorted(models)) or "none"
        raise ModelError(f"{folder / MANIFEST_NAME}: expected a model named {name}, found {listed}")
    model = models[name]
    path = folder / model.file
    content = _read(path, f"{model.bytes} bytes with SHA-256 {model.sha256}")
    digest = hashlib.sha256(content).hexdigest()
    if digest != model.sha256:
        found = f"{len(content)} bytes with SHA-256 {digest}"
        raise ModelError(f"{path}: expected {model.bytes} bytes with SHA-256 {model.sha256}, found {found}")
    return model, content


def _read(path: Path, expected: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{path}: expected {expected}, found no such file") from None
    except OSError as error:
        raise ModelError(f"{path}: expected {expected}, found {error.strerror}") from None
