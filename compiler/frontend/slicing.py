"""Slice. Positions that are constants, made of sizes or known by a run only are clamped by the same arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Dim, DType
from ...ir.ops import Slice
from . import axes as axes_of_run
from .builder import LARGEST_SIZE
from .node import OnnxNode
from .symbolic import Tensor


def _slice(node: OnnxNode) -> Tensor:
    x = node.input(0)
    rank = x.type.rank
    starts, ends, steps, listed = _operands(node)
    (count,) = starts.type.shape
    wrong = "starts, ends, axes and steps do not match; export the model again"
    for values in (ends, steps) if listed is None else (ends, steps, listed):
        node.same_shape(values.type.shape, (count,), wrong)
    if listed is None:
        listed = node.ramp(count)
    if node.is_data(listed):
        # Spread over all axes; those that are not named are taken whole.
        hits = axes_of_run.hits(node, listed, rank)
        starts, ends, steps = (
            axes_of_run.spread(node, values, hits, rest)
            for values, rest in ((starts, 0), (ends, LARGEST_SIZE), (steps, 1))
        )
        axes = list(range(rank))
    else:
        axes = node.distinct_axes(node.static(node.bind(listed), "axes"), rank)
    firsts: list[Dim] = [0] * rank
    sizes, strides = list(x.type.shape), list[Dim]([1] * rank)
    ranges = zip(axes, *_ranges(node, starts, ends, steps, [x.type.shape[a] for a in axes]), strict=True)
    for axis, first, size, step in ranges:
        if step == 0:
            node.refuse(f"the step of axis {axis} is 0; export the model again")
        firsts[axis], sizes[axis], strides[axis] = first, size, step
    if sizes == list(x.type.shape) and set(strides) <= {1}:
        return x
    return node.add(Slice(tuple(firsts), tuple(sizes), tuple(strides)), x)


def _operands(node: OnnxNode) -> tuple[Tensor, Tensor, Tensor, Tensor | None]:
    """Starts, ends and steps, int64[k] each, and the axes if they are given: attributes in older opsets."""
    if node.version < 10:
        starts, ends = (node.sizes(node.integers(name) or ()) for name in ("starts", "ends"))
        axes = node.integers("axes")
        listed = None if axes is None else node.sizes(axes)
        return starts, ends, _ones(node, starts), listed
    starts, ends = node.list_input(1, "starts"), node.list_input(2, "ends")
    listed = node.list_input(3, "axes") if node.given(3) else None
    return starts, ends, node.list_input(4, "steps") if node.given(4) else _ones(node, starts), listed


def _ones(node: OnnxNode, like: Tensor) -> Tensor:
    return node.broadcast(node.make(1, DType.INT64), like.type.shape)


def _ranges(
    node: OnnxNode, starts: Tensor, ends: Tensor, steps: Tensor, extents: Sequence[Dim]
) -> tuple[tuple[Dim, ...], tuple[Dim, ...], tuple[Dim, ...]]:
    """Of each axis the first index, the number of elements and the step, as Python's slices have them."""
    starts, ends, steps = (_limited(node, values) for values in (starts, ends, steps))
    whole = node.sizes(extents)
    back = node.formula(("lt", "x", 0), steps)
    first, last = (_from_front(node, positions, whole, back, i) for i, positions in enumerate((starts, ends)))
    size = step_count(node, first, last, steps)
    return node.bind(first, low=-1), node.bind(size), node.bind(steps, low=-LARGEST_SIZE)


def step_count(node: OnnxNode, first: Tensor, last: Tensor, steps: Tensor) -> Tensor:
    """How many integers there are from first, in steps, before last; -1, which is no size, for a step of 0."""
    back = node.formula(("lt", "x", 0), steps)
    span = node.call("where", back, node.call("sub", first, last), node.call("sub", last, first))
    width = node.call("abs", steps)
    size = node.formula(("div", ("sub", ("add", ("max", "x", 0), "y"), 1), ("max", "y", 1)), span, width)
    return node.formula(("where", ("eq", "y", 0), -1, "x"), size, steps) if node.is_data(steps) else size


def _limited(node: OnnxNode, x: Tensor) -> Tensor:
    """Positions that are beyond any tensor, brought near enough for sums not to overflow."""
    return node.formula(("max", ("min", "x", LARGEST_SIZE), -LARGEST_SIZE), x)


def _from_front(node: OnnxNode, positions: Tensor, extents: Tensor, back: Tensor, end: int) -> Tensor:
    """Positions counted from the front and clamped as Python does it.

    Where the step is negative, the last element bounds them from above, and an end (``end`` is 1, else 0) may be -1.
    """
    at = node.formula(("where", ("lt", "x", 0), ("add", "x", "y"), "x"), positions, extents)
    forward = node.formula(("min", ("max", "x", 0), "y"), at, extents)
    backward = node.formula(("min", ("max", "x", -end), ("sub", "y", 1)), at, extents)
    return node.call("where", back, backward, forward)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"Slice": {1: _slice}}
"""Lowerings by op and the opset since which they apply."""
