"""Contractions and windows of any type, size and layout: one kernel over strided operands.

What the faster kernels do not take comes here: element types other than float32, weights that are computed at run
time, and spatial sizes that are known at run time only.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import DType, Node, Value
from ...ir.dims import Dim, floordiv
from ...ir.ops import Conv, Dot, Fusable, Pad, Window
from ...ir.ops.reduction import identity
from ...kernels.fold import FoldSpec
from .elementwise import padded
from .epilogues import Bound, bind
from .geometry import goes_by_rows, lies_in_planes
from .layout import broadcast_axes, rows
from .loops import Loop, joined
from .plan import Placement, Pointer, Word
from .relayout import as_row_major, as_rows
from .scheduler import Scheduler

_KINDS: dict[Dim, str] = {0: "splat", 1: "unit"}


def is_folded(node: Node) -> bool:
    """Whether no faster kernel takes this contraction or window; other ops are no fold."""
    if isinstance(node.op, Dot):
        return node.inputs[0].type.dtype is not DType.FLOAT32
    return isinstance(node.op, (Conv, Window)) and not lies_in_planes(node) and not goes_by_rows(node)


def fold_dot(s: Scheduler, node: Node) -> None:
    """``dot``: a loop for every axis, in the order of the result."""
    op, (a, b) = node.op, [as_rows(s, value) for value in node.inputs]
    assert isinstance(op, Dot)
    paired = zip(op.lhs_batch, op.rhs_batch, strict=True)
    outer = [(a.type.shape[i], a.layout.stride(i), b.layout.stride(j)) for i, j in paired]
    for place, batch, contract in ((a, op.lhs_batch, op.lhs_contract), (b, op.rhs_batch, op.rhs_contract)):
        for axis in range(place.type.rank):
            if axis not in batch + contract:
                stride = place.layout.stride(axis)
                outer.append((place.type.shape[axis], *((stride, 0) if place is a else (0, stride))))
    y = _result(s, node)
    loops = [Loop(extent, [y.layout.stride(i), *strides]) for i, (extent, *strides) in enumerate(outer)]
    summed = zip(op.lhs_contract, op.rhs_contract, strict=True)
    reduced = [Loop(a.type.shape[i], [0, a.layout.stride(i), b.layout.stride(j)]) for i, j in summed]
    _fold(s, node, "dot", y, [a, b], loops, reduced)


def fold_conv(s: Scheduler, node: Node) -> None:
    """``conv``: loops over images, groups, rows and positions; sums over channels and the window."""
    op, w = node.op, as_rows(s, node.inputs[1])
    assert isinstance(op, Conv)
    x, y = _padded(s, node, node.inputs[0], op, 0), _result(s, node)
    shape = y.type.shape
    m, (c, *kernel) = floordiv(shape[1], op.groups), w.type.shape[1:]
    xs, ws, ys = ([p.layout.stride(axis) for axis in range(p.type.rank)] for p in (x, w, y))
    loops = [Loop(shape[0], [ys[0], xs[0], 0]), Loop(op.groups, [m * ys[1], c * xs[1], m * ws[0]])]
    loops += [Loop(m, [ys[1], 0, ws[0]])]
    loops += [Loop(shape[a], [ys[a], xs[a] * stride, 0]) for a, stride in enumerate(op.strides, 2)]
    for strides in _epilogue_strides(node):
        for loop, stride in zip(loops, [strides[0], m * strides[1], *strides[1:]], strict=True):
            loop.strides.append(stride)
    reduced = [Loop(c, [0, xs[1], ws[1]])]
    taps = zip(kernel, op.dilations, strict=True)
    reduced += [Loop(extent, [0, xs[a] * dilation, ws[a]]) for a, (extent, dilation) in enumerate(taps, 2)]
    _fold(s, node, "dot", y, [x, w], loops, reduced)


def fold_window(s: Scheduler, node: Node) -> None:
    """``window``: a loop for every axis of the result; sums or maxima over the window."""
    op = node.op
    assert isinstance(op, Window)
    fill = identity(op.function, node.output.type.dtype)
    x, y = _padded(s, node, node.inputs[0], op, fill), _result(s, node)
    steps = (1, 1, *op.strides)
    loops = [
        Loop(d, [y.layout.stride(a), x.layout.stride(a) * step])
        for a, (d, step) in enumerate(zip(y.type.shape, steps, strict=True))
    ]
    for strides in _epilogue_strides(node):
        for loop, stride in zip(loops, strides, strict=True):
            loop.strides.append(stride)
    taps = zip(op.window, op.dilations, strict=True)
    reduced = [Loop(extent, [0, x.layout.stride(a) * dilation]) for a, (extent, dilation) in enumerate(taps, 2)]
    _fold(s, node, op.function, y, [x], loops, reduced)


def _result(s: Scheduler, node: Node) -> Placement:
    out = node.output
    return s.place(out, s.new(out.name, out.type, rows(out.type.shape)))


def _padded(s: Scheduler, node: Node, value: Value, op: Conv | Window, fill: float) -> Placement:
    """The input as a strided array with its padding written out, if there is any."""
    if not any(op.pad_low) and not any(op.pad_high):
        return as_rows(s, value)
    return padded(s, node.name, f"{value.name}.padded", value, Pad((0, 0, *op.pad_low), (0, 0, *op.pad_high), fill))


def _epilogue_strides(node: Node) -> list[list[Dim]]:
    """The element strides along the result's axes of each operand of the epilogue, as a row-major array."""
    op, rank = node.op, node.output.type.rank
    assert isinstance(op, Fusable)
    shapes = [value.type.shape for value in node.inputs[op.arity :]]
    return [[parts[-1].stride for parts in broadcast_axes(rows(shape), shape, rank)] for shape in shapes]


