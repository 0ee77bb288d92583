"""Where the elements of a resized axis lie in the input, as ONNX's modes have it.

Coordinates are computed in single precision, as other runtimes do it: what is nearest can depend on the rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...ir import Dim, DType
from .node import OnnxNode
from .symbolic import Tensor

Part = tuple[Tensor, Tensor]
"""Where a part of an axis starts and ends, float64; its elements lie from 0 to 1."""


@dataclass(frozen=True)
class Axis:
    """One axis: how long it is and shall be, the scale that is asked for, and the part of it, if not all, to resize."""

    extent: Dim
    size: Dim
    scale: Tensor
    part: Part | None = None


Coordinates = Callable[[OnnxNode, Tensor, Axis], Tensor]


def _half_pixel(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    return node.formula(("sub", ("div", ("add", "x", 0.5), "y"), 0.5), x, axis.scale)


def _half_pixel_symmetric(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    # The resized length need not be whole; what it is cut to lies around the same centre.
    size, extent = (node.size(dim, DType.FLOAT64) for dim in (axis.size, axis.extent))
    adjustment = node.formula(("div", "x", ("mul", "y", "z")), size, node.cast(axis.scale, DType.FLOAT64), extent)
    offset = node.formula(("mul", ("div", "x", 2.0), ("sub", 1.0, "y")), extent, adjustment)
    return node.call("add", _half_pixel(node, x, axis), node.cast(offset, x.type.dtype))


def _pytorch_half_pixel(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    return _unless_single(node, axis, _half_pixel(node, x, axis), node.make(0, x.type.dtype))


def _align_corners(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    # The resized length need not be whole: ONNX counts the scale times the extent.
    last, extent = (node.size(dim, x.type.dtype) for dim in (axis.extent - 1, axis.extent))
    end = node.formula(("sub", ("mul", "x", "y"), 1.0), axis.scale, extent)
    at = node.formula(("div", ("mul", "x", "y"), "z"), x, last, end)
    return _unless_single(node, axis, at, node.make(0, x.type.dtype))


def _asymmetric(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    return node.call("div", x, axis.scale)


def _tf_crop_and_resize(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    start, end = axis.part or (node.make(0, DType.FLOAT64), node.make(1, DType.FLOAT64))
    last, steps = (node.size(dim, DType.FLOAT64) for dim in (axis.extent - 1, axis.size - 1))
    first = node.call("mul", start, last)
    step = node.call("div", node.formula(("mul", ("sub", "y", "x"), "z"), start, end, last), steps)
    middle = node.formula(("mul", ("div", ("add", "x", "y"), 2.0), "z"), start, end, last)
    first, step, middle = (node.cast(number, x.type.dtype) for number in (first, step, middle))
    return _unless_single(node, axis, node.formula(("add", "y", ("mul", "x", "z")), x, first, step), middle)


def _unless_single(node: OnnxNode, axis: Axis, at: Tensor, single: Tensor) -> Tensor:
    """The coordinates, or that of the only element."""
    size = node.size(axis.size, at.type.dtype)
    return node.formula(("where", ("eq", "z", 1.0), "y", "x"), at, single, size)


COORDINATES: dict[str, Coordinates] = {
    "half_pixel": _half_pixel,
    "half_pixel_symmetric": _half_pixel_symmetric,
    "pytorch_half_pixel": _pytorch_half_pixel,
    "align_corners": _align_corners,
    "asymmetric": _asymmetric,
    "tf_crop_and_resize": _tf_crop_and_resize,
}
"""Where output element ``x`` of an axis lies in the input, by ``coordinate_transformation_mode``."""

PERIODIC = (_half_pixel, _half_pixel_symmetric, _pytorch_half_pixel, _asymmetric)
"""Coordinates that repeat themselves from one input element to the next where the scale is a whole number."""

NEAREST: dict[str, Coordinates] = {
    "round_prefer_floor": lambda node, x, axis: node.formula(("ceil", ("sub", "x", 0.5)), x),
    "round_prefer_ceil": lambda node, x, axis: node.formula(("floor", ("add", "x", 0.5)), x),
    "floor": lambda node, x, axis: node.call("floor", x),
    "ceil": lambda node, x, axis: node.call("ceil", x),
}
"""The index that is nearest to ``x``, by ``nearest_mode``."""


def from_corners(node: OnnxNode, x: Tensor, axis: Axis) -> Tensor:
    """What opsets without a ``nearest_mode`` take for nearest."""
    return node.formula(("where", ("lt", "y", 1.0), ("ceil", "x"), ("floor", "x")), x, axis.scale)
