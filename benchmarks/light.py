"""The nine well-known image networks that the onnx package carries, without their weights.

In those files every weight is a ``ConstantOfShape`` node or a small initializer of one repeated value. Each comes with
its output for the input ``0, 1/n, 2/n, ...``; ``randomize`` gives it weights that tell a right answer from a wrong one.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnx.backend.test
from onnx import helper, numpy_helper

from .networks import random_feeds
from .peers import onnxruntime_outputs

FOLDER = Path(onnx.backend.test.__file__).parent / "data/light"
NAMES = [path.stem.removeprefix("light_") for path in sorted(FOLDER.glob("*.onnx"))]

_MATRICES = {("Conv", 1), ("Gemm", 1)}
_SCALES = {("BatchNormalization", 1), ("BatchNormalization", 4), ("Unsqueeze", 0)}


def load(name: str) -> onnx.ModelProto:
    """The network as it lies in the onnx package, such as ``vgg19``."""
    return onnx.load(FOLDER / f"light_{name}.onnx")


def stored_output(name: str) -> np.ndarray:
    """What the network gives for ``ramp_feeds``."""
    tensor = onnx.TensorProto.FromString((FOLDER / f"light_{name}_output_0.pb").read_bytes())
    return numpy_helper.to_array(tensor)


def ramp_feeds(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The input that belongs to the stored output: as many even steps from 0 to 1 as it has elements."""
    constants = {tensor.name for tensor in model.graph.initializer}
    (value,) = (value for value in model.graph.input if value.name not in constants)
    shape = [dim.dim_value for dim in value.type.tensor_type.shape.dim]
    count = int(np.prod(shape))
    return {value.name: (np.arange(count).reshape(shape) / count).astype(np.float32)}


def randomize(model: onnx.ModelProto, seed: int = 0) -> None:
    """Replace every constant weight by seeded random values, in place.

    Weights of contractions get He variance, scales and variances lie around one, everything else is small. What a final
    softmax reads becomes an output too, and is scaled down so that the softmax does not just pick one class.
    """
    rng, graph = np.random.default_rng(seed), model.graph
    readers = {name: (node.op_type, index) for node in graph.node for index, name in enumerate(node.input)}
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    shapes = {node.output[0]: tuple(tensors[node.input[0]]) for node in graph.node if node.op_type == "ConstantOfShape"}
    shapes |= {name: array.shape for name, array in tensors.items() if array.dtype == np.float32}
    weights = {name: _random_weight(rng, readers.get(name), shape) for name, shape in shapes.items()}

    kept_tensors = [tensor for tensor in graph.initializer if tensor.name not in weights]
    kept_nodes = [node for node in graph.node if node.op_type != "ConstantOfShape"]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend([*kept_tensors, *(numpy_helper.from_array(w, name) for name, w in weights.items())])
    graph.node.extend(kept_nodes)
    if graph.node[-1].op_type == "Softmax":
        _tame_softmax(model, weights)


def _random_weight(rng: np.random.Generator, reader: tuple[str, int] | None, shape: tuple[int, ...]) -> np.ndarray:
    if reader in _SCALES:
        return rng.uniform(0.5, 1.5, shape).astype(np.float32)
    deviation = np.sqrt(2 / np.prod(shape[1:])) if reader in _MATRICES else 0.05
    return np.multiply(rng.standard_normal(shape, np.float32), deviation, dtype=np.float32)


def _tame_softmax(model: onnx.ModelProto, weights: dict[str, np.ndarray]) -> None:
    """Scale the last contraction so that the standard deviation of what the softmax reads is 2."""
    graph = model.graph
    graph.output.append(helper.make_tensor_value_info(graph.node[-1].input[0], onnx.TensorProto.FLOAT, None))
    last = next(node for node in reversed(graph.node) if (node.op_type, 1) in _MATRICES)
    deviation = onnxruntime_outputs(model, random_feeds(model))[-1].std()
    for tensor in graph.initializer:
        if tensor.name in last.input[1:]:
            tensor.CopyFrom(numpy_helper.from_array(weights[tensor.name] * np.float32(2 / deviation), tensor.name))
