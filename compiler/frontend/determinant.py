"""Det, by Gaussian elimination with partial pivoting, unrolled."""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.dims import bounds, known_dim
from ...ir.ops import Pad
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor

_LARGEST = 16


def _det(node: OnnxNode) -> Tensor:
    """Every row of the matrices is a tensor, of which a column goes at each step."""
    x = node.input(0)
    if x.type.rank < 2 or not x.type.dtype.is_float:
        node.refuse(f"needs square matrices of floating-point numbers, got {x.type}")
    lead, axis, rows = x.type.shape[:-2], x.type.rank - 2, known_dim(x.type.shape[-2:])
    size = bounds(rows)[1]
    wrong = f"needs square matrices of at most {_LARGEST} rows, got {x.type}"
    if size > _LARGEST:
        node.refuse(wrong if isinstance(rows, int) else f"{wrong}; bound the sizes with --dim")
    x = node.shaped(x, (*lead, rows, rows), wrong)
    if not isinstance(rows, int):
        x = _enlarged(node, x, size)
    parts = [node.cut(x, axis, row, 1) for row in range(size)]
    below = [node.reshape(part, (*lead, size)) for part in parts]
    result: Tensor = node.broadcast(node.make(1, x.type.dtype), lead)
    while below:
        pivot, *below = below
        leading = _first(node, pivot)
        for index, row in enumerate(below):
            # The row that begins with the larger element comes first; an exchange changes the sign.
            first = _first(node, row)
            smaller = node.call("lt", node.call("abs", leading), node.call("abs", first))
            below[index] = node.call("where", smaller, pivot, row)
            pivot, leading = node.call("where", smaller, row, pivot), node.call("where", smaller, first, leading)
            result = node.call("where", node.reshape(smaller, lead), node.call("neg", result), result)
        result = node.call("mul", result, node.reshape(leading, lead))
        rest = _rest(node, pivot)
        for index, row in enumerate(below):
            factor = node.formula(("where", ("eq", "y", 0.0), 0.0, ("div", "x", "y")), _first(node, row), leading)
            below[index] = node.formula(("sub", "x", ("mul", "y", "z")), _rest(node, row), factor, rest)
    return result


def _enlarged(node: OnnxNode, x: Tensor, size: int) -> Tensor:
    """Matrices of a symbolic size as the upper left parts of larger ones with the same determinants."""
    rank, rows = x.type.rank, x.type.shape[-1]
    none: list[Dim] = [0] * (rank - 2)
    behind = (*none, size - rows, size - rows)
    padded = node.add(Pad((0,) * rank, behind), x)
    row, column = node.along(node.ramp(size), [0], 2), node.along(node.ramp(size), [1], 2)
    added: Formula = ("and", ("eq", "x", "y"), ("le", "z", "x"))
    diagonal = node.formula(added, row, column, node.size(rows, DType.INT64))
    return node.call("where", diagonal, node.make(1, x.type.dtype), padded)


def _first(node: OnnxNode, row: Tensor) -> Tensor:
    return node.cut(row, row.type.rank - 1, 0, 1)


def _rest(node: OnnxNode, row: Tensor) -> Tensor:
    return node.cut(row, row.type.rank - 1, 1, row.type.shape[-1] - 1)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"Det": {11: _det}}
"""Lowerings by op and the opset since which they apply."""
