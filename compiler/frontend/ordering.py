"""ONNX ops along one axis in which the order of elements matters."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.ops import ArgReduce, ArgSort, Cumulative
from .indexing import one_indexed
from .movement import merged
from .node import OnnxNode
from .symbolic import Tensor


def _arg_reduction(function: str) -> Callable[[OnnxNode], Tensor]:
    def lower(node: OnnxNode) -> Tensor:
        axis, keep, last = node.integer("axis"), node.flag("keepdims"), node.flag("select_last_index")
        x = node.input(0)
        axis = node.axis(axis, x.type.rank)
        y = node.add(ArgReduce(function, axis, last), x)
        return y if keep else node.reshape(y, y.type.shape[:axis] + y.type.shape[axis + 1 :])

    return lower


def _hardmax(node: OnnxNode) -> Tensor:
    """One at the first maximum, zero elsewhere; before opset 13 of a matrix, into which the axes are merged."""
    axis = node.integer("axis")
    x = node.input(0)
    shape = x.type.shape
    if node.version < 13:
        axis = node.axis(axis, x.type.rank) if axis != x.type.rank else axis
        return node.reshape(_one_at_maximum(node, merged(node, x, axis), 1), shape)
    return _one_at_maximum(node, x, node.axis(axis, x.type.rank))


def _one_at_maximum(node: OnnxNode, x: Tensor, axis: int) -> Tensor:
    position = node.along(node.ramp(x.type.shape[axis]), [axis], x.type.rank)
    largest = node.add(ArgReduce("max", axis), x)
    return node.cast(node.call("eq", position, largest), x.type.dtype)


def _cumulative(function: str) -> Callable[[OnnxNode], Tensor]:
    def lower(node: OnnxNode) -> Tensor:
        exclusive, reverse = node.flag("exclusive"), node.flag("reverse")
        x, given = node.inputs()
        rank = x.type.rank
        if rank == 0 or given.type.elements != 1:
            node.refuse(f"needs a tensor with axes, and one axis, got {x.type} and {given.type}")
        if node.constant_or_none(given) is not None:
            axis = node.axis(int(node.scalar(1, "axis")), rank)
            return node.add(Cumulative(function, axis, exclusive, reverse), x)
        # Only the run tells the axis: one of the results along all axes is picked.
        results = [node.add(Cumulative(function, axis, exclusive, reverse), x) for axis in range(rank)]
        stacked = [node.reshape(y, (1, *x.type.shape)) for y in results]
        return node.take(node.join(stacked), node.reshape(given, ()), 0)

    return lower


def _top_k(node: OnnxNode) -> list[Tensor]:
    """The first of the positions in order, and the elements there; they are in order even where they need not be."""
    axis = node.integer("axis")
    descending = node.version < 11 or node.flag("largest")
    count: Dim = node.integer("k") if node.version < 10 else 0
    x = node.input(0)
    rank = x.type.rank
    axis = node.axis(axis, rank)
    if node.version >= 10:
        if (k := node.input(1)).type.dtype is not DType.INT64:
            node.refuse(f"k must be a single integer, got {k.type}; export the model again")
        count = node.whole(1, "k")
    order = node.add(ArgSort(axis, descending), x)
    indices = node.cut(order, axis, 0, count)
    return [node.gather(x, indices.type.shape, one_indexed(axis, rank), indices), indices]


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "ArgMax": {1: _arg_reduction("max")},
    "ArgMin": {1: _arg_reduction("min")},
    "CumProd": {26: _cumulative("prod")},
    "CumSum": {11: _cumulative("sum")},
    "Hardmax": {1: _hardmax},
    "TopK": {1: _top_k},
}
"""Lowerings by op and the opset since which they apply."""
