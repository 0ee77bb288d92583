"""ONNX ops that move elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...ir import Dim, DType
from ...ir.dims import bounds, ceildiv, maximum, minimum, product
from ...ir.expression import broadcast_shapes
from ...ir.ops import Concat, Pad, full_slice
from ...ir.ops import Slice as SliceOp
from . import axes as axes_of_run
from .node import LARGEST_SIZE, OnnxNode
from .symbolic import Tensor
from .tensors import check_size


def _reshape(node: OnnxNode) -> Tensor:
    keep_zero = node.flag("allowzero")
    x = node.input(0)
    if not node.is_known(1):
        return node.reshape(x, _shape_of_run(node, x, keep_zero))
    shape = list(node.dims(1, "the shape"))
    for axis, dim in enumerate(shape):
        if dim == 0 and not keep_zero:
            if axis >= x.type.rank:
                node.refuse(f"0 at position {axis} of the shape copies a dim that {x.type} does not have")
            shape[axis] = x.type.shape[axis]
    if shape.count(-1) > 1:
        node.refuse(f"the shape {shape} has more than one -1; export the model again")
    if -1 in shape:
        shape[shape.index(-1)] = _missing_dim(node, x.type.shape, [d for d in shape if d != -1])
    return node.reshape(x, shape)


def _shape_of_run(node: OnnxNode, x: Tensor, keep_zero: bool) -> tuple[Dim, ...]:
    """A shape that only a run knows, with its 0 and -1 resolved."""
    shape = node.integers_input(1, "the shape")
    (rank,) = node.static(shape.type.shape, "the shape")
    if not keep_zero:
        own = node.sizes([x.type.shape[a] if a < x.type.rank else -2 for a in range(rank)])
        shape = node.formula(("where", ("eq", "x", 0), "y", "x"), shape, own)
    others = node.reduce("prod", node.formula(("where", ("eq", "x", -1), 1, "x"), shape), [0])
    missing = node.formula(("div", "y", ("max", "x", 1)), others, node.sizes([x.type.elements]))
    shape = node.formula(("where", ("eq", "x", -1), "y", "x"), shape, missing)
    least, most = bounds(x.type.elements)
    return node.bind(shape, 0, most if least else LARGEST_SIZE)  # beside a 0 any size will do


def _missing_dim(node: OnnxNode, given: Sequence[Dim], others: list[Dim]) -> Dim:
    """What -1 stands for; equal dims are cancelled first, so that symbols need no division."""
    left = list(given)
    for dim in list(others):
        if dim in left:
            left.remove(dim)
            others.remove(dim)
    if bounds(product(others))[0] < 1:
        node.refuse("-1 in a shape with a dim that may be 0 cannot be resolved; give the size")
    return product(left) // product(others)


def _flatten(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x = node.input(0)
    if not -x.type.rank <= axis <= x.type.rank:
        node.refuse(f"axis {axis} is out of range for {x.type}")
    axis = axis + x.type.rank if axis < 0 else axis
    return node.reshape(x, (product(x.type.shape[:axis]), product(x.type.shape[axis:])))


def _squeeze(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if node.has_axes_of_run(1):
        return axes_of_run.squeezed(node, x, node.integers_input(1, "axes"))
    given = node.axes(1)
    rank = x.type.rank
    axes = [a for a, d in enumerate(x.type.shape) if d == 1] if given is None else [node.axis(a, rank) for a in given]
    for axis in axes:
        if x.type.shape[axis] != 1:
            node.refuse(f"axis {axis} of {x.type} is not 1; squeeze removes axes of extent 1 only")
    return node.reshape(x, [d for a, d in enumerate(x.type.shape) if a not in axes])


def _unsqueeze(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if node.has_axes_of_run(1):
        return axes_of_run.unsqueezed(node, x, node.integers_input(1, "axes"))
    given = node.axes(1) or ()
    rank = x.type.rank + len(given)
    axes = {node.axis(a, rank) for a in given}
    if len(axes) != len(given):
        node.refuse(f"axes {list(given)} name an axis twice; export the model again")
    dims = iter(x.type.shape)
    return node.reshape(x, [1 if a in axes else next(dims) for a in range(rank)])


def _transpose(node: OnnxNode) -> Tensor:
    permutation = node.integers("perm")
    x = node.input(0)
    return node.transpose(x, tuple(reversed(range(x.type.rank))) if permutation is None else permutation)


def _concat(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    inputs = node.inputs()
    if len(inputs) == 1:
        return inputs[0]
    return node.add(Concat(node.axis(axis, inputs[0].type.rank)), *inputs)


def _split(node: OnnxNode) -> list[Tensor]:
    axis = node.integer("axis")
    parts = node.attribute("num_outputs") or node.output_count
    sizes: Sequence[Dim] | None = node.integers("split") if node.version < 13 else None
    x = node.input(0)
    axis = node.axis(axis, x.type.rank)
    extent = x.type.shape[axis]
    if node.version >= 13 and node.given(1):
        sizes = node.dims(1, "split")
    if sizes is None:
        part = ceildiv(extent, parts)
        if node.version < 18 and part * parts != extent:
            node.refuse(f"an axis of {extent} does not divide into {parts} equal parts")
        sizes = [part] * (parts - 1) + [extent - part * (parts - 1)]
    wrong = f"sizes {', '.join(map(str, sizes))} do not split an axis of {extent} in {node.output_count} parts"
    if len(sizes) != node.output_count or any(bounds(s)[1] < 0 for s in sizes):
        node.refuse(wrong)
    node.check(sum(sizes[1:], sizes[0]) - extent, wrong)
    results, start = [], 0 * extent
    for size in sizes:
        results.append(node.add(full_slice(x.type.shape, axis, start, size), x))
        start = start + size
    return results


def _slice(node: OnnxNode) -> Tensor:
    starts: Sequence[Dim] | None = node.integers("starts")
    ends: Sequence[Dim] | None = node.integers("ends")
    axes = node.integers("axes")
    x = node.input(0)
    rank = x.type.rank
    if (starts is None or ends is None) and not all(node.is_known(i) for i in range(1, 5) if node.given(i)):
        return _slice_of_run(node, x)
    if starts is None or ends is None:
        starts, ends = node.dims(1, "starts"), node.dims(2, "ends")
        axes = node.static(node.dims(3, "axes"), "axes") if node.given(3) else None
    steps = node.static(node.dims(4, "steps"), "steps") if node.given(4) else (1,) * len(starts)
    axes = tuple(node.axis(a, rank) for a in (range(len(starts)) if axes is None else axes))
    if not len(starts) == len(ends) == len(axes) == len(steps) == len(set(axes)) or 0 in steps:
        node.refuse("starts, ends, axes and steps do not match; export the model again")
    firsts: list[Dim] = [0] * rank
    sizes = list(x.type.shape)
    strides = [1] * rank
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        firsts[axis], sizes[axis] = _clamped(node, start, end, step, x.type.shape[axis])
        strides[axis] = step
    if sizes == list(x.type.shape) and set(strides) <= {1}:
        return x
    return node.add(SliceOp(tuple(firsts), tuple(sizes), tuple(strides)), x)


def _slice_of_run(node: OnnxNode, x: Tensor) -> Tensor:
    """A slice of which only a run knows starts, ends, axes or steps."""
    rank = x.type.rank
    starts, ends = (_limited(node, node.integers_input(i, what)) for i, what in ((1, "starts"), (2, "ends")))
    count = axes_of_run.count(node, starts)
    steps: Tensor = node.make(np.ones(count), DType.INT64)
    if node.given(4):
        steps = _limited(node, node.integers_input(4, "steps"))
    if node.given(3) and not node.is_known(3):
        # Spread over all axes; those that are not named are taken whole.
        hits = axes_of_run.hit(node, node.integers_input(3, "axes"), rank)
        axes_of_run.marked(node, node.integers_input(3, "axes"), rank)
        starts, ends, steps = (
            _spread(node, values, hits, rest) for values, rest in ((starts, 0), (ends, LARGEST_SIZE), (steps, 1))
        )
        axes = list(range(rank))
    elif node.given(3):
        axes = [node.axis(a, rank) for a in node.static(node.dims(3, "axes"), "axes")]
    else:
        axes = list(range(count))
    extents = node.sizes([x.type.shape[a] for a in axes])
    back = node.formula(("lt", "x", 0), steps)
    first, last = (_from_front(node, positions, extents, back, i) for i, positions in enumerate((starts, ends)))
    span = node.call("where", back, node.call("sub", first, last), node.call("sub", last, first))
    width = node.call("abs", steps)
    # A step of 0 becomes a size of -1, which is none.
    size = node.formula(("max", ("div", ("sub", ("add", "x", "y"), 1), ("max", "y", 1)), 0), span, width)
    size = node.formula(("where", ("eq", "y", 0), -1, "x"), size, steps)
    firsts: list[Dim] = [0] * rank
    sizes, strides = list(x.type.shape), list[Dim]([1] * rank)
    low, high = node.bind(first, low=-1), node.bind(size)
    pace = node.bind(steps, low=-LARGEST_SIZE)
    for axis, start, extent, step in zip(axes, low, high, pace, strict=True):
        firsts[axis], sizes[axis], strides[axis] = start, extent, step
    return node.add(SliceOp(tuple(firsts), tuple(sizes), tuple(strides)), x)


def _limited(node: OnnxNode, x: Tensor) -> Tensor:
    """Positions that are beyond any tensor, brought near enough for sums not to overflow."""
    return node.formula(("max", ("min", "x", LARGEST_SIZE), -LARGEST_SIZE), x)


def _spread(node: OnnxNode, values: Tensor, hits: Tensor, rest: int) -> Tensor:
    """int64[rank]: of each axis the value that the list has for it, or ``rest``."""
    column = node.reshape(values, (*values.type.shape, 1))
    total = node.reduce("sum", node.formula(("where", "y", ("sub", "x", rest), 0), column, hits), [0])
    return node.formula(("add", "x", rest), node.reshape(total, total.type.shape[1:]))


def _from_front(node: OnnxNode, positions: Tensor, extents: Tensor, back: Tensor, end: int) -> Tensor:
    """Positions counted from the front and clamped as Python does it, where the step is negative to one less."""
    at = node.formula(("where", ("lt", "x", 0), ("add", "x", "y"), "x"), positions, extents)
    forward = node.formula(("min", ("max", "x", 0), "y"), at, extents)
    backward = node.formula(("min", ("max", "x", -end), ("sub", "y", 1)), at, extents)
    return node.call("where", back, backward, forward)


def _clamped(node: OnnxNode, start: Dim, end: Dim, step: int, extent: Dim) -> tuple[Dim, Dim]:
    """First index and number of elements of a Python slice."""
    lowest, highest = (0, extent) if step > 0 else (-1, extent - 1)

    def clamp(position: Dim, low: Dim) -> Dim:
        lower, upper = bounds(position)
        if lower < 0 <= upper:
            node.refuse(f"position {position} may be negative or not; narrow the dims with --dim NAME=LO..HI")
        if upper < 0:
            # The smallest integers mean "before the beginning" whatever the extent.
            position = position + extent
        return minimum(maximum(position, low), highest)

    first, last = clamp(start, 0), clamp(end, lowest)
    span = last - first if step > 0 else first - last
    return first, maximum(ceildiv(span, abs(step)), 0)


def _expand(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if not node.is_known(1):
        return node.broadcast(x, _expanded_shape(node, x))
    return node.broadcast(x, broadcast_shapes([x.type.shape, node.dims(1, "the shape")]))


def _expanded_shape(node: OnnxNode, x: Tensor) -> tuple[Dim, ...]:
    """The shape to which a tensor and a shape that only a run knows broadcast."""
    shape = node.integers_input(1, "the shape")
    (rank,) = node.static(shape.type.shape, "the shape")
    missing = rank - x.type.rank
    before = x.type.shape[: max(0, -missing)]
    own = node.sizes([*[1] * max(0, missing), *x.type.shape[len(before) :]])
    # What does not broadcast becomes -1, which is no size.
    fits = ("or", ("eq", "x", 1), ("eq", "x", "y"))
    return before + node.bind(node.formula(("where", ("eq", "y", 1), "x", ("where", fits, "y", -1)), shape, own))


def _tile(node: OnnxNode) -> Tensor:
    x = node.input(0)
    repeats = node.dims(1, "repeats")
    if len(repeats) != x.type.rank:
        node.refuse(f"needs {x.type.rank} repeats for {x.type}, got {len(repeats)}")
    return repeat(node, x, repeats)


def repeat(node: OnnxNode, x: Tensor, repeats: Sequence[Dim]) -> Tensor:
    """The tensor written ``repeats`` times one after the other along each axis."""
    shape = x.type.shape
    apart = [d for r, dim in zip(repeats, shape, strict=True) for d in ((dim,) if r == 1 else (1, dim))]
    wide = [d for r, dim in zip(repeats, shape, strict=True) for d in ((dim,) if r == 1 else (r, dim))]
    return node.reshape(
        node.broadcast(node.reshape(x, apart), wide), [r * d for r, d in zip(repeats, shape, strict=True)]
    )


def _pad(node: OnnxNode) -> Tensor:
    mode = node.text("mode")
    if mode not in ("constant", "edge", "reflect", "wrap"):
        node.refuse(f"mode='{mode}' is not supported")
    x = node.input(0)
    rank = x.type.rank
    axes = list(range(rank))
    value: Tensor | None = None
    pads: Tensor
    if node.version < 11:
        pads = node.sizes(node.integers("pads") or ())
        value = node.make(node.number("value"), x.type.dtype)
    else:
        pads = node.integers_input(1, "pads")
        if node.given(2) and mode == "constant":
            value = node.input(2)
            if value.type.elements != 1:
                node.refuse(f"the padding value must be a single number, got {value.type}")
        if node.given(3) and not node.is_known(3):
            pads = _pads_of_all_axes(node, pads, axes_of_run.hit(node, node.integers_input(3, "axes"), rank))
        elif node.given(3):
            axes = [node.axis(a, rank) for a in node.static(node.dims(3, "axes"), "axes")]
    if pads.type.elements != 2 * len(axes):
        node.refuse(f"needs {2 * len(axes)} pads, got {pads.type.elements}")
    # Negative pads cut away.
    added = node.bind(node.formula(("max", "x", 0), pads))
    removed = node.bind(node.formula(("max", ("neg", "x"), 0), pads))
    low: list[Dim] = [0] * rank
    high, cut_low, cut_high = list(low), list(low), list(low)
    for position, axis in enumerate(axes):
        low[axis], high[axis] = added[position], added[position + len(axes)]
        cut_low[axis], cut_high[axis] = removed[position], removed[position + len(axes)]
    x = _cropped(node, x, cut_low, cut_high)
    if not any(low) and not any(high):
        return x
    if mode == "constant":
        return _padded(node, x, low, high, value)
    for axis in range(rank):
        if low[axis] != 0 or high[axis] != 0:
            extent, before, after = node.static((x.type.shape[axis], low[axis], high[axis]), f"mode='{mode}'")
            if extent == 0 or (mode == "reflect" and max(before, after) >= extent):
                node.refuse(f"pads of {before} and {after} are too large to be filled from an axis of {extent}")
            check_size(extent + before + after, DType.INT64)
            indices = np.pad(np.arange(extent), (before, after), mode=mode)  # type: ignore[call-overload]
            x = node.take(x, node.make(indices, DType.INT64), axis)
    return x


def _padded(node: OnnxNode, x: Tensor, low: list[Dim], high: list[Dim], value: Tensor | None) -> Tensor:
    """The tensor surrounded by a value, which may be one that only a run knows."""
    known = None if value is None else node.constant_or_none(value)
    if value is None or known is not None:
        number = 0 if known is None else x.type.dtype.numpy.type(known.item()).item()
        return node.add(Pad(tuple(low), tuple(high), number), x)
    inside = node.broadcast(node.make(True, DType.BOOL), x.type.shape)
    inside = node.add(Pad(tuple(low), tuple(high), False), inside)
    return node.call("where", inside, node.add(Pad(tuple(low), tuple(high), 0), x), node.reshape(value, ()))


def _pads_of_all_axes(node: OnnxNode, pads: Tensor, hits: Tensor) -> Tensor:
    """int64[2 * rank]: the pads of a list of axes, spread over all axes."""
    count, rank = hits.type.shape
    halves = node.reshape(pads, (2, count, 1))
    spread = node.call("where", hits, halves, node.make(0, DType.INT64))
    return node.reshape(node.reduce("sum", spread, [1]), (2 * rank,))


def _cropped(node: OnnxNode, x: Tensor, low: list[Dim], high: list[Dim]) -> Tensor:
    """The tensor without so many elements at the ends of each axis."""
    sizes = [d - a - b for d, a, b in zip(x.type.shape, low, high, strict=True)]
    if sizes == list(x.type.shape):
        return x
    if any(bounds(size)[1] < 0 for size in sizes):
        node.refuse(f"negative pads take away more than {x.type} has")
    return node.add(SliceOp(tuple(low), tuple(sizes), (1,) * len(sizes)), x)


def _depth_to_space(node: OnnxNode) -> Tensor:
    block = node.integer("blocksize")
    mode = node.text("mode") if node.version >= 11 else "DCR"
    if mode not in ("DCR", "CRD"):
        node.refuse(f"mode='{mode}' is not one of DCR, CRD")
    x = node.input(0)
    n, c, h, w = _image(node, x, block)
    depth = c // (block * block)
    apart = (n, block, block, depth, h, w) if mode == "DCR" else (n, depth, block, block, h, w)
    order = (0, 3, 4, 1, 5, 2) if mode == "DCR" else (0, 1, 4, 2, 5, 3)
    return node.reshape(node.transpose(node.reshape(x, apart), order), (n, depth, h * block, w * block))


def _space_to_depth(node: OnnxNode) -> Tensor:
    block = node.integer("blocksize")
    mode = node.attribute("mode") or b"DCR"
    if mode != b"DCR":
        node.refuse("only mode='DCR' is supported")
    x = node.input(0)
    n, c, h, w = _image(node, x, block)
    apart = node.reshape(x, (n, c, h // block, block, w // block, block))
    return node.reshape(node.transpose(apart, (0, 3, 5, 1, 2, 4)), (n, c * (block * block), h // block, w // block))


def _image(node: OnnxNode, x: Tensor, block: int) -> tuple[Dim, Dim, Dim, Dim]:
    if block < 1:
        node.refuse(f"blocksize={block} must be at least 1; export the model again")
    if x.type.rank != 4:
        node.refuse(f"needs an input of rank 4, got {x.type}")
    n, c, h, w = x.type.shape
    return n, c, h, w


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "Concat": {4: _concat},
    "DepthToSpace": {1: _depth_to_space},
    "Expand": {8: _expand},
    "Flatten": {1: _flatten},
    "Pad": {2: _pad},
    "Reshape": {5: _reshape},
    "Slice": {1: _slice},
    "SpaceToDepth": {1: _space_to_depth},
    "Split": {2: _split},
    "Squeeze": {1: _squeeze},
    "Tile": {6: _tile},
    "Transpose": {1: _transpose},
    "Unsqueeze": {1: _unsqueeze},
}
"""Lowerings by op and the opset since which they apply."""
