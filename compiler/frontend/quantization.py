"""ONNX ops that quantise and dequantise, by element-wise arithmetic in floating point."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...ir import DType, Expression, Literal, Step
from ...ir.ops import Map
from .node import OnnxNode
from .symbolic import Tensor

_QUANTIZED = (DType.INT8, DType.UINT8, DType.INT16, DType.UINT16)


def _dequantize(node: OnnxNode) -> Tensor:
    x = node.input(0)
    scale = _parameter(node, 1, x)
    if x.type.dtype not in (*_QUANTIZED, DType.INT32) or scale.type.dtype is not DType.FLOAT32:
        node.refuse(f"needs quantised integers and a float32 scale, got {x.type} and {scale.type}")
    y = node.cast(x, DType.FLOAT32)
    if node.given(2):
        # Both are integers of at most 16 bits (32-bit ones have no zero point), so the difference is exact.
        y = node.call("sub", y, node.cast(_parameter(node, 2, x), DType.FLOAT32))
    return node.call("mul", y, scale)


def _quantize(node: OnnxNode) -> Tensor:
    if node.attribute("output_dtype") or (node.attribute("precision") or 1) != 1:
        node.refuse("output_dtype and precision are not supported; give a zero point of the wanted type")
    x = node.input(0)
    scale = _parameter(node, 1, x)
    zero = _parameter(node, 2, x) if node.given(2) else node.make(0, DType.UINT8)
    to = zero.type.dtype
    if x.type.dtype is not DType.FLOAT32 or scale.type.dtype is not DType.FLOAT32 or to not in _QUANTIZED:
        node.refuse(f"needs float32 and a zero point of 8 or 16 bits, got {x.type} and {zero.type}")
    limits = np.iinfo(to.numpy)
    low, high = (Literal(float(limit), DType.FLOAT32) for limit in (limits.min, limits.max))
    steps = (
        Step("div", (0, 1)),
        Step("round", (3,)),
        Step("add", (4, 2)),
        Step("max", (5, low)),
        Step("min", (6, high)),
        Step("cast", (7,), to),
    )
    return node.add(Map(Expression(3, steps)), x, scale, node.cast(zero, DType.FLOAT32))


def _parameter(node: OnnxNode, index: int, x: Tensor) -> Tensor:
    """A scale or zero point: one for the tensor, or one for each position along ``axis``."""
    axis = node.attribute("axis")
    if node.attribute("block_size"):
        node.refuse("quantisation by blocks is not supported; quantise by tensor or by axis")
    parameter = node.input(index)
    if parameter.type.elements == 1:
        return node.reshape(parameter, ())
    axis = node.axis(1 if axis is None else axis, x.type.rank)
    if parameter.type.shape != (x.type.shape[axis],):
        node.refuse(f"a parameter {parameter.type} does not fit axis {axis} of {x.type}")
    return node.reshape(parameter, (*parameter.type.shape, *[1] * (x.type.rank - axis - 1)))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "DequantizeLinear": {10: _dequantize},
    "QuantizeLinear": {10: _quantize},
}
"""Lowerings by op and the opset since which they apply."""
