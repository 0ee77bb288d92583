"""ONNX ops that keep some of the elements: how many, a run finds in its data.

    mask  [T F T T F]        numbers of the elements that are kept: 0 1 1 2 3, running totals
                             kept: [0 2 3], each position scattered to its number

The total is bound to a symbol, so what follows has an extent like any other.
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.dims import bounds, product
from ...ir.ops import ArgSort, Cumulative, LexSort, Suppress
from .builder import LARGEST_SIZE
from .elementwise import SAME
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor


def kept(node: OnnxNode, mask: Tensor) -> Tensor:
    """int64[count]: the positions in a vector of bools that are true, in ascending order."""
    (extent,) = mask.type.shape
    ones = node.cast(mask, DType.INT64)
    (count,) = node.bind(node.reduce("sum", ones, [0]), high=min(bounds(extent)[1], LARGEST_SIZE))
    number = node.add(Cumulative("sum", 0, exclusive=True), ones)
    # All positions that are not kept go to one place behind the others.
    place = node.call("where", mask, number, node.size(count, DType.INT64))
    nothing = node.broadcast(node.make(0, DType.INT64), (count + 1,))
    positions = node.scatter(nothing, node.ramp(extent), [-1], place)
    return node.cut(positions, 0, 0, count)


def _nonzero(node: OnnxNode) -> Tensor:
    x = node.input(0)
    mask = x if x.type.dtype is DType.BOOL else node.formula(("not", ("eq", "x", 0)), x)
    return _unravelled(node, kept(node, node.reshape(mask, (x.type.elements,))), x.type.shape)


def _unravelled(node: OnnxNode, positions: Tensor, shape: tuple[Dim, ...]) -> Tensor:
    """int64[rank, count]: row-major positions in a tensor as indices along its axes."""
    rank = len(shape)
    extents, strides = (
        node.reshape(node.sizes(sizes), (rank, 1)) for sizes in (shape, [product(shape[a + 1 :]) for a in range(rank)])
    )
    return node.formula(("rem", ("div", "x", "y"), "z"), positions, strides, extents)


def _compress(node: OnnxNode) -> Tensor:
    axis = node.attribute("axis")
    x, condition = node.inputs()
    if condition.type.rank != 1:
        node.refuse(f"the condition must be a vector, got {condition.type}; export the model again")
    if axis is None:
        return node.take(node.reshape(x, (x.type.elements,)), kept(node, condition), 0)
    return node.take(x, kept(node, condition), node.axis(axis, x.type.rank))


def _unique(node: OnnxNode) -> list[Tensor]:
    """Equal slices are neighbours once they are sorted; the sort is stable, so the first of them occurs first."""
    axis, ordered = node.attribute("axis"), node.flag("sorted")
    x = node.input(0)
    x, axis = (node.reshape(x, (x.type.elements,)), 0) if axis is None else (x, node.axis(axis, x.type.rank))
    extent = x.type.shape[axis]
    order, new = _sorted(node, x, axis)
    group = node.formula(("sub", "x", 1), node.add(Cumulative("sum", 0), node.cast(new, DType.INT64)))
    first = node.take(order, kept(node, new), 0)
    if not ordered:
        appearance = node.add(ArgSort(0), first)
        first = node.take(first, appearance, 0)
        group = node.take(node.add(ArgSort(0), appearance), group, 0)
    nothing = node.make(0, DType.INT64)
    inverse = node.scatter(node.broadcast(nothing, (extent,)), group, [-1], order)
    ones = node.broadcast(node.make(1, DType.INT64), (extent,))
    counts = node.scatter(node.broadcast(nothing, first.type.shape), ones, [-1], group, function="add")
    return [node.take(x, first, axis), first, inverse, counts]


def _sorted(node: OnnxNode, x: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """The positions along an axis in the order of the slices there, and whether each differs from that before it."""
    rest = [a for a in range(x.type.rank) if a != axis]
    rows = node.transpose(x, [axis, *rest])
    rows = node.reshape(rows, (x.type.shape[axis], product(rows.type.shape[1:])))
    rows = node.cast(rows, DType.UINT8) if rows.type.dtype is DType.BOOL else rows
    order = node.add(LexSort(), rows)
    number = node.ramp(x.type.shape[axis])
    before = node.take(order, node.formula(("max", ("sub", "x", 1), 0), number), 0)
    differ = node.formula(("not", SAME), node.take(rows, order, 0), node.take(rows, before, 0))
    some = node.reshape(node.reduce("max", differ, [1]), order.type.shape)
    return order, node.call("or", node.formula(("eq", "x", 0), number), some)


def _non_max_suppression(node: OnnxNode) -> Tensor:
    centred = node.flag("center_point_box")
    boxes, scores = node.input(0), node.input(1)
    if boxes.type.rank != 3 or scores.type.rank != 3:
        wanted = "boxes [batch, boxes, 4] and scores [batch, classes, boxes]"
        node.refuse(f"needs {wanted}, got {boxes.type} and {scores.type}; export the model again")
    node.check(boxes.type.shape[2] - 4, f"needs boxes of 4 numbers, got {boxes.type}")
    limit, overlap = (
        node.reshape(node.input(i), ()) if node.given(i) else node.make(0, dtype)
        for i, dtype in ((2, DType.INT64), (3, DType.FLOAT32))
    )
    order = node.add(ArgSort(2, descending=True), scores)
    eligible: Tensor = node.broadcast(node.make(True, DType.BOOL), scores.type.shape)
    if node.given(4):
        rated = node.gather(scores, scores.type.shape, (0, 1, -1), order)
        eligible = node.call("lt", node.reshape(node.input(4), ()), rated)
    picked = node.add(Suppress(), _corners(node, boxes, centred), order, eligible, limit, overlap)
    flat = node.reshape(picked, (picked.type.elements,))
    places = kept(node, node.formula(("le", 0, "x"), flat))
    batches_and_classes = node.cut(_unravelled(node, places, picked.type.shape), 0, 0, 2)
    numbers = node.reshape(node.take(flat, places, 0), (1, *places.type.shape))
    return node.transpose(node.join([batches_and_classes, numbers]), (1, 0))


def _corners(node: OnnxNode, boxes: Tensor, centred: bool) -> Tensor:
    """Boxes as their low and high corners, of two opposite corners in any order or of centre and size."""
    batch, count = boxes.type.shape[:2]
    halves = node.reshape(boxes, (batch, count, 2, 2))
    pair = [node.pick(halves, 2, i) for i in range(2)]
    formulas: tuple[Formula, Formula] = (("min", "x", "y"), ("max", "x", "y"))
    if centred:
        formulas = (("sub", "x", ("mul", "y", 0.5)), ("add", "x", ("mul", "y", 0.5)))
    return node.join([node.formula(formula, *pair) for formula in formulas], 2)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "Compress": {9: _compress},
    "NonMaxSuppression": {10: _non_max_suppression},
    "NonZero": {9: _nonzero},
    "Unique": {11: _unique},
}
"""Lowerings by op and the opset since which they apply."""
