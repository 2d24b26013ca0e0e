"""TensorFlow Lite to ONNX: unused heads cut off, weights stored in half precision without loss."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.factory.recipe import OPSET, Ingredient


def convert(tflite: Path, ingredient: Ingredient) -> bytes:
    """The ONNX file of a model whose weights are dense."""
    import tf2onnx

    model, _ = tf2onnx.convert.from_tflite(str(tflite), opset=OPSET, output_names=list(ingredient.outputs))
    tensors = ingredient.inputs | ingredient.outputs
    rename(model.graph, {theirs: tensor.name for theirs, tensor in tensors.items()})
    store_halves(model.graph)
    del model.graph.value_info[:]
    del model.metadata_props[:]
    model.graph.name, model.graph.doc_string, model.doc_string = ingredient.name, "", ""
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def rename(graph: onnx.GraphProto, known: dict[str, str]) -> None:
    """Gives inputs and outputs the names of the manifest, and the rest numbers in the order of the graph.

    The converter's own names differ from run to run, and with them the file's digest.
    """
    names = dict(known)

    def short(name: str, kind: str) -> str:
        return names.setdefault(name, f"{kind}{len(names)}") if name else name

    used = dict.fromkeys(name for node in graph.node for name in node.input)
    initializers = {tensor.name: tensor for tensor in graph.initializer}
    ordered = [initializers[name] for name in used if name in initializers]
    for tensor in ordered:
        tensor.name = short(tensor.name, "w")
    for index, node in enumerate(graph.node):
        node.name = f"n{index}"
        node.input[:] = [short(name, "t") for name in node.input]
        node.output[:] = [short(name, "t") for name in node.output]
    for value in (*graph.input, *graph.output):
        value.name = short(value.name, "t")
    kept = [onnx.TensorProto.FromString(tensor.SerializeToString()) for tensor in ordered]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def store_halves(graph: onnx.GraphProto) -> None:
    """Stores every weight that half precision holds exactly as such, with a cast back where it is used."""
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        halves = values.astype(np.float16)
        if values.size < 2 or not np.array_equal(halves.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(halves, f"{name}h"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], f"{name}c", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    copies = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(copies)
