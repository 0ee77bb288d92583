"""ONNX ops that read a tensor between its elements, at positions computed while the model runs.

    along each axis:  taps around the position, a weight for each
    y[…, p] = sum over taps of  x[…, taps(p)] * weights(p)

A gather brings all taps of all positions, each axis's along one more axis behind the result's; a product and a
reduction over these axes follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...ir import Dim, DType
from ...ir.dims import product
from ...ir.ops import Dot
from ...ir.ops.contraction import window_shape
from .contraction import window_attributes, window_pads
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor

_CUBIC = -0.75
"""The free coefficient of Keys' cubic convolution, https://doi.org/10.1109/TASSP.1981.1163711."""


@dataclass(frozen=True)
class _Method:
    """An interpolation: how many taps it has, the first relative to the one at or before the position, and the weight
    of a tap at distance ``x``."""

    taps: int
    first: int
    weight: Formula | None


_NEAR: Formula = ("add", ("mul", ("mul", "x", "x"), ("sub", ("mul", "x", _CUBIC + 2), _CUBIC + 3)), 1.0)
_FAR: Formula = (
    "sub",
    ("mul", ("add", ("mul", ("sub", ("mul", "x", _CUBIC), 5 * _CUBIC), "x"), 8 * _CUBIC), "x"),
    4 * _CUBIC,
)
_METHODS = {
    "nearest": _Method(1, 0, None),
    "linear": _Method(2, 0, ("sub", 1.0, "x")),
    "cubic": _Method(4, -1, ("where", ("le", "x", 1.0), _NEAR, _FAR)),
}
_SPELLINGS = {"bilinear": "linear", "bicubic": "cubic"}


def _clamped(node: OnnxNode, position: Tensor, extent: Dim) -> Tensor:
    """The position, or the nearest one of an element."""
    last = node.size(extent - 1, position.type.dtype)
    return node.formula(("max", ("min", "x", "y"), 0.0), position, last)


def _inside(node: OnnxNode, position: Tensor, extent: Dim, margin: float) -> Tensor:
    """Whether the position is at most ``margin`` before the first or behind the last element."""
    last = node.size(extent - 1, position.type.dtype)
    bounds: Formula = ("and", ("le", -margin, "x"), ("le", "x", ("add", "y", margin)))
    return node.formula(bounds, position, last)


def _reflected(node: OnnxNode, position: Tensor, extent: Dim, margin: float) -> Tensor:
    """The position mirrored at both ends, ``margin`` beyond the elements, as often as it takes."""
    span = node.size(extent - 1, position.type.dtype)
    if margin:
        span = node.formula(("add", "x", 2 * margin), span)
    # The distance from the lower end repeats itself after two spans, and falls in the second one.
    period = node.formula(("max", ("mul", "x", 2.0), 1.0), span)
    away = node.formula(("abs", ("add", "x", margin)), position)
    rest = node.formula(("sub", "x", ("mul", ("floor", ("div", "x", "y")), "y")), away, period)
    return node.formula(("sub", ("min", "x", ("sub", "y", "x")), margin), rest, period)


@dataclass(frozen=True)
class _Taps:
    """The taps of one axis: positions, weights unless all are 1, and which of them exist unless all do."""

    positions: Tensor
    weights: Tensor | None
    exist: Tensor | None


def _taps(
    node: OnnxNode, position: Tensor, extent: Dim, method: _Method, axis: int, rank: int, padding: str, margin: float
) -> _Taps:
    """The taps at a position that has ``rank`` axes, along axis ``axis`` among them, which has extent 1 so far."""
    dtype = position.type.dtype
    if method.weight is None:
        tap, weights = position, None
    else:
        offsets = node.formula(("add", "x", float(method.first)), node.ramp(method.taps, dtype))
        tap = node.formula(("add", ("floor", "x"), "y"), position, node.along(offsets, [axis], rank))
        distance = node.formula(("abs", ("sub", "x", "y")), position, tap)
        weights = node.formula(method.weight, distance)
    exist = _inside(node, tap, extent, 0.0) if padding == "zeros" else None
    if padding == "reflection":
        tap = _reflected(node, tap, extent, margin)
    return _Taps(node.cast(_clamped(node, tap, extent), DType.INT64), weights, exist)


