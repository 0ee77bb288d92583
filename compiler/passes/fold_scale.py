"""Fold constant scales and shifts of each output channel into the weights and one bias ("batch-norm folding").

    %y = conv(%x, %w) {…}
    %b = add(%y, %bias)                       %v = conv(%x, %w * scale) {…}
    %s = mul(%b, %scale)             ->       %t = add(%v, %bias * scale + shift)
    %t = add(%s, %shift)

The new constants are computed in double precision and rounded once. Only weights that nobody else reads, and scales
that vary along nothing but the weights' own output axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...ir import Expression, Graph, Literal, Node, Value
from ...ir.expression import Array
from ...ir.ops import Conv, Dot, call
from ..options import Options
from .rewriting import is_intermediate, map_of


@dataclass(frozen=True)
class _Affine:
    """``scale * y + shift`` of the contraction's result y; both broadcast against it."""

    scale: Array
    shift: Array


def fold_scale(graph: Graph, options: Options) -> int:
    """Fold the maps after each contraction with constant weights; returns how many contractions changed."""
    return sum(_fold(graph, node) for node in list(graph.nodes))


def _fold(graph: Graph, node: Node) -> int:
    axes = _output_axes(node)
    if axes is None:
        return 0
    index, free_axes = axes
    weights, last, chain = node.inputs[index], node.output, []
    total = _Affine(np.float64(1), np.float64(0))
    while is_intermediate(graph, last):
        user, position = last.uses[0]
        step = _affine(user, position) if [value.type for value in user.outputs] == [last.type] else None
        if step is None or not all(_is_usable(part, last.type.rank, free_axes) for part in (step.scale, step.shift)):
            break
        total = _Affine(step.scale * total.scale, step.scale * total.shift + step.shift)
        last = user.output
        chain.append(user)
    if np.all(total.scale == 1) and len(chain) < 2:
        return 0
    assert weights.data is not None
    scale = _align(total.scale, last.type.rank, free_axes)
    with np.errstate(over="ignore"):
        scaled = (weights.data * scale).astype(weights.data.dtype)
        shift = total.shift.astype(weights.data.dtype)
    if not (np.isfinite(scaled).all() and np.isfinite(shift).all()):
        return 0
    inputs = list(node.inputs)
    inputs[index] = graph.constant(scaled, weights.name)
    result = graph.add(node.op, inputs, node.name, before=node)
    if np.any(shift):
        bias = graph.constant(shift, f"{weights.name}.bias")
        result = graph.add(call("add"), [result, bias], chain[-1].name, before=node)
    graph.replace(last, result)
    for user in reversed(chain):
        graph.remove(user)
    graph.remove(node)
    return 1


def _output_axes(node: Node) -> tuple[int, list[int | None]] | None:
    """Which input holds the constant weights, and for each of its axes the axis of the result it becomes, if any."""
    if isinstance(node.op, Conv) and node.op.epilogue is None:
        index, axes = 1, [1, *[None] * (node.inputs[1].type.rank - 1)]
    elif isinstance(node.op, Dot) and node.op.epilogue is None:
        index = 1 if node.inputs[1].data is not None else 0
        axes = _dot_axes(node.op, index, node.inputs[index].type.rank, node.output.type.rank)
    else:
        return None
    return (index, axes) if node.inputs[index].data is not None and len(node.inputs[index].uses) == 1 else None


def _dot_axes(op: Dot, index: int, rank: int, result_rank: int) -> list[int | None]:
    batch, contract = (op.lhs_batch, op.lhs_contract) if index == 0 else (op.rhs_batch, op.rhs_contract)
    free = [axis for axis in range(rank) if axis not in batch + contract]
    first_free = len(batch) if index == 0 else result_rank - len(free)
    return [
        batch.index(axis) if axis in batch else first_free + free.index(axis) if axis in free else None
        for axis in range(rank)
    ]


def _is_usable(array: Array, rank: int, axes: Sequence[int | None]) -> bool:
    """Whether an array is finite and, broadcast to a result of the given rank, varies along these axes only."""
    return bool(np.isfinite(array).all()) and all(
        extent == 1 or rank - array.ndim + axis in axes for axis, extent in enumerate(array.shape)
    )


def _align(scale: Array, rank: int, axes: Sequence[int | None]) -> Array:
    """The scale of the result, with its axes as those of the weights are."""
    scale = scale.reshape([1] * (rank - scale.ndim) + list(scale.shape))
    present = [axis for axis in axes if axis is not None]
    rest = [axis for axis in range(rank) if axis not in present]
    extents = [1 if axis is None else scale.shape[axis] for axis in axes]
    return np.asarray(scale.transpose(present + rest).reshape(extents))


def _affine(node: Node, position: int) -> _Affine | None:
    """The map as a function of one operand, if it is affine in it with constants for all else."""
    op = map_of(node.output)
    others = [value for index, value in enumerate(node.inputs) if index != position]
    if op is None or any(value.data is None for value in others):
        return None
    operands = [_constant(value) for value in node.inputs]
    operands[position] = _Affine(np.float64(1), np.float64(0))
    return _evaluate(op.expression, operands)


def _constant(value: Value) -> _Affine:
    return _Affine(np.float64(0), np.float64(0) if value.data is None else value.data.astype(np.float64))


def _evaluate(expression: Expression, operands: list[_Affine]) -> _Affine | None:
    """The expression over affine functions; a constant is one with scale 0."""
    known = list(operands)
    for step in expression.steps:
        given = [
            _Affine(np.float64(0), np.float64(o.value)) if isinstance(o, Literal) else known[o] for o in step.operands
        ]
        result = _apply(step.function, given)
        if result is None:
            return None
        known.append(result)
    return known[-1]


def _apply(function: str, operands: Sequence[_Affine]) -> _Affine | None:
    x, y = operands[0], operands[-1]
    with np.errstate(all="ignore"):
        if function == "add":
            return _Affine(x.scale + y.scale, x.shift + y.shift)
        if function == "sub":
            return _Affine(x.scale - y.scale, x.shift - y.shift)
        if function == "neg":
            return _Affine(-x.scale, -x.shift)
        if function == "mul" and not np.any(y.scale):
            return _Affine(x.scale * y.shift, x.shift * y.shift)
        if function == "mul" and not np.any(x.scale):
            return _Affine(y.scale * x.shift, y.shift * x.shift)
        if function == "div" and not np.any(y.scale):
            return _Affine(x.scale / y.shift, x.shift / y.shift)
    return None
