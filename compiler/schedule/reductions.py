"""Reductions, softmax and layer normalisation: passes of one kernel, over features x lanes or row-major tensors.

The vectorised direction is the axis that is contiguous in the input. If it is not reduced (tokens in lanes) the kernel
runs down the rows; if it is (the last axis of a row-major tensor) partial results are combined at the end of each row.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import DType, Expression, Literal, Node, Step, Value
from ...ir.dims import Dim, floordiv, mod
from ...ir.ops import ArgReduce, Fusable, LayerNorm, Reduce, Softmax
from ...kernels.reduce import OUTER, Pass, ReduceOperand, ReduceSpec
from ..diagnostics import CompileError
from .layout import broadcast_axes, lanes, rows
from .loops import Loop, joined
from .plan import Placement, Pointer, Word
from .relayout import STRIP_VECTORS, as_lanes, as_row_major, as_rows
from .scheduler import Scheduler


def lower_reduction(s: Scheduler, node: Node) -> None:
    """``reduce``, ``softmax`` and ``layer_norm``, each with its epilogue."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, (Reduce, Softmax, LayerNorm))
    shape = value.type.shape
    axes = (op.axis % len(shape),) if isinstance(op, Softmax) else op.axes
    result, x, vector_axis = reduced_operand(s, node, axes)
    in_lanes = result.layout.kind == "lanes"
    extras = [_operand(s, extra, len(shape), vector_axis, in_lanes) for extra in node.inputs[1:]]
    passes, final = _passes(op, value.type.dtype)
    count = len(extras)
    if op.epilogue is not None:
        # (extras…, x, results…, count, kept?) -> (x, extras…, results…, count, kept?)
        fused = op.epilogue.inline(0, final)
        final = fused.reordered([count, *range(count), *range(count + 1, fused.arguments)])
    passes = tuple(Pass(p.function, p.value.widened(1, count), p.finish, p.keep) for p in passes)
    emit_reduction(s, node, [result, x, *extras], axes, vector_axis, passes, final)


def reduced_operand(s: Scheduler, node: Node, axes: Sequence[int]) -> tuple[Placement, Placement, int]:
    """The result, placed, and the input where the kernel can read it, both in lanes or both not; the vectors' axis."""
    value, out = node.inputs[0], node.output
    shape, x = value.type.shape, s.at(node.inputs[0])
    if x.layout.kind == "lanes" and x.layout.lane_axis not in axes:
        vector_axis = x.layout.lane_axis
        result = s.new(out.name, out.type, lanes(out.type.shape, vector_axis, STRIP_VECTORS, s.target.lanes))
    else:
        vector_axis = max((a for a, d in enumerate(shape) if d != 1), default=len(shape) - 1)
        x = as_rows(s, value)
        if x.layout.stride(vector_axis) != 1 or not _few_loops(x, axes, vector_axis):
            x = as_row_major(s, value)
        result = s.new(out.name, out.type, rows(out.type.shape))
    return s.place(out, result), x, vector_axis


def _operand(s: Scheduler, value: Value, rank: int, vector_axis: int, in_lanes: bool) -> Placement:
    """An epilogue operand where the kernel can read it: contiguous or constant along the vectorised axis."""
    axis = vector_axis - (rank - value.type.rank)
    if axis < 0 or value.type.shape[axis] == 1:
        return as_rows(s, value)
    return as_lanes(s, value, axis) if in_lanes else as_row_major(s, value)


def emit_reduction(
    s: Scheduler,
    node: Node,
    tensors: Sequence[Placement],
    axes: Sequence[int],
    vector_axis: int,
    passes: tuple[Pass, ...],
    final: Expression,
) -> None:
    """The kernel call, or two where the lanes are strips: the whole strips, and what is left of the last.

    ``tensors`` are the result, the input and the epilogue's operands; strides below are theirs in this order.
    """
    shape = node.inputs[0].type.shape
    rank = len(shape)
    parts = [broadcast_axes(t.layout, t.type.shape, rank) for t in tensors]
    offsets: list[Dim] = [t.offset for t in tensors]
    others = [a for a in range(rank) if a != vector_axis and shape[a] != 1]
    outer = [Loop(shape[a], [p[a][-1].stride for p in parts]) for a in others if a not in axes]
    inner = [Loop(shape[a], [p[a][-1].stride for p in parts]) for a in others if a in axes]
    vector = [p[vector_axis][-1].stride for p in parts]
    extent = shape[vector_axis]
    strips = {p[vector_axis][0].step for p in parts if len(p[vector_axis]) == 2}
    if not strips:
        _call(s, node, tensors, offsets, outer, inner, vector, extent, axes, vector_axis, passes, final)
        return
    (strip,) = strips
    step = [p[vector_axis][0].stride if len(p[vector_axis]) == 2 else 0 for p in parts]
    whole, rest = floordiv(extent, strip), mod(extent, strip)
    _call(
        s, node, tensors, offsets, [*outer, Loop(whole, step)], inner, vector, strip, axes, vector_axis, passes, final
    )
    if rest != 0:
        ends = [o + st * whole for o, st in zip(offsets, step, strict=True)]
        _call(s, node, tensors, ends, outer, inner, vector, rest, axes, vector_axis, passes, final)


