"""Computed positions: ramps, gathers, scatters."""

from __future__ import annotations

from ...ir import DType, Node, TensorType
from ...ir.dims import Dim, bounds
from ...ir.ops import Gather, Iota, Scatter
from ...kernels.iota import IotaSpec
from ...kernels.scatter import ScatterSpec
from .layout import Layout, broadcast_axes, rows
from .nests import COPY, Access, Guard, Index, emit_nest
from .plan import Placement, Pointer, Word
from .relayout import as_row_major, as_rows, copy
from .scheduler import Scheduler


def lower_iota(s: Scheduler, node: Node) -> None:
    """``iota``: one row of numbers, seen with stride 0 along all other axes."""
    op, out = node.op, node.output
    assert isinstance(op, Iota)
    extent = op.shape[op.axis]
    row = ramp(s, node.name, op.dtype, extent)
    view = TensorType(op.dtype, tuple(extent if a == op.axis else 1 for a in range(len(op.shape))))
    axes = tuple(broadcast_axes(rows(view.shape), view.shape, len(op.shape)))
    s.place(out, Placement(row.buffer, 0, Layout("rows", axes, extent), out.type))


def ramp(s: Scheduler, name: str, dtype: DType, extent: Dim) -> Placement:
    """0, 1, 2, … in memory."""
    out = s.new(f"{name}.ramp", TensorType(dtype, (extent,)), rows((extent,)))
    s.call(name, IotaSpec(dtype), {"n": extent, "y": Pointer(out.buffer)}, [], [out.buffer])
    return out


def lower_gather(s: Scheduler, node: Node) -> None:
    """``gather``: a copy whose addresses come from the loops and from the indices."""
    op, (x, *indices) = node.op, node.inputs
    assert isinstance(op, Gather)
    rank = len(op.shape)
    table, out = as_rows(s, x), s.new(node.output.name, node.output.type, rows(op.shape))
    s.place(node.output, out)
    indexed = [a for a, axis in enumerate(op.axes) if axis < 0]
    moved = tuple(Index(k, table.layout.stride(a), x.type.shape[a]) for k, a in enumerate(indexed))
    strides = _loop_strides(table.layout, op.axes, rank)
    # Of a table that may be empty no element is read, not even in the place of one that is out of range.
    guards = [Guard(0, x.type.shape[a], (0,) * rank) for a in indexed if bounds(x.type.shape[a])[0] < 1]
    target = Access(out.buffer, x.type.dtype, 0, tuple(out.layout.stride(a) for a in range(rank)))
    accesses = [_index(as_rows(s, index), rank) for index in indices]
    accesses.append(Access(table.buffer, x.type.dtype, table.offset, strides, guarded=bool(guards), indices=moved))
    emit_nest(s, node.name, op.shape, target, accesses, COPY, guards)


def lower_scatter(s: Scheduler, node: Node) -> None:
    """``scatter``: a copy of the input, to which the updates are applied."""
    op, (x, updates, *indices) = node.op, node.inputs
    assert isinstance(op, Scatter)
    shape = updates.type.shape
    y = s.place(node.output, copy(s, x, rows(x.type.shape), f"{node.name} copy"))
    if updates.type.elements == 0:
        return
    u, accesses = as_row_major(s, updates), [_index(as_rows(s, index), len(shape)) for index in indices]
    y_strides = _loop_strides(y.layout, op.axes, len(shape))
    moves = [any(axis == loop for axis in op.axes) for loop in range(len(shape))]
    loops = [a for a, d in enumerate(shape) if d != 1]
    inner = [a for a in loops if moves[a] and all(access.strides[a] == 0 for access in accesses)]
    outer = [a for a in loops if a not in inner]
    vector = bool(inner) and u.layout.stride(inner[-1]) == y_strides[inner[-1]] == 1
    dtype, order = x.type.dtype, [*outer, *inner]
    words: dict[str, Word] = {f"n{level}": shape[a] for level, a in enumerate(order)}
    words |= {"y": Pointer(y.buffer), "u": Pointer(u.buffer, u.offset * dtype.bytes)}
    words |= {f"y_{level}": y_strides[a] * dtype.bytes for level, a in enumerate(order)}
    words |= {f"u_{level}": u.layout.stride(a) * dtype.bytes for level, a in enumerate(order)}
    indexed = [a for a, axis in enumerate(op.axes) if axis < 0]
    for k, (access, a) in enumerate(zip(accesses, indexed, strict=True)):
        size = access.dtype.bytes
        words |= {f"i{k}": Pointer(access.buffer, access.offset * size)}
        words |= {f"i{k}_{level}": access.strides[loop] * size for level, loop in enumerate(outer)}
        words |= {f"i{k}_step": y.layout.stride(a) * dtype.bytes, f"i{k}_bound": x.type.shape[a]}
    types = tuple(access.dtype for access in accesses)
    spec = ScatterSpec(tuple(moves[a] for a in outer), len(inner), types, op.function, dtype, vector)
    reads = [y.buffer, u.buffer, *(access.buffer for access in accesses)]
    s.call(node.name, spec, words, reads, [y.buffer], op.flops([v.type for v in node.inputs], [node.output.type]))


def _index(place: Placement, rank: int) -> Access:
    """An index operand as one of ``rank`` loops."""
    parts = broadcast_axes(place.layout, place.type.shape, rank)
    return Access(place.buffer, place.type.dtype, place.offset, tuple(part.stride for (part,) in parts))


def _loop_strides(layout: Layout, axes: tuple[int, ...], rank: int) -> tuple[Dim, ...]:
    """How far each loop over ``rank`` axes moves a tensor whose axis ``a`` follows loop ``axes[a]``."""
    strides: list[Dim] = [0] * rank
    for a, loop in enumerate(axes):
        if loop >= 0:
            strides[loop] = strides[loop] + layout.stride(a)
    return tuple(strides)
