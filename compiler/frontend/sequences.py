"""ONNX ops on sequences and optionals, which leave nothing behind where lengths and positions are constants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ...ir import Dim, DType
from ...ir.dims import ceildiv, minimum, product
from ...ir.ops import Cumulative, full_slice
from ...runtime.compounds import AXES
from .compounds import common_extents, extents, length, ragged, sizes
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import dtype_of
from .values import Anything, Extents, Listed, Optional, Ragged, TensorSequence

_MOST_PARTS = 256
"""Parts of known size into which a tensor is split one by one."""


def _identity(node: OnnxNode) -> Anything:
    return node.value(0)


# -- optionals --------------------------------------------------------------------------------------------------------


def _optional(node: OnnxNode) -> Optional:
    if node.given(0):
        x = node.value(0)
        if isinstance(x, Optional):
            node.refuse("an optional of an optional is not supported")
        return Optional(node.make(True, DType.BOOL), x)
    declared = node.attribute("type")
    if declared is None:
        node.refuse("needs an input or a type; export the model again")
    if declared.HasField("sequence_type"):
        dtype = dtype_of(declared.sequence_type.elem_type.tensor_type.elem_type)
        return Optional(node.make(False, DType.BOOL), Listed((), dtype))
    tensor = declared.tensor_type
    shape = [max(dim.dim_value, 0) for dim in tensor.shape.dim]
    return Optional(node.make(False, DType.BOOL), node.make(np.zeros(shape), dtype_of(tensor.elem_type)))


def _has_element(node: OnnxNode) -> Tensor:
    x = node.value(0) if node.given(0) else None
    return x.present if isinstance(x, Optional) else node.make(x is not None, DType.BOOL)


def _get_element(node: OnnxNode) -> Anything:
    x = node.value(0)
    if not isinstance(x, Optional):
        return x
    node.require(node.reshape(x.present, (1,)), "the optional holds nothing")
    return x.element


# -- positions --------------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a ragged sequence is cut: how many elements and how many of their numbers lie before."""

    elements: Dim
    numbers: Dim


def _position(node: OnnxNode, index: int) -> Tensor:
    """An input that is a position, as an int64 scalar."""
    return node.cast(node.single(node.input(index), "the position"), DType.INT64)


def _known_position(node: OnnxNode, x: TensorSequence, position: Tensor, end: int) -> int | None:
    """The position in a list, from its start, if it is known too; ``end`` is 1 where the list's end is a place."""
    data = node.constant_or_none(position)
    if data is None or isinstance(x, Ragged):
        return None
    number, count = int(data), len(x.elements)
    if not -count <= number < count + end:
        node.refuse(f"position {number} is out of range for a sequence of {count}; export the model again")
    return number + count if number < 0 else number


def _front(node: OnnxNode, position: Tensor, count: Dim) -> Tensor:
    """int64[1]: a position counted from the front."""
    negative = ("where", ("lt", "x", 0), ("add", "x", "y"), "x")
    return node.reshape(node.formula(negative, position, node.size(count, DType.INT64)), (1,))


def _numbers_before(node: OnnxNode, x: Ragged, front: Tensor) -> Tensor:
    """int64[1]: how many numbers the elements before a position have."""
    before = node.call("lt", node.ramp(length(x)), front)
    return node.reduce("sum", node.formula(("where", "y", "x", 0), sizes(node, x.shapes), before), [0])


def _place(node: OnnxNode, x: Ragged, position: Tensor, end: int) -> _Place:
    """A position; a run fails if there is no element, nor an end that counts as place."""
    count = node.size(length(x), DType.INT64)
    front = _front(node, position, length(x))
    outside = node.formula(("or", ("lt", "x", 0), ("lt", ("add", "y", end - 1), "x")), front, count)
    inside = node.formula(("min", ("max", "x", 0), "y"), front, count)
    numbers = [node.cast(outside, DType.INT64), inside, _numbers_before(node, x, inside)]
    wrong, elements, before = node.bind(node.join(numbers))
    node.check(wrong, "the position is out of range")
    return _Place(elements, before)


def _cut(node: OnnxNode, x: Ragged, start: _Place, end: _Place) -> tuple[Tensor, Tensor]:
    """Shapes and data of the elements between two places."""
    shapes = full_slice(x.shapes.type.shape, 0, start.elements, end.elements - start.elements)
    data = full_slice(x.data.type.shape, 0, start.numbers, end.numbers - start.numbers)
    return node.add(shapes, x.shapes), node.add(data, x.data)


def _end(x: Ragged) -> _Place:
    return _Place(length(x), x.data.type.shape[0])


# -- sequences --------------------------------------------------------------------------------------------------------


