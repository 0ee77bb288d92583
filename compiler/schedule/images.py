"""Convolutions and windows over planes."""

from __future__ import annotations

import numpy as np

from ...ir import Node, Value
from ...ir.dims import Dim, ceildiv, product
from ...ir.ops import Conv, Window
from ...kernels.lines import FAR_BYTES, LinesSpec
from ...kernels.packing import Packing
from ...kernels.window import WindowSpec
from .epilogues import Bound, KernelEpilogue, bind
from .folds import fold_conv, fold_window, is_folded
from .geometry import (
    depthwise,
    gathers,
    goes_by_rows,
    kernel_shape,
    pads_before,
    phase_extents,
    reads_every_second,
    reads_in_place,
    small_window,
)
from .layout import LINE, Array, Layout, PlaneGeometry, images, lanes_written, planes, round_up_int, static, valid_lanes
from .outer import call_outer, outer_columns
from .plan import Placement, Pointer, Word
from .relayout import as_phases, as_planes, as_rows, in_geometry, varies_in_plane
from .rowwise import conv_by_rows
from .scheduler import Scheduler
from .streams import Gather, Weights, call_stream, check_offsets, preferred


def lower_conv(s: Scheduler, node: Node) -> None:
    """``conv``: depthwise by a kernel for windows, other constant weights by the stream or the outer kernel."""
    op = node.op
    assert isinstance(op, Conv)
    if is_folded(node):
        fold_conv(s, node)
        return
    weights = node.inputs[1].array
    if goes_by_rows(node):
        conv_by_rows(s, node, weights)
        return
    m, per_group = weights.shape[:2]
    if gathers(node):
        _gathered_conv(s, node, weights)
        return
    y = _result(s, node)
    x, taps = _source(s, node, y, 0.0)
    if depthwise(node):
        epilogue = _epilogue(s, node, y, ("outer", "row"), 1)
        w = s.constant(weights.reshape(m, -1), name="taps")
        _call_window(s, node, "dot", x, y, taps, epilogue, {"weights": Pointer(w.buffer)})
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
    dense = preferred(s, weights, weights.contraction(vectors)) is Packing.DENSE
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
        axes = zip(
            position, op.dilations, pads_before(node), op.strides, geometry.strides(), places, extents, strict=True
        )
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
    if is_folded(node):
        fold_window(s, node)
        return
    y = _result(s, node)
    x, taps = _source(s, node, y, -np.inf if op.function == "max" else 0.0)
    epilogue = _epilogue(s, node, y, ("outer", "row"), 1 if op.function == "sum" else 0)
    _call_window(s, node, op.function, x, y, taps, epilogue, {})


def _call_window(
    s: Scheduler,
    node: Node,
    function: str,
    x: Placement,
    y: Placement,
    taps: Array,
    epilogue: KernelEpilogue,
    words: dict[str, Word],
) -> None:
    """Plan a kernel for windows, small ones or of any size; ``words`` are those of the weights, if there are any."""
    shape, (bias, masked) = node.output.type.shape, (epilogue.bias is not None, y.layout.zero)
    spec: LinesSpec | WindowSpec
    if _by_lines(node):
        spec, more = _lines(s, node, function, x, y, taps, epilogue)
        base = int(taps[0])
    else:
        spec = WindowSpec(function, bias, masked, epilogue.epilogue)
        _note_reads(x, y, taps)
        base = int(min(0, taps.min()))
        check_offsets(node, (taps - base) * 4)
        offsets = s.constant(((taps - base) * 4).astype(np.uint32), name="shifts")
        more = {
            "offsets": Pointer(offsets.buffer), "taps": len(taps),
            "outer": images(y.layout, shape), "vectors": _vectors(s, y),
        }  # fmt: skip
    words |= more | epilogue.words | {
        "x": Pointer(x.buffer, (x.offset + base) * 4), "y": Pointer(y.buffer, y.offset * 4), "rows": shape[1],
        "x_outer": x.layout.stride(0) * 4, "x_row": x.layout.plane * 4,
        "y_outer": y.layout.stride(0) * 4, "y_row": y.layout.plane * 4,
    }  # fmt: skip
    if masked:
        words["mask"] = Pointer(_mask(s, y.layout, shape).buffer)
    flops = len(taps) * node.output.type.elements * (2 if function == "dot" else 1)
    s.call(node.name, spec, words, [x.buffer, *epilogue.reads], [y.buffer], flops, f"{len(taps)} taps")


def _by_lines(node: Node) -> bool:
    """Whether the kernel for small windows computes it, from the planes of its input."""
    return small_window(node) and (reads_in_place(node) or reads_every_second(node))


