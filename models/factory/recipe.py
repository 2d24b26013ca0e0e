"""What is made, from what: one table for the whole recipe."""

from dataclasses import dataclass
from typing import Literal

from swingvision.estimator.manifest import Origin, Tensor

PACKAGE = "@mediapipe/pose"
PACKAGE_VERSION = "0.5.1675469404"
PACKAGE_SHA256 = "8bb349a7b3a3ba699df23be804ddd3b3eab810b50b15406894be257859388a84"
LICENCE = "Apache-2.0"
LICENCE_FILE = "LICENSE-BlazePose.txt"
OPSET = 17
CONVERTERS = ("tensorflow-cpu", "tf2onnx", "onnx")
QUANTISER = "onnxruntime"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One published model and what becomes of it.

    outputs: the kept ones, by the converter's name for them; what is not named here is cut off.
    low: the value of black at the input; white is 1.
    """

    name: str
    task: Literal["person-detection", "pose-landmarks"]
    origin: Origin
    inputs: dict[str, Tensor]
    outputs: dict[str, Tensor]
    low: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a quantised model may differ from its reference, or it is refused.

    mean_px, p95_px: of all joints, px of the crop; group_mean_px, group_p95_px: of any group. A crop that is
    shifted by half a pixel moves joints by 1.1 px in the mean. jitter_percent: of the torso. size, time:
    beside the reference's. lost_points: percentage points of the events on clips that are no longer right.
    tempo_percent: how far apart the tempos are.
    """

    mean_px: float = 0.75
    p95_px: float = 3.0
    group_mean_px: float = 1.1
    group_p95_px: float = 4.0
    jitter_percent: float = 0.95
    size: float = 0.8
    time: float = 0.9
    lost_points: float = 0.5
    tempo_percent: float = 2.5


@dataclass(frozen=True, slots=True)
class Variant:
    """A landmark model in 8 bits for one family of processors.

    sides: of the encoder's stages that are quantised, cells. activations: signed ones suit ARM's kernels,
    unsigned ones x86-64's, where the signed take longer than no quantisation at all.
    """

    name: str
    reference: str
    machine: Literal["x86_64", "aarch64"]
    activations: Literal["uint8", "int8"]
    sides: tuple[int, ...] = (16, 8)
    bounds: Bounds = Bounds()


def _image(side: int, low: int) -> dict[str, Tensor]:
    about = f"RGB, {low} (black) to 1 (white)"
    return {"input_1": Tensor(name="image", shape=[1, side, side, 3], type="float32", about=about)}


def _origin(file: str, file_sha256: str) -> Origin:
    return Origin(
        registry="npm",
        package=PACKAGE,
        version=PACKAGE_VERSION,
        package_sha256=PACKAGE_SHA256,
        file=file,
        file_sha256=file_sha256,
    )


def _output(name: str, shape: list[int], about: str) -> Tensor:
    return Tensor(name=name, shape=shape, type="float32", about=about)


_DETECTOR_OUTPUTS = {
    "Identity": _output(
        "boxes",
        [1, 2254, 12],
        "centre, size and four alignment points of each anchor's box, px from the anchor",
    ),
    "Identity_1": _output("scores", [1, 2254, 1], "logits"),
}
# Left out: Identity_2, the segmentation head (half of the time), and Identity_4, the points in metres.
_LANDMARK_OUTPUTS = {
    "Identity": _output(
        "landmarks", [1, 195], "39 x (x, y, z in px of the crop, visibility logit, presence logit)"
    ),
    "Identity_1": _output("presence", [1, 1], "0 to 1, whether a body is in the crop"),
    "Identity_3": _output("heat_maps", [1, 64, 64, 39], "logits, (row, column, landmark)"),
}


INGREDIENTS = (
    Ingredient(
        "blazepose-detector",
        "person-detection",
        _origin(
            "package/pose_solution_packed_assets.data",
            "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
        ),
        _image(224, -1),
        _DETECTOR_OUTPUTS,
        low=-1,
    ),
    Ingredient(
        "blazepose-lite",
        "pose-landmarks",
        _origin(
            "package/pose_landmark_lite.tflite",
            "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
        ),
        _image(256, 0),
        _LANDMARK_OUTPUTS,
        low=0,
    ),
    Ingredient(
        "blazepose-full",
        "pose-landmarks",
        _origin(
            "package/pose_landmark_full.tflite",
            "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        ),
        _image(256, 0),
        _LANDMARK_OUTPUTS,
        low=0,
    ),
)

# Refused: lite, quantised alike, is off by 1.1 px and takes 0.87 of the time; full with signed activations,
# for ARM, moves the tempo of labelled clips by 3.4 % in the median (docs/models.md).
VARIANTS = (Variant("blazepose-full-int8-x86_64", "blazepose-full", "x86_64", "uint8"),)
