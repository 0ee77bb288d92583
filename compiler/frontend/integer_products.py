"""ONNX products of quantised tensors, summed in int32."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import DType
from .contraction import convolution, matmul
from .conversion import rounded
from .node import OnnxNode
from .symbolic import Tensor

_F32, _I32 = DType.FLOAT32, DType.INT32


def _matmul_integer(node: OnnxNode) -> Tensor:
    return matmul(node, _centred(node, 0, 2, -2), _centred(node, 1, 3, -1))


def _conv_integer(node: OnnxNode) -> Tensor:
    return convolution(node, _centred(node, 0, 2, 1), _centred(node, 1, 3, 0))


def _q_linear_matmul(node: OnnxNode) -> Tensor:
    total = matmul(node, _centred(node, 0, 2, -2), _centred(node, 3, 5, -1))
    scales = [_along(node, node.input(1), total, -2), _along(node, node.input(4), total, -1)]
    return _requantized(node, total, scales, -2)


def _q_linear_conv(node: OnnxNode) -> Tensor:
    total = convolution(node, _centred(node, 0, 2, 1), _centred(node, 3, 5, 0))
    if node.given(8):
        total = node.call("add", total, node.channelwise(node.input(8), total.type))
    scales = [_along(node, node.input(1), total, 1), _along(node, node.input(4), total, 1)]
    return _requantized(node, total, scales, 1)


def _centred(node: OnnxNode, index: int, zero_point: int, axis: int) -> Tensor:
    """An operand as int32 minus its zero point, which may have one value for each index of ``axis``."""
    x = node.input(index)
    if x.type.dtype not in (DType.INT8, DType.UINT8):
        node.refuse(f"needs 8-bit integers, got {x.type}; export the model again")
    wide = node.cast(x, _I32)
    if not node.given(zero_point):
        return wide
    return node.call("sub", wide, node.cast(_along(node, node.input(zero_point), x, axis), _I32))


def _along(node: OnnxNode, parameter: Tensor, x: Tensor, axis: int) -> Tensor:
    """A parameter that holds for all of ``x``, or one value for each index of an axis, shaped to broadcast."""
    if parameter.type.elements == 1:
        return node.reshape(parameter, ())
    rank = x.type.rank
    if parameter.type.rank != 1:
        return parameter  # shaped already
    wrong = f"a parameter {parameter.type} does not fit {x.type}; quantise by tensor or by axis"
    if rank < 2:
        node.refuse(wrong)
    return node.along(node.spread(parameter, x.type.shape[axis], wrong), [axis % rank], rank)


def _requantized(node: OnnxNode, total: Tensor, scales: list[Tensor], axis: int) -> Tensor:
    """``round(total * (a_scale * b_scale / y_scale)) + y_zero_point``, kept within the type of the zero point."""
    zero = node.input(7)
    scale, zero_point = (_along(node, node.input(i), total, axis) for i in (6, 7))
    ratio = node.formula(("div", ("mul", "x", "y"), "z"), *(node.cast(p, _F32) for p in (*scales, scale)))
    y = node.call("mul", node.cast(total, _F32), ratio)
    return rounded(node, y, zero_point, zero.type.dtype)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "ConvInteger": {10: _conv_integer},
    "MatMulInteger": {10: _matmul_integer},
    "QLinearConv": {10: _q_linear_conv},
    "QLinearMatMul": {10: _q_linear_matmul},
}
"""Lowerings by op and the opset since which they apply."""
