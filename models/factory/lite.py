"""TensorFlow Lite, the runtime that the models were published for: the yardstick of everything here."""

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray


def interpreter(content: bytes, keep_all: bool = False, delegate: bool = False) -> Any:
    """A ready interpreter on one thread.

    keep_all: inner tensors stay readable. delegate: with the fast kernels that applications run with;
    without, with the plain ones that compute in the order of the graph.
    """
    import tensorflow as tf

    resolvers = tf.lite.experimental.OpResolverType
    with warnings.catch_warnings(record=True):  # its advice to move to LiteRT, on every call
        runtime = tf.lite.Interpreter(
            model_content=content,
            num_threads=1,
            experimental_preserve_all_tensors=keep_all,
            experimental_op_resolver_type=(
                resolvers.AUTO if delegate else resolvers.BUILTIN_WITHOUT_DEFAULT_DELEGATES
            ),
        )
    runtime.allocate_tensors()
    return runtime


def run(runtime: Any, image: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """All outputs by their published names."""
    runtime.set_tensor(runtime.get_input_details()[0]["index"], image)
    runtime.invoke()
    return {output["name"]: runtime.get_tensor(output["index"]) for output in runtime.get_output_details()}
