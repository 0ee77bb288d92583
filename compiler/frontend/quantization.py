"""ONNX ops that quantise and dequantise, by element-wise arithmetic in floating point."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import DType
from ...ir.dims import ceildiv
from .conversion import FLOAT8, rounded, saturated
from .movement import repeat_each
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import dtype_of

_QUANTIZED = (
    *(DType.INT8, DType.UINT8, DType.INT16, DType.UINT16, DType.INT4, DType.UINT4, DType.INT2, DType.UINT2),
    *(*FLOAT8, DType.FLOAT4E2M1),
)


def _dequantize(node: OnnxNode) -> Tensor:
    output = node.attribute("output_dtype")
    x = node.input(0)
    scale = _parameter(node, 1, x)
    to = dtype_of(output) if output else scale.type.dtype
    if x.type.dtype not in (*_QUANTIZED, DType.INT32) or not scale.type.dtype.is_float or not to.is_float:
        node.refuse(f"needs quantised numbers and a floating-point scale, got {x.type} and {scale.type}")
    y = node.cast(x, DType.FLOAT32)
    if node.given(2):
        # Both have at most 16 bits (int32 has no zero point), so the difference of integers is exact.
        y = node.call("sub", y, node.cast(_parameter(node, 2, x), DType.FLOAT32))
    return node.cast(node.call("mul", y, node.cast(scale, DType.FLOAT32)), to)


def _quantize(node: OnnxNode) -> Tensor:
    output, precision = node.attribute("output_dtype"), node.attribute("precision")
    saturate = node.attribute("saturate") != 0
    x = node.input(0)
    scale = _parameter(node, 1, x)
    zero = _parameter(node, 2, x) if node.given(2) else None
    to = zero.type.dtype if zero is not None else dtype_of(output) if output else DType.UINT8
    if output and to is not dtype_of(output):
        node.refuse(f"output_dtype={dtype_of(output)} is not the type of the zero point, {to}; export the model again")
    if to not in _QUANTIZED:
        node.refuse(f"cannot quantise to {to}; integers of at most 16 bits, float8 and float4e2m1 are supported")
    divided = dtype_of(precision) if precision else scale.type.dtype
    if divided.wide is not DType.FLOAT32:
        node.refuse(f"cannot divide in {divided}; give precision or a scale of float32, float16 or bfloat16")
    x, scale = (node.cast(node.cast(t, divided), DType.FLOAT32) for t in (x, scale))
    y = node.cast(node.cast(node.call("div", x, scale), divided), DType.FLOAT32)
    if to.is_float:
        y = y if zero is None else node.call("add", y, node.cast(zero, DType.FLOAT32))
        return saturated(node, y, to) if saturate else node.cast(y, to)
    return rounded(node, y, zero, to)


def _parameter(node: OnnxNode, index: int, x: Tensor) -> Tensor:
    """A scale or zero point: for the tensor, for each position along ``axis``, or for blocks of ``block_size``."""
    axis, block = node.attribute("axis"), node.attribute("block_size") or 0
    parameter = node.input(index)
    axis, shape = 1 if axis is None else axis, x.type.shape
    if not block and parameter.type.rank == 1 and not -len(shape) <= axis < len(shape):
        # An axis that does not exist is none to quantise along.
        only = f"axis {axis} is out of range for {x.type}, so {parameter.type} must be a single number"
        parameter = node.shaped(parameter, (1,), only)
    if parameter.type.elements == 1 and not block:
        return node.reshape(parameter, ())
    axis = node.axis(axis, len(shape))
    given = f"blocks of {block} along axis" if block else "axis"
    wrong = f"a parameter {parameter.type} does not fit {given} {axis} of {x.type}"
    if not block and parameter.type.rank == 1:
        return node.along(node.spread(parameter, shape[axis], wrong), [axis], x.type.rank)
    blocks = (*shape[:axis], ceildiv(shape[axis], max(block, 1)), *shape[axis + 1 :])
    if block < 1:
        node.refuse(wrong)
    each = repeat_each(node, node.shaped(parameter, blocks, wrong), axis, block)
    return node.cut(each, axis, 0, shape[axis])


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "DequantizeLinear": {10: _dequantize},
    "QuantizeLinear": {10: _quantize},
}
"""Lowerings by op and the opset since which they apply."""