def _weighted(
    node: OnnxNode, x: Tensor, shape: Sequence[Dim], axes: Sequence[int], indices: Sequence[Tensor], taps: list[_Taps]
) -> Tensor:
    """The elements at all taps times their weights; zero for taps that do not exist."""
    rank = len(shape)
    whole = [*shape, *(t.positions.type.shape[rank + d] for d, t in enumerate(taps))]
    y = node.gather(x, whole, axes, *indices, *(t.positions for t in taps))
    for tap in taps:
        if tap.weights is not None:
            y = node.call("mul", y, node.cast(tap.weights, y.type.dtype))
    for tap in taps:
        if tap.exist is not None:
            y = node.call("where", tap.exist, y, node.make(0, y.type.dtype))
    return y


def _reduced(node: OnnxNode, function: str, y: Tensor, rank: int) -> Tensor:
    """The result of ``rank`` axes; those behind are reduced."""
    behind = [a for a in range(rank, y.type.rank) if y.type.shape[a] != 1]
    return node.reshape(node.reduce(function, y, behind), y.type.shape[:rank])


def _grid_sample(node: OnnxNode) -> Tensor:
    mode, padding, align = node.text("mode"), node.text("padding_mode"), node.flag("align_corners")
    mode = _SPELLINGS.get(mode, mode)
    if mode not in _METHODS or padding not in ("zeros", "border", "reflection"):
        node.refuse(f"mode='{mode}' with padding_mode='{padding}' is not supported; export the model again")
    x, grid = node.inputs()
    spatial = x.type.rank - 2
    wrong = f"needs an input [N, C, spatial…] and a grid [N, spatial…, {spatial}], got {x.type}, {grid.type}"
    if spatial < 1 or grid.type.rank != x.type.rank:
        node.refuse(wrong)
    node.same_shape((grid.type.shape[0], grid.type.shape[-1]), (x.type.shape[0], spatial), wrong)
    if mode != "nearest" and not x.type.dtype.is_float:
        node.refuse(f"mode='{mode}' is not supported for {x.type.dtype}; cast to float32 before")
    method, margin = _METHODS[mode], 0.0 if align else 0.5
    shape = (grid.type.shape[0], x.type.shape[1], *grid.type.shape[1:-1])
    rank, taps = len(shape), []
    for d, extent in enumerate(x.type.shape[2:]):
        # The last element of a grid point is the position along the first axis.
        part = node.along(node.pick(grid, rank - 1, spatial - 1 - d), [0, *range(2, rank)], rank + spatial)
        position = _in_elements(node, part, extent, align)
        if mode == "nearest":
            position = node.call("round", position)
        # Taps are moved inside, never the position: so do PyTorch and ONNX Runtime, whereas ONNX's reference clamps the
        # position too, which makes a difference for cubic.
        taps.append(_taps(node, position, extent, method, rank + d, rank + spatial, padding, margin))
    axes = [0, 1, *[-1] * spatial]
    return _reduced(node, "sum", _weighted(node, x, shape, axes, [], taps), rank)


def _in_elements(node: OnnxNode, part: Tensor, extent: Dim, align: bool) -> Tensor:
    """A coordinate between -1 and 1 as a position; these are the outer elements themselves or their outer edges."""
    if align:
        last = node.size(extent - 1, part.type.dtype)
        return node.formula(("mul", ("div", ("add", "x", 1.0), 2.0), "y"), part, last)
    size = node.size(extent, part.type.dtype)
    return node.formula(("div", ("sub", ("mul", ("add", "x", 1.0), "y"), 1.0), 2.0), part, size)


