"""ONNX ops that read regions of images, which lie where a tensor says.

How many elements a region has, only a run knows; the most that any has is a size that it finds. All regions are
gathered with as many, and what one does not have is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

from ...ir import Dim, DType
from ...ir.ops.reduction import identity
from .formula import Formula
from .interpolation import LINEAR, clamped, reduced, weighted
from .node import OnnxNode
from .sampling import taps_at
from .symbolic import Tensor

_HALF_AWAY: Formula = ("where", ("lt", "x", 0.0), ("ceil", ("sub", "x", 0.5)), ("floor", ("add", "x", 0.5)))
"""Rounded to the nearest integer, a half away from 0."""


def _roi_align(node: OnnxNode) -> Tensor:
    mode, ratio, scale = node.text("mode"), node.integer("sampling_ratio"), node.number("spatial_scale")
    sizes = node.integer("output_height"), node.integer("output_width")
    transformation = node.text("coordinate_transformation_mode") if node.version >= 16 else "output_half_pixel"
    if mode not in ("avg", "max") or transformation not in ("half_pixel", "output_half_pixel"):
        both = f"mode='{mode}' with coordinate_transformation_mode='{transformation}'"
        node.refuse(f"{both} is not supported; export the model again")
    if ratio < 0:
        node.refuse(f"sampling_ratio={ratio} is negative; export the model again")
    x, rois, batch = node.inputs()
    wrong = (
        f"needs an input [N, C, H, W], regions [number, 4] and as many images, got {x.type}, {rois.type}, {batch.type}"
    )
    if x.type.rank != 4 or rois.type.rank != 2:
        node.refuse(wrong)
    node.same_shape((*rois.type.shape[1:], *batch.type.shape), (4, rois.type.shape[0]), wrong)
    count, dtype = rois.type.shape[0], rois.type.dtype
    # Axes of the result, then the samples within one of its elements along both axes, then the taps.
    rank, most, numbers, exist, taps, inside = 6, list[Dim](), [], [], [], []
    for d, (extent, size) in enumerate(zip(x.type.shape[2:], sizes, strict=True)):
        start, end = (node.along(node.pick(rois, 1, column), [0], rank + 2) for column in (1 - d, 3 - d))
        offset = 0.5 if transformation == "half_pixel" else 0.0
        start, end = (node.formula(("sub", ("mul", "x", scale), offset), edge) for edge in (start, end))
        length = node.call("sub", end, start)
        if transformation == "output_half_pixel":
            length = node.formula(("max", "x", 1.0), length)
        cell = node.along(node.ramp(size, dtype), [2 + d], rank + 2)
        number, highest = (node.make(ratio, dtype), ratio) if ratio else _samples(node, length, size)
        sample = node.along(node.ramp(highest, dtype), [4 + d], rank + 2)
        share = node.formula(("add", "x", ("div", ("add", "y", 0.5), "z")), cell, sample, number)
        position = node.formula(("add", "x", ("mul", ("div", "y", float(size)), "z")), start, length, share)
        behind = node.size(extent, dtype)
        inside.append(node.formula(("and", ("le", -1.0, "x"), ("le", "x", "y")), position, behind))
        if not ratio:
            inside.append(node.formula(("lt", 0.0, "x"), length))
            exist.append(node.call("lt", sample, number))
        numbers.append(number)
        most.append(highest)
        position = clamped(node, position, extent)
        taps.append(taps_at(node, position, extent, LINEAR, rank + d, "border"))
    batch = node.along(batch, [0], rank + 2)
    y = weighted(node, x, (count, x.type.shape[1], *sizes, *most), [-1, 1, -1, -1], [batch], taps)
    # A sample outside counts as zero, one that does not exist does not count.
    function = "max" if mode == "max" else "sum"
    for conditions, otherwise in ((inside, 0), (exist, identity(function, y.type.dtype))):
        if conditions:
            every = reduce(partial(node.call, "and"), conditions)
            y = node.call("where", every, y, node.make(otherwise, y.type.dtype))
    y = reduced(node, function, y, 4)
    if mode == "max":
        return y
    total = node.cast(node.call("mul", *numbers), y.type.dtype)
    return node.call("div", y, node.reshape(total, total.type.shape[:4]))


def _samples(node: OnnxNode, length: Tensor, size: int) -> tuple[Tensor, Dim]:
    """As many samples as elements of a region fall to one of the ``size`` results, at least one; the highest number."""
    number = node.formula(("max", ("ceil", ("div", "x", float(size))), 1.0), length)
    return number, _highest(node, number)


def _highest(node: OnnxNode, numbers: Tensor) -> Dim:
    """The highest of all numbers as a size, at least 1 even if there are none."""
    highest = node.reduce("max", node.cast(numbers, DType.INT64), range(numbers.type.rank))
    (dim,) = node.bind(node.formula(("max", "x", 1), node.reshape(highest, (1,))), low=1)
    return dim


def _max_roi_pool(node: OnnxNode) -> Tensor:
    """Maxima over the elements of each cell of a region; a cell without any gives 0."""
    sizes, scale = node.integers("pooled_shape") or (), node.number("spatial_scale")
    x, rois = node.inputs()
    wrong = f"needs an input [N, C, H, W], regions [number, 5] and two positive sizes, got {x.type}, {rois.type}"
    if x.type.rank != 4 or rois.type.rank != 2 or len(sizes) != 2 or min(sizes) < 1:
        node.refuse(wrong)
    node.same_shape(rois.type.shape[1:], (5,), wrong)
    # Axes of the result, then the elements within one of its cells along both axes.
    rank, dtype = 6, rois.type.dtype
    most, positions, exist, filled = list[Dim](), [], [], []
    for d, (extent, size) in enumerate(zip(x.type.shape[2:], sizes, strict=True)):
        edges = (node.along(node.pick(rois, 1, column), [0], rank) for column in (2 - d, 4 - d))
        first, last = (node.formula(_HALF_AWAY, node.formula(("mul", "x", scale), edge)) for edge in edges)
        share = node.formula(("div", ("max", ("add", ("sub", "y", "x"), 1.0), 1.0), float(size)), first, last)
        cell, behind = node.along(node.ramp(size, dtype), [2 + d], rank), node.size(extent, dtype)
        begin = node.formula(("add", ("floor", ("mul", "x", "y")), "z"), cell, share, first)
        end = node.formula(("add", ("ceil", ("mul", ("add", "x", 1.0), "y")), "z"), cell, share, first)
        begin, end = (node.formula(("max", ("min", "x", "y"), 0.0), edge, behind) for edge in (begin, end))
        most.append(_highest(node, node.call("sub", end, begin)))
        place = node.call("add", begin, node.along(node.ramp(most[d], dtype), [4 + d], rank))
        positions.append(node.cast(clamped(node, place, extent), DType.INT64))
        exist.append(node.call("lt", place, end))
        filled.append(node.call("lt", begin, end))
    batch = node.along(node.cast(node.pick(rois, 1, 0), DType.INT64), [0], rank)
    y = node.gather(x, (rois.type.shape[0], x.type.shape[1], *sizes, *most), [-1, 1, -1, -1], batch, *positions)
    lowest = node.make(identity("max", y.type.dtype), y.type.dtype)
    y = node.reduce("max", node.call("where", node.call("and", *exist), y, lowest), (4, 5))
    y = node.call("where", node.call("and", *filled), y, node.make(0, y.type.dtype))
    return node.reshape(y, y.type.shape[:4])


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "MaxRoiPool": {1: _max_roi_pool},
    "RoiAlign": {10: _roi_align},
}
"""Lowerings by op and the opset since which they apply."""