def _lines(
    s: Scheduler,
    node: Node,
    function: str,
    x: Placement,
    y: Placement,
    taps: Array,
    epilogue: KernelEpilogue,
) -> tuple[LinesSpec, dict[str, Word]]:
    """The kernel for small windows, and the frame words that say where lines lie."""
    op, shape, masked = node.op, y.type.shape, y.layout.zero
    assert isinstance(op, (Conv, Window))
    both_axes = ((1, *values)[-2:] for values in (kernel_shape(node), op.dilations, op.strides))
    (height, width), (down, right), (step, stride) = both_axes
    flat = stride == 1  # then the images of a folded plane are one
    image = y.layout.plane if flat else y.layout.image or y.layout.plane
    axes = [a for a in range(len(shape)) if a > 1 or (a == 0 and flat and y.layout.image)]
    used = 1 + sum((static(shape[a]) - 1) * static(y.layout.stride(a)) for a in axes)
    pitch, x_line = (static(p.layout.stride(2)) if len(op.strides) == 2 else image for p in (y, x))
    lines = -(-used // pitch)
    columns = pitch if masked else used - (lines - 1) * pitch
    together = s.target.lanes // pitch
    if flat and together > 1 and round_up_int(lines, together) * pitch <= y.layout.plane:
        step, lines, pitch, columns = together, -(-lines // together), together * pitch, together * pitch
    before = static(shape[0]) - 1 if not flat and (x.layout.image or y.layout.image) else 0
    last_line = (lines - 1) * step + (height - 1) * down
    last_element = stride * max(columns, s.target.lanes) + (width - 1) * right
    furthest = before * x.layout.image + int(taps[0]) + last_line * x_line + last_element
    x.buffer.read_past(4 * max(0, furthest - x.layout.plane))
    spec = LinesSpec(
        function, (height, width), (down, right), step, stride,
        narrow=columns < s.target.lanes, far=4 * x.layout.plane > FAR_BYTES,
        bias=epilogue.bias is not None, masked=masked, epilogue=epilogue.epilogue,
    )  # fmt: skip
    return spec, {
        "outer": images(y.layout, shape) if flat else shape[0],
        "lines": lines,
        "columns": columns,
        "x_line": 4 * x_line,
        "y_line": pitch,
        "plane": image,
        "plane_last": y.layout.plane - before * y.layout.image,
    }


def _note_reads(x: Placement, y: Placement, taps: Array) -> None:
    """Note how far the last lanes of the result read behind the last plane of the input."""
    lanes = round_up_int(lanes_written(y.layout, y.type.shape), LINE)
    # A tap in a later phase starts planes behind the first; the last one at most reads past the end.
    shift = max(tap % x.layout.plane if tap > 0 else 0 for tap in taps.tolist())
    x.buffer.read_past(4 * max(0, lanes + shift - x.layout.plane))


def _source(s: Scheduler, node: Node, y: Placement, fill: float) -> tuple[Placement, Array]:
    """The input's planes, and how many elements each window position lies from a result's own place."""
    op, value = node.op, node.inputs[0]
    assert isinstance(op, (Conv, Window))
    window = kernel_shape(node)
    positions = np.indices(window).reshape(len(window), -1)
    geometry = s.geometries.of(node.output)[0]
    steps, before = geometry.strides(), pads_before(node)
    if reads_in_place(node) or reads_every_second(node):
        x = as_planes(s, value)
        steps = PlaneGeometry(x.layout.pitch).strides()
        along = zip(positions, op.dilations, before, steps, strict=True)
        return x, np.sum([(p * d - low) * st for p, d, low, st in along], axis=0)
    axes = list(zip(window, op.dilations, op.strides, strict=True))
    phases = [min(stride, max(k * d % stride for k in range(size)) + 1) for size, d, stride in axes]
    x = as_phases(s, value, before, phase_extents(node), phases, op.strides, geometry, fill)
    channels = static(value.type.shape[1])
    phase = shift = np.zeros(positions.shape[1], np.int64)
    for p, d, stride, count, st in zip(positions, op.dilations, op.strides, phases, steps, strict=True):
        phase = phase * count + p * d % stride
        shift = shift + p * d // stride * st
    return x, phase * channels * x.layout.plane + shift


def _result(s: Scheduler, node: Node) -> Placement:
    value = node.output
    geometry, low, high = s.geometries.of(value)
    return s.place(value, s.new(value.name, value.type, planes(value.type.shape, geometry, low, high)))


def _vectors(s: Scheduler, y: Placement) -> int:
    return static(ceildiv(lanes_written(y.layout, y.type.shape), s.target.lanes))


def _mask(s: Scheduler, layout: Layout, shape: tuple[Dim, ...]) -> Placement:
    # A line more: the last vector of a narrow line may begin in the plane and end behind it.
    return s.constant(np.pad(-valid_lanes(layout, shape).astype(np.int32), (0, LINE)), name="mask")


def _epilogue(s: Scheduler, node: Node, y: Placement, loops: tuple[str, ...], bias_rows: int) -> KernelEpilogue:
    """Operands of planes: the first of ``loops`` counts images, "row" channels, any other is one round."""
    shape, small = y.type.shape, small_window(node)

    def locate(value: Value) -> Bound:
        padded = (1,) * (len(shape) - value.type.rank) + value.type.shape
        follows = varies_in_plane(y.layout, padded)
        if follows:
            place = in_geometry(s, value, s.geometries.of(node.output)[0], shape)
            # The last vector of a narrow line may end behind the plane.
            _note_reads(place, y, np.array([LINE - 1 if small else 0]))
            layout_strides = [place.layout.stride(0), place.layout.stride(1)]
        else:
            place = as_rows(s, value)
            missing = len(shape) - value.type.rank
            layout_strides = [place.layout.stride(a - missing) if a >= missing else 0 for a in (0, 1)]
        strides = [0 if d == 1 else stride for d, stride in zip(padded[:2], layout_strides, strict=True)]
        by_loop = {loops[0]: strides[0], "row": strides[1]}
        return Bound(place, tuple(by_loop.get(loop, 0) for loop in loops), follows)

    return bind(s, node, loops, locate, bias_rows)
