"""Convolutions of images whose size only a run knows, row by row.

    x [N, C, H, W], padded    ->    [N][H][phase][C][pitch]        columns of a stride's phase lie together
    y [N, M, H, W]            ->    [N][H][M][pitch]

Planes need the pitch of a row and the number of rows when compiling, for the distances between taps. With the channels
inside the rows the number of rows matters no longer; the pitch is that of the widest image that the bounds allow, and
nothing is computed for columns that an image does not have. Each row of the result is a product of the stream kernel.
How near that comes to sizes that are known: ``python -m benchmarks.compare convolutions convolutions@0 --symbolic``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...ir import Node, Value
from ...ir.dims import Dim, bounds, ceildiv, product
from ...ir.ops import Conv
from ...kernels.target import Target
from .epilogues import Bound, KernelEpilogue, bind
from .geometry import columns_read, kernel_shape
from .layout import Array, round_up_int, static, strided
from .nests import COPY, Access, Guard, emit_nest
from .plan import Placement, Pointer
from .relayout import as_rows, duplicate
from .scheduler import Scheduler
from .streams import Weights, call_stream


def conv_by_rows(s: Scheduler, node: Node, weights: Array) -> None:
    """``conv`` of a node for which ``goes_by_rows``."""
    op, y_type = node.op, node.output.type
    assert isinstance(op, Conv)
    m, per_group = weights.shape[:2]
    *_, rows, width = (1, *y_type.shape[2:])
    x, pitch, row = _source(s, node)
    taps = _taps(op, kernel_shape(node), pitch, row // op.strides[-1], row)
    y_pitch = _pitch(s.target, width)
    stride = rows * m * y_pitch
    strides: list[Dim] = [stride, y_pitch, *([m * y_pitch] if y_type.rank == 4 else []), 1]
    layout = strided(strides, y_type.shape[0] * stride)
    y = s.place(node.output, s.new(node.output.name, y_type, layout))
    offsets = (np.arange(per_group)[:, None] * pitch + taps[None, :]).ravel()
    packed = Weights(
        weights.reshape(m, -1),
        offsets * 4,
        group_offset=per_group * pitch * 4,
        groups=op.groups,
        step=len(taps),
        halo=int(taps.max() - taps.min()),
    )
    vectors = ceildiv(width, s.target.lanes)
    loops: dict[str, Dim] = {
        "outer0": y_type.shape[0],
        "outer1": rows,
        "x_outer0": x.layout.stride(0) * 4,
        "x_outer1": (op.strides[0] if y_type.rank == 4 else 1) * row * 4,
        "y_outer0": stride * 4,
        "y_outer1": m * y_pitch * 4,
        "y_row": y_pitch * 4,
        "vectors": vectors,
        "vectors_last": vectors,
    }
    most = bounds(vectors)[1]
    x.buffer.read_past(4 * int(offsets.max()) + packed.group_offset * op.groups + most * s.target.vector_bytes)
    call_stream(
        s,
        node,
        packed,
        Pointer(x.buffer, x.offset * 4),
        y,
        loops,
        max(1, most),
        product((y_type.shape[0], rows, width)),
        lambda bias_rows: _epilogue(s, node, bias_rows),
    )


def _epilogue(s: Scheduler, node: Node, bias_rows: int) -> KernelEpilogue:
    """Operands of the epilogue: a row of each for a row of the result, or one element."""
    rank = node.output.type.rank
    loops = {"outer0": 0, "outer1": 2 if rank == 4 else -1, "row": 1}

    def locate(value: Value) -> Bound:
        missing = rank - value.type.rank
        shape = (1,) * missing + value.type.shape
        place, follows = as_rows(s, value), shape[-1] != 1
        if follows:
            # Whole vectors are read, and nothing may be behind inputs and constants.
            if place.layout.stride(value.type.rank - 1) != 1 or place.buffer.base != "arena":
                place = duplicate(s, node.name, place)
            place.buffer.read_past(s.target.lanes * value.type.dtype.bytes)
        strides = [place.layout.stride(a - missing) if a >= missing and shape[a] != 1 else 0 for a in loops.values()]
        return Bound(place, tuple(strides), follows)

    return bind(s, node, tuple(loops), locate, bias_rows)


def _pitch(target: Target, columns: Dim) -> int:
    return round_up_int(max(1, bounds(columns)[1]), target.lanes)


def _taps(op: Conv, kernel: Sequence[int], pitch: int, phase: int, row: int) -> Array:
    """Elements from a column of the result to each tap."""
    stride, dilation = op.strides[-1], op.dilations[-1]
    columns = [k * dilation for k in range(kernel[-1])]
    across = [c % stride * phase + c // stride for c in columns]
    down = [k * op.dilations[0] * row for k in range(kernel[0])] if len(kernel) == 2 else [0]
    return np.array([d + a for d in down for a in across], np.int64)


def _source(s: Scheduler, node: Node) -> tuple[Placement, int, int]:
    """The input as ``[N][H][phase][C][pitch]`` with its padding, the pitch, and the elements of a row of all that."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, Conv)
    source, shape, rank = as_rows(s, value), value.type.shape, value.type.rank
    channels, stride, kernel = static(shape[1]), op.strides[-1], kernel_shape(node)
    columns = columns_read(node)
    pitch = _pitch(s.target, columns)
    row = stride * channels * pitch
    rows: Dim = 1
    if rank == 4:
        rows = (node.output.type.shape[2] - 1) * op.strides[0] + (kernel[0] - 1) * op.dilations[0] + 1
    layout = strided([rows * row, pitch, *([row] if rank == 4 else []), 1], shape[0] * rows * row)
    x = s.new(f"{value.name}.rows", value.type, layout)
    # Loops: image, phase, channel, row, place in the phase.
    at, low = [source.layout.stride(axis) for axis in range(rank)], op.pad_low
    down, above = (at[2], low[0]) if rank == 4 else (0, 0)
    target = Access(x.buffer, value.type.dtype, 0, (rows * row, channels * pitch, pitch, row, 1))
    origin = source.offset - low[-1] * at[-1] - above * down
    operand = Access(source.buffer, value.type.dtype, origin, (at[0], at[-1], at[1], down, stride * at[-1]), True, 0.0)
    guards = [Guard(-1 * low[-1], shape[-1], (0, 1, 0, 0, stride))]
    if rank == 4:
        guards.append(Guard(-1 * low[0], shape[2], (0, 0, 0, 1, 0)))
    emit_nest(s, f"relayout {value.name}", [shape[0], stride, channels, rows, columns], target, [operand], COPY, guards)
    return x, pitch, row
