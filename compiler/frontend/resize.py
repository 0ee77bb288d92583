"""ONNX ops that change the resolution of a tensor, one axis after another.

Which input elements an output element is made of, and with which weights, is known while compiling. One element is a
gather with constant indices, two are a blend of two gathers with constant weights, and more are a product with a
constant matrix, whose zeros the compiler skips.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...ir import Dim, DType
from ...ir.ops import Dot
from .conversion import rounded
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import check_size

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class _Axis:
    """One axis: how long it is and shall be, the scale that is asked for, and the part of it that is resized."""

    extent: int
    size: int
    scale: np.float32
    start: float = 0.0
    end: float = 1.0


Coordinates = Callable[[Array, _Axis], Array]


def _half_pixel(x: Array, axis: _Axis) -> Array:
    half = np.float32(0.5)
    return np.asarray((x + half) / axis.scale - half)


def _half_pixel_symmetric(x: Array, axis: _Axis) -> Array:
    # The resized length need not be whole; what it is cut to lies around the same centre.
    adjustment = axis.size / (float(axis.scale) * axis.extent)
    return np.asarray(_half_pixel(x, axis) + np.float32(axis.extent / 2 * (1 - adjustment)))


def _pytorch_half_pixel(x: Array, axis: _Axis) -> Array:
    return _half_pixel(x, axis) if axis.size > 1 else np.zeros_like(x)


def _align_corners(x: Array, axis: _Axis) -> Array:
    # The resized length need not be whole: ONNX counts the scale times the extent.
    last = np.float32(axis.extent - 1)
    return x * last / (axis.scale * np.float32(axis.extent) - 1) if axis.size > 1 else np.zeros_like(x)


def _asymmetric(x: Array, axis: _Axis) -> Array:
    return x / axis.scale


def _tf_crop_and_resize(x: Array, axis: _Axis) -> Array:
    last = axis.extent - 1
    if axis.size == 1:
        return np.full_like(x, (axis.start + axis.end) / 2 * last)
    return (axis.start * last + x * ((axis.end - axis.start) * last / (axis.size - 1))).astype(np.float32)


_COORDINATES: dict[str, Coordinates] = {
    "half_pixel": _half_pixel,
    "half_pixel_symmetric": _half_pixel_symmetric,
    "pytorch_half_pixel": _pytorch_half_pixel,
    "align_corners": _align_corners,
    "asymmetric": _asymmetric,
    "tf_crop_and_resize": _tf_crop_and_resize,
}
"""Where output element ``x`` of an axis lies in the input, by ``coordinate_transformation_mode``."""

_NEAREST: dict[str, Coordinates] = {
    "round_prefer_floor": lambda x, axis: np.ceil(x - 0.5),
    "round_prefer_ceil": lambda x, axis: np.floor(x + 0.5),
    "floor": lambda x, axis: np.floor(x),
    "ceil": lambda x, axis: np.ceil(x),
}
"""The index that is nearest to ``x``, by ``nearest_mode``."""


def _from_corners(x: Array, axis: _Axis) -> Array:
    """What opsets without a ``nearest_mode`` take for nearest."""
    return np.ceil(x) if axis.scale < 1 else np.floor(x)


_WHOLE = (0.0, 1.0)
"""The part of an axis from its first to its last element."""

_REACH = {"linear": 1, "cubic": 2}
"""How many elements to either side an output element is made of."""


@dataclass(frozen=True)
class _Sampling:
    """How an output element is made: ``mode`` "nearest", "linear" or "cubic", where it lies, and what is nearest.

    ``cubic`` is the coefficient of cubic interpolation. With ``antialias`` a scale below 1 widens the interpolation;
    with ``exclude_outside`` elements beyond the edges have no weight, else they are those at the edges; with an
    ``extrapolation_value`` that is what lies outside.
    """

    mode: str
    coordinates: Coordinates
    rounding: Coordinates
    cubic: float = -0.75
    antialias: bool = False
    exclude_outside: bool = False
    extrapolation_value: float | None = None


def _resize(node: OnnxNode) -> Tensor:
    sampling = _sampling(node)
    policy = (node.attribute("keep_aspect_ratio_policy") or b"stretch").decode("utf-8", "replace")
    given_axes = node.integers("axes")
    x = node.input(0)
    rank = x.type.rank
    axes = list(range(rank)) if given_axes is None else node.distinct_axes(given_axes, rank)
    by_scale = node.given(2) and node.input(2).type.elements != 0
    if by_scale == (node.given(3) and node.input(3).type.elements != 0):
        node.refuse("needs either scales or sizes; export the model again")
    parts = [_WHOLE] * len(axes)
    if sampling.coordinates is _tf_crop_and_resize:
        region = node.constant(1, "roi").ravel().tolist()
        if len(region) != 2 * len(axes):
            node.refuse(f"needs a roi of {2 * len(axes)} numbers, got {len(region)}; export the model again")
        parts = list(zip(region[: len(axes)], region[len(axes) :], strict=True))
    if by_scale:
        changes = _by_scales(node, x, axes, parts, node.constant(2, "scales").ravel().tolist())
    else:
        changes = _by_sizes(node, x, axes, parts, node.dims(3, "sizes"), policy)
    return _resized(node, x, changes, sampling)


def _upsample(node: OnnxNode) -> Tensor:
    """Before opset 11: from the corners, and what lies before is nearest, or after where the resolution gets lower."""
    mode = node.text("mode")
    if mode not in ("nearest", "linear"):
        node.refuse(f"mode='{mode}' is not one of nearest, linear; export the model again")
    by_attribute = node.op == "Upsample" and node.version < 9
    scales = list(node.attribute("scales")) if by_attribute else node.constant(1, "scales").ravel().tolist()
    x = node.input(0)
    changes = _by_scales(node, x, range(x.type.rank), [_WHOLE] * x.type.rank, scales)
    return _resized(node, x, changes, _Sampling(mode, _asymmetric, _from_corners))


def _sampling(node: OnnxNode) -> _Sampling:
    mode, rounding = node.text("mode"), node.text("nearest_mode")
    transformation = node.text("coordinate_transformation_mode")
    choices = (("mode", mode, ("nearest", *_REACH)), ("nearest_mode", rounding, tuple(_NEAREST)))
    for name, value, known in (*choices, ("coordinate_transformation_mode", transformation, tuple(_COORDINATES))):
        if value not in known:
            node.refuse(f"{name}='{value}' is not one of {', '.join(known)}; export the model again")
    crops = transformation == "tf_crop_and_resize"
    return _Sampling(
        mode,
        _COORDINATES[transformation],
        _NEAREST[rounding],
        node.number("cubic_coeff_a"),
        node.flag("antialias") and mode != "nearest",
        node.flag("exclude_outside"),
        node.number("extrapolation_value") if crops else None,
    )


def _by_scales(
    node: OnnxNode, x: Tensor, axes: Sequence[int], parts: Sequence[tuple[float, float]], scales: Sequence[float]
) -> dict[int, _Axis]:
    """The axes that change."""
    if len(scales) != len(axes) or not all(0 < scale < math.inf for scale in scales):
        node.refuse(f"needs {len(axes)} positive scales, got {list(scales)}; export the model again")
    changes = {}
    for axis, scale, part in zip(axes, scales, parts, strict=True):
        if scale != 1 or part != _WHOLE:
            (extent,) = node.static([x.type.shape[axis]], "resizing")
            changes[axis] = _Axis(extent, math.floor(extent * scale), np.float32(scale), *part)
    return changes


def _by_sizes(
    node: OnnxNode,
    x: Tensor,
    axes: Sequence[int],
    parts: Sequence[tuple[float, float]],
    sizes: Sequence[Dim],
    policy: str,
) -> dict[int, _Axis]:
    """The axes that change; unless ``policy`` is to stretch, one scale for all, with which no size, or every size, is
    at least what is asked for."""
    if len(sizes) != len(axes):
        node.refuse(f"needs {len(axes)} sizes, got {len(sizes)}; export the model again")
    if policy not in ("stretch", "not_larger", "not_smaller"):
        node.refuse(f"keep_aspect_ratio_policy='{policy}' is not one of stretch, not_larger, not_smaller")
    stretches = policy == "stretch"
    region = dict(zip(axes, parts, strict=True))
    wanted: dict[int, tuple[int, int]] = {}
    for axis, size in zip(axes, sizes, strict=True):
        if size != x.type.shape[axis] or region[axis] != _WHOLE or not stretches:
            new, extent = node.static((size, x.type.shape[axis]), "resizing")
            if new < 1 or extent < 1:
                node.refuse(f"cannot resize an axis of {extent} to {new}")
            wanted[axis] = new, extent
    scales = {axis: new / extent for axis, (new, extent) in wanted.items()}
    if not stretches:
        common = (min if policy == "not_larger" else max)(scales.values())
        wanted = {axis: (math.floor(common * extent + 0.5), extent) for axis, (_, extent) in wanted.items()}
        scales = dict.fromkeys(scales, common)
    return {a: _Axis(extent, new, np.float32(scales[a]), *region[a]) for a, (new, extent) in wanted.items()}


def _resized(node: OnnxNode, x: Tensor, changes: Mapping[int, _Axis], sampling: _Sampling) -> Tensor:
    """One axis after another; integers are interpolated in floating point and rounded."""
    dtype = x.type.dtype
    if sampling.mode == "nearest" or dtype.is_float:
        return _in_floats(node, x, changes, sampling)
    y = _in_floats(node, node.cast(x, DType.FLOAT32 if dtype.bytes <= 2 else DType.FLOAT64), changes, sampling)
    return rounded(node, y, None, dtype)


def _in_floats(node: OnnxNode, x: Tensor, changes: Mapping[int, _Axis], sampling: _Sampling) -> Tensor:
    for number, axis in changes.items():
        check_size(axis.size, x.type.dtype)
        # In single precision, as other runtimes do it: what is nearest can depend on the rounding.
        at = sampling.coordinates(np.arange(axis.size, dtype=np.float32), axis)
        if sampling.mode == "nearest":
            x = _nearest(node, x, number, axis.extent, np.clip(sampling.rounding(at, axis), 0, axis.extent - 1))
        elif sampling.mode == "linear" and not (sampling.antialias and axis.scale < 1):
            x = _linear(node, x, number, axis.extent, np.clip(at, 0, axis.extent - 1))
        else:
            x = _convolved(node, x, number, axis, at, sampling)
        outside = (at < 0) | (at > axis.extent - 1)
        if sampling.extrapolation_value is not None and outside.any():
            mask = node.make(outside.reshape([-1] + [1] * (x.type.rank - number - 1)), DType.BOOL)
            x = node.call("where", mask, node.make(sampling.extrapolation_value, x.type.dtype), x)
    return x


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


def _convolved(node: OnnxNode, x: Tensor, number: int, axis: _Axis, at: Array, sampling: _Sampling) -> Tensor:
    """Weighted sums of several elements."""
    check_size(axis.extent * axis.size, x.type.dtype)
    weights = node.make(_weights(at.astype(np.float64), axis, sampling), x.type.dtype)
    y = node.add(Dot(lhs_contract=(number,), rhs_contract=(0,)), x, weights)
    last = x.type.rank - 1
    return node.transpose(y, [*range(number), last, *range(number, last)])


def _weights(at: Array, axis: _Axis, sampling: _Sampling) -> Array:
    """The weight of every input element in every output element, float64[extent, size]."""
    scale = min(float(axis.scale), 1.0) if sampling.antialias else 1.0
    reach = math.ceil(_REACH[sampling.mode] / scale)
    indices = np.ceil(at)[:, None] + np.arange(-reach, reach)
    distance = np.abs(indices - at[:, None]) * scale
    weights = np.maximum(1 - distance, 0) if sampling.mode == "linear" else _cubic(distance, sampling.cubic)
    if sampling.exclude_outside:
        weights = np.where((indices >= 0) & (indices < axis.extent), weights, 0)
    total = weights.sum(1, keepdims=True)
    weights = weights / np.where(total == 0, 1, total)
    matrix = np.zeros((axis.extent, axis.size))
    np.add.at(matrix, (np.clip(indices, 0, axis.extent - 1).astype(np.int64), np.arange(axis.size)[:, None]), weights)
    return matrix


def _cubic(x: Array, a: float) -> Array:
    """Keys' kernel of cubic convolution (1981) with coefficient ``a`` at distances ``x``."""
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Resize": {10: _upsample, 11: _resize},
    "Upsample": {7: _upsample},
}
"""Lowerings by op and the opset since which they apply."""