def _affine_grid(node: OnnxNode) -> Tensor:
    """Positions ``theta [N, r, r + 1] * (x, y[, z], 1)`` of ``[N, spatial…, r]``, x along the last axis."""
    align = node.flag("align_corners")
    theta, size = node.input(0), node.dims(1, "size", length=node.declared_rank)
    batch, _, *extents = size if len(size) > 2 else (1, 1)
    spatial = len(extents)
    if spatial not in (2, 3):
        node.refuse(f"needs a size [N, C, H, W] or [N, C, D, H, W], got {len(size)} numbers; export the model again")
    shape = (batch, spatial, spatial + 1)
    wrong = f"needs theta of [{', '.join(map(str, shape))}] for this size, got {theta.type}; export the model again"
    node.same_shape(theta.type.shape, shape, wrong)
    theta = node.reshape(theta, shape)
    dtype, ends = theta.type.dtype, (0, spatial + 1)
    y = node.along(node.pick(theta, 2, spatial), ends, spatial + 2)
    for axis, extent in enumerate(extents):
        # Outer elements, or their outer edges, lie at -1 and 1; a single element in the middle, as in PyTorch.
        last = node.size(extent - 1, dtype)
        span = node.formula(("max", "x", 1.0), last) if align else node.size(extent, dtype)
        line = node.formula(("div", ("sub", ("mul", 2.0, "x"), "y"), "z"), node.ramp(extent, dtype), last, span)
        column = node.along(node.pick(theta, 2, spatial - 1 - axis), ends, spatial + 2)
        y = node.formula(("add", "x", ("mul", "y", "z")), y, node.along(line, [1 + axis], spatial + 2), column)
    return y


def _roi_align(node: OnnxNode) -> Tensor:
    mode, ratio, scale = node.text("mode"), node.integer("sampling_ratio"), node.number("spatial_scale")
    sizes = node.integer("output_height"), node.integer("output_width")
    transformation = node.text("coordinate_transformation_mode") if node.version >= 16 else "output_half_pixel"
    if mode not in ("avg", "max") or transformation not in ("half_pixel", "output_half_pixel"):
        both = f"mode='{mode}' with coordinate_transformation_mode='{transformation}'"
        node.refuse(f"{both} is not supported; export the model again")
    if ratio < 1:
        node.refuse(
            f"sampling_ratio={ratio}, as many samples as a region has elements, is not supported; give a number"
        )
    x, rois, batch = node.inputs()
    wrong = (
        f"needs an input [N, C, H, W], regions [number, 4] and as many images, got {x.type}, {rois.type}, {batch.type}"
    )
    if x.type.rank != 4 or rois.type.rank != 2:
        node.refuse(wrong)
    node.same_shape((*rois.type.shape[1:], *batch.type.shape), (4, rois.type.shape[0]), wrong)
    count, dtype = rois.type.shape[0], rois.type.dtype
    # Axes of the result, then the samples within one of its elements along both axes, then the taps.
    shape = (count, x.type.shape[1], *sizes, ratio, ratio)
    rank, taps, inside = len(shape), [], []
    for d, (extent, size) in enumerate(zip(x.type.shape[2:], sizes, strict=True)):
        start, end = (node.along(node.pick(rois, 1, column), [0], rank + 2) for column in (1 - d, 3 - d))
        offset = 0.5 if transformation == "half_pixel" else 0.0
        start, end = (node.formula(("sub", ("mul", "x", scale), offset), edge) for edge in (start, end))
        length = node.call("sub", end, start)
        if transformation == "output_half_pixel":
            length = node.formula(("max", "x", 1.0), length)
        cell = node.along(node.ramp(size, dtype), [2 + d], rank + 2)
        sample = node.along(node.ramp(ratio, dtype), [4 + d], rank + 2)
        share = node.formula(("add", "x", ("div", ("add", "y", 0.5), float(ratio))), cell, sample)
        position = node.formula(("add", "x", ("mul", ("div", "y", float(size)), "z")), start, length, share)
        behind = node.size(extent, dtype)
        inside.append(node.formula(("and", ("le", -1.0, "x"), ("le", "x", "y")), position, behind))
        position = _clamped(node, position, extent)
        taps.append(_taps(node, position, extent, _METHODS["linear"], rank + d, rank + 2, "border", 0.0))
    batch = node.along(batch, [0], rank + 2)
    y = _weighted(node, x, shape, [-1, 1, -1, -1], [batch], taps)
    # A sample outside counts as zero.
    y = node.call("where", node.call("and", *inside), y, node.make(0, y.type.dtype))
    if mode == "max":
        return _reduced(node, "max", y, 4)
    return node.formula(("div", "x", float(ratio * ratio)), _reduced(node, "sum", y, 4))


