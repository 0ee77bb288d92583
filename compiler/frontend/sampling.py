"""ONNX ops that read a tensor between its elements, at positions computed while the model runs."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.dims import floordiv, mod, product
from ...ir.ops import Dot
from ...ir.ops.contraction import window_shape
from .contraction import window_attributes, window_pads, with_kernel_shape
from .formula import Formula
from .interpolation import CUBIC_COEFFICIENT, LINEAR, Method, Taps, around, clamped, cubic, inside, reduced, weighted
from .node import OnnxNode
from .symbolic import Tensor

_METHODS = {"nearest": None, "linear": LINEAR, "cubic": cubic(CUBIC_COEFFICIENT)}
_SPELLINGS = {"bilinear": "linear", "bicubic": "cubic"}


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


def taps_at(
    node: OnnxNode, position: Tensor, extent: Dim, method: Method | None, axis: int, padding: str, margin: float = 0.0
) -> Taps:
    """The taps at a position, along axis ``axis`` of it, which has extent 1 so far; without a method it is the tap."""
    tap, weights = position, None
    if method is not None:
        tap = around(node, position, method.reach, axis)
        weights = node.formula(method.weight, node.formula(("abs", ("sub", "x", "y")), position, tap))
    exist = inside(node, tap, extent) if padding == "zeros" else None
    if padding == "reflection":
        tap = _reflected(node, tap, extent, margin)
    return Taps(node.cast(clamped(node, tap, extent), DType.INT64), weights, exist)


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
        taps.append(taps_at(node, position, extent, method, rank + d, padding, margin))
    axes = [0, 1, *[-1] * spatial]
    return reduced(node, "sum", weighted(node, x, shape, axes, [], taps), rank)


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


def _deform_conv(node: OnnxNode) -> Tensor:
    """A convolution each of whose taps reads at its own distance from where it would: gathered, then one product."""
    groups, offset_groups = node.integer("group"), node.integer("offset_group")
    x, w, offset = node.input(0), node.input(1), node.input(2)
    spatial = x.type.rank - 2
    if spatial < 1 or not w.type.rank == offset.type.rank == x.type.rank:
        node.refuse(f"needs an input [N, C, spatial…] and two more tensors of its rank, got {x.type} and {w.type}")
    w = with_kernel_shape(node, w)
    kernel = w.type.shape[2:]
    strides, dilations = window_attributes(node, spatial)
    low, high = window_pads(node, x.type.shape[2:], kernel, strides, dilations)
    channels, results = x.type.shape[1], w.type.shape[0]
    unfit = f"{x.type} and {w.type} do not fit {groups} groups and {offset_groups} groups of offsets"
    if min(groups, offset_groups) < 1:
        node.refuse(unfit)
    for rest in (w.type.shape[1] * groups - channels, mod(results, groups), mod(channels, offset_groups)):
        node.check(rest, unfit)
    count, out = x.type.shape[0], window_shape(x.type.shape[2:], kernel, strides, dilations, low, high)
    wanted = (count, offset_groups * product(kernel) * spatial, *out)
    wrong = f"needs offsets of shape [{', '.join(map(str, wanted))}], got {offset.type}; export the model again"
    node.same_shape(offset.type.shape, wanted, wrong)
    # [N, groups of offsets, channels of each, kernel…, result…], then the taps.
    shape = (count, offset_groups, floordiv(channels, offset_groups), *kernel, *out)
    rank = len(shape)
    split = (count, offset_groups, *kernel, spatial, *out)
    offset = node.reshape(offset, split)
    placed = [0, 1, *range(3, rank)]
    taps = []
    for d, extent in enumerate(x.type.shape[2:]):
        part = node.pick(offset, 2 + spatial, d)
        tap = node.along(node.ramp(kernel[d], offset.type.dtype), [3 + d], rank + spatial)
        place = node.along(node.ramp(out[d], offset.type.dtype), [3 + spatial + d], rank + spatial)
        begin: Formula = ("sub", ("mul", "x", float(strides[d])), "z")
        before = node.size(low[d], offset.type.dtype)
        regular = node.formula(("add", begin, ("mul", "y", float(dilations[d]))), place, tap, before)
        position = node.call("add", regular, node.along(part, placed, rank + spatial))
        taps.append(taps_at(node, position, extent, LINEAR, rank + d, "zeros"))
    grouped = node.reshape(x, (x.type.shape[0], *shape[1:3], *x.type.shape[2:]))
    y = reduced(node, "sum", weighted(node, grouped, shape, [0, 1, 2, *[-1] * spatial], [], taps), rank)
    if node.given(4):
        mask = node.reshape(node.input(4), (count, offset_groups, *kernel, *out))
        y = node.call("mul", y, node.along(mask, placed, rank))
    inner = product(w.type.shape[1:])
    y = node.reshape(y, (count, groups, inner, product(out)))
    w = node.reshape(w, (groups, floordiv(results, groups), inner))
    dot = Dot(lhs_contract=(2,), rhs_contract=(2,), lhs_batch=(1,), rhs_batch=(0,))
    y = node.transpose(node.add(dot, y, w), (1, 0, 3, 2))
    y = node.reshape(y, (count, results, *out))
    return node.call("add", y, node.channelwise(node.input(3), y.type)) if node.given(3) else y


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "AffineGrid": {20: _affine_grid},
    "DeformConv": {19: _deform_conv},
    "GridSample": {16: _grid_sample},
}
"""Lowerings by op and the opset since which they apply."""