def _construct(node: OnnxNode) -> Listed:
    elements = node.inputs()
    for element in elements:
        _check_type(node, element, elements[0].type.dtype)
    return Listed(tuple(elements), elements[0].type.dtype)


def _check_type(node: OnnxNode, element: Tensor, dtype: DType) -> None:
    if element.type.dtype is not dtype:
        node.refuse(f"an element is {element.type}, others are {dtype}; cast it before")


def _empty(node: OnnxNode) -> Listed:
    return Listed((), dtype_of(node.integer("dtype")) if node.has("dtype") else DType.FLOAT32)


def _length(node: OnnxNode) -> Tensor:
    return node.size(length(node.sequence(0)), DType.INT64)


def _insert(node: OnnxNode) -> TensorSequence:
    x, element = node.sequence(0), node.input(1)
    _check_type(node, element, x.dtype if isinstance(x, Listed) else x.data.type.dtype)
    position = _position(node, 2) if node.given(2) else node.make(np.array(0), DType.INT64)
    at = _known_position(node, x, position, end=1) if node.given(2) else length(x)
    if isinstance(x, Listed) and isinstance(at, int):
        return Listed((*x.elements[:at], element, *x.elements[at:]), x.dtype)
    new = Listed((element,), element.type.dtype)
    x, more = ragged(node.builder, x, node.name), ragged(node.builder, new, node.name)
    middle = _place(node, x, position, end=1) if node.given(2) else _end(x)
    before, after = _cut(node, x, _Place(0, 0), middle), _cut(node, x, middle, _end(x))
    shapes, data = zip(before, (more.shapes, more.data), after, strict=True)
    known = common_extents(x.extents, extents(new))
    return Ragged(node.join(shapes), node.join(data), known)


def _erase(node: OnnxNode) -> TensorSequence:
    x = node.sequence(0)
    position = _position(node, 1) if node.given(1) else node.make(-1, DType.INT64)
    at = _known_position(node, x, position, end=0)
    if isinstance(x, Listed) and at is not None:
        return Listed((*x.elements[:at], *x.elements[at + 1 :]), x.dtype)
    x = ragged(node.builder, x, node.name)
    node.check(minimum(length(x) - 1, 0), "an empty sequence has nothing to erase")
    start = _place(node, x, position, end=0)
    following = node.formula(("add", "x", 1), node.sizes([start.elements]))
    (numbers,) = node.bind(_numbers_before(node, x, following))
    before = _cut(node, x, _Place(0, 0), start)
    after = _cut(node, x, _Place(start.elements + 1, numbers), _end(x))
    shapes, data = zip(before, after, strict=True)
    return Ragged(node.join(shapes), node.join(data), x.extents)


def _at(node: OnnxNode) -> Tensor:
    x, position = node.sequence(0), _position(node, 1)
    at = _known_position(node, x, position, end=0)
    if isinstance(x, Listed) and at is not None:
        return x.elements[at]
    if isinstance(x, Listed) and len({element.type for element in x.elements}) == 1:
        return node.take(_stacked(node, x.elements, 0), position, 0)
    x = ragged(node.builder, x, node.name)
    row = node.take(x.shapes, position, 0)
    before = _numbers_before(node, x, _front(node, position, length(x)))
    known = _known_rank(node, x.extents, node.declared_rank)
    (start, size), shape = _bound_shape(node, row, known, [before, sizes(node, node.reshape(row, (1, AXES)))])
    return node.reshape(node.add(full_slice(x.data.type.shape, 0, start, size), x.data), shape)


def _known_rank(node: OnnxNode, known: Extents, declared: int | None) -> tuple[int | None, ...]:
    """What is known of the shapes of elements, which must have the same rank at least."""
    if isinstance(known, tuple):
        return known
    if declared is None:
        node.refuse("the rank of the sequence's elements is unknown; declare the shape of its input or of the result")
    return (None,) * declared


def _bound_shape(
    node: OnnxNode, row: Tensor, known: Sequence[int | None], numbers: Sequence[Tensor]
) -> tuple[Sequence[Dim], list[Dim]]:
    """Numbers int64[1] as dims, and a row of a ragged sequence's shapes as a shape, which must be as it is known."""
    columns = [*known, *[-1] * (AXES - len(known))]
    free = node.make(np.array([c is None for c in columns]), DType.BOOL)
    wanted = node.make(np.array([c or 0 for c in columns]), DType.INT64)
    wrong = node.call("not", node.call("or", node.call("eq", row, wanted), free))
    read = [node.add(full_slice((AXES,), 0, axis, 1), row) for axis, extent in enumerate(known) if extent is None]
    vector = [node.reduce("sum", node.cast(wrong, DType.INT64), [0]), *numbers, *read]
    differ, *others = node.bind(node.join(vector))
    shape = ", ".join("?" if extent is None else str(extent) for extent in known)
    node.check(differ, f"an element of the sequence is not of shape [{shape}]")
    dims = iter(others[len(numbers) :])
    return others[: len(numbers)], [next(dims) if extent is None else extent for extent in known]


