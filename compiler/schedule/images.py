"""Convolutions and windows over planes."""

from __future__ import annotations

import numpy as np

from ...ir import Node, Value
from ...ir.dims import Dim, ceildiv, product
from ...ir.ops import Conv, Window
from ...kernels.window import WindowSpec
from ..diagnostics import CompileError
from .epilogues import Bound, KernelEpilogue, bind
from .geometry import depthwise, gathers, kernel_shape, phase_extents, reads_every_second, reads_in_place
from .layout import LINE, Array, Layout, PlaneGeometry, images, lanes_written, planes, round_up_int, static, valid_lanes
from .outer import call_outer, outer_columns
from .plan import Buffer, Placement, Pointer, Word
from .relayout import as_phases, as_planes, as_rows, in_geometry, varies_in_plane
from .scheduler import Scheduler
from .streams import Gather, Weights, call_stream, check_offsets, prefers_dense


def lower_conv(s: Scheduler, node: Node) -> None:
    """``conv``: depthwise by the window kernel, everything else by the stream kernel."""
    op = node.op
    assert isinstance(op, Conv)
    weights = node.inputs[1].data
    if weights is None:
        raise CompileError(f"conv '{node.name}': its weights are computed at run time; make them constants")
    if weights.dtype != np.float32:
        raise CompileError(f"conv '{node.name}': its weights are {weights.dtype}; convert the model to float32")
    m, per_group = weights.shape[:2]
    if gathers(node):
        _gathered_conv(s, node, weights)
        return
    y = _result(s, node)
    x, shifts = _source(s, node, y, 0.0)
    taps = np.array(shifts, np.int64)
    if depthwise(node):
        epilogue = _epilogue(s, node, y, ("outer", "row"), 1)
        spec = WindowSpec("dot", epilogue.bias is not None, y.layout.zero, epilogue.epilogue, _stride(node))
        w = s.constant(weights.reshape(m, -1), name="taps")
        _call_window(s, node, spec, x, y, taps, {"weights": Pointer(w.buffer), **epilogue.words}, epilogue.reads)
        return
    offsets = (np.arange(per_group)[:, None] * x.layout.plane + taps[None, :]).ravel()
    base = int(min(0, offsets.min()))
    packed = Weights(
        weights.reshape(m, -1),
        (offsets - base) * 4,
        group_offset=per_group * x.layout.plane * 4,
        groups=op.groups,
        step=len(taps),
        halo=int(taps.max() - taps.min()),
    )
    _note_reads(x, y, taps)
    _call_stream(s, node, packed, x, base, y)


def _call_stream(
    s: Scheduler, node: Node, weights: Weights, x: Placement, base: int, y: Placement, gather: Gather | None = None
) -> None:
    shape = node.output.type.shape
    vectors = _vectors(s, y)
    dense = prefers_dense(s, weights.contraction(vectors))
    groups = outer_columns(s, weights, y, vectors, gather) if dense else None
    source, x_outer = Pointer(x.buffer, (x.offset + base) * 4), x.layout.stride(0) * 4
    if groups:
        lanes = vectors * s.target.lanes

        def operands(rows: int) -> KernelEpilogue:
            return _epilogue(s, node, y, ("outer0", "row"), rows)

        call_outer(s, node, weights, groups, source, x_outer, y, lanes, operands, gather)
        return
    loops: dict[str, Dim] = {
        "outer0": images(y.layout, shape),
        "outer1": 1,
        "x_outer0": x_outer,
        "x_outer1": 0,
        "y_outer0": y.layout.stride(0) * 4,
        "y_outer1": 0,
        "y_row": y.layout.plane * 4,
        "vectors": vectors,
        "vectors_last": vectors,
    }
    call_stream(
        s,
        node,
        weights,
        source,
        y,
        loops,
        vectors,
        product((shape[0], *shape[2:])),
        lambda rows: _epilogue(s, node, y, ("outer0", "outer1", "row"), rows),
        _mask(s, y.layout, shape) if y.layout.zero else None,
        gather,
    )


