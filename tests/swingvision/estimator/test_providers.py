"""The execution provider: `auto` takes the best that works, an explicit choice is kept or refused."""

import logging
from typing import Any

import onnxruntime
import pytest

from swingvision.estimator import PoseEstimator, ProviderError
from swingvision.estimator.session import candidates_for

CPU, CUDA, TENSORRT = "CPUExecutionProvider", "CUDAExecutionProvider", "TensorrtExecutionProvider"


def test_auto_tries_the_fastest_first_and_leaves_out_strangers() -> None:
    assert candidates_for("auto", [CPU, "AzureExecutionProvider", CUDA, TENSORRT]) == [
        "tensorrt",
        "cuda",
        "cpu",
    ]
    assert candidates_for("auto", [CPU]) == ["cpu"]


def test_an_explicit_choice_is_the_only_candidate() -> None:
    assert candidates_for("cpu", [TENSORRT, CUDA, CPU]) == ["cpu"]
    assert candidates_for("cuda", [TENSORRT, CUDA, CPU]) == ["cuda"]


@pytest.mark.parametrize("asked", ["tensorrt", "cuda"])
def test_an_explicit_choice_that_is_not_there_is_an_error(asked: Any) -> None:
    with pytest.raises(ProviderError, match=f"provider {asked}: this onnxruntime has only cpu"):
        candidates_for(asked, [CPU])


def test_an_unknown_provider_is_refused_with_the_known_ones() -> None:
    wrong: Any = "gpu"
    with pytest.raises(ProviderError, match="expected one of auto, tensorrt, cuda, cpu"):
        PoseEstimator("lite", provider=wrong)


@pytest.mark.skipif(CUDA in onnxruntime.get_available_providers(), reason="this onnxruntime has CUDA")
def test_the_estimator_refuses_cuda_where_there_is_none() -> None:
    with pytest.raises(ProviderError, match="provider cuda"):
        PoseEstimator("lite", provider="cuda")


def test_what_was_asked_and_what_is_in_force_are_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="swingvision.estimator"):
        estimator = PoseEstimator("lite", provider="auto")
    assert estimator.provider_asked == "auto"
    assert estimator.provider in ("tensorrt", "cuda", "cpu")
    assert estimator.facts.provider == estimator.detector_facts.provider == estimator.provider
    assert f"provider auto asked, {estimator.provider} in force" in caplog.text
