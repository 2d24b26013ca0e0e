"""ONNX to ONNX in 8 bits: the coarse part of a landmark model's encoder, everything else as it was.

Quantised everywhere, BlazePose is off by 3 px of a 256 crop; what it computes at 16 x 16 and 8 x 8 bears it
(docs/models.md).
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType
from onnxruntime.quantization import quantize_static

from models.factory.bias import correct_biases
from models.factory.convert import replace, store_halves
from models.factory.crops import as_input
from models.factory.pads import fold_pads
from models.factory.recipe import Variant

ACTIVATIONS = {"uint8": QuantType.QUInt8, "int8": QuantType.QInt8}
# What the encoder ends in; heat maps hang on its stages by branches of their own, which are left alone.
ENCODER_OUTPUT = "landmarks"
# Every so manieth crop to calibrate with corrects the biases: a mean needs fewer than an extreme.
CORRECTION_STEP = 4


def quantise(content: bytes, variant: Variant, calibration: NDArray[np.uint8]) -> bytes:
    """The variant of a reference model. calibration: crops, (n, 256, 256, 3) RGB.

    Weights are signed 8-bit integers, a scale for each channel; an activation has the range that it took on
    the calibration crops. Scales by tensor, or ranges found as the model runs, cost 95 px.
    """
    model = onnx.load_from_string(content)
    widen(model.graph)
    fold_pads(model.graph)
    with tempfile.TemporaryDirectory() as folder:
        wide, narrow = Path(folder, "wide.onnx"), Path(folder, "narrow.onnx")
        onnx.save(model, wide)
        quantize_static(
            wide,
            narrow,
            _Calibration(model.graph.input[0].name, calibration),
            quant_format=QuantFormat.QDQ,
            calibrate_method=CalibrationMethod.MinMax,
            per_channel=True,
            activation_type=ACTIVATIONS[variant.activations],
            weight_type=QuantType.QInt8,
            nodes_to_quantize=encoder_nodes(model, variant.sides),
        )
        quantised = onnx.load(narrow)
    correct_biases(quantised, model, calibration[::CORRECTION_STEP])
    return finished(quantised, variant.name)


def finished(model: onnx.ModelProto, name: str) -> bytes:
    """The file: nothing in it that is not needed to run it."""
    store_halves(model.graph)
    del model.graph.value_info[:]
    del model.metadata_props[:]
    model.graph.name, model.graph.doc_string, model.doc_string = name, "", ""
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def widen(graph: onnx.GraphProto) -> None:
    """Weights that are stored in half precision become full again, the casts after them go."""
    halves = {each.name: each for each in graph.initializer if each.data_type == TensorProto.FLOAT16}
    casts = [node for node in graph.node if node.op_type == "Cast" and node.input[0] in halves]
    for node in casts:
        tensor = halves[node.input[0]]
        values = numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(values, node.output[0]))
    names = {node.name for node in casts}
    replace(graph.node, [node for node in graph.node if node.name not in names])


def encoder_nodes(model: onnx.ModelProto, sides: tuple[int, ...]) -> list[str]:
    """The nodes on the way to the landmarks whose result is so many cells high and wide."""
    known = onnx.shape_inference.infer_shapes(model).graph.value_info
    heights = {each.name: _height(each) for each in known}
    maker = {name: node for node in model.graph.node for name in node.output}
    waiting, on_the_way = [ENCODER_OUTPUT], dict[str, onnx.NodeProto]()
    while waiting:
        node = maker.get(waiting.pop())
        if node is not None and node.name not in on_the_way:
            on_the_way[node.name] = node
            waiting.extend(node.input)
    return sorted(name for name, node in on_the_way.items() if heights.get(node.output[0]) in sides)


def _height(tensor: onnx.ValueInfoProto) -> int | None:
    """Of a (1, channels, height, width) tensor."""
    shape = tensor.type.tensor_type.shape.dim
    return int(shape[2].dim_value) if len(shape) == 4 else None


class _Calibration(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime has no types
    def __init__(self, name: str, crops: NDArray[np.uint8]) -> None:
        self._inputs: Iterator[dict[str, Any]] = ({name: as_input(crop)} for crop in crops)

    def get_next(self) -> dict[str, Any] | None:
        return next(self._inputs, None)