def _fold(
    s: Scheduler,
    node: Node,
    function: str,
    y: Placement,
    operands: Sequence[Placement],
    loops: list[Loop],
    reduced: list[Loop],
) -> None:
    """The kernel call; strides of the loops are those of the result, of each operand, of what the epilogue reads."""
    op, size = node.op, y.type.dtype.bytes
    assert isinstance(op, Fusable)
    arrays = {"y": y} | {f"x{i}": place for i, place in enumerate(operands)}
    extra = {value: len(arrays) + i for i, value in enumerate(node.inputs[op.arity :])}
    outer = joined([loop for loop in loops if loop.extent != 1])
    inner = joined([loop for loop in reduced if loop.extent != 1])
    lanes = outer.pop() if outer else Loop(1, [1, *[0] * (len(operands) + len(extra))])
    assert lanes.strides[0] == 1, "results are row-major"
    around = {f"o{i}": loop for i, loop in enumerate(outer)}
    counted = around | {f"r{i}": loop for i, loop in enumerate(inner)}

    def locate(value: Value) -> Bound:
        t = extra.pop(value)
        return Bound(as_row_major(s, value), tuple(loop.strides[t] for loop in outer), lanes.strides[t] != 0)

    epilogue = bind(s, node, list(around), locate, bias_rows=0 if function == "max" else 1)
    words: dict[str, Word] = {f"n_{name}": loop.extent for name, loop in counted.items()}
    words |= {"lanes": lanes.extent, **epilogue.words}
    for t, (array, place) in enumerate(arrays.items()):
        words[array] = Pointer(place.buffer, place.offset * size)
        words |= {f"{array}_{name}": loop.strides[t] * size for name, loop in (counted | {"lane": lanes}).items()}
    kinds = [_KINDS.get(stride, "any") for stride in lanes.strides]
    bias = ""
    if epilogue.bias:
        ((_, t),) = extra.items()  # what was not located
        bias = kinds[t]
        words |= {f"bias_{name}": loop.strides[t] * size for name, loop in (around | {"lane": lanes}).items()}
    operand_kinds = tuple(kinds[1 : len(arrays)])
    spec = FoldSpec(function, y.type.dtype, len(outer), len(inner), operand_kinds, bias, epilogue.epilogue)
    flops = node.op.flops([v.type for v in node.inputs], [node.output.type])
    note = f"{y.type.dtype}, any strides: for types, weights and sizes that faster kernels do not take"
    s.call(node.name, spec, words, [*(p.buffer for p in operands), *epilogue.reads], [y.buffer], flops, note)
