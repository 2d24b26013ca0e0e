"""Sparse weights made dense: the converter knows no DENSIFY operator."""

import flatbuffers
import numpy as np
from tensorflow.lite.python import schema_py_generated as schema

from models.factory.lite import interpreter

SIGNATURE = b"TFL3"


def densify(content: bytes) -> bytes:
    """The same model with every DENSIFY operator replaced by its result, which is a constant.

    The values are those that TensorFlow Lite's own operator computes, so nothing is rounded.
    """
    model = schema.ModelT.InitFromPackedBuf(content, 0)
    graph = model.subgraphs[0]
    operators = [op for op in graph.operators if _code(model, op) == schema.BuiltinOperator.DENSIFY]
    if not operators:
        return content
    runtime = interpreter(content, keep_all=True)
    runtime.invoke()
    source = {int(op.outputs[0]): int(op.inputs[0]) for op in operators}
    for dense, sparse in source.items():
        tensor = graph.tensors[sparse]
        tensor.sparsity = None
        values = runtime.get_tensor(dense)
        model.buffers[tensor.buffer].data = np.frombuffer(values.tobytes(), np.uint8)
    graph.operators = [op for op in graph.operators if op not in operators]
    for op in graph.operators:
        op.inputs = [source.get(index, index) for index in op.inputs]
    builder = flatbuffers.Builder(len(content))
    builder.Finish(model.Pack(builder), SIGNATURE)
    return bytes(builder.Output())


def _code(model: schema.ModelT, operator: schema.OperatorT) -> int:
    return int(model.operatorCodes[operator.opcodeIndex].builtinCode)
