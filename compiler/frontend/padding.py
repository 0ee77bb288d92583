"""Pad, and the cropping that negative pads mean."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.dims import bounds, minimum
from ...ir.ops import Pad, Slice
from . import axes as axes_of_run
from .interpolation import clamped
from .node import OnnxNode
from .symbolic import Tensor


def _pad(node: OnnxNode) -> Tensor:
    mode = node.text("mode")
    if mode not in ("constant", "edge", "reflect", "wrap"):
        node.refuse(f"mode='{mode}' is not supported")
    x = node.input(0)
    rank = x.type.rank
    axes = list(range(rank))
    value: Tensor | None = None
    pads: Tensor
    if node.version < 11:
        pads = node.sizes(node.integers("pads") or ())
        value = node.make(node.number("value"), x.type.dtype)
    else:
        if node.given(2) and mode == "constant":
            value = node.input(2)
            if value.type.elements != 1:
                node.refuse(f"the padding value must be a single number, got {value.type}")
        if node.given(3) and not node.is_known(3):
            number = node.input(3).type.elements
            hits = axes_of_run.hits(node, node.integers_input(3, "axes", number), rank)
            listed = node.integers_input(1, "pads", 2 * number)
            node.check(listed.type.elements - 2 * number, f"needs {2 * number} pads, got {listed.type.elements}")
            halves = (node.cut(listed, 0, start, number) for start in (0, number))
            pads = node.join([axes_of_run.spread(node, half, hits, 0) for half in halves])
        else:
            if node.given(3):
                axes = node.distinct_axes(node.static(node.dims(3, "axes"), "axes"), rank)
            pads = node.integers_input(1, "pads", 2 * len(axes))
    if pads.type.elements != 2 * len(axes):
        node.refuse(f"needs {2 * len(axes)} pads, got {pads.type.elements}")
    # Negative pads cut away.
    added = node.bind(node.formula(("max", "x", 0), pads))
    removed = node.bind(node.formula(("max", ("neg", "x"), 0), pads))
    low: list[Dim] = [0] * rank
    high, cut_low, cut_high = list(low), list(low), list(low)
    for position, axis in enumerate(axes):
        low[axis], high[axis] = added[position], added[position + len(axes)]
        cut_low[axis], cut_high[axis] = removed[position], removed[position + len(axes)]
    x = _cropped(node, x, cut_low, cut_high)
    if not any(low) and not any(high):
        return x
    if mode == "constant":
        return _padded(node, x, low, high, value)
    for axis in range(rank):
        if low[axis] != 0 or high[axis] != 0:
            x = node.take(x, _sources(node, mode, x.type.shape[axis], low[axis], high[axis]), axis)
    return x


def _sources(node: OnnxNode, mode: str, extent: Dim, low: Dim, high: Dim) -> Tensor:
    """Of which element each element of a padded axis is a copy, as ``numpy.pad`` has it; 0 where there are none."""
    if extent == 0 and bounds(low + high)[0] > 0:
        node.refuse(f"mode='{mode}' cannot pad an axis of 0 by {low} and {high}")
    at = node.call("sub", node.ramp(low + extent + high), node.size(low, DType.INT64))
    if mode == "edge":
        return clamped(node, at, extent)
    if mode == "wrap":
        period = node.formula(("max", "x", 1), node.size(extent, DType.INT64))
        rest = node.call("rem", at, period)
        return node.formula(("where", ("lt", "x", 0), ("add", "x", "y"), "x"), rest, period)
    # Back and forth; an axis of one element reflects itself.
    period = node.formula(("max", ("mul", "x", 2), 1), node.size(extent - 1, DType.INT64))
    rest = node.call("rem", node.call("abs", at), period)
    return node.formula(("min", "x", ("sub", "y", "x")), rest, period)


def _padded(node: OnnxNode, x: Tensor, low: list[Dim], high: list[Dim], value: Tensor | None) -> Tensor:
    """The tensor surrounded by a value, which may be one that only a run knows."""
    known = None if value is None else node.constant_or_none(value)
    if value is None or known is not None:
        number = 0 if known is None else x.type.dtype.numpy.type(known.item()).item()
        return node.add(Pad(tuple(low), tuple(high), number), x)
    inside = node.broadcast(node.make(True, DType.BOOL), x.type.shape)
    inside = node.add(Pad(tuple(low), tuple(high), False), inside)
    return node.call("where", inside, node.add(Pad(tuple(low), tuple(high), 0), x), node.reshape(value, ()))


def _cropped(node: OnnxNode, x: Tensor, low: list[Dim], high: list[Dim]) -> Tensor:
    """The tensor without so many elements at the ends of each axis."""
    sizes = [d - a - b for d, a, b in zip(x.type.shape, low, high, strict=True)]
    if sizes == list(x.type.shape):
        return x
    for size in sizes:
        node.check(minimum(size, 0), f"negative pads take away more than {x.type} has")
    return node.add(Slice(tuple(low), tuple(sizes), (1,) * len(sizes)), x)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"Pad": {2: _pad}}
"""Lowerings by op and the opset since which they apply."""