def _gathered_conv(s: Scheduler, node: Node, weights: Array) -> None:
    """A convolution whose kernel copies what it reads, shifted and with zeros for padding, to scratch memory."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, Conv)
    y = _result(s, node)
    geometry = s.geometries.of(node.output)[0]
    channels = static(value.type.shape[1])
    if all(stride == 1 for stride in op.strides):
        x, extents = as_planes(s, value), [static(d) for d in value.type.shape[2:]]
    else:
        extents = phase_extents(node)
        x = as_phases(s, value, [0] * len(extents), extents, op.strides, op.strides, geometry, 0.0)
    lanes = _vectors(s, y) * s.target.lanes
    whole = geometry.image or 1 << 40  # lanes of one image
    exists = np.arange(lanes) < (static(node.output.type.shape[0]) * whole if geometry.image else lanes)
    places = np.unravel_index(np.arange(lanes) % whole, (1 << 40, *geometry.pitch))
    shifts, reads = [], []
    for position in np.ndindex(*kernel_shape(node)):
        phase, shift, inside = 0, 0, exists.copy()
        axes = zip(position, op.dilations, op.pad_low, op.strides, geometry.strides(), places, extents, strict=True)
        for p, dilation, low, stride, step, place, extent in axes:
            tap = p * dilation - low
            phase = phase * stride + tap % stride
            shift += tap // stride * step
            inside &= (place + tap // stride >= 0) & (place + tap // stride < extent)
        shifts.append((phase * channels * x.layout.plane + shift) * 4)
        reads.append(inside)
    masks = np.packbits(reads, axis=1, bitorder="little")
    gather = Gather(len(shifts), x.layout.plane * 4, np.array(shifts, np.int64), masks)
    matrix = weights.reshape(len(weights), -1)
    _call_stream(s, node, Weights(matrix, np.zeros(0, np.int64), step=len(shifts), halo=1 << 20), x, 0, y, gather)


def lower_window(s: Scheduler, node: Node) -> None:
    """``window``: maximum or sum over a sliding window of each channel."""
    op = node.op
    assert isinstance(op, Window)
    y = _result(s, node)
    x, shifts = _source(s, node, y, -np.inf if op.function == "max" else 0.0)
    epilogue = _epilogue(s, node, y, ("outer", "row"), 1 if op.function == "sum" else 0)
    spec = WindowSpec(op.function, epilogue.bias is not None, y.layout.zero, epilogue.epilogue, _stride(node))
    _call_window(s, node, spec, x, y, np.array(shifts, np.int64), epilogue.words, epilogue.reads)


def _call_window(
    s: Scheduler,
    node: Node,
    spec: WindowSpec,
    x: Placement,
    y: Placement,
    taps: Array,
    words: dict[str, Word],
    reads: list[Buffer],
) -> None:
    """Plan a window kernel; ``words`` and ``reads`` are those of the epilogue and, for a convolution, the weights."""
    base = int(min(0, taps.min()))
    check_offsets(node, (taps - base) * 4)
    offsets = s.constant(((taps - base) * 4).astype(np.uint32), name="shifts")
    shape = node.output.type.shape
    if spec.stride == 1:
        _note_reads(x, y, taps)
        words |= {"outer": images(y.layout, shape), "vectors": _vectors(s, y)}
    else:
        words |= _lines(s, node, x, y, taps)
    words |= {
        "x": Pointer(x.buffer, (x.offset + base) * 4), "y": Pointer(y.buffer, y.offset * 4),
        "offsets": Pointer(offsets.buffer), "taps": len(taps), "rows": shape[1],
        "x_outer": x.layout.stride(0) * 4, "x_row": x.layout.plane * 4,
        "y_outer": y.layout.stride(0) * 4, "y_row": y.layout.plane * 4,
    }  # fmt: skip
    if y.layout.zero:
        words["mask"] = Pointer(_mask(s, y.layout, shape).buffer)
    flops = len(taps) * node.output.type.elements * (2 if spec.function == "dot" else 1)
    s.call(node.name, spec, words, [x.buffer, *reads], [y.buffer], flops, f"{len(taps)} taps")


def _lines(s: Scheduler, node: Node, x: Placement, y: Placement, taps: Array) -> dict[str, Word]:
    """Frame words of a window kernel that computes line by line, reading every second element."""
    assert isinstance(node.op, (Conv, Window))
    strides = node.op.strides
    plane, before = y.layout.plane, (static(y.type.shape[0]) - 1 if x.layout.image or y.layout.image else 0)
    image = y.layout.image or plane
    lines = static(y.type.shape[2]) if len(strides) == 2 else 1
    pitch = static(y.layout.stride(2)) if len(strides) == 2 else image
    x_line = strides[0] * static(x.layout.stride(2)) if len(strides) == 2 else 0
    columns = pitch if y.layout.zero else static(y.type.shape[-1])
    vectors = -(-columns // s.target.lanes)
    furthest = before * x.layout.image + (lines - 1) * x_line + 2 * vectors * s.target.lanes + int(taps.max(initial=0))
    x.buffer.read_past(4 * max(0, furthest - x.layout.plane))
    return {
        "outer": y.type.shape[0],
        "vectors": vectors,
        "lines": lines,
        "columns": columns,
        "x_line": 4 * x_line,
        "y_line": pitch,
        "plane": image if y.layout.zero else 0,
        "plane_last": plane - before * y.layout.image if y.layout.zero else 0,
    }


def _stride(node: Node) -> int:
    """The stride of the window kernel along the lanes: 1 if a copy in phases is read."""
    return 2 if reads_every_second(node) else 1


def _note_reads(x: Placement, y: Placement, taps: Array) -> None:
    """Note how far the last lanes of the result read behind the last plane of the input."""
    lanes = round_up_int(lanes_written(y.layout, y.type.shape), LINE)
    # A tap in a later phase starts planes behind the first; the last one at most reads past the end.
    shift = max(tap % x.layout.plane if tap > 0 else 0 for tap in taps.tolist())
    x.buffer.read_past(4 * max(0, lanes + shift - x.layout.plane))


def _source(s: Scheduler, node: Node, y: Placement, fill: float) -> tuple[Placement, list[int]]:
    """The input's planes, and how many elements each window position lies from a result's own place."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, (Conv, Window))
    window = kernel_shape(node)
    positions = list(np.ndindex(*window))
    geometry = s.geometries.of(node.output)[0]
    steps = geometry.strides()
    if reads_in_place(node) or reads_every_second(node):
        x = as_planes(s, value)
        steps = PlaneGeometry(x.layout.pitch).strides()
        return x, [
            sum((p * d - low) * st for p, d, low, st in zip(pos, op.dilations, op.pad_low, steps, strict=True))
            for pos in positions
        ]
    axes = list(zip(window, op.dilations, op.strides, strict=True))
    phases = [min(stride, max(k * d % stride for k in range(size)) + 1) for size, d, stride in axes]
    x = as_phases(s, value, op.pad_low, phase_extents(node), phases, op.strides, geometry, fill)
    channels = static(value.type.shape[1])
    shifts = []
    for position in positions:
        phase, shift = 0, 0
        for p, d, stride, count, st in zip(position, op.dilations, op.strides, phases, steps, strict=True):
            phase = phase * count + p * d % stride
            shift += p * d // stride * st
        shifts.append(phase * channels * x.layout.plane + shift)
    return x, shifts


