"""How far a converted model is from the published one, run by the runtime that it was published for."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.factory.figures import COUNT, model_inputs
from models.factory.lite import interpreter, run
from models.factory.recipe import Ingredient
from swingvision.estimator.manifest import Acceptance
from swingvision.estimator.session import Session

Outputs = dict[str, NDArray[np.float32]]
FloatArray = NDArray[np.floating]
Measure = tuple[Callable[[Outputs, Outputs], FloatArray], str, float]


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
    pairs = list(zip(expected, got, strict=True))
    measures: dict[str, Measure] = DETECTOR if ingredient.task == "person-detection" else LANDMARKS
    return [
        _figure(about, unit, limit, np.stack([distance(one, other) for one, other in pairs]))
        for about, (distance, unit, limit) in measures.items()
    ]


def _boxes(one: Outputs, other: Outputs) -> FloatArray:
    """Of the anchor that the published model likes best: what the others say is noise."""
    best = int(one["scores"][0, :, 0].argmax())
    return np.asarray(np.abs(one["boxes"][0, best] - other["boxes"][0, best]))


def _points(one: Outputs, other: Outputs) -> FloatArray:
    """Before refinement, which is not continuous: its window moves by whole cells."""
    a, b = (outputs["landmarks"].reshape(-1, 5)[:, :2] for outputs in (one, other))
    return np.asarray(np.linalg.norm(a - b, axis=1))


def _heights(one: Outputs, other: Outputs) -> FloatArray:
    return np.asarray(np.abs(expit(one["heat_maps"]) - expit(other["heat_maps"])))


def _scores(one: Outputs, other: Outputs) -> FloatArray:
    return np.asarray(np.abs(expit(one["scores"]) - expit(other["scores"])))


def _presence(one: Outputs, other: Outputs) -> FloatArray:
    return np.asarray(np.abs(one["presence"] - other["presence"]))


def _figure(about: str, unit: str, limit: float, values: FloatArray) -> Acceptance:
    mean, maximum = (float(f"{value:.3g}") for value in (values.mean(), values.max()))
    words = f"{about}: distance from TensorFlow Lite's result on {COUNT} drawn figures"
    return Acceptance(about=words, unit=unit, mean=mean, maximum=maximum, limit=limit)


# What is measured, in which unit, and what the largest distance may be.
DETECTOR: dict[str, Measure] = {
    "box and alignment points of the likeliest anchor": (_boxes, "px of the 224 picture", 0.05),
    "scores": (_scores, "probability", 0.01),
}
LANDMARKS: dict[str, Measure] = {
    "landmarks before refinement": (_points, "px of the 256 crop", 0.05),
    "heat maps": (_heights, "probability", 0.01),
    "presence": (_presence, "probability", 0.01),
}
