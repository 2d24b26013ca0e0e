"""An onnxruntime session on the execution provider that the setting asks for."""

import logging
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from swingvision.estimator.errors import ModelError, ProviderError

Provider = Literal["auto", "tensorrt", "cuda", "cpu"]
PROVIDERS: tuple[Provider, ...] = get_args(Provider)
ONNXRUNTIME_NAMES = {
    "tensorrt": "TensorrtExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "cpu": "CPUExecutionProvider",
}
log = logging.getLogger(__name__)


class Session:
    """One model in memory. `provider` is the one in force, never the one hoped for."""

    def __init__(self, name: str, content: bytes, asked: Provider, threads: int) -> None:
        """Raises ProviderError when `asked` cannot be had (`auto` always can), ModelError for a bad file."""
        runtime = _onnxruntime()
        for candidate in candidates_for(asked, runtime.get_available_providers()):
            session = _start(runtime, name, content, candidate, threads)
            if session is not None:
                break
            log.warning("model %s: provider %s does not start here", name, candidate)
        else:
            raise ProviderError(f"provider {asked}: onnxruntime could not start it; is its driver there?")
        self._session, self.provider = session, candidate
        self.input_name: str = session.get_inputs()[0].name
        log.info("model %s: provider %s asked, %s in force, %d threads", name, asked, candidate, threads)

    def run(self, outputs: list[str], image: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        answer: list[NDArray[np.float32]] = self._session.run(outputs, {self.input_name: image})
        return answer


def candidates_for(asked: Provider, available: list[str]) -> list[str]:
    """The providers to try, best first, given onnxruntime's own names of those that it was built with.

    Raises ProviderError for an unknown name and for an explicit choice that is not among them.
    """
    if asked not in PROVIDERS:
        raise ProviderError(f"provider {asked}: expected one of {', '.join(PROVIDERS)}")
    have = [ours for ours, theirs in ONNXRUNTIME_NAMES.items() if theirs in available]
    if asked == "auto":
        return have
    if asked not in have:
        raise ProviderError(
            f"provider {asked}: this onnxruntime has only {', '.join(have)}; use auto or one of them"
        )
    return [asked]


def _start(runtime: Any, name: str, content: bytes, provider: str, threads: int) -> Any | None:
    """A session on `provider` and nothing else; None when onnxruntime fell back to the CPU in its place."""
    state = runtime.capi.onnxruntime_pybind11_state
    errors = (
        state.Fail,
        state.InvalidProtobuf,
        state.InvalidGraph,
        state.NotImplemented,
        state.RuntimeException,
    )
    try:
        session = runtime.InferenceSession(
            content,
            _options(runtime, threads),
            providers=[ONNXRUNTIME_NAMES[provider]],
            # It would quantise the weights of convolutions that a quantised model leaves alone: 58 px off.
            disabled_optimizers=["WeightBiasQuantization"],
        )
    except errors as error:
        if provider != "cpu":
            return None
        raise ModelError(f"{name}: onnxruntime does not load it: {str(error).splitlines()[0]}") from None
    return session if session.get_providers()[0] == ONNXRUNTIME_NAMES[provider] else None


def _options(runtime: Any, threads: int) -> Any:
    options = runtime.SessionOptions()
    # Without all optimisations the convolutions miss the NCHWc layout and take 2.6 times as long.
    options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A waiting thread sleeps: the board's other programs need the cores between two frames.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def _onnxruntime() -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise ProviderError(
            "onnxruntime is not installed: install swingvision[edge] (or swingvision[edge-gpu])"
        ) from None
    return onnxruntime
