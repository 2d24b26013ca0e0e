"""Bias correction: what rounding shifts a channel by in the mean is taken off its bias.

Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction", section 4.2, with
measured means. It takes a sixth off the distance from the reference, and costs nothing when the model runs.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.factory.crops import as_input
from swingvision.estimator.session import Session

# As the quantiser names a tensor that went through 8 bits.
ROUNDED = "{}_DequantizeLinear_Output"


def correct_biases(quantised: onnx.ModelProto, reference: onnx.ModelProto, crops: NDArray[np.uint8]) -> None:
    """Changes the biases of the quantised convolutions, in order: each sees those before it mended.

    crops: (n, 256, 256, 3) RGB.
    """
    constants = {tensor.name: tensor for tensor in quantised.graph.initializer}
    maker = {name: node for node in quantised.graph.node for name in node.output}
    convolutions = [
        node
        for node in quantised.graph.node
        if node.op_type == "Conv" and node.input[2] in maker  # a bias that stayed a float is a constant
    ]
    names = [node.output[0] for node in convolutions]
    for node, name, expected in zip(convolutions, names, channel_means(reference, names, crops), strict=True):
        (found,) = channel_means(quantised, [ROUNDED.format(name)], crops)
        bias, scale = (constants[each] for each in maker[node.input[2]].input[:2])
        steps = np.round((expected - found) / numpy_helper.to_array(scale))
        mended = (numpy_helper.to_array(bias) + steps).astype(np.int32)
        bias.CopyFrom(numpy_helper.from_array(mended, bias.name))


def channel_means(
    model: onnx.ModelProto, names: Sequence[str], crops: NDArray[np.uint8]
) -> list[NDArray[np.float64]]:
    """Of inner tensors (1, channels, height, width) over all crops: (channels,) each."""
    shown = onnx.ModelProto.FromString(model.SerializeToString())
    shown.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = Session(model.graph.name, shown.SerializeToString(), "cpu", threads=1)
    answers = (session.run(list(names), as_input(crop)) for crop in crops)
    means = [[tensor.mean(axis=(0, 2, 3), dtype=np.float64) for tensor in answer] for answer in answers]
    return [np.mean([each[k] for each in means], axis=0) for k in range(len(names))]
