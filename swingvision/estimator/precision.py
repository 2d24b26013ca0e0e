"""Which file of a landmark model runs: the reference, or one in 8 bits that suits the processor."""

from pathlib import Path
from typing import Literal, get_args

from swingvision.estimator.cpu import computes_integers_fast, this_machine
from swingvision.estimator.errors import ProviderError
from swingvision.estimator.manifest import WEIGHTS, read_manifest

Precision = Literal["auto", "fp32", "int8"]
PrecisionInForce = Literal["fp32", "int8"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)


def choose_file(
    reference: str, asked: Precision, provider: str, weights: Path = WEIGHTS
) -> tuple[str, PrecisionInForce]:
    """The name of the model to load in place of `reference`, and its precision.

    provider: the one in force. Raises ProviderError when `int8` cannot be had; `auto` always can.
    """
    if asked not in PRECISIONS:
        raise ProviderError(f"precision {asked}: expected one of {', '.join(PRECISIONS)}")
    if asked == "fp32":
        return reference, "fp32"
    quantised = _quantised(reference, weights)
    if asked == "int8":
        if provider != "cpu":
            raise ProviderError(f"precision int8: only the provider cpu has it, {provider} is in force")
        if quantised is None:
            raise ProviderError(f"precision int8: there is no such file of {reference} for {this_machine()}")
        return quantised, "int8"
    if quantised is not None and provider == "cpu" and computes_integers_fast(this_machine()):
        return quantised, "int8"
    return reference, "fp32"


def _quantised(reference: str, weights: Path) -> str | None:
    """The variant of a model for this machine."""
    for model in read_manifest(weights).models:
        if model.quantised and (model.quantised.reference, model.quantised.machine) == (
            reference,
            this_machine(),
        ):
            return model.name
    return None
