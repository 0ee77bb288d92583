"""ONNX ops that convert element types."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import DType, Expression
from ...ir.convert import FORMATS
from ...ir.ops import Map
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import dtype_of

FLOAT8 = (DType.FLOAT8E4M3FN, DType.FLOAT8E4M3FNUZ, DType.FLOAT8E5M2, DType.FLOAT8E5M2FNUZ)
"""The types that can saturate."""


def _cast(node: OnnxNode) -> Tensor:
    return _convert(node, node.input(0), dtype_of(node.integer("to")))


def _cast_like(node: OnnxNode) -> Tensor:
    return _convert(node, node.input(0), node.input(1).type.dtype)


def _convert(node: OnnxNode, x: Tensor, to: DType) -> Tensor:
    saturate = node.attribute("saturate") != 0
    if to is DType.FLOAT8E8M0:
        return x if x.type.dtype is to else _to_powers(node, x, node.text("round_mode"), saturate)
    return saturated(node, x, to) if saturate else node.cast(x, to)


def saturated(node: OnnxNode, x: Tensor, to: DType) -> Tensor:
    """The conversion in which the float8 types have no infinities, but their largest number instead."""
    dtype = x.type.dtype
    if to not in FLOAT8 or dtype is to:
        return node.cast(x, to)
    wide = node.cast(x, dtype.wide if dtype.is_float else DType.FLOAT32)
    ends = FORMATS[to].maximum
    return node.cast(node.formula(("min", ("max", "x", -ends), ends), wide), to)


def rounded(node: OnnxNode, x: Tensor, zero_point: Tensor | None, to: DType) -> Tensor:
    """Floating-point numbers as integers: rounded, moved by the zero point, kept within the type."""
    low, high = to.limits
    shifted: Formula = ("round", "x") if zero_point is None else ("add", ("round", "x"), "y")
    within: Formula = ("min", ("max", shifted, low), high)
    moved_by = [] if zero_point is None else [node.cast(zero_point, x.type.dtype)]
    return node.cast(node.formula(within, x, *moved_by), to)


def _to_powers(node: OnnxNode, x: Tensor, round_mode: str, saturate: bool) -> Tensor:
    """float8e8m0, the exponents of ``|x|``: code c is 2**(c - 127), and 255 is NaN.

    What lies beyond the powers becomes the nearest of them, or NaN unless ``saturate``.
    """
    offsets = {"up": (1 << 23) - 1, "nearest": 1 << 22, "down": 0}
    if round_mode not in offsets:
        node.refuse(f"round_mode='{round_mode}' is not one of up, nearest, down; export the model again")
    bits = node.add(Map(Expression.call("bitcast", DType.INT32)), node.call("abs", node.cast(x, DType.FLOAT32)))
    # Subnormal numbers lie around 2**-127, whose code is 0; the next power is the first normal one.
    half, one = 1 << 22, 1 << 23
    next_from = {"up": half + 1, "nearest": half + half // 2, "down": one}[round_mode]
    # Adding what is just short of the next power to all bits carries into the exponent.
    exponent: Formula = ("div", ("add", "x", offsets[round_mode]), one)
    code: Formula = ("where", ("lt", "x", one), ("where", ("lt", "x", next_from), 0, 1), exponent)
    infinity = 0xFF << 23
    if saturate:
        code = ("where", ("lt", infinity, "x"), 255, ("min", code, 254))
    else:
        code = ("where", ("or", ("lt", "x", half), ("le", infinity, "x")), 255, code)
    codes = node.cast(node.formula(code, bits), DType.UINT8)
    return node.add(Map(Expression.call("bitcast", DType.FLOAT8E8M0)), codes)


def _bit_cast(node: OnnxNode) -> Tensor:
    to = dtype_of(node.integer("to"))
    return node.add(Map(Expression.call("bitcast", to)), node.input(0))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "BitCast": {26: _bit_cast},
    "Cast": {6: _cast},
    "CastLike": {15: _cast_like},
}
"""Lowerings by op and the opset since which they apply."""