def _deform_conv(node: OnnxNode) -> Tensor:
    """A convolution each of whose taps reads at its own distance from where it would: gathered, then one product."""
    groups, offset_groups, given = node.integer("group"), node.integer("offset_group"), node.integers("kernel_shape")
    x, w, offset = node.input(0), node.input(1), node.input(2)
    spatial = x.type.rank - 2
    if spatial < 1 or not w.type.rank == offset.type.rank == x.type.rank:
        node.refuse(f"needs an input [N, C, spatial…] and two more tensors of its rank, got {x.type} and {w.type}")
    kernel = node.static(w.type.shape[2:], "the kernel")
    if given is not None and given != kernel:
        node.refuse(f"kernel_shape={list(given)}, but the weight is {w.type}; export the model again")
    strides, dilations = window_attributes(node, spatial)
    low, high = window_pads(node, x.type.shape[2:], kernel, strides, dilations)
    channels, results = x.type.shape[1], w.type.shape[0]
    if min(groups, offset_groups) < 1 or w.type.shape[1] * groups != channels:
        node.refuse(f"{x.type} and {w.type} do not fit {groups} groups and {offset_groups} groups of offsets")
    count, out = x.type.shape[0], window_shape(x.type.shape[2:], kernel, strides, dilations, low, high)
    wanted = (count, offset_groups * product(kernel) * spatial, *out)
    wrong = f"needs offsets of shape [{', '.join(map(str, wanted))}], got {offset.type}; export the model again"
    node.same_shape(offset.type.shape, wanted, wrong)
    # [N, groups of offsets, channels of each, kernel…, result…], then the taps.
    shape = (count, offset_groups, channels // offset_groups, *kernel, *out)
    rank = len(shape)
    split = (count, offset_groups, *kernel, spatial, *out)
    offset = node.reshape(offset, split)
    placed = [0, 1, *range(3, rank)]
    taps = []
    for d, extent in enumerate(x.type.shape[2:]):
        part = node.pick(offset, 2 + spatial, d)
        tap = node.along(node.ramp(kernel[d], offset.type.dtype), [3 + d], rank + spatial)
        place = node.along(node.ramp(out[d], offset.type.dtype), [3 + spatial + d], rank + spatial)
        begin: Formula = ("sub", ("mul", "x", float(strides[d])), float(low[d]))
        regular = node.formula(("add", begin, ("mul", "y", float(dilations[d]))), place, tap)
        position = node.call("add", regular, node.along(part, placed, rank + spatial))
        taps.append(_taps(node, position, extent, _METHODS["linear"], rank + d, rank + spatial, "zeros", 0.0))
    grouped = node.reshape(x, (x.type.shape[0], *shape[1:3], *x.type.shape[2:]))
    y = _reduced(node, "sum", _weighted(node, grouped, shape, [0, 1, 2, *[-1] * spatial], [], taps), rank)
    if node.given(4):
        mask = node.reshape(node.input(4), (count, offset_groups, *kernel, *out))
        y = node.call("mul", y, node.along(mask, placed, rank))
    inner = product(w.type.shape[1:])
    y = node.reshape(y, (count, groups, inner, product(out)))
    w = node.reshape(w, (groups, results // groups, inner))
    dot = Dot(lhs_contract=(2,), rhs_contract=(2,), lhs_batch=(1,), rhs_batch=(0,))
    y = node.transpose(node.add(dot, y, w), (1, 0, 3, 2))
    y = node.reshape(y, (count, results, *out))
    return node.call("add", y, node.channelwise(node.input(3), y.type)) if node.given(3) else y


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "AffineGrid": {20: _affine_grid},
    "DeformConv": {19: _deform_conv},
    "GridSample": {16: _grid_sample},
    "RoiAlign": {10: _roi_align},
}
"""Lowerings by op and the opset since which they apply."""
