"""ONNX ops that pick or place elements by their positions."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import DType
from ...ir.ops import full_slice
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import dtype_of

_REDUCTIONS = {"none": "set", "add": "add", "mul": "mul", "max": "max", "min": "min"}


def _gather(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x, indices = node.inputs()
    axis = node.axis(axis, x.type.rank)
    extent = x.type.shape[axis]
    known = node.constant_or_none(indices)
    outside = known is not None and isinstance(extent, int) and bool(((known < -extent) | (known >= extent)).any())
    if outside and node.builder.outer is None:  # a body may never be reached
        node.refuse(f"an index is out of range for axis {axis} of {x.type}")
    if known is not None and known.size == 1 and not outside:
        part = node.pick(x, axis, known.item())
        return node.reshape(part, x.type.shape[:axis] + indices.type.shape + x.type.shape[axis + 1 :])
    return node.take(x, indices, axis)


def _gather_elements(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x, indices = node.inputs()
    return node.gather(x, indices.type.shape, _indexed_axis(node, x, indices, axis), indices)


def _scatter_elements(node: OnnxNode) -> Tensor:
    axis, function = node.integer("axis"), _function(node)
    x, indices, updates = node.inputs()
    wrong = f"needs an update for each index, got {updates.type} and {indices.type}"
    node.same_shape(updates.type.shape, indices.type.shape, wrong)
    return node.scatter(x, updates, _indexed_axis(node, x, indices, axis), indices, function=function)


def one_indexed(axis: int, rank: int) -> list[int]:
    """The axes of a gather or scatter by positions along one axis; all others are followed as they are."""
    return [-1 if a == axis else a for a in range(rank)]


def _indexed_axis(node: OnnxNode, x: Tensor, indices: Tensor, axis: int) -> list[int]:
    """``one_indexed`` for indices that must have as many axes as ``x``."""
    rank = x.type.rank
    if indices.type.rank != rank:
        node.refuse(f"needs indices of rank {rank} for {x.type}, got {indices.type}; export the model again")
    return one_indexed(node.axis(axis, rank), rank)


def _function(node: OnnxNode) -> str:
    reduction = (node.attribute("reduction") or b"none").decode("utf-8", "replace")
    if reduction not in _REDUCTIONS:
        node.refuse(f"reduction='{reduction}' is not one of {', '.join(_REDUCTIONS)}; export the model again")
    return _REDUCTIONS[reduction]


def _gather_nd(node: OnnxNode) -> Tensor:
    batch = node.attribute("batch_dims") or 0
    x, indices = node.inputs()
    depth, lead = _depth(node, x, indices, batch, node.declared_rank), indices.type.shape[:-1]
    if not 0 <= batch <= len(lead):
        node.refuse(f"batch_dims={batch} does not fit {x.type} and {indices.type}; export the model again")
    shape = (*lead, *x.type.shape[batch + depth :])
    axes = [*range(batch), *[-1] * depth, *range(len(lead), len(shape))]
    return node.gather(x, shape, axes, *_columns(node, indices, depth, len(shape)))


def _scatter_nd(node: OnnxNode) -> Tensor:
    function = _function(node)
    x, indices, updates = node.inputs()
    depth, lead = _depth(node, x, indices, 0, updates.type.rank), indices.type.shape[:-1]
    rest = x.type.shape[depth:]
    shape = (*lead, *rest)
    wrong = f"needs updates of shape [{', '.join(map(str, shape))}], got {updates.type}; export the model again"
    node.same_shape(updates.type.shape, shape, wrong)
    axes = [*[-1] * depth, *range(len(lead), len(lead) + len(rest))]
    columns = _columns(node, indices, depth, updates.type.rank)
    return node.scatter(x, updates, axes, *columns, function=function)


def _depth(node: OnnxNode, x: Tensor, indices: Tensor, batch: int, rank: int | None) -> int:
    """How many axes an index tuple, the last axis of the indices, stands for; ``rank`` is that of what it picks."""
    if indices.type.rank == 0:
        node.refuse(f"needs indices of rank 1 or more, got {indices.type}; export the model again")
    length = indices.type.shape[-1]
    if isinstance(length, int) or rank is None:
        (depth,) = node.static([length], "the length of an index")
    else:
        depth = indices.type.rank - 1 + x.type.rank - batch - rank
        node.check(length - depth, f"indices {indices.type} do not leave {rank} axes of {x.type}")
    if not 1 <= depth <= x.type.rank - batch:
        node.refuse(f"indices of length {depth} do not fit {x.type} with batch_dims={batch}; export the model again")
    return depth


def _columns(node: OnnxNode, indices: Tensor, depth: int, rank: int) -> list[Tensor]:
    """The index along each axis, as operands of a result of ``rank`` axes that begins with the axes of the indices."""
    lead = indices.type.rank - 1
    return [node.along(node.pick(indices, lead, k), range(lead), rank) for k in range(depth)]


def _tensor_scatter(node: OnnxNode) -> Tensor:
    mode = node.text("mode")
    if mode not in ("linear", "circular"):
        node.refuse(f"mode='{mode}' is not one of linear, circular; export the model again")
    axis = node.integer("axis")
    cache, update = node.input(0), node.input(1)
    rank = cache.type.rank
    axis = node.axis(axis, rank)
    if axis == 0 or update.type.rank != rank:
        node.refuse(
            f"needs a cache and an update with a batch axis before axis {axis}, got {cache.type}, {update.type}"
        )
    index = node.along(node.ramp(update.type.shape[axis]), [axis], rank)
    if node.given(2):
        index = node.call("add", index, node.along(node.cast(node.input(2), DType.INT64), [0], rank))
    if mode == "circular":
        turn = ("mul", ("div", "x", "y"), "y")
        index = node.formula(("sub", "x", turn), index, node.size(cache.type.shape[axis], DType.INT64))
    return node.scatter(cache, update, one_indexed(axis, rank), index)


def _reverse_sequence(node: OnnxNode) -> Tensor:
    time, batch = node.integer("time_axis"), node.integer("batch_axis")
    x, lengths = node.inputs()
    if {time, batch} != {0, 1} or x.type.rank < 2:
        node.refuse(f"time_axis={time} and batch_axis={batch} of {x.type} must be 0 and 1; export the model again")
    return backwards(node, x, lengths, time, batch)


def reverse(node: OnnxNode, x: Tensor, axis: int) -> Tensor:
    """The tensor with one axis backwards."""
    extent = x.type.shape[axis]
    return node.add(full_slice(x.type.shape, axis, extent - 1, extent, -1), x)


def backwards(node: OnnxNode, x: Tensor, lengths: Tensor | None, time: int, batch: int) -> Tensor:
    """Each sequence of a batch backwards, as far as its length, if one is given; what lies behind that stays."""
    if lengths is None:
        return reverse(node, x, time)
    rank = x.type.rank
    position = node.along(node.ramp(x.type.shape[time]), [time], rank)
    lengths = node.along(node.cast(lengths, DType.INT64), [batch], rank)
    mirrored = ("sub", ("sub", "y", 1), "x")
    index = node.formula(("where", ("lt", "x", "y"), mirrored, "x"), position, lengths)
    return node.gather(x, x.type.shape, one_indexed(time, rank), index)


def _one_hot(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    indices, _, values = node.inputs()
    depth = node.whole(1, "the depth")
    rank = indices.type.rank + 1
    axis = node.axis(axis, rank)
    if values.type.rank != 1 or values.type.shape[0] in (0, 1):
        node.refuse(f"needs the two values off and on, got {values.type}; export the model again")
    index = node.along(node.cast(indices, DType.INT64), [a for a in range(rank) if a != axis], rank)
    wrapped = ("where", ("lt", "x", 0), ("add", "x", "y"), "x")
    index = node.formula(wrapped, index, node.size(depth, DType.INT64))
    off, on = (node.pick(values, 0, i) for i in (0, 1))
    return node.call("where", node.call("eq", index, node.along(node.ramp(depth), [axis], rank)), on, off)


def _eye_like(node: OnnxNode) -> Tensor:
    offset, code = node.integer("k"), node.attribute("dtype")
    x = node.input(0)
    if x.type.rank != 2:
        node.refuse(f"needs a matrix, got {x.type}; export the model again")
    rows, columns = _matrix_positions(node, x)
    diagonal = node.formula(("eq", ("add", "x", offset), "y"), rows, columns)
    return node.cast(diagonal, x.type.dtype if code is None else dtype_of(code))


def _trilu(node: OnnxNode) -> Tensor:
    upper = node.flag("upper")
    x = node.input(0)
    if x.type.rank < 2:
        node.refuse(f"needs a matrix, got {x.type}")
    offset = node.reshape(node.input(1), ()) if node.given(1) else node.make(0, DType.INT64)
    rows, columns = _matrix_positions(node, x)
    beyond = ("add", "x", "z")
    keep = node.formula(("le", beyond, "y") if upper else ("le", "y", beyond), rows, columns, offset)
    return node.call("where", keep, x, node.make(0, x.type.dtype))


def _matrix_positions(node: OnnxNode, x: Tensor) -> tuple[Tensor, Tensor]:
    """The number of every row, and of every column, of the last two axes."""
    rows, columns = x.type.shape[-2:]
    return node.along(node.ramp(rows), [0], 2), node.along(node.ramp(columns), [1], 2)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "EyeLike": {9: _eye_like},
    "Gather": {1: _gather},
    "GatherElements": {11: _gather_elements},
    "GatherND": {11: _gather_nd},
    "OneHot": {9: _one_hot},
    "ReverseSequence": {10: _reverse_sequence},
    "Scatter": {9: _scatter_elements},
    "ScatterElements": {11: _scatter_elements},
    "ScatterND": {11: _scatter_nd},
    "TensorScatter": {24: _tensor_scatter},
    "Trilu": {14: _trilu},
}
"""Lowerings by op and the opset since which they apply."""
