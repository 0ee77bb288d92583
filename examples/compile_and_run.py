"""Makes a small sparse model, compiles it and runs it: python examples/compile_and_run.py"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper, numpy_helper

import zeroskip

weight = np.array([[1, 0, 0], [0, 2, 0], [0, 0, 3], [0, -1, 0]], np.float32)
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["product"]), helper.make_node("Relu", ["product"], ["y"])],
    "example",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 3])],
    [numpy_helper.from_array(weight, "w")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)

library = zeroskip.compile_model(model, "model.so", dims={"batch": (1, 64)})
with zeroskip.load_compiled(library) as compiled:
    x = np.array([[1, 2, 3, 4]], np.float32)
    (y,) = compiled.run(None, {"x": x})
print(*y[0])
