"""Axes that only a run knows.

Which axes an input names is worked out by the model itself, on vectors with an element for each axis; what follows from
it are sizes that the run binds. So a reduction over such axes is one over fixed axes, after a reshape:

    x [a, b, c], axes = (1,)     ->     reshape to [a, 1, 1, b, c, 1], reduce the axes 1, 3 and 5
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...ir import Dim, DType
from .node import OnnxNode
from .symbolic import Tensor

Body = Callable[[OnnxNode, Tensor, Sequence[int]], Tensor]


def reduced(node: OnnxNode, x: Tensor, named: Tensor, keep: bool, body: Body) -> Tensor:
    """``body`` applied to the axes that ``named`` int64[k] lists, which are kept with extent 1 or dropped."""
    marks, shape = marked(node, named, x.type.rank), node.sizes(x.type.shape)
    inner = node.bind(node.formula(("where", "y", "x", 1), shape, marks))
    outer = node.bind(node.formula(("where", "y", 1, "x"), shape, marks))
    apart = node.reshape(x, [dim for pair in zip(outer, inner, strict=True) for dim in pair])
    y = body(node, apart, range(1, 2 * x.type.rank, 2))
    return node.reshape(y, outer if keep else without(node, x, marks, count(node, named)))


def squeezed(node: OnnxNode, x: Tensor, named: Tensor) -> Tensor:
    """The tensor without the axes that ``named`` lists."""
    return node.reshape(x, without(node, x, marked(node, named, x.type.rank), count(node, named)))


def unsqueezed(node: OnnxNode, x: Tensor, named: Tensor) -> Tensor:
    """The tensor with further axes of extent 1, so that they are those that ``named`` lists."""
    rank = x.type.rank + count(node, named)
    marks = marked(node, named, rank)
    place = _places(node, node.call("not", marks), rank)
    extents = _chosen(node, node.sizes(x.type.shape), place, np.arange(x.type.rank), axis=1)
    return node.reshape(x, node.bind(node.formula(("where", "y", 1, "x"), extents, marks)))


def count(node: OnnxNode, named: Tensor) -> int:
    """How many axes a list names."""
    (length,) = node.static(named.type.shape, "the list of axes")
    return length


def marked(node: OnnxNode, named: Tensor, rank: int) -> Tensor:
    """bool[rank]: whether the list names the axis. A run fails if it names one twice, or one that does not exist."""
    hits = hit(node, named, rank)
    total = node.reduce("sum", node.cast(hits, DType.INT64), [0, 1])
    node.bind(node.reshape(total, (1,)), low=count(node, named), high=count(node, named))
    return node.cast(node.reshape(node.reduce("max", node.cast(hits, DType.INT64), [0]), (rank,)), DType.BOOL)


def hit(node: OnnxNode, named: Tensor, rank: int) -> Tensor:
    """bool[k, rank]: whether element i of the list names the axis; negative ones count from the end."""
    column = node.reshape(named, (count(node, named), 1))
    front = node.formula(("where", ("lt", "x", 0), ("add", "x", rank), "x"), column)
    return node.call("eq", front, node.make(np.arange(rank), DType.INT64))


def spread(node: OnnxNode, values: Tensor, hits: Tensor, rest: int) -> Tensor:
    """int64[rank]: of each axis the value that a list of k values has for it by its hits bool[k, rank], or ``rest``."""
    column = node.reshape(values, (*values.type.shape, 1))
    total = node.reduce("sum", node.formula(("where", "y", ("sub", "x", rest), 0), column, hits), [0])
    return node.formula(("add", "x", rest), node.reshape(total, total.type.shape[1:]))


def without(node: OnnxNode, x: Tensor, marks: Tensor, dropped: int) -> tuple[Dim, ...]:
    """The shape of a tensor without its marked axes, ``dropped`` of them."""
    rank = x.type.rank
    kept = node.call("not", marks)
    place = node.formula(("where", "y", "x", -1), _places(node, kept, rank), kept)
    return node.bind(_chosen(node, node.sizes(x.type.shape), place, np.arange(rank - dropped), axis=0))


def _places(node: OnnxNode, kept: Tensor, rank: int) -> Tensor:
    """int64[rank]: how many axes before it are kept."""
    before = node.make(np.tri(rank, rank, -1), DType.INT64)
    total = node.reduce("sum", node.call("mul", before, node.cast(kept, DType.INT64)), [1])
    return node.reshape(total, (rank,))


def _chosen(node: OnnxNode, values: Tensor, place: Tensor, wanted: np.ndarray, axis: int) -> Tensor:
    """Sums of values whose place is wanted: over the places (axis 0), or for each place over the values (axis 1)."""
    hits = node.call("eq", node.reshape(place, (*place.type.shape, 1)), node.make(wanted, DType.INT64))
    spread = node.reshape(values, (*values.type.shape, 1)) if axis == 0 else values
    total = node.reduce("sum", node.call("mul", node.cast(hits, DType.INT64), spread), [axis])
    return node.reshape(total, (total.type.shape[1 - axis],))