def _result(s: Scheduler, node: Node) -> Placement:
    value = node.output
    geometry, low, high = s.geometries.of(value)
    return s.place(value, s.new(value.name, value.type, planes(value.type.shape, geometry, low, high)))


def _vectors(s: Scheduler, y: Placement) -> int:
    return static(ceildiv(lanes_written(y.layout, y.type.shape), s.target.lanes))


def _mask(s: Scheduler, layout: Layout, shape: tuple[Dim, ...]) -> Placement:
    # A line more: the last vector of a strided line may begin in the plane and end behind it.
    return s.constant(np.pad(-valid_lanes(layout, shape).astype(np.int32), (0, LINE)), name="mask")


def _epilogue(s: Scheduler, node: Node, y: Placement, loops: tuple[str, ...], bias_rows: int) -> KernelEpilogue:
    """Operands of planes: the first of ``loops`` counts images, "row" channels, any other is one round."""
    shape = y.type.shape

    def locate(value: Value) -> Bound:
        padded = (1,) * (len(shape) - value.type.rank) + value.type.shape
        follows = varies_in_plane(y.layout, padded)
        if follows:
            place = in_geometry(s, value, s.geometries.of(node.output)[0], shape)
            # The last vector of a strided line may end behind the plane.
            _note_reads(place, y, np.array([LINE - 1 if _stride(node) == 2 else 0]))
            layout_strides = [place.layout.stride(0), place.layout.stride(1)]
        else:
            place = as_rows(s, value)
            missing = len(shape) - value.type.rank
            layout_strides = [place.layout.stride(a - missing) if a >= missing else 0 for a in (0, 1)]
        strides = [0 if d == 1 else stride for d, stride in zip(padded[:2], layout_strides, strict=True)]
        by_loop = {loops[0]: strides[0], "row": strides[1]}
        return Bound(place, tuple(by_loop.get(loop, 0) for loop in loops), follows)

    return bind(s, node, loops, locate, bias_rows)
