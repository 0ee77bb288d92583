"""Axes that only a run knows.

Which axes an input names is worked out by the model itself, on vectors with an element for each axis; what follows from
it are sizes that the run binds. So a reduction over such axes is one over fixed axes, after a reshape:

    x [a, b, c], axes = (1,)     ->     reshape to [a, 1, 1, b, c, 1], reduce the axes 1, 3 and 5
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...ir import Dim, DType
from ...ir.dims import Expr
from ...ir.ops import Cumulative, Slice
from .node import OnnxNode
from .symbolic import Tensor

Body = Callable[[OnnxNode, Tensor, Sequence[int]], Tensor]


def reduced(node: OnnxNode, x: Tensor, named: Tensor, keep: bool, empty_means_none: bool, body: Body) -> Tensor:
    """``body`` applied to the axes that ``named`` int64[k] lists, which are kept with extent 1 or dropped.

    An empty list means all axes, or none.
    """
    marks, shape = marked(node, named, x.type.rank), node.sizes(x.type.shape)
    (length,) = named.type.shape
    if isinstance(length, Expr) and not empty_means_none:
        marks = node.formula(("or", "y", ("eq", "x", 0)), node.size(length, DType.INT64), marks)
    inner = node.bind(node.formula(("where", "y", "x", 1), shape, marks))
    outer = node.bind(node.formula(("where", "y", 1, "x"), shape, marks))
    apart = node.reshape(x, [dim for pair in zip(outer, inner, strict=True) for dim in pair])
    y = body(node, apart, range(1, 2 * x.type.rank, 2))
    if keep:
        return node.reshape(y, outer)
    dropped = _declared_fewer(node, named, marks) if isinstance(length, Expr) else length
    return node.reshape(y, without(node, x, marks, dropped))


def _declared_fewer(node: OnnxNode, named: Tensor, marks: Tensor) -> int:
    """How many axes the result has less, as it is declared; a run fails if not as many are marked."""
    if node.declared_rank is None:
        node.refuse(f"axes must be a list of known length, got {named.type}; fix it with --dim NAME=SIZE")
    (rank,) = node.static(marks.type.shape, "axes")
    (marked,) = node.bind(node.reduce("sum", node.cast(marks, DType.INT64), [0]))
    fewer = rank - node.declared_rank
    node.check(marked - fewer, f"its axes do not leave the {node.declared_rank} that its result is declared with")
    return fewer


def squeezed(node: OnnxNode, x: Tensor, named: Tensor) -> Tensor:
    """The tensor without the axes that ``named`` lists."""
    (dropped,) = node.static(named.type.shape, "axes")
    return node.reshape(x, without(node, x, marked(node, named, x.type.rank), dropped))


def unsqueezed(node: OnnxNode, x: Tensor, named: Tensor) -> Tensor:
    """The tensor with further axes of extent 1, so that they are those that ``named`` lists."""
    (added,) = node.static(named.type.shape, "axes")
    rank = x.type.rank + added
    marks = marked(node, named, rank)
    place = _places(node, node.call("not", marks))
    extents = _chosen(node, node.sizes(x.type.shape), place, np.arange(x.type.rank), axis=1)
    return node.reshape(x, node.bind(node.formula(("where", "y", 1, "x"), extents, marks)))


def parted(node: OnnxNode, x: Tensor, named: Tensor) -> tuple[tuple[Dim, ...], Tensor]:
    """How many elements there are before, along and after the axis that ``named`` int64[1] tells, and its mark.

    A run fails if it is the last axis.
    """
    rank = x.type.rank
    marks = marked(node, named, rank)
    node.require(node.call("not", node.add(Slice((rank - 1,), (1,), (1,)), marks)), "the axis must not be the last one")
    reached = node.cast(marks, DType.INT64)
    # 0 before the axis, 1 for itself and 2 behind.
    part = node.formula(("sub", ("mul", 2, "x"), "y"), node.add(Cumulative("sum", 0), reached), reached)
    column = node.reshape(node.sizes(x.type.shape), (rank, 1))
    member = node.call("eq", node.reshape(part, (rank, 1)), node.ramp(3))
    sizes = node.reduce("prod", node.formula(("where", "y", "x", 1), column, member), [0])
    return node.bind(node.reshape(sizes, (3,))), marks


def marked(node: OnnxNode, named: Tensor, rank: int) -> Tensor:
    """bool[rank]: whether the list names the axis."""
    return _any(node, hits(node, named, rank))


def hits(node: OnnxNode, named: Tensor, rank: int) -> Tensor:
    """bool[k, rank]: whether element i of the list names the axis; negative ones count from the end.

    A run fails if the list names an axis twice, or one that does not exist.
    """
    (number,) = named.type.shape
    column = node.reshape(named, (number, 1))
    front = node.formula(("where", ("lt", "x", 0), ("add", "x", rank), "x"), column)
    found = node.call("eq", front, node.make(np.arange(rank), DType.INT64))
    different = node.reduce("sum", node.cast(_any(node, found), DType.INT64), [0])
    (total,) = node.bind(different)
    node.check(total - number, f"of its {number} axes one is named twice or does not exist")
    return found


def _any(node: OnnxNode, found: Tensor) -> Tensor:
    return node.reshape(node.reduce("max", found, [0]), found.type.shape[1:])


def spread(node: OnnxNode, values: Tensor, found: Tensor, rest: int) -> Tensor:
    """int64[rank]: of each axis the value that a list of k values has for it by its ``hits``, or ``rest``."""
    column = node.reshape(values, (*values.type.shape, 1))
    total = node.reduce("sum", node.formula(("where", "y", ("sub", "x", rest), 0), column, found), [0])
    return node.formula(("add", "x", rest), node.reshape(total, total.type.shape[1:]))


def without(node: OnnxNode, x: Tensor, marks: Tensor, dropped: int) -> tuple[Dim, ...]:
    """The shape of a tensor without its marked axes, ``dropped`` of them."""
    rank = x.type.rank
    kept = node.call("not", marks)
    place = node.formula(("where", "y", "x", -1), _places(node, kept), kept)
    return node.bind(_chosen(node, node.sizes(x.type.shape), place, np.arange(rank - dropped), axis=0))


def _places(node: OnnxNode, kept: Tensor) -> Tensor:
    """int64[rank]: how many axes before it are kept."""
    return node.add(Cumulative("sum", 0, exclusive=True), node.cast(kept, DType.INT64))


def _chosen(node: OnnxNode, values: Tensor, place: Tensor, wanted: np.ndarray, axis: int) -> Tensor:
    """Sums of values whose place is wanted: over the places (axis 0), or for each place over the values (axis 1)."""
    found = node.call("eq", node.reshape(place, (*place.type.shape, 1)), node.make(wanted, DType.INT64))
    column = node.reshape(values, (*values.type.shape, 1)) if axis == 0 else values
    total = node.reduce("sum", node.call("mul", node.cast(found, DType.INT64), column), [axis])
    return node.reshape(total, (total.type.shape[1 - axis],))
