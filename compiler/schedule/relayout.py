"""Bringing a value into the layout that a kernel wants.

The ``as_…`` functions first look whether the value already is, or can be viewed, that way; only then they plan a copy,
and note it as one more place of the value, so that the next consumer finds it. Copies that serve one consumer only,
phases and operands of another geometry, are not noted. Constants are laid out at compile time.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import DType, Expression, Literal, Step, TensorType, Value
from ...ir.dims import Dim, product
from .geometry import Copy
from .layout import (
    Layout,
    PlaneGeometry,
    as_strided,
    is_row_major,
    lanes,
    planes,
    rows,
    static,
)
from .nests import COPY, Access, Guard, emit_nest, map_tensors
from .plan import Placement
from .scheduler import Scheduler

STRIP_VECTORS = 8


def as_rows(s: Scheduler, value: Value) -> Placement:
    """The value as a strided array: one part for every axis."""
    for place in s.every(value):
        layout = as_strided(place.layout)
        if all(len(parts) == 1 for parts in layout.axes):
            plain = Layout("rows", layout.axes, layout.size)
            return Placement(place.buffer, place.offset, plain, place.type)
    return as_row_major(s, value)


def as_row_major(s: Scheduler, value: Value) -> Placement:
    """The value as a row-major array without gaps."""
    for place in s.every(value):
        if is_row_major(place.layout, value.type.shape):
            return place
    return s.place(value, copy(s, value, rows(value.type.shape), f"relayout {value.name}"))


def settled(s: Scheduler, name: str, place: Placement) -> Placement:
    """Where a value stays for all iterations of the loop around: a copy if it is one slice of what is scanned."""
    return duplicate(s, name, place) if place.buffer.whole else place


def duplicate(s: Scheduler, name: str, place: Placement) -> Placement:
    """A row-major copy."""
    out = s.new(name, place.type, rows(place.type.shape))
    map_tensors(s, name, out, [place], COPY)
    return out


def as_lanes(s: Scheduler, value: Value, lane_axis: int, rows_together: bool = False) -> Placement:
    """The value as features x lanes; axis 0 is the batch unless it is the lane axis.

    With ``rows_together``, neighbours along the last axis lie in neighbouring rows of a strip, which a transposed view
    need not have.
    """
    wanted = lanes(value.type.shape, lane_axis, STRIP_VECTORS, s.target.lanes)
    for place in s.every(value):
        layout = place.layout
        if (
            layout.kind == "lanes"
            and layout.lane_axis == lane_axis
            and layout.strip == wanted.strip
            and (not rows_together or layout.axes[-1] == wanted.axes[-1])
        ):
            return place
    if value.data is not None:
        return s.place(value, s.constant(value.array, wanted))
    return s.place(value, copy(s, value, wanted, f"relayout {value.name}"))


def copy(s: Scheduler, value: Value, layout: Layout, name: str) -> Placement:
    """A copy of the value in the arena in a layout other than planes."""
    out = s.new(value.name, value.type, layout)
    map_tensors(s, name, out, [s.at(value)], COPY)
    return out


def as_planes(s: Scheduler, value: Value) -> Placement:
    """The value as the planes that its stride-1 convolutions share."""
    geometries = s.geometries
    if geometries.is_planes(value) and value not in geometries.given:
        return s.at(value)
    geometry, low, high = geometries.of(value if value in geometries.given else Copy(value))
    layout = planes(value.type.shape, geometry, low, high)
    for place in s.every(value):
        if place.layout == layout:
            return place
    return s.place(value, copy_to_planes(s, value, layout))


def varies_in_plane(layout: Layout, shape: Sequence[Dim]) -> bool:
    """Whether an operand of this shape has more than one element for a plane of the result."""
    return any(d != 1 for d in shape[2:]) or (layout.image != 0 and shape[0] != 1)


def in_geometry(s: Scheduler, value: Value, geometry: PlaneGeometry, wanted: Sequence[Dim]) -> Placement:
    """The value as planes of a given geometry with undefined padding, broadcast within a plane to ``wanted``."""
    rank = len(wanted)
    n, c = ((1,) * (rank - value.type.rank) + value.type.shape)[:2]
    shape = (wanted[0] if geometry.image else n, c, *wanted[2:])
    for place in s.every(value):
        layout = place.layout
        same = (layout.pitch, layout.image) == (geometry.pitch, geometry.image)
        if layout.kind == "planes" and same and place.type.shape == shape:
            return place
    none = [0] * (rank - 2)
    out = s.new(value.name, TensorType(value.type.dtype, shape), planes(shape, geometry, none, none))
    map_tensors(s, f"relayout {value.name}", out, [s.at(value)], COPY)
    return out


def copy_to_planes(s: Scheduler, value: Value, layout: Layout) -> Placement:
    """A copy of the value in planes; where consumers read padding, the whole of every plane is written."""
    name = f"relayout {value.name}"
    out, source = s.new(value.name, value.type, layout), as_rows(s, value)
    if not layout.zero:
        map_tensors(s, name, out, [source], COPY)
        return out
    shape = value.type.shape
    spatial = range(2, len(shape))
    pitches = [static(shape[2]), *layout.pitch]
    extents: list[Dim] = [*shape[:2], *pitches]
    target = Access(out.buffer, value.type.dtype, out.offset, tuple(layout.stride(a) for a in range(len(shape))))
    strides = tuple(source.layout.stride(a) for a in range(len(shape)))
    guards = [
        Guard(0, shape[a], tuple(int(a == b) for b in range(len(shape)))) for a in spatial if pitches[a - 2] != shape[a]
    ]
    operand = Access(source.buffer, value.type.dtype, source.offset, strides, guarded=bool(guards))
    emit_nest(s, name, extents, target, [operand], COPY, guards)
    # Behind the last row: the space above the next plane.
    rows_end = static(pitches[0] * layout.stride(2))
    zeros = Expression(0, (Step("identity", (Literal(0.0, DType.FLOAT32),)),))

    def clear(images: Dim, start: Dim, end: Dim) -> None:
        target = Access(out.buffer, DType.FLOAT32, out.offset + start, (layout.stride(0), layout.stride(1), 1))
        emit_nest(s, f"{name} padding", [images, shape[1], end - start], target, [], zeros)

    clear(shape[0], rows_end, layout.image or layout.plane)
    if layout.image:
        clear(1, shape[0] * layout.image, layout.plane)
    return out


def as_phases(
    s: Scheduler,
    value: Value,
    low: Sequence[int],
    extents: Sequence[int],
    phases: Sequence[int],
    strides: Sequence[int],
    geometry: PlaneGeometry,
    fill: float,
) -> Placement:
    """A copy split into phases for a strided window: ``[N][phase…][C][plane]``, padding written out with ``fill``.

    Element p of a padded axis (``p = index + low``) goes to phase ``p % stride``, place ``p // stride``; only the first
    ``phases`` phases, of ``extents`` elements each, are kept. The result's type counts the phases as channels.
    """
    source = as_rows(s, value)
    n, c = value.type.shape[:2]
    rank = len(extents)
    pitches = [extents[0], *geometry.pitch]
    steps = geometry.strides()
    channels = c * static(product(list(phases)))
    type = TensorType(value.type.dtype, (n, channels, *extents))
    layout = planes(type.shape, geometry, [0] * rank, [0] * rank)
    plane = layout.plane
    out = s.new(f"{value.name}.phases", type, layout)
    # Loops: n, phase of each axis, c, place on each axis.
    loop_extents: list[Dim] = [n, *phases, c, *pitches]
    phase_strides = [static(product(list(phases[a + 1 :]))) * static(c) * plane for a in range(rank)]
    target = Access(out.buffer, type.dtype, 0, (layout.stride(0), *phase_strides, plane, *steps))
    inner = [source.layout.stride(a + 2) for a in range(rank)]
    origin = source.offset
    for pad, stride in zip(low, inner, strict=True):
        origin = origin - pad * stride
    places = [st * i for st, i in zip(strides, inner, strict=True)]
    from_strides = (source.layout.stride(0), *inner, source.layout.stride(1), *places)
    operand = Access(source.buffer, type.dtype, origin, from_strides, guarded=True, fill=fill)
    guards = []
    for a in range(rank):
        coefficients = [0] * len(loop_extents)
        coefficients[1 + a], coefficients[2 + rank + a] = 1, strides[a]
        guards.append(Guard(-low[a], value.type.shape[2 + a], tuple(coefficients)))
    emit_nest(s, f"relayout {value.name}", loop_extents, target, [operand], COPY, guards)
    return out