def _call(
    s: Scheduler,
    node: Node,
    tensors: Sequence[Placement],
    offsets: Sequence[Dim],
    outer: list[Loop],
    inner: list[Loop],
    vector: list[Dim],
    extent: Dim,
    axes: Sequence[int],
    vector_axis: int,
    passes: tuple[Pass, ...],
    final: Expression,
) -> None:
    op, types = node.op, [t.type.dtype for t in tensors]
    down = vector_axis not in axes
    outer, inner = joined(outer), joined(inner)
    one = Loop(1, [0] * len(tensors))
    if not down:
        # Rows that lie without gaps are joined only if there are too many loops else, for which others are copied: the
        # order of a sum must not depend on how its operand lies, which depends on what sizes are known.
        if len(inner) > 1 and all(st == v * extent for st, v in zip(inner[-1].strides, vector, strict=True)):
            extent, inner = extent * inner[-1].extent, inner[:-1]
        inner = [*inner, Loop(extent, vector)]
    if len(outer) > OUTER or len(inner) > 2:
        raise CompileError(
            f"{op.name} '{node.name}': reducing axes {list(axes)} of {node.inputs[0].type} takes too many loops; "
            "transpose them to the end"
        )
    outer = [one] * (OUTER - len(outer)) + outer
    inner = [one] * (2 - len(inner)) + inner
    operands = tuple(ReduceOperand(t, v != 0) for t, v in zip(types[1:], vector[1:], strict=True))
    spec = ReduceSpec(down, operands, passes, final, isinstance(op, (Reduce, ArgReduce)), types[0])
    words: dict[str, Word] = {f"o{i}": loop.extent for i, loop in enumerate(outer)}
    words |= {"r0": inner[0].extent, "r1": inner[1].extent, "lanes": extent if down else 0}
    named = {f"o{i}": loop for i, loop in enumerate(outer)} | {"r0": inner[0], "r1": inner[1]}
    for t, tensor in enumerate(tensors):
        name, size = ("y" if t == 0 else f"x{t - 1}"), types[t].bytes
        words[name] = Pointer(tensor.buffer, offsets[t] * size)
        words |= {f"{name}_{key}": loop.strides[t] * size for key, loop in named.items()}
    used = {name: word for name, word in words.items() if name in spec.words}
    s.call(node.name, spec, used, [t.buffer for t in tensors[1:]], [tensors[0].buffer], _flops(node))


def _flops(node: Node) -> Dim:
    return node.op.flops([v.type for v in node.inputs], [node.output.type])


def _few_loops(x: Placement, axes: Sequence[int], vector_axis: int) -> bool:
    """Whether the kernel's two loops suffice for the reduced axes of a strided array."""
    rest = [(a, d) for a, d in enumerate(x.type.shape) if d != 1 and a in axes and a != vector_axis]
    return len(joined([Loop(d, [x.layout.stride(a)]) for a, d in rest])) + (vector_axis in axes) <= 2


def _passes(op: Fusable, dtype: DType) -> tuple[tuple[Pass, ...], Expression]:
    """Passes and final expression over ``(x, results…, count, kept?)`` of ``dtype``."""
    if isinstance(op, Reduce):
        return (Pass(op.function, Expression(2, (Step("identity", (0,)),))),), Expression(3, (Step("identity", (1,)),))
    if isinstance(op, Softmax):
        largest = Pass("max", Expression(2, (Step("identity", (0,)),)))
        exponent = Expression(3, (Step("sub", (0, 1)), Step("exp", (3,))))
        reciprocal = Expression(3, (Step("div", (Literal(1.0, dtype), 0)),))
        return (largest, Pass("sum", exponent, reciprocal, keep=True)), Expression(5, (Step("mul", (4, 2)),))
    assert isinstance(op, LayerNorm)
    mean = Pass("sum", Expression(2, (Step("identity", (0,)),)), Expression(2, (Step("div", (0, 1)),)))
    square = Expression(3, (Step("sub", (0, 1)), Step("mul", (3, 3))))
    deviation = Expression(
        3,
        (
            Step("div", (0, 2)),
            Step("add", (3, Literal(op.epsilon, dtype))),
            Step("sqrt", (4,)),
            Step("div", (Literal(1.0, dtype), 5)),
        ),
    )
    return (mean, Pass("sum", square, deviation)), Expression(4, (Step("sub", (0, 1)), Step("mul", (4, 2))))
