"""How far a converted model is from the published one, run by the runtime that it was published for."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.factory.figures import COUNT, model_inputs
from models.factory.lite import interpreter, run
from models.factory.recipe import Ingredient
from swingvision.estimator.landmarks import LANDMARKS, refine
from swingvision.estimator.manifest import Acceptance
from swingvision.estimator.session import Session

Outputs = dict[str, NDArray[np.float32]]
LANDMARK_LIMIT_PX = 0.05
DETECTOR_LIMIT_PX = 0.05
SCORE_LIMIT = 0.01


def accept(tflite: bytes, onnx: bytes, ingredient: Ingredient) -> list[Acceptance]:
    """The acceptance figures of the manifest. `maximum` above `limit` means that it is not accepted."""
    side = next(iter(ingredient.inputs.values())).shape[1]
    inputs = model_inputs(side, ingredient.low)
    return figures(published(tflite, inputs, ingredient), converted(onnx, inputs, ingredient), ingredient)


def published(content: bytes, inputs: Iterable[NDArray[np.float32]], ingredient: Ingredient) -> list[Outputs]:
    """The kept outputs of the TensorFlow Lite file by their names in the manifest."""
    runtime = interpreter(content, delegate=True)
    answers = (run(runtime, image) for image in inputs)
    return [{new.name: answer[old] for old, new in ingredient.outputs.items()} for answer in answers]


def converted(content: bytes, inputs: Iterable[NDArray[np.float32]], ingredient: Ingredient) -> list[Outputs]:
    session = Session(ingredient.name, content, "cpu", threads=1)
    names = [tensor.name for tensor in ingredient.outputs.values()]
    return [dict(zip(names, session.run(names, image), strict=True)) for image in inputs]


def figures(expected: list[Outputs], got: list[Outputs], ingredient: Ingredient) -> list[Acceptance]:
    on = f"from TensorFlow Lite's result on {COUNT} drawn figures"
    if ingredient.task == "person-detection":
        boxes = np.stack(
            [np.abs(a["boxes"] - b["boxes"])[_likely(a)] for a, b in zip(expected, got, strict=True)]
        )
        scores = np.stack(
            [np.abs(expit(a["scores"]) - expit(b["scores"])) for a, b in zip(expected, got, strict=True)]
        )
        return [
            _figure(f"boxes of the likeliest anchor, distance {on}", "px", boxes, DETECTOR_LIMIT_PX),
            _figure(f"scores, distance {on}", "probability", scores, SCORE_LIMIT),
        ]
    points, heights = zip(*(_distances(a, b) for a, b in zip(expected, got, strict=True)), strict=True)
    presence = np.stack([np.abs(a["presence"] - b["presence"]) for a, b in zip(expected, got, strict=True)])
    return [
        _figure(
            f"refined landmarks, distance {on}", "px of the 256 crop", np.stack(points), LANDMARK_LIMIT_PX
        ),
        _figure(f"heat-map peaks, distance {on}", "probability", np.stack(heights), SCORE_LIMIT),
        _figure(f"presence, distance {on}", "probability", presence, SCORE_LIMIT),
    ]


def _distances(a: Outputs, b: Outputs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of the refined landmarks, (39,) px of the crop, and of their heat-map peaks, (39,)."""
    (points_a, peaks_a), (points_b, peaks_b) = (
        refine(one["landmarks"].reshape(LANDMARKS, 5)[:, :2] / 256, one["heat_maps"][0]) for one in (a, b)
    )
    return np.linalg.norm(points_a - points_b, axis=1) * 256, np.abs(peaks_a - peaks_b)


def _likely(outputs: Outputs) -> tuple[int, int]:
    return 0, int(outputs["scores"][0, :, 0].argmax())


def _figure(about: str, unit: str, values: NDArray[np.floating], limit: float) -> Acceptance:
    mean, maximum = (float(f"{value:.3g}") for value in (values.mean(), values.max()))
    return Acceptance(about=about, unit=unit, mean=mean, maximum=maximum, limit=limit)