# -- joining and splitting --------------------------------------------------------------------------------------------


def _concat(node: OnnxNode) -> Tensor:
    new, axis = node.flag("new_axis"), node.integer("axis")
    x = node.sequence(0)
    if isinstance(x, Ragged):
        return _stack_ragged(node, x, axis) if new else _concat_ragged(node, x, axis)
    if not x.elements:
        node.refuse("an empty sequence cannot be concatenated; check the model")
    rank = x.elements[0].type.rank
    if new:
        for element in x.elements[1:]:
            first = x.elements[0].type
            node.same_shape(element.type.shape, first.shape, f"cannot stack {first} and {element.type}")
        return _stacked(node, x.elements, node.axis(axis, rank + 1))
    return node.join(x.elements, node.axis(axis, rank))


def _stacked(node: OnnxNode, elements: Sequence[Tensor], axis: int) -> Tensor:
    """Tensors of the same shape along a new axis."""
    shape = elements[0].type.shape
    apart = [node.reshape(element, (*shape[:axis], 1, *shape[axis:])) for element in elements]
    return node.join(apart, axis)


def _stack_ragged(node: OnnxNode, x: Ragged, axis: int) -> Tensor:
    declared = None if node.declared_rank is None else node.declared_rank - 1
    known = _known_rank(node, x.extents, declared)
    axis = node.axis(axis, len(known) + 1)
    _, shape = _common_shape(node, x, known, None, [])
    return node.move_axis(node.reshape(x.data, (length(x), *shape)), 0, axis)


def _concat_ragged(node: OnnxNode, x: Ragged, axis: int) -> Tensor:
    known = _known_rank(node, x.extents, node.declared_rank)
    axis = node.axis(axis, len(known))
    widths = node.pick(x.shapes, 1, axis)
    (total,), shape = _common_shape(node, x, known, axis, [node.reduce("sum", widths, [0])])
    shape[axis] = total
    if axis == 0:
        return node.reshape(x.data, shape)
    return node.reshape(node.gather(x.data, *_joined(node, widths, shape, axis)), shape)


def _common_shape(
    node: OnnxNode, x: Ragged, known: Sequence[int | None], but: int | None, numbers: Sequence[Tensor]
) -> tuple[Sequence[Dim], list[Dim]]:
    """Numbers as dims and the shape of the first element; a run fails if others differ, but for one axis."""
    row = node.take(x.shapes, node.make(0, DType.INT64), 0)
    compared = node.make(np.arange(AXES) != but, DType.BOOL)
    same = node.call("eq", x.shapes, row)
    differ = node.reduce("max", node.call("and", node.call("not", same), compared), [0])
    node.require(node.call("not", node.reshape(differ, (AXES,))), "the shapes of the elements do not fit")
    return _bound_shape(node, row, [None if axis == but else d for axis, d in enumerate(known)], numbers)


def _joined(
    node: OnnxNode, widths: Tensor, shape: Sequence[Dim], axis: int
) -> tuple[tuple[Dim, ...], tuple[int, ...], Tensor]:
    """For a tensor of parts that lie along an axis, int64[n] wide: where its elements lie in the parts' data.

    Shape, axes and indices of a gather, which has one axis for those before and one for those behind.
    """
    (count,), total = widths.type.shape, shape[axis]
    before, after = product(list(shape[:axis])), product(list(shape[axis + 1 :]))
    ends = node.add(Cumulative("sum", 0), widths)
    # How many parts end at or before a position is the number of the part it is in.
    zeros = node.broadcast(node.make(0, DType.INT64), (total + 1,))
    marks = node.scatter(zeros, node.broadcast(node.make(1, DType.INT64), (count,)), [-1], ends, function="add")
    part = node.add(full_slice((total + 1,), 0, 0, total), node.add(Cumulative("sum", 0), marks))
    width, end = (node.take(values, part, 0) for values in (widths, ends))
    start = node.call("sub", end, width)
    whole, behind = (node.size(dim, DType.INT64) for dim in (before * after, after))
    first = node.call(
        "add", node.call("mul", start, whole), node.call("mul", node.call("sub", node.ramp(total), start), behind)
    )
    rows = node.call("mul", node.along(node.ramp(before), [0], 3), node.along(node.call("mul", width, behind), [1], 3))
    place = node.call("add", node.call("add", node.along(first, [1], 3), rows), node.along(node.ramp(after), [2], 3))
    return (before, total, after), (-1,), place


