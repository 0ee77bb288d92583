"""ONNX ops that change the resolution of a tensor.

Along every axis an output element is one input element (nearest) or a weighted sum of two (linear), and which ones is
known while compiling: gathers with constant indices and, for linear, a blend with constant weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...ir import DType
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import check_size

Array = np.ndarray[Any, Any]
Coordinates = Callable[[Array, int, int, np.float32], Array]


def _half_pixel(x: Array, size: int, extent: int, scale: np.float32) -> Array:
    half = np.float32(0.5)
    return np.asarray((x + half) / scale - half)


def _pytorch_half_pixel(x: Array, size: int, extent: int, scale: np.float32) -> Array:
    return _half_pixel(x, size, extent, scale) if size > 1 else np.zeros_like(x)


def _align_corners(x: Array, size: int, extent: int, scale: np.float32) -> Array:
    # The resized length need not be whole: ONNX counts the scale times the extent.
    return x * np.float32(extent - 1) / (scale * np.float32(extent) - 1) if size > 1 else np.zeros_like(x)


def _asymmetric(x: Array, size: int, extent: int, scale: np.float32) -> Array:
    return x / scale


_COORDINATES: dict[str, Coordinates] = {
    "half_pixel": _half_pixel,
    "pytorch_half_pixel": _pytorch_half_pixel,
    "align_corners": _align_corners,
    "asymmetric": _asymmetric,
}
"""Where output element ``x`` of ``size`` lies in an input axis of ``extent``, by ``coordinate_transformation_mode``."""

_NEAREST: dict[str, Callable[[Array], Array]] = {
    "round_prefer_floor": lambda x: np.ceil(x - 0.5),
    "round_prefer_ceil": lambda x: np.floor(x + 0.5),
    "floor": np.floor,
    "ceil": np.ceil,
}


@dataclass(frozen=True)
class _Sampling:
    """How an output element is made: ``mode`` "nearest" or "linear", where it lies, and what is nearest."""

    mode: str
    coordinates: Coordinates
    rounding: Callable[[Array], Array]


def _resize(node: OnnxNode) -> Tensor:
    sampling = _sampling(node)
    given_axes = node.integers("axes")
    x = node.input(0)
    rank = x.type.rank
    axes = list(range(rank)) if given_axes is None else [node.axis(a, rank) for a in given_axes]
    by_scale = node.given(2) and node.input(2).type.elements != 0
    if by_scale == node.given(3):
        node.refuse("needs either scales or sizes; export the model again")
    if by_scale:
        return _by_scales(node, x, axes, node.constant(2, "scales").ravel().tolist(), sampling)
    sizes = node.dims(3, "sizes")
    if len(sizes) != len(axes):
        node.refuse(f"needs {len(axes)} sizes, got {len(sizes)}; export the model again")
    for axis, wanted in zip(axes, sizes, strict=True):
        if wanted != x.type.shape[axis]:
            size, extent = node.static((wanted, x.type.shape[axis]), "resizing")
            if size < 1 or extent < 1:
                node.refuse(f"cannot resize an axis of {extent} to {size}")
            x = _resized(node, x, axis, size, size / extent, sampling)
    return x


def _upsample(node: OnnxNode) -> Tensor:
    mode = node.text("mode")
    if mode not in ("nearest", "linear"):
        node.refuse(f"mode='{mode}' is not supported; use nearest or linear")
    scales = list(node.attribute("scales")) if node.version < 9 else node.constant(1, "scales").ravel().tolist()
    x = node.input(0)
    return _by_scales(node, x, range(x.type.rank), scales, _Sampling(mode, _asymmetric, np.floor))


def _sampling(node: OnnxNode) -> _Sampling:
    mode, rounding = node.text("mode"), node.text("nearest_mode")
    transformation = node.text("coordinate_transformation_mode")
    if mode not in ("nearest", "linear"):
        node.refuse(f"mode='{mode}' is not supported; use nearest or linear")
    if transformation not in _COORDINATES:
        supported = ", ".join(_COORDINATES)
        node.refuse(f"coordinate_transformation_mode='{transformation}' is not supported; use one of {supported}")
    if rounding not in _NEAREST:
        node.refuse(f"nearest_mode='{rounding}' is not one of {', '.join(_NEAREST)}")
    if node.flag("antialias") or (node.attribute("keep_aspect_ratio_policy") or b"stretch") != b"stretch":
        node.refuse("antialias=1 and keep_aspect_ratio_policy other than stretch are not supported")
    return _Sampling(mode, _COORDINATES[transformation], _NEAREST[rounding])


def _by_scales(node: OnnxNode, x: Tensor, axes: Sequence[int], scales: list[float], sampling: _Sampling) -> Tensor:
    if len(scales) != len(axes) or not all(0 < scale < math.inf for scale in scales):
        node.refuse(f"needs {len(axes)} positive scales, got {scales}; export the model again")
    for axis, scale in zip(axes, scales, strict=True):
        if scale != 1:
            (extent,) = node.static([x.type.shape[axis]], "resizing")
            x = _resized(node, x, axis, math.floor(extent * scale), scale, sampling)
    return x


def _resized(node: OnnxNode, x: Tensor, axis: int, size: int, scale: float, sampling: _Sampling) -> Tensor:
    """One axis of static extent resized to ``size``."""
    (extent,) = node.static([x.type.shape[axis]], "resizing")
    check_size(size, x.type.dtype)
    # In single precision, as other runtimes do it: what is nearest can depend on the rounding.
    at = sampling.coordinates(np.arange(size, dtype=np.float32), size, extent, np.float32(scale))
    if sampling.mode == "nearest":
        return _nearest(node, x, axis, extent, np.clip(sampling.rounding(at), 0, extent - 1))
    return _linear(node, x, axis, extent, np.clip(at, 0, extent - 1))


def _nearest(node: OnnxNode, x: Tensor, axis: int, extent: int, at: Array) -> Tensor:
    indices = at.astype(np.int64)
    times = len(indices) // extent
    if np.array_equal(indices, np.arange(extent).repeat(times)):
        # Every element several times in a row is a broadcast.
        before, after = x.type.shape[:axis], x.type.shape[axis + 1 :]
        apart = node.reshape(x, (*before, extent, 1, *after))
        return node.reshape(node.broadcast(apart, (*before, extent, times, *after)), (*before, len(at), *after))
    return node.take(x, node.make(indices, DType.INT64), axis)


def _linear(node: OnnxNode, x: Tensor, axis: int, extent: int, at: Array) -> Tensor:
    lower = np.floor(at).astype(np.int64)
    upper = np.minimum(lower + 1, extent - 1)
    weight = node.make((at - lower).reshape([-1] + [1] * (x.type.rank - axis - 1)), x.type.dtype)
    left, right = (node.take(x, node.make(i, DType.INT64), axis) for i in (lower, upper))
    return node.formula(("add", ("mul", "x", ("sub", 1.0, "z")), ("mul", "y", "z")), left, right, weight)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Resize": {11: _resize},
    "Upsample": {7: _upsample},
}
"""Lowerings by op and the opset since which they apply."""
