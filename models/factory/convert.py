"""TensorFlow Lite to ONNX: unused heads cut off, weights stored in half precision without loss."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.factory.recipe import OPSET, Ingredient

# Smaller constants gain nothing, and some runtimes want an operator's parameters as they are.
WORTH_HALVING = 64


def convert(tflite: Path, ingredient: Ingredient) -> bytes:
    """The ONNX file of a model whose weights are dense."""
    import tf2onnx

    with warnings.catch_warnings(record=True):  # TensorFlow's advice to move to LiteRT
        model, _ = tf2onnx.convert.from_tflite(
            str(tflite), opset=OPSET, output_names=list(ingredient.outputs)
        )
    tensors = ingredient.inputs | ingredient.outputs
    settle(model.graph, {theirs: tensor.name for theirs, tensor in tensors.items()})
    store_halves(model.graph)
    del model.graph.value_info[:]
    del model.metadata_props[:]
    model.graph.name, model.graph.doc_string, model.doc_string = ingredient.name, "", ""
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def settle(graph: onnx.GraphProto, known: dict[str, str]) -> None:
    """Puts the nodes into one order and gives every tensor one name, those of `known` for inputs and outputs.

    The converter's own order and names differ from run to run, and with them the file's digest.
    """
    nodes = ordered(graph)
    used = dict.fromkeys(name for node in nodes for name in node.input if name)
    weights = {tensor.name: tensor for tensor in graph.initializer}
    initializers = [weights[name] for name in used if name in weights]
    made = (name for node in nodes for name in node.output)
    names = {name: f"t{index}" for index, name in enumerate(dict.fromkeys([*used, *made]))} | known
    for index, node in enumerate(nodes):
        node.name = f"n{index}"
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names[name] for name in node.output]
    for item in (*graph.input, *graph.output, *initializers):
        item.name = names[item.name]
    replace(graph.node, nodes)
    replace(graph.initializer, initializers)


def ordered(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """The nodes that the outputs need, each after those that it needs, depth first from the first output."""
    maker = {name: node for node in graph.node for name in node.output}
    done: dict[str, onnx.NodeProto] = {}
    waiting = [output.name for output in reversed(graph.output)]
    while waiting:
        node = maker.get(waiting[-1])
        missing = [name for name in node.input if name in maker and name not in done] if node else []
        if missing:
            waiting.extend(reversed(missing))
            continue
        waiting.pop()
        if node is not None:
            done.update((name, node) for name in node.output)
    return list({id(node): node for node in done.values()}.values())


def store_halves(graph: onnx.GraphProto) -> None:
    """Stores every weight that half precision holds exactly as such, with a cast back where it is used."""
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        halves = values.astype(np.float16)
        if values.size < WORTH_HALVING or not np.array_equal(halves.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(halves, f"{name}h"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], f"{name}c", to=TensorProto.FLOAT))
    replace(graph.node, [*casts, *graph.node])


def replace(field: Any, items: list[Any]) -> None:
    """Refills a repeated field, which may own the items itself."""
    copies = [type(item).FromString(item.SerializeToString()) for item in items]
    del field[:]
    field.extend(copies)
