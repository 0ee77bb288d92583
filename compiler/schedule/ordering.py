"""Positions of extrema, running totals, sorting, greedy choice."""

from __future__ import annotations

import numpy as np

from ...ir import DType, Expression, Literal, Node, Step, TensorType, Value
from ...ir.dims import Dim, product
from ...ir.ops import ArgReduce, ArgSort, Cumulative
from ...kernels.cumulative import CumulativeSpec
from ...kernels.reduce import Pass
from ...kernels.sort import SortSpec
from ...kernels.suppress import SuppressSpec
from .indexing import ramp
from .layout import rows, transposed
from .plan import Placement, Pointer, Word
from .reductions import emit_reduction, reduced_operand
from .relayout import as_row_major
from .scheduler import Scheduler


def lower_arg_reduce(s: Scheduler, node: Node) -> None:
    """``arg_reduce``: a pass for the extremum, and one for the first or last position of an element equal to it."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, ArgReduce)
    shape = value.type.shape
    extent, behind = shape[op.axis], [1] * (len(shape) - 1 - op.axis)
    row = ramp(s, f"{node.name} positions", DType.INT64, extent)
    type = TensorType(DType.INT64, (extent, *behind))
    positions = Placement(row.buffer, 0, rows(type.shape), type)
    result, x, vector_axis = reduced_operand(s, node, (op.axis,))
    nowhere = Literal(-1 if op.last else np.iinfo(np.int64).max, DType.INT64)
    found = Pass(op.function, Expression(3, (Step("identity", (0,)),)))
    position = Pass("max" if op.last else "min", _where_equal(value.type.dtype, nowhere))
    final = Expression(5, (Step("identity", (3,)),))
    emit_reduction(s, node, [result, x, positions], (op.axis,), vector_axis, (found, position), final)


def _where_equal(dtype: DType, nowhere: Literal) -> Expression:
    """``(x, position, extremum, count)``: the position of an element equal to the extremum, or both NaN."""
    if not dtype.is_float:
        return Expression(4, (Step("eq", (0, 2)), Step("where", (4, 1, nowhere))))
    steps = (
        Step("eq", (0, 2)),
        Step("eq", (0, 0)),
        Step("not", (5,)),
        Step("or", (4, 6)),
        Step("where", (7, 1, nowhere)),
    )
    return Expression(4, steps)


def lower_cumulative(s: Scheduler, node: Node) -> None:
    """``cumulative``: a reversed one begins at the end and takes steps back."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, Cumulative)
    x, (outer, extent, inner) = as_row_major(s, value), _three(value, op.axis)
    y = s.place(node.output, s.new(node.output.name, node.output.type, rows(value.type.shape)))
    size = value.type.dtype.bytes
    row = inner * size
    start, step = ((extent - 1) * row, row * -1) if op.reverse else (0, row)
    words: dict[str, Word] = {"outer": outer, "n": extent, "inner": inner}
    words |= {f"{name}_{loop}": stride for name in "xy" for loop, stride in (("outer", extent * row), ("n", step))}
    words |= {"x": Pointer(x.buffer, x.offset * size + start), "y": Pointer(y.buffer, start)}
    spec = CumulativeSpec(op.function, op.exclusive, value.type.dtype, inner != 1)
    s.call(node.name, spec, words, [x.buffer], [y.buffer], value.type.elements)


def lower_arg_sort(s: Scheduler, node: Node) -> None:
    """``arg_sort``: the positions of a line lie one after another; the result is seen with its axis in its place."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, ArgSort)
    x, (outer, extent, inner) = as_row_major(s, value), _three(value, op.axis)
    shape, rank, size = value.type.shape, value.type.rank, value.type.dtype.bytes
    order = [a for a in range(rank) if a != op.axis] + [op.axis]
    lines = TensorType(DType.INT64, tuple(shape[a] for a in order))
    y, other = (s.new(name, lines, rows(lines.shape)) for name in (node.output.name, f"{node.output.name}.other"))
    words: dict[str, Word] = {"outer": outer, "inner": inner, "n": extent}
    words |= {"x_outer": extent * inner * size, "x_inner": size, "x_n": inner * size}
    words |= {"x": Pointer(x.buffer, x.offset * size), "y": Pointer(y.buffer), "t": Pointer(other.buffer)}
    spec = SortSpec(op.descending, value.type.dtype)
    s.call(node.name, spec, words, [x.buffer], [y.buffer, other.buffer])
    back = [order.index(a) for a in range(rank)]
    s.place(node.output, Placement(y.buffer, 0, transposed(y.layout, back), node.output.type))


def lower_lex_sort(s: Scheduler, node: Node) -> None:
    """``lex_sort``: one line of rows."""
    value = node.inputs[0]
    x, (n, m), size = as_row_major(s, value), value.type.shape, value.type.dtype.bytes
    y, other = (s.new(name, node.output.type, rows((n,))) for name in (node.output.name, f"{node.output.name}.other"))
    words: dict[str, Word] = {"outer": 1, "inner": 1, "n": n, "m": m}
    words |= {"x_outer": 0, "x_inner": 0, "x_n": m * size, "x_m": size}
    words |= {"x": Pointer(x.buffer, x.offset * size), "y": Pointer(y.buffer), "t": Pointer(other.buffer)}
    spec = SortSpec(False, value.type.dtype, rows=True)
    s.call(node.name, spec, words, [x.buffer], [y.buffer, other.buffer])
    s.place(node.output, y)


def lower_suppress(s: Scheduler, node: Node) -> None:
    """``suppress``: all operands row-major."""
    out, names = node.output, ("corners", "order", "eligible", "limit", "threshold")
    batch, lines, n = out.type.shape
    y = s.place(out, s.new(out.name, out.type, rows(out.type.shape)))
    operands = [as_row_major(s, value) for value in node.inputs]
    words: dict[str, Word] = {"batch": batch, "lines": lines, "n": n, "y": Pointer(y.buffer)}
    words |= {name: Pointer(x.buffer, x.offset * x.type.dtype.bytes) for name, x in zip(names, operands, strict=True)}
    flops = node.op.flops([value.type for value in node.inputs], [out.type])
    s.call(node.name, SuppressSpec(operands[0].type.dtype), words, [x.buffer for x in operands], [y.buffer], flops)


def _three(value: Value, axis: int) -> tuple[Dim, Dim, Dim]:
    """Extents before an axis, of it, and behind it."""
    shape = value.type.shape
    return product(shape[:axis]), shape[axis], product(shape[axis + 1 :])
