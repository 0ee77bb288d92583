"""Element-wise maps, concatenation and padding: what is a loop nest."""

from __future__ import annotations

from ...ir import DType, Expression, Literal, Node, Step, Value
from ...ir.dims import Dim
from ...ir.ops import Concat, Map, Pad
from .layout import Layout, PlaneGeometry, images, lanes, lanes_written, planes, rows, valid_lanes
from .nests import COPY, Access, Guard, emit_nest, map_tensors
from .plan import Placement
from .relayout import STRIP_VECTORS, as_rows, in_geometry, varies_in_plane
from .scheduler import Scheduler


def lower_map(s: Scheduler, node: Node) -> None:
    """``map``: one nest, in the layout of its largest operand."""
    op, out = node.op, node.output
    assert isinstance(op, Map)
    if s.geometries.is_planes(out):
        _map_planes(s, node, op.expression)
        return
    result = s.new(out.name, out.type, _layout_like(s, node))
    map_tensors(s, node.name, result, [s.at(v) for v in node.inputs], op.expression)
    s.place(out, result)


def _layout_like(s: Scheduler, node: Node) -> Layout:
    shape = node.output.type.shape
    for value in node.inputs:
        layout = s.at(value).layout
        if layout.kind == "lanes" and value.type.shape == shape:
            return lanes(shape, layout.lane_axis, STRIP_VECTORS, s.target.lanes)
    return rows(shape)


def _map_planes(s: Scheduler, node: Node, expression: Expression) -> None:
    """Over whole planes, padding included; where the padding must be zero, a constant says which lanes are real."""
    value = node.output
    shape = value.type.shape
    geometry, low, high = s.geometries.of(value)
    out = s.place(value, s.new(value.name, value.type, planes(shape, geometry, low, high)))
    write_planes(s, node.name, out, list(node.inputs), expression, out.layout.zero)


def write_planes(
    s: Scheduler, name: str, out: Placement, values: list[Value], expression: Expression, mask: bool
) -> None:
    """``out = expression(values…)`` lane by lane; with ``mask``, zero where no element lies."""
    shape = out.type.shape
    extent = lanes_written(out.layout, shape)
    accesses = []
    geometry = PlaneGeometry(out.layout.pitch, out.layout.image)
    for operand in values:
        missing = len(shape) - operand.type.rank
        padded = (1,) * missing + operand.type.shape
        if varies_in_plane(out.layout, padded):
            place = in_geometry(s, operand, geometry, shape)
            place.buffer.read_past(operand.type.dtype.bytes * max(0, extent - place.layout.plane))
            strides = [0 if d == 1 else place.layout.stride(a) for a, d in enumerate(padded[:2])]
            accesses.append(Access(place.buffer, operand.type.dtype, place.offset, (*strides, 1)))
        else:
            place = as_rows(s, operand)
            strides = [0 if padded[a] == 1 else place.layout.stride(a - missing) for a in (0, 1)]
            accesses.append(Access(place.buffer, operand.type.dtype, place.offset, (*strides, 0)))
    if mask:
        valid = s.constant(valid_lanes(out.layout, shape), name="valid")
        accesses.append(Access(valid.buffer, DType.BOOL, 0, (0, 0, 1)))
        argument = expression.arguments
        expression = expression.widened(argument, 1)
        zero = Literal(0.0 if out.type.dtype.is_float else 0, out.type.dtype)
        result = argument + len(expression.steps)
        expression = Expression(argument + 1, (*expression.steps, Step("where", (argument, result, zero))))
    target = Access(out.buffer, out.type.dtype, out.offset, (out.layout.stride(0), out.layout.stride(1), 1))
    emit_nest(s, name, [images(out.layout, shape), shape[1], extent], target, accesses, expression)


def lower_concat(s: Scheduler, node: Node) -> None:
    """``concat``: one copy per input into its part of the result."""
    op, value = node.op, node.output
    assert isinstance(op, Concat)
    is_planes = s.geometries.is_planes(value)
    if is_planes:
        geometry, low, high = s.geometries.of(value)
        layout = planes(value.type.shape, geometry, low, high)
    else:
        layout = rows(value.type.shape)
    out = s.place(value, s.new(value.name, value.type, layout))
    start: Dim = 0
    for part in node.inputs:
        target = Placement(out.buffer, out.offset + start * layout.stride(op.axis), layout, part.type)
        if is_planes:
            write_planes(s, node.name, target, [part], COPY, layout.zero)
        else:
            map_tensors(s, node.name, target, [s.at(part)], COPY)
        start = start + part.type.shape[op.axis]


def lower_pad(s: Scheduler, node: Node) -> None:
    """``pad``: a copy whose indices outside the input give the padding value."""
    assert isinstance(node.op, Pad)
    s.place(node.output, padded(s, node.name, node.output.name, node.inputs[0], node.op))


def padded(s: Scheduler, name: str, result: str, value: Value, op: Pad) -> Placement:
    """A padded copy of the value, row-major, in a buffer called ``result``."""
    source, (type,) = as_rows(s, value), op.infer([value.type])
    shape = type.shape
    out = s.new(result, type, rows(shape))
    origin = source.offset
    for axis, low in enumerate(op.low):
        origin = origin - low * source.layout.stride(axis)
    rank = len(shape)
    guards = [
        Guard(op.low[a] * -1, value.type.shape[a], tuple(int(a == b) for b in range(rank)))
        for a in range(rank)
        if shape[a] != value.type.shape[a]
    ]
    strides = tuple(source.layout.stride(a) for a in range(rank))
    operand = Access(source.buffer, type.dtype, origin, strides, guarded=bool(guards), fill=op.value)
    target = Access(out.buffer, type.dtype, 0, tuple(out.layout.stride(a) for a in range(rank)))
    emit_nest(s, name, shape, target, [operand], COPY, guards)
    return out
