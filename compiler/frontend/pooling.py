"""ONNX pooling ops, and Col2Im, which adds up what windows would read."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...ir import Dim, DType
from ...ir.dims import bounds, ceildiv, floordiv, maximum, minimum, product
from ...ir.ops import ArgReduce, Pad, Slice, Window
from ...ir.ops.contraction import window_shape
from ...ir.ops.reduction import identity
from .contraction import explicit_pads, spread, window_attributes, window_pads
from .formula import Formula
from .node import OnnxNode
from .slicing import step_count
from .symbolic import Tensor

_LARGEST_WINDOW = 1 << 20
"""Elements; a kernel reads a table with the place of each."""


def _geometry(node: OnnxNode, x: Tensor) -> tuple[Window, tuple[Dim, ...]]:
    """The window, as a maximum, and the pads after each axis without those that ``ceil_mode`` adds."""
    kernel = node.integers("kernel_shape") or ()
    ceil_mode = node.flag("ceil_mode")
    rank = x.type.rank - 2
    if rank < 1 or len(kernel) != rank or min(kernel) < 1:
        node.refuse(f"kernel_shape={list(kernel)} does not match the input {x.type}; export the model again")
    if math.prod(kernel) > _LARGEST_WINDOW:
        node.refuse(f"kernel_shape={list(kernel)} has more than {_LARGEST_WINDOW} elements; pool in several steps")
    strides, dilations = window_attributes(node, rank)
    low, high = window_pads(node, x.type.shape[2:], kernel, strides, dilations)
    asked = tuple(high)
    if ceil_mode and node.text("auto_pad") == "VALID":
        node.refuse("ceil_mode=1 with auto_pad=VALID has no agreed meaning; export the model with explicit pads")
    if ceil_mode and node.text("auto_pad") == "NOTSET":
        for axis, extent in enumerate(x.type.shape[2:]):
            reach = (kernel[axis] - 1) * dilations[axis] + 1
            if strides[axis] == 1:
                continue
            begun = extent + low[axis]
            out = ceildiv(begun + high[axis] - reach, strides[axis]) + 1
            if bounds(high[axis] + strides[axis] - reach)[1] > 0:
                out = minimum(out, ceildiv(begun, strides[axis]))  # windows that begin in the padding do not count
            # With these pads the last window fits and no other does.
            high[axis] = maximum((out - 1) * strides[axis] + reach - begun, 0)
    return Window(None, "max", kernel, strides, dilations, tuple(low), tuple(high)), asked


def _max_pool(node: OnnxNode) -> Tensor | list[Tensor]:
    column_major = node.flag("storage_order")
    x = node.input(0)
    window = _geometry(node, x)[0]
    return node.add(window, x) if node.output_count < 2 else _with_positions(node, x, window, column_major)


def _with_positions(node: OnnxNode, x: Tensor, window: Window, column_major: bool) -> list[Tensor]:
    """The maxima, and the position of each among all elements of ``x``: the windows are gathered side by side."""
    rank, shape = len(window.window), x.type.shape
    (result,) = window.infer([x.type])
    out, whole = result.shape[2:], (*result.shape, *window.window)
    none = (0, 0)
    lowest = identity("max", x.type.dtype)
    padded = node.add(Pad((*none, *window.pad_low), (*none, *window.pad_high), lowest), x)
    starts = [
        node.formula(("mul", "x", stride), node.along(node.ramp(extent), [2 + d], len(whole)))
        for d, (extent, stride) in enumerate(zip(out, window.strides, strict=True))
    ]
    taps = [
        node.formula(
            ("add", ("mul", "x", dilation), "y"), node.along(node.ramp(size), [2 + rank + d], len(whole)), start
        )
        for d, (size, dilation, start) in enumerate(zip(window.window, window.dilations, starts, strict=True))
    ]
    windows = node.gather(padded, whole, [0, 1, *[-1] * rank], *taps)
    windows = node.reshape(windows, (*result.shape, math.prod(window.window)))
    rest = node.reshape(node.add(ArgReduce("max", rank + 2), windows), result.shape)
    along: list[Tensor] = []
    for d in reversed(range(rank)):
        tap = node.formula(("sub", "x", ("mul", ("div", "x", window.window[d]), window.window[d])), rest)
        rest = node.formula(("div", "x", window.window[d]), rest)
        start = node.reshape(starts[d], starts[d].type.shape[: rank + 2])
        padding = node.size(window.pad_low[d], DType.INT64)
        place = node.formula(("sub", ("add", ("mul", "x", window.dilations[d]), "y"), "z"), tap, start, padding)
        # A window without any element above the lowest number may have found its padding.
        last = node.size(shape[2 + d] - 1, DType.INT64)
        along.insert(0, node.formula(("max", ("min", "x", "y"), 0), place, last))
    position = node.along(node.ramp(shape[0]), [0], rank + 2)
    outer = [(shape[1], node.along(node.ramp(shape[1]), [1], rank + 2))]
    inner = list(zip(shape[2:], along, strict=True))
    for extent, place in [*outer, *(reversed(inner) if column_major else inner)]:
        position = node.formula(("add", ("mul", "x", "y"), "z"), position, node.size(extent, DType.INT64), place)
    return [node.reshape(node.reduce("max", windows, [rank + 2]), result.shape), position]


def _max_unpool(node: OnnxNode) -> Tensor:
    """Elements put back to where they were the maxima, zeros elsewhere.

    Their positions count the elements of the shape that the attributes give, which stands at the beginning of a larger
    output; of an output that has no room for it they count the elements of that.
    """
    kernel, pads = node.integers("kernel_shape") or (), node.integers("pads")
    x, indices = node.input(0), node.input(1)
    rank = len(kernel)
    wrong = f"kernel_shape={list(kernel)} does not match {x.type} and {indices.type}; export the model again"
    if x.type.rank != rank + 2:
        node.refuse(wrong)
    indices = node.shaped(indices, x.type.shape, wrong)
    strides, pads = node.integers("strides") or (1,) * rank, pads or (0,) * (2 * rank)
    if len(strides) != rank or len(pads) != 2 * rank:
        node.refuse(f"strides={list(strides)} and pads={list(pads)} do not fit {x.type}; export the model again")
    axes = zip(x.type.shape[2:], kernel, strides, pads[:rank], pads[rank:], strict=True)
    shape = (*x.type.shape[:2], *((d - 1) * stride + size - low - high for d, size, stride, low, high in axes))
    wanted = node.dims(2, "output_shape", length=rank + 2) if node.given(2) else shape
    if len(wanted) != rank + 2:
        node.refuse(f"needs an output_shape of {rank + 2} sizes, got {len(wanted)}; export the model again")
    if wanted != shape:
        natural, output = node.sizes(shape), node.sizes(wanted)
        has_room = node.reduce("min", node.call("le", natural, output), [0])
        shape = node.bind(node.call("where", has_room, natural, output))
    zeros = node.broadcast(node.make(0, x.type.dtype), (product(shape),))
    flat = [node.reshape(t, (product(x.type.shape),)) for t in (x, indices)]
    y = node.reshape(node.scatter(zeros, flat[0], [-1], flat[1]), shape)
    if wanted == shape:
        return y
    return node.add(Pad((0,) * (rank + 2), tuple(w - d for w, d in zip(wanted, shape, strict=True))), y)


def _average_pool(node: OnnxNode) -> Tensor:
    count_pads = node.flag("count_include_pad")
    x = node.input(0)
    window, asked = _geometry(node, x)
    total = node.add(_summing(window), x)
    padded = any(window.pad_low) or any(window.pad_high)
    if not padded or (count_pads and asked == window.pad_high):
        return node.formula(("mul", "x", 1 / math.prod(window.window)), total)
    counts = _counts(node, window, asked if count_pads else None, x.type.shape[2:], total.type.shape[2:])
    known = node.constant_or_none(counts)
    if known is None:
        return node.formula(("mul", "x", ("div", 1.0, "y")), total, node.cast(counts, x.type.dtype))
    if not known.all():
        node.refuse("a window lies in the padding only, so its average is not defined; export with smaller pads")
    if (known == known.flat[0]).all():
        return node.formula(("mul", "x", 1 / known.flat[0].item()), total)
    return node.call("mul", total, node.make((1 / known)[None, None], x.type.dtype))


def _counts(
    node: OnnxNode, window: Window, pads: Sequence[Dim] | None, spatial: Sequence[Dim], result: Sequence[Dim]
) -> Tensor:
    """How many elements each window meets; those of the padding count when ``pads`` gives its end."""
    rank = len(spatial)
    counts: Tensor = node.make(1, DType.INT64)
    for axis, (extent, out) in enumerate(zip(spatial, result, strict=True)):
        low, size, dilation = window.pad_low[axis], window.window[axis], window.dilations[axis]
        begin, end = (0, extent) if pads is None else (-low, extent + pads[axis])
        start = node.formula(("mul", "x", window.strides[axis]), node.along(node.ramp(out), [axis], rank))
        # Taps stand at start - low + t * dilation; t counts from the first one inside to the first one beyond.
        ahead: Formula = ("div", ("add", ("max", ("sub", "y", "x"), 0), dilation - 1), dilation)
        inside, beyond = (
            node.formula(("min", ahead, size), start, node.size(limit + low, DType.INT64)) for limit in (begin, end)
        )
        counts = node.formula(("mul", "x", ("sub", "y", "z")), counts, beyond, inside)
    return counts


def _lp_pool(node: OnnxNode) -> Tensor:
    p = node.number("p")
    x = node.input(0)
    return _root(node, p, node.add(_summing(_geometry(node, x)[0]), _power(node, p, x)))


def _global_lp_pool(node: OnnxNode) -> Tensor:
    p = node.number("p")
    x = node.input(0)
    return _root(node, p, node.reduce("sum", _power(node, p, x), range(2, x.type.rank)))


def _power(node: OnnxNode, p: float, x: Tensor) -> Tensor:
    """``|x| ** p``."""
    if p <= 0:
        node.refuse(f"p={p:g} must be positive; export the model again")
    return node.formula(("abs", "x") if p == 1 else ("mul", "x", "x") if p == 2 else ("pow", ("abs", "x"), p), x)


def _root(node: OnnxNode, p: float, x: Tensor) -> Tensor:
    """``x ** (1 / p)``."""
    return x if p == 1 else node.formula(("sqrt", "x") if p == 2 else ("pow", "x", 1 / p), x)


def _col2im(node: OnnxNode) -> Tensor:
    x = node.input(0)
    axes = None if node.declared_rank is None else node.declared_rank - 2
    image, block = node.dims(1, "image_shape", length=axes), node.dims(2, "block_shape", low=1, length=axes)
    rank = len(image)
    if x.type.rank != 3 or rank < 1 or len(block) != rank or any(bounds(size)[1] < 1 for size in block):
        node.refuse(
            f"needs an input [N, C * block, L] and a block as an image has axes, got {x.type} and {list(block)}"
        )
    strides, dilations = window_attributes(node, rank)
    low, high = explicit_pads(node, rank)
    fixed = [size for size in block if isinstance(size, int)]
    if len(fixed) == rank:
        return _blocks_added(node, x, image, fixed, strides, dilations, low, high)
    return _blocks_scattered(node, x, image, block, strides, dilations, low, high)


def _blocks_scattered(
    node: OnnxNode,
    x: Tensor,
    image: Sequence[Dim],
    block: Sequence[Dim],
    strides: Sequence[int],
    dilations: Sequence[int],
    low: Sequence[int],
    high: Sequence[int],
) -> Tensor:
    """Every element of ``x [N, C * block, L]`` added to its place in an image with its padding, which is cut off."""
    rank = len(image)
    padded = node.sizes([extent + before + after for extent, before, after in zip(image, low, high, strict=True)])
    sizes, steps = node.sizes(block), node.sizes(strides)
    reach = node.formula(("mul", ("sub", "x", 1), "y"), sizes, node.sizes(dilations))
    none = node.sizes([0] * rank)
    blocks = node.bind(step_count(node, none, node.call("sub", padded, reach), steps))
    n, channels = x.type.shape[:2]
    whole = node.reduce("prod", sizes, [0])
    (depth,) = node.bind(node.formula(("div", "y", ("max", "x", 1)), whole, node.sizes([channels])))
    updates = node.reshape(x, (n, depth, *block, *blocks))

    def line(count: Dim, step: int, axis: int) -> Tensor:
        return node.along(node.formula(("mul", "x", step), node.ramp(count)), [axis], 2 + 2 * rank)

    places = [
        node.call("add", line(block[a], dilations[a], 2 + a), line(blocks[a], strides[a], 2 + rank + a))
        for a in range(rank)
    ]
    zeros = node.broadcast(node.make(0, x.type.dtype), (n, depth, *node.bind(padded)))
    y = node.scatter(zeros, updates, (0, 1, *[-1] * rank), *places, function="add")
    return node.add(Slice((0, 0, *low), (n, depth, *image), (1,) * (2 + rank)), y)


def _blocks_added(
    node: OnnxNode,
    x: Tensor,
    image: Sequence[Dim],
    block: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    low: Sequence[int],
    high: Sequence[int],
) -> Tensor:
    """Sums of the blocks at their places, one axis after another.

        x [N, C * k0 * k1, l0 * l1]  ->  [N, C, k0, k1, l0, l1]  ->  [N, C, k1, h, l1]  ->  [N, C, h, w]

    Position ``k`` of the blocks adds their elements, ``stride`` apart, from ``k * dilation`` on.
    """
    rank = len(image)
    blocks = window_shape(image, block, strides, dilations, low, high)
    n, channels = x.type.shape[:2]
    x = node.reshape(x, (n, floordiv(channels, math.prod(block)), *block, *blocks))
    for axis in range(rank):
        # The axes so far are N, C, those of the image that are done, then the blocks' and their numbers of the rest.
        along, extent = 2 + rank, image[axis] + low[axis] + high[axis]
        total: Tensor | None = None
        for position in range(block[axis]):
            part = node.cut(x, 2 + axis, position, 1)
            part = spread(node, part, along, strides[axis])
            before = position * dilations[axis]
            none: list[Dim] = [0] * part.type.rank
            starts, ends = list(none), list(none)
            starts[along], ends[along] = before, extent - before - part.type.shape[along]
            part = node.add(Pad(tuple(starts), tuple(ends)), part)
            total = part if total is None else node.call("add", total, part)
        assert total is not None
        total = node.cut(total, along, low[axis], image[axis])
        order = [a for a in range(total.type.rank) if a not in (2 + axis, along)]
        order.insert(2 + axis, along)
        total = node.transpose(total, [*order, 2 + axis])
        x = node.reshape(total, total.type.shape[:-1])
    return x


def _summing(window: Window) -> Window:
    return replace(window, function="sum")


def _global_average_pool(node: OnnxNode) -> Tensor:
    x = node.input(0)
    return node.mean(x, range(2, x.type.rank))


def _global_max_pool(node: OnnxNode) -> Tensor:
    x = node.input(0)
    return node.reduce("max", x, range(2, x.type.rank))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "AveragePool": {1: _average_pool},
    "Col2Im": {18: _col2im},
    "GlobalAveragePool": {1: _global_average_pool},
    "GlobalLpPool": {1: _global_lp_pool},
    "GlobalMaxPool": {1: _global_max_pool},
    "LpPool": {1: _lp_pool},
    "MaxPool": {1: _max_pool},
    "MaxUnpool": {9: _max_unpool},
}
"""Lowerings by op and the opset since which they apply."""