def _split(node: OnnxNode) -> TensorSequence:
    axis, keep = node.integer("axis"), node.flag("keepdims")
    x = node.input(0)
    axis = node.axis(axis, x.type.rank)
    extent = x.type.shape[axis]
    if not node.given(1):
        return _split_in_ones(node, x, axis, keep)
    split = node.input(1)
    if split.type.rank == 0:
        part = node.whole(1, "the size of the parts", low=1)
        count = ceildiv(extent, part)
        if isinstance(count, int) and count <= _MOST_PARTS:
            return _sliced(node, x, axis, [part] * (count - 1) + [extent - part * (count - 1)] if count else [])
        starts = node.call("mul", node.ramp(count), node.size(part, DType.INT64))
        rest = node.call("sub", node.size(extent, DType.INT64), starts)
        return _split_at(node, x, axis, node.call("min", rest, node.size(part, DType.INT64)))
    split = node.list_input(1, "split")
    if isinstance(split.type.shape[0], int) and split.type.shape[0] <= _MOST_PARTS:
        return _sliced(node, x, axis, node.bind(split))
    return _split_at(node, x, axis, split)


def _split_in_ones(node: OnnxNode, x: Tensor, axis: int, keep: bool) -> TensorSequence:
    extent, shape = x.type.shape[axis], x.type.shape
    element = (*shape[:axis], *([1] if keep else []), *shape[axis + 1 :])
    if isinstance(extent, int) and extent <= _MOST_PARTS:
        parts = _sliced(node, x, axis, [1] * extent)
        return Listed(tuple(node.reshape(part, element) for part in parts.elements), parts.dtype)
    front = node.move_axis(x, axis, 0)
    row = node.reshape(node.sizes([*element, *[-1] * (AXES - len(element))]), (1, AXES))
    known = tuple(d if isinstance(d, int) else None for d in element)
    return Ragged(node.broadcast(row, (extent, AXES)), node.reshape(front, (x.type.elements,)), known)


def _sliced(node: OnnxNode, x: Tensor, axis: int, parts: Sequence[Dim]) -> Listed:
    """Parts whose number is known."""
    extent, start, elements = x.type.shape[axis], 0 * x.type.shape[axis], []
    sizes = ", ".join(map(str, parts))
    node.check(
        sum(parts, 0 * extent) - extent, f"sizes {sizes} do not split an axis of {extent}; export the model again"
    )
    for part in parts:
        elements.append(node.add(full_slice(x.type.shape, axis, start, part), x))
        start = start + part
    return Listed(tuple(elements), x.type.dtype)


def _split_at(node: OnnxNode, x: Tensor, axis: int, widths: Tensor) -> Ragged:
    """Parts whose number a run knows."""
    (count,), shape, rank = widths.type.shape, x.type.shape, x.type.rank
    negatives = node.cast(node.formula(("lt", "x", 0), widths), DType.INT64)
    totals = [node.reduce("sum", values, [0]) for values in (widths, negatives)]
    total, negative = node.bind(node.join(totals))
    node.check(total - shape[axis], f"the sizes do not split an axis of {shape[axis]}")
    node.check(negative, "a part has a negative size")
    row = node.reshape(node.sizes([*shape, *[-1] * (AXES - rank)]), (1, AXES))
    own = node.make(np.arange(AXES) == axis, DType.BOOL)
    shapes = node.call("where", own, node.reshape(widths, (count, 1)), node.broadcast(row, (count, AXES)))
    data = node.reshape(x, (x.type.elements,))
    if axis:
        joined, axes, place = _joined(node, widths, shape, axis)
        zeros = node.broadcast(node.make(0, x.type.dtype), data.type.shape)
        data = node.scatter(zeros, node.reshape(x, joined), axes, place)
    known = tuple(d if isinstance(d, int) and a != axis else None for a, d in enumerate(shape))
    return Ragged(shapes, data, known)


OPS: dict[str, dict[int, Callable[[OnnxNode], Anything]]] = {
    "ConcatFromSequence": {11: _concat},
    "Optional": {15: _optional},
    "OptionalGetElement": {15: _get_element},
    "OptionalHasElement": {15: _has_element},
    "SequenceAt": {11: _at},
    "SequenceConstruct": {11: _construct},
    "SequenceEmpty": {11: _empty},
    "SequenceErase": {11: _erase},
    "SequenceInsert": {11: _insert},
    "SequenceLength": {11: _length},
    "SplitToSequence": {11: _split},
}
"""Lowerings by op and the opset since which they apply."""

IDENTITY: dict[str, dict[int, Callable[[OnnxNode], Anything]]] = {"Identity": {1: _identity}}
"""The op that takes values of any kind."""
