"""Reading a tensor between its elements.

    along each axis:  taps around the position, a weight for each
    y[…, p] = sum over taps of  x[…, taps(p)] * weights(p)

A gather brings all taps of all positions, each axis's along one more axis behind the result's; a product and a
reduction over these axes follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...ir import Dim
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor

CUBIC_COEFFICIENT = -0.75
"""The free coefficient of Keys' cubic convolution, https://doi.org/10.1109/TASSP.1981.1163711, where none is given."""


@dataclass(frozen=True)
class Method:
    """An interpolation: how many taps it has to either side, and the weight of one at distance ``x``, at most that."""

    reach: int
    weight: Formula


LINEAR = Method(1, ("sub", 1.0, "x"))


def cubic(a: float) -> Method:
    """Keys' cubic convolution with the coefficient ``a``."""
    near: Formula = ("add", ("mul", ("mul", ("sub", ("mul", "x", a + 2), a + 3), "x"), "x"), 1.0)
    far: Formula = ("sub", ("mul", ("add", ("mul", ("sub", ("mul", "x", a), 5 * a), "x"), 8 * a), "x"), 4 * a)
    return Method(2, ("where", ("le", "x", 1.0), near, far))


def clamped(node: OnnxNode, position: Tensor, extent: Dim) -> Tensor:
    """The position, or the nearest one of an element."""
    last = node.size(extent - 1, position.type.dtype)
    return node.formula(("max", ("min", "x", "y"), 0.0), position, last)


def inside(node: OnnxNode, position: Tensor, extent: Dim) -> Tensor:
    """Whether the position is neither before the first nor behind the last element."""
    last = node.size(extent - 1, position.type.dtype)
    return node.formula(("and", ("le", 0.0, "x"), ("le", "x", "y")), position, last)


def around(node: OnnxNode, position: Tensor, reach: Dim, axis: int) -> Tensor:
    """The ``reach`` elements to either side of a position, along axis ``axis``, which has extent 1 so far.

    An element at the position itself is one of those before it.
    """
    rank, dtype = position.type.rank, position.type.dtype
    offsets = node.call("sub", node.ramp(2 * reach, dtype), node.size(reach - 1, dtype))
    return node.formula(("add", ("floor", "x"), "y"), position, node.along(offsets, [axis], rank))


@dataclass(frozen=True)
class Taps:
    """The taps of one axis: positions, weights unless all are 1, and which of them exist unless all do."""

    positions: Tensor
    weights: Tensor | None = None
    exist: Tensor | None = None


def weighted(
    node: OnnxNode,
    x: Tensor,
    shape: Sequence[Dim],
    axes: Sequence[int],
    indices: Sequence[Tensor],
    taps: Sequence[Taps],
) -> Tensor:
    """The elements at all taps times their weights, zero for taps that do not exist: ``shape``, then the taps' axes.

    ``axes`` and ``indices``, to which those of the taps are added, are a gather's.
    """
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


def reduced(node: OnnxNode, function: str, y: Tensor, rank: int) -> Tensor:
    """The result of ``rank`` axes; those behind are reduced."""
    behind = [a for a in range(rank, y.type.rank) if y.type.shape[a] != 1]
    return node.reshape(node.reduce(function, y, behind), y.type.shape[:rank])
