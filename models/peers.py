"""Other runtimes on the same pose models: what a builder would take in place of ours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.factory.fetch import extract, fetch_package
from models.factory.recipe import Ingredient
from swingvision.estimator.manifest import read_model

Run = Callable[[NDArray[np.float32]], Any]
SIGNATURE = b"TFL3"


def litert(ingredient: Ingredient, cache: Path) -> dict[str, Run]:
    """LiteRT with XNNPACK on one thread: the published file, and the same without the heads that we cut off.

    Raises ImportError where LiteRT is not installed, RecipeError where the published file is not to be had.
    """
    import ai_edge_litert.interpreter as runtime

    def run_of(content: bytes) -> Run:
        interpreter = runtime.Interpreter(model_content=content, num_threads=1)
        interpreter.allocate_tensors()
        place = interpreter.get_input_details()[0]["index"]
        outputs = [output["index"] for output in interpreter.get_output_details()]

        def run(image: NDArray[np.float32]) -> list[NDArray[np.float32]]:
            interpreter.set_tensor(place, image)
            interpreter.invoke()
            return [interpreter.get_tensor(output) for output in outputs]

        return run

    cache.mkdir(parents=True, exist_ok=True)
    published = extract(fetch_package(cache), ingredient, cache).read_bytes()
    runs = {"LiteRT as published": run_of(published)}
    pruned = without_other_heads(published, set(ingredient.outputs))
    return runs if pruned is None else runs | {"LiteRT pruned": run_of(pruned)}


def without_other_heads(content: bytes, kept: set[str]) -> bytes | None:
    """A TensorFlow Lite file with these outputs and what they need of it; None where it has no others."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromPackedBuf(content, 0)
    graph = model.subgraphs[0]
    outputs = [index for index in graph.outputs if graph.tensors[index].name.decode() in kept]
    if len(outputs) == len(graph.outputs):
        return None
    needed, operators = set(outputs), []
    for operator in reversed(graph.operators):
        if needed & {int(index) for index in operator.outputs}:
            needed |= {int(index) for index in operator.inputs}
            operators.append(operator)
    graph.outputs, graph.operators = outputs, operators[::-1]
    model.signatureDefs = None  # they name the outputs that are gone
    builder = flatbuffers.Builder(len(content))
    builder.Finish(model.Pack(builder), SIGNATURE)
    return bytes(builder.Output())


def opencv(ingredient: Ingredient) -> dict[str, Run]:
    """OpenCV's own network module on our file, one thread."""
    cv2.setNumThreads(1)
    network = cv2.dnn.readNetFromONNX(np.frombuffer(read_model(ingredient.name)[1], np.uint8))
    names = [output.name for output in ingredient.outputs.values()]

    def run(image: NDArray[np.float32]) -> Any:
        network.setInput(image)
        return network.forward(names)

    return {"OpenCV": run}
