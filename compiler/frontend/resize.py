"""ONNX ops that change the resolution of a tensor, one axis after another.

Where the elements of the result lie in the input, which input elements they are made of and with which weights are
vectors computed from a ramp, so that sizes, scales and regions may be known when the model runs only; when they are
constants, so are the vectors. One element is a gather, and two are a blend of two gathers. More are a product with a
constant matrix, whose zeros the compiler skips, or a gather of all of them when they are not known before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...ir import Dim, DType, TensorType
from ...ir.dims import Expr, floordiv
from ...ir.ops import Dot
from .conversion import rounded
from .coordinates import COORDINATES, NEAREST, PERIODIC, Axis, Coordinates, Part, from_corners
from .formula import Formula
from .indexing import one_indexed
from .interpolation import LINEAR, Method, Taps, around, clamped, cubic, inside, reduced, weighted
from .movement import repeat_each
from .node import OnnxNode
from .symbolic import Tensor

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class _Sampling:
    """How an output element is made: where it lies, and of what, by a method or else of the nearest element.

    With ``antialias`` a scale below 1 widens the interpolation; with ``exclude_outside`` elements beyond the edges
    have no weight, else they are those at the edges; with an ``extrapolation_value`` that is what lies outside.
    """

    method: Method | None
    coordinates: Coordinates
    rounding: Coordinates
    antialias: bool = False
    exclude_outside: bool = False
    extrapolation_value: float | None = None


def _resize(node: OnnxNode) -> Tensor:
    sampling = _sampling(node)
    policy = (node.attribute("keep_aspect_ratio_policy") or b"stretch").decode("utf-8", "replace")
    if policy not in ("stretch", "not_larger", "not_smaller"):
        node.refuse(f"keep_aspect_ratio_policy='{policy}' is not one of stretch, not_larger, not_smaller")
    given_axes = node.integers("axes")
    x = node.input(0)
    rank = x.type.rank
    axes = list(range(rank)) if given_axes is None else node.distinct_axes(given_axes, rank)
    by_scale = node.given(2) and node.input(2).type.elements != 0
    if by_scale == (node.given(3) and node.input(3).type.elements != 0):
        node.refuse("needs either scales or sizes; export the model again")
    crops = sampling.coordinates is COORDINATES["tf_crop_and_resize"]
    parts = _parts(node, len(axes)) if crops else [None] * len(axes)
    if by_scale:
        changes = _by_scales(node, x, axes, parts, _numbers(node, 2, "scales", len(axes)))
    else:
        changes = _by_sizes(node, x, axes, parts, node.dims(3, "sizes", length=len(axes)), policy)
    return _resized(node, x, changes, sampling)


def _upsample(node: OnnxNode) -> Tensor:
    """Before opset 11: from the corners, and what lies before is nearest, or after where the resolution gets lower."""
    methods = {"nearest": None, "linear": LINEAR}
    mode = node.text("mode")
    if mode not in methods:
        node.refuse(f"mode='{mode}' is not one of nearest, linear; export the model again")
    by_attribute = node.op == "Upsample" and node.version < 9
    given = node.attribute("scales") if by_attribute else None
    x = node.input(0)
    rank = x.type.rank
    scales = _numbers(node, 1, "scales", rank) if given is None else node.make(given, DType.FLOAT32)
    changes = _by_scales(node, x, range(rank), [None] * rank, scales)
    return _resized(node, x, changes, _Sampling(methods[mode], COORDINATES["asymmetric"], from_corners))


def _sampling(node: OnnxNode) -> _Sampling:
    methods = {"nearest": None, "linear": LINEAR, "cubic": cubic(node.number("cubic_coeff_a"))}
    mode, rounding = node.text("mode"), node.text("nearest_mode")
    transformation = node.text("coordinate_transformation_mode")
    choices = (("mode", mode, tuple(methods)), ("nearest_mode", rounding, tuple(NEAREST)))
    for name, value, known in (*choices, ("coordinate_transformation_mode", transformation, tuple(COORDINATES))):
        if value not in known:
            node.refuse(f"{name}='{value}' is not one of {', '.join(known)}; export the model again")
    crops = transformation == "tf_crop_and_resize"
    return _Sampling(
        methods[mode],
        COORDINATES[transformation],
        NEAREST[rounding],
        node.flag("antialias"),
        node.flag("exclude_outside"),
        node.number("extrapolation_value") if crops else None,
    )


def _numbers(node: OnnxNode, index: int, what: str, count: int) -> Tensor:
    """An input that is a list of ``count`` numbers."""
    x = node.input(index)
    node.check(x.type.elements - count, f"needs {count} {what}, got {x.type}; export the model again")
    return node.reshape(x, (count,))


def _parts(node: OnnxNode, count: int) -> list[Part | None]:
    """The part of each axis that the region of interest is, None for all of it."""
    numbers = node.cast(_numbers(node, 1, "numbers as roi", 2 * count), DType.FLOAT64)
    ends = [node.pick(numbers, 0, i) for i in range(2 * count)]
    known = [node.constant_or_none(end) for end in ends]
    return [None if known[i] == 0 and known[count + i] == 1 else (ends[i], ends[count + i]) for i in range(count)]


def _by_scales(
    node: OnnxNode, x: Tensor, axes: Sequence[int], parts: Sequence[Part | None], scales: Tensor
) -> dict[int, Axis]:
    """The axes that change."""
    known = node.constant_or_none(scales)
    extents = [x.type.shape[axis] for axis in axes]
    if known is None:
        whole = node.cast(node.sizes(extents), DType.FLOAT64)
        # A scale that is not positive gives a size that no axis can have.
        length: Formula = ("where", ("lt", 0.0, "y"), ("floor", ("mul", "x", "y")), -1.0)
        sizes = node.bind(node.cast(node.formula(length, whole, node.cast(scales, DType.FLOAT64)), DType.INT64))
    else:
        if len(known) != len(axes) or not all(0 < scale < math.inf for scale in known):
            node.refuse(f"needs {len(axes)} positive scales, got {known.tolist()}; export the model again")
        sizes = tuple(_scaled(extent, scale) for extent, scale in zip(extents, known.tolist(), strict=True))
    return {
        axis: Axis(extents[i], sizes[i], node.pick(scales, 0, i), parts[i])
        for i, axis in enumerate(axes)
        if known is None or known[i] != 1 or parts[i] is not None
    }


def _scaled(extent: Dim, scale: float) -> Dim:
    """``floor(extent * scale)``; every floating-point number is a fraction."""
    numerator, denominator = scale.as_integer_ratio()
    return floordiv(extent * numerator, denominator)


def _by_sizes(
    node: OnnxNode, x: Tensor, axes: Sequence[int], parts: Sequence[Part | None], sizes: Sequence[Dim], policy: str
) -> dict[int, Axis]:
    """The axes that change; unless ``policy`` is to stretch, one scale for all, with which no size, or every size, is
    at least what is asked for."""
    if len(sizes) != len(axes):
        node.refuse(f"needs {len(axes)} sizes, got {len(sizes)}; export the model again")
    stretches = policy == "stretch"
    extents = [x.type.shape[axis] for axis in axes]
    changing = [
        i
        for i, (size, extent) in enumerate(zip(sizes, extents, strict=True))
        if size != extent or parts[i] is not None or not stretches
    ]
    for i in changing:
        if isinstance(size := sizes[i], int) and (size < 1 or extents[i] == 0):
            node.refuse(f"cannot resize an axis of {extents[i]} to {size}")
    if stretches:
        return {axes[i]: Axis(extents[i], sizes[i], _ratio(node, sizes[i], extents[i]), parts[i]) for i in changing}
    wanted, given = (node.cast(node.sizes(dims), DType.FLOAT64) for dims in (sizes, extents))
    scale = node.reduce("min" if policy == "not_larger" else "max", node.call("div", wanted, given), [0])
    lengths = node.formula(("floor", ("add", ("mul", "x", "y"), 0.5)), given, scale)
    sizes = node.bind(node.cast(lengths, DType.INT64))
    common = node.cast(node.reshape(scale, ()), DType.FLOAT32)
    return {axes[i]: Axis(extents[i], sizes[i], common, parts[i]) for i in changing}


def _ratio(node: OnnxNode, size: Dim, extent: Dim) -> Tensor:
    """The scale that gives a size, known if the size is a multiple."""
    times = _multiple(size, extent)
    if times is not None:
        return node.make(times, DType.FLOAT32)
    new, old = (node.size(dim, DType.FLOAT64) for dim in (size, extent))
    # Nothing has no scale.
    return node.cast(node.formula(("div", "x", ("max", "y", 1.0)), new, old), DType.FLOAT32)


def _multiple(size: Dim, extent: Dim) -> int | None:
    """How many times the extent the size is, None if it is no multiple or that depends on symbols."""
    times = floordiv(size, extent) if extent != 0 else 0
    return times if isinstance(times, int) and times * extent == size else None


def _resized(node: OnnxNode, x: Tensor, changes: Mapping[int, Axis], sampling: _Sampling) -> Tensor:
    """One axis after another; integers are interpolated in floating point and rounded."""
    dtype = x.type.dtype
    if sampling.method is None or dtype.is_float:
        return _in_floats(node, x, changes, sampling)
    y = _in_floats(node, node.cast(x, DType.FLOAT32 if dtype.bytes <= 2 else DType.FLOAT64), changes, sampling)
    return rounded(node, y, None, dtype)


def _in_floats(node: OnnxNode, x: Tensor, changes: Mapping[int, Axis], sampling: _Sampling) -> Tensor:
    for number, axis in changes.items():
        at = _positions(node, axis, sampling)
        if sampling.method is None:
            x = _nearest(node, x, number, axis, at, sampling)
        elif sampling.method is LINEAR and not _is_widened(node, axis, sampling):
            x = _linear(node, x, number, axis, at)
        else:
            x = _convolved(node, x, number, axis, at, sampling)
        if sampling.extrapolation_value is not None:
            within = inside(node, at, axis.extent)
            known = node.constant_or_none(within)
            if known is None or not known.all():
                value = node.make(sampling.extrapolation_value, x.type.dtype)
                x = node.call("where", node.along(within, [number], x.type.rank), x, value)
    return x


def _positions(node: OnnxNode, axis: Axis, sampling: _Sampling) -> Tensor:
    """Where the elements of the result lie, float32[size]."""
    return sampling.coordinates(node, node.ramp(axis.size, DType.FLOAT32), axis)


def _is_widened(node: OnnxNode, axis: Axis, sampling: _Sampling) -> bool:
    """Whether the interpolation may be widened."""
    scale = node.constant_or_none(axis.scale)
    return sampling.antialias and (scale is None or scale.item() < 1)


def _nearest(node: OnnxNode, x: Tensor, number: int, axis: Axis, at: Tensor, sampling: _Sampling) -> Tensor:
    indices = _nearest_indices(node, axis, at, sampling)
    times = _repetition(node, axis, indices, sampling)
    return node.take(x, indices, number) if times is None else repeat_each(node, x, number, times)


def _nearest_indices(node: OnnxNode, axis: Axis, at: Tensor, sampling: _Sampling) -> Tensor:
    return node.cast(clamped(node, sampling.rounding(node, at, axis), axis.extent), DType.INT64)


def _repetition(node: OnnxNode, axis: Axis, indices: Tensor, sampling: _Sampling) -> int | None:
    """How many times in a row every element appears if they all do equally often, which is a broadcast."""
    times, extent = _multiple(axis.size, axis.extent), axis.extent
    if times is None:
        return None
    if isinstance(extent, Expr):
        if sampling.coordinates not in PERIODIC:
            return None
        # Two elements show what all of them do.
        extent = 2
        short = replace(axis, extent=extent, size=extent * times)
        indices = _nearest_indices(node, short, _positions(node, short, sampling), sampling)
    known = node.constant_or_none(indices)
    return times if known is not None and np.array_equal(known, np.arange(extent).repeat(times)) else None


def _linear(node: OnnxNode, x: Tensor, number: int, axis: Axis, at: Tensor) -> Tensor:
    at = clamped(node, at, axis.extent)
    first = node.call("floor", at)
    second = clamped(node, node.formula(("add", "x", 1.0), first), axis.extent)
    left, right = (node.take(x, node.cast(index, DType.INT64), number) for index in (first, second))
    weight = node.along(node.cast(node.call("sub", at, first), x.type.dtype), [number], x.type.rank)
    blend: Formula = ("add", ("mul", "x", ("sub", 1.0, "z")), ("mul", "y", "z"))
    if node.is_data(weight):
        # An axis that turns out to stay as it is does so whatever its elements are.
        blend = ("where", ("eq", "z", 0.0), "x", blend)
    return node.formula(blend, left, right, weight)


def _convolved(node: OnnxNode, x: Tensor, number: int, axis: Axis, at: Tensor, sampling: _Sampling) -> Tensor:
    """Weighted sums of several elements."""
    rank, shape = x.type.rank, x.type.shape
    taps, weights = _taps(node, axis, at, sampling)
    known = node.constant_or_none(taps) is not None and node.constant_or_none(weights) is not None
    if known and node.builder.budget.make(TensorType(DType.FLOAT64, (axis.extent, axis.size))):
        extent, size = node.static((axis.extent, axis.size), "resizing")
        zeros = node.make(np.zeros((extent, size)), DType.FLOAT64)
        matrix = node.cast(node.scatter(zeros, weights, [-1, 0], taps, function="add"), x.type.dtype)
        y = node.add(Dot(lhs_contract=(number,), rhs_contract=(0,)), x, matrix)
        return node.transpose(y, [*range(number), rank - 1, *range(number, rank - 1)])
    indices, factors = (node.along(t, [number, rank], rank + 1) for t in (taps, weights))
    result = (*shape[:number], axis.size, *shape[number + 1 :])
    # An element whose weight is zero has no part in the sum, be it infinite.
    exist = node.formula(("not", ("eq", "x", 0.0)), factors)
    terms = weighted(node, x, result, one_indexed(number, rank), [], [Taps(indices, factors, exist)])
    return reduced(node, "sum", terms, rank)


def _taps(node: OnnxNode, axis: Axis, at: Tensor, sampling: _Sampling) -> tuple[Tensor, Tensor]:
    """Which elements an element of the result is made of, int64[size, taps], and their weights, float64."""
    assert sampling.method is not None
    position = node.reshape(node.cast(at, DType.FLOAT64), (axis.size, 1))
    narrowed: Tensor = node.make(1, DType.FLOAT64)
    reach: Dim = sampling.method.reach
    if _is_widened(node, axis, sampling):
        # A scale that leaves no element at all must not make the reach infinite.
        least = node.size(2 * axis.extent + 1, DType.FLOAT64)
        scale = node.cast(axis.scale, DType.FLOAT64)
        narrowed = node.formula(("max", ("min", "x", 1.0), ("div", 1.0, "y")), scale, least)
        widest = node.formula(("ceil", ("div", float(sampling.method.reach), "x")), narrowed)
        (reach,) = node.bind(node.reshape(node.cast(widest, DType.INT64), (1,)))
    taps = around(node, position, reach, 1)
    distance = node.formula(("mul", ("abs", ("sub", "x", "y")), "z"), taps, position, narrowed)
    near = ("lt", "x", float(sampling.method.reach))
    weights = node.formula(("where", near, sampling.method.weight, 0.0), distance)
    if sampling.exclude_outside:
        weights = node.formula(("where", "y", "x", 0.0), weights, inside(node, taps, axis.extent))
    total = node.reduce("sum", weights, [1])
    weights = node.formula(("div", "x", ("where", ("eq", "y", 0.0), 1.0, "y")), weights, total)
    return node.cast(clamped(node, taps, axis.extent), DType.INT64), weights


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Resize": {10: _upsample, 11: _resize},
    "Upsample": {7: _upsample},
}
"""Lowerings by op and the opset since which they apply."""
