"""Ops that only look at memory differently, and sizes as data."""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import Node
from ...ir.dims import Dim, minimum
from ...ir.ops import Bind, Broadcast, Dims, Reshape, Slice, Transpose
from ...kernels.words import WordsSpec
from .layout import Layout, Part, as_strided, broadcast_axes, is_row_major, reshaped, rows, transposed
from .plan import Binding, Placement, Pointer, Word
from .relayout import as_row_major, as_rows, settled
from .scheduler import Scheduler


def lower_reshape(s: Scheduler, node: Node) -> None:
    """``reshape``: a view of every place of the input that can be seen that way, else of a row-major copy."""
    value, out = node.inputs[0], node.output
    assert isinstance(node.op, Reshape)
    for place in [*s.every(value), None]:
        if place is None and out not in s.placements:
            place = as_row_major(s, value)
        if place is None:
            continue
        layout = reshaped(place.layout, value.type.shape, out.type.shape)
        if layout is None and is_row_major(place.layout, value.type.shape):
            layout = rows(out.type.shape)  # that the sizes are equal shows when the model runs
        if layout is not None:
            s.place(out, Placement(place.buffer, place.offset, layout, out.type))


def lower_transpose(s: Scheduler, node: Node) -> None:
    """``transpose``: always a view."""
    assert isinstance(node.op, Transpose)
    place = s.at(node.inputs[0])
    layout = transposed(place.layout, node.op.permutation)
    s.place(node.output, Placement(place.buffer, place.offset, layout, node.output.type))


def lower_broadcast(s: Scheduler, node: Node) -> None:
    """``broadcast``: a view with stride 0 along the repeated axes; where only a run knows, times 0 or 1."""
    assert isinstance(node.op, Broadcast)
    place, out = as_rows(s, node.inputs[0]), node.output
    axes = broadcast_axes(place.layout, place.type.shape, out.type.rank)
    for axis, (own, dim) in enumerate(
        zip(place.type.shape, out.type.shape[out.type.rank - place.type.rank :], strict=True)
    ):
        if own not in (1, dim):
            (part,) = place.layout.axes[axis]
            axes[out.type.rank - place.type.rank + axis] = (Part(1, part.stride * minimum(own - 1, 1)),)
    s.place(out, Placement(place.buffer, place.offset, Layout("rows", tuple(axes), place.layout.size), out.type))


def lower_dims(s: Scheduler, node: Node) -> None:
    """``dims``: the one op whose elements are sizes of the run, which frames hold."""
    assert isinstance(node.op, Dims)
    out = s.new(node.output.name, node.output.type, rows(node.output.type.shape))
    store_dims(s, node.name, s.place(node.output, out), node.op.values)


def store_dims(s: Scheduler, name: str, out: Placement, values: Sequence[Dim]) -> None:
    """Write dims to an int64 vector."""
    words: dict[str, Word] = {f"v{i}": value for i, value in enumerate(values)}
    s.call(name, WordsSpec(len(values)), {"y": Pointer(out.buffer), **words}, [], [out.buffer])


def lower_bind(s: Scheduler, node: Node) -> None:
    """``bind``: the runtime reads the vector before the next step."""
    assert isinstance(node.op, Bind)
    vector = settled(s, node.inputs[0].name, as_row_major(s, node.inputs[0]))
    place = Pointer(vector.buffer, vector.offset * node.output.type.dtype.bytes)
    s.plan.program.append(Binding(place, node.op.names, node.name))
    s.place(node.output, vector)


def lower_slice(s: Scheduler, node: Node) -> None:
    """``slice``: a view; channels cut out of planes stay planes."""
    op, value, out = node.op, node.inputs[0], node.output
    assert isinstance(op, Slice)
    place = s.at(value)
    if not s.geometries.is_planes(out):
        place = as_rows(s, value)
    layout, offset = place.layout, place.offset
    axes: list[tuple[Part, ...]] = []
    for axis, (start, step) in enumerate(zip(op.starts, op.steps, strict=True)):
        stride: Dim = layout.stride(axis)
        offset = offset + start * stride
        axes.append((Part(1, stride * step),))
    if s.geometries.is_planes(out) and layout.kind == "planes":
        s.place(out, Placement(place.buffer, offset, layout, out.type))
        return
    s.place(out, Placement(place.buffer, offset, Layout("rows", tuple(axes), as_strided(layout).size), out.type))
