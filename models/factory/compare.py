"""What was just made beside what is shipped: digests, and outputs on the same fixed pictures."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.factory.figures import model_inputs
from swingvision.estimator.manifest import Model, read_manifest, read_model
from swingvision.estimator.session import Session

# Another processor sums in another order; what a weight of the wrong kind does is a thousand times more.
DEVIATION_LIMIT = 0.05
# What a file depends on besides the recipe: its digest is only held against one that was made with the same.
CONDITIONS = ("processor", "calibration")


@dataclass(frozen=True, slots=True)
class Comparison:
    """deviation: the largest distance of any output on any picture, in the output's own unit."""

    name: str
    same_digest: bool
    same_conditions: bool
    deviation: float
    quantised: bool = False

    @property
    def good(self) -> bool:
        """A quantised model that was calibrated on other crops is another one: its findings alone decide."""
        if not self.same_conditions and self.quantised:
            return True
        return self.deviation <= DEVIATION_LIMIT and (self.same_digest or not self.same_conditions)


def compare(made: Path, shipped: Path) -> list[Comparison]:
    """Every model of `made` with its namesake in `shipped`. Raises ModelError for a damaged file."""
    return [_compare(model.name, made, shipped) for model in read_manifest(made).models]


def _compare(name: str, made: Path, shipped: Path) -> Comparison:
    (one, one_bytes), (other, other_bytes) = read_model(name, made), read_model(name, shipped)
    return Comparison(
        name,
        one.sha256 == other.sha256,
        all(one.conversion.get(each) == other.conversion.get(each) for each in CONDITIONS),
        deviation(one, one_bytes, other_bytes),
        one.quantised is not None,
    )


def deviation(model: Model, one: bytes, other: bytes) -> float:
    """The largest distance between the outputs of two files of one model on the fixed pictures."""
    names = [output.name for output in model.outputs]
    low = -1.0 if model.task == "person-detection" else 0.0
    sessions = [Session(model.name, content, "cpu", threads=1) for content in (one, other)]
    return max(
        float(np.abs(a - b).max())
        for image in model_inputs(model.inputs[0].shape[1], low)
        for a, b in zip(*(session.run(names, image) for session in sessions), strict=True)
    )
