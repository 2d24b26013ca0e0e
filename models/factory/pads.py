"""Paddings of zeros before a convolution become the convolution's own: the same numbers, a step less.

onnxruntime does so by itself, but not between operators in 8 bits.
"""

import onnx
from onnx import helper, numpy_helper

from models.factory.convert import replace


def fold_pads(graph: onnx.GraphProto) -> None:
    """Of rows and columns alone, by the default value, and where nobody else reads the padded tensor."""
    constants = {tensor.name: tensor for tensor in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    folded = set()
    for node in graph.node:
        following = readers.get(node.output[0], [])
        if node.op_type != "Pad" or len(node.input) > 2 or [each.op_type for each in following] != ["Conv"]:
            continue
        # (batch, channels, rows, columns) at the beginning, then the same at the end.
        pads = [int(value) for value in numpy_helper.to_array(constants[node.input[1]])]
        if any(pads[each] for each in (0, 1, 4, 5)) or _pads_itself(following[0]):
            continue
        _pad(following[0], [pads[2], pads[3], pads[6], pads[7]])
        following[0].input[0] = node.input[0]
        folded.add(node.name)
    replace(graph.node, [node for node in graph.node if node.name not in folded])
    used = {name for node in graph.node for name in node.input}
    replace(graph.initializer, [tensor for tensor in graph.initializer if tensor.name in used])


def _pads_itself(convolution: onnx.NodeProto) -> bool:
    return any(attribute.name == "auto_pad" for attribute in convolution.attribute)


def _pad(convolution: onnx.NodeProto, pads: list[int]) -> None:
    """Adds to the convolution's own: rows and columns at the beginning, then at the end."""
    known = {attribute.name: attribute for attribute in convolution.attribute}
    own = list(known["pads"].ints) if "pads" in known else [0] * 4
    others = [known[name] for name in known if name != "pads"]
    summed = helper.make_attribute("pads", [a + b for a, b in zip(own, pads, strict=True)])
    replace(convolution.attribute, [*others, summed])
