"""ONNX ops that make constants or give shapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...ir import DType, TensorType
from ...ir.dims import Expr, bounds, product
from .builder import LARGEST_SIZE
from .formula import Formula
from .node import OnnxNode
from .slicing import step_count
from .symbolic import Symbolic, Tensor
from .tensors import from_sparse


def _constant(node: OnnxNode) -> Tensor:
    if len(node.attributes) != 1:
        node.refuse(f"needs exactly one value, has {len(node.attributes)}; export the model again")
    for name, dtype in _CONSTANT_FIELDS.items():
        if node.has(name):
            return node.make(node.attribute(name), dtype)
    if node.has("sparse_value"):
        return node.builder.constant(from_sparse(node.attribute("sparse_value"), node.load), node.name)
    if not node.has("value"):
        node.refuse("only the attributes value, sparse_value, value_float(s) and value_int(s) are supported")
    return node.builder.constant(node.load(node.attribute("value")), node.name)


_CONSTANT_FIELDS = {
    "value_float": DType.FLOAT32,
    "value_floats": DType.FLOAT32,
    "value_int": DType.INT64,
    "value_ints": DType.INT64,
}


def _constant_of_shape(node: OnnxNode) -> Tensor:
    value = node.load(node.attribute("value")) if node.has("value") else np.zeros(1, np.float32)
    if value.size != 1:
        node.refuse(f"value must have one element, got {value.size}")
    shape = node.dims(0, "the shape", length=node.declared_rank)
    if any(bounds(d)[0] < 0 for d in shape):
        node.refuse(f"the shape [{', '.join(map(str, shape))}] has a negative extent")
    filled = TensorType(DType.of(value), shape)
    node.builder.budget.check(filled)
    if any(isinstance(d, Expr) for d in shape) or not node.builder.budget.make(filled):
        return node.broadcast(node.builder.constant(value.reshape(()), node.name), shape)
    return node.builder.constant(np.full(node.static(shape, "the shape"), value.item(), value.dtype), node.name)


def _shape(node: OnnxNode) -> Tensor:
    start = node.integer("start") if node.version >= 15 else 0
    end = node.integer("end") if node.has("end") else None
    return node.sizes(node.input(0).type.shape[start:end])


def _size(node: OnnxNode) -> Tensor:
    return node.size(product(node.input(0).type.shape), DType.INT64)


def _range(node: OnnxNode) -> Tensor:
    start, limit, delta = node.inputs()
    if any(x.type.elements != 1 for x in (start, limit, delta)):
        node.refuse(f"needs three numbers, got {start.type}, {limit.type} and {delta.type}; export the model again")
    known = [node.constant_or_none(x) for x in (start, limit, delta)]
    if any(x is not None and not np.isfinite(x).all() for x in known) or (known[2] is not None and not known[2].any()):
        node.refuse("start, limit and delta must be finite, and delta not 0; check the constants it is given")
    dtype = start.type.dtype
    # Sums of many steps are exact enough in the longest type only.
    wide = DType.FLOAT64 if dtype.is_float else DType.INT64
    start, limit, delta = (node.cast(node.reshape(x, (1,)), wide) for x in (start, limit, delta))
    if dtype.is_float:
        steps = ("max", ("ceil", ("div", ("sub", "y", "x"), "z")), 0.0)
        # A step that is 0 or no number becomes a size of -1, which is none.
        size = node.formula(("where", ("lt", 0.0, ("abs", "z")), steps, -1.0), start, limit, delta)
    else:
        size = _within_64_bits(node, step_count(node, start, limit, delta), start, limit, delta)
    (count,) = node.bind(node.cast(size, DType.INT64))
    y = node.formula(("add", "x", ("mul", "y", "z")), start, node.ramp(count, wide), delta)
    return node.cast(y, dtype)


def _within_64_bits(node: OnnxNode, size: Tensor, start: Tensor, limit: Tensor, delta: Tensor) -> Tensor:
    """The size of a range, or one that is too large for any if counting overflowed, as floats tell."""
    if any(isinstance(x, Symbolic) for x in (start, limit, delta)):
        return size  # no size is large enough
    far: Formula = ("lt", float(LARGEST_SIZE), ("div", ("sub", "y", "x"), "z"))
    numbers = [node.cast(x, DType.FLOAT64) for x in (start, limit, delta)]
    overflow = node.formula(("and", far, ("not", ("eq", "z", 0.0))), *numbers)
    return node.call("where", overflow, node.make(2**62, DType.INT64), size)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Constant": {1: _constant},
    "ConstantOfShape": {9: _constant_of_shape},
    "Range": {11: _range},
    "Shape": {1: _shape},
    "Size": {1: _size},
}
"""Lowerings by op and the opset since which they apply."""
