"""ONNX pooling ops."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...ir import Dim, DType
from ...ir.dims import Expr, bounds, product
from ...ir.ops import ArgReduce, Pad, Window
from ...ir.ops.reduction import identity
from .contraction import window_attributes, window_pads
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import check_size

Array = np.ndarray[Any, Any]


def _geometry(node: OnnxNode, x: Tensor) -> tuple[Window, tuple[int, ...]]:
    """The window, as a maximum, and the pads after each axis without those that ``ceil_mode`` adds."""
    kernel = node.integers("kernel_shape") or ()
    ceil_mode = node.flag("ceil_mode")
    rank = x.type.rank - 2
    if rank < 1 or len(kernel) != rank or min(kernel) < 1:
        node.refuse(f"kernel_shape={list(kernel)} does not match the input {x.type}; export the model again")
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
            if isinstance(extent, Expr):
                node.refuse(f"ceil_mode=1 needs a static size instead of {extent}; fix it with --dim NAME=SIZE")
            out = math.ceil((extent + low[axis] + high[axis] - reach) / strides[axis]) + 1
            if (out - 1) * strides[axis] >= extent + low[axis]:
                out -= 1  # a window that begins in the padding does not count
            # With these pads the last window fits and no other does.
            high[axis] = max((out - 1) * strides[axis] + reach - extent - low[axis], 0)
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
        place = node.formula(("sub", ("add", ("mul", "x", window.dilations[d]), "y"), window.pad_low[d]), tap, start)
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
    """Elements put back to where they were the maxima, zeros elsewhere."""
    kernel, pads = node.integers("kernel_shape") or (), node.integers("pads")
    x, indices = node.input(0), node.input(1)
    rank = len(kernel)
    if x.type.rank != rank + 2 or indices.type.shape != x.type.shape:
        node.refuse(f"kernel_shape={list(kernel)} does not match {x.type} and {indices.type}; export the model again")
    strides, pads = node.integers("strides") or (1,) * rank, pads or (0,) * (2 * rank)
    axes = zip(x.type.shape[2:], kernel, strides, pads[:rank], pads[rank:], strict=True)
    shape = (*x.type.shape[:2], *((d - 1) * stride + size - low - high for d, size, stride, low, high in axes))
    zeros = node.broadcast(node.make(0, x.type.dtype), (product(shape),))
    flat = [node.reshape(t, (product(x.type.shape),)) for t in (x, indices)]
    y = node.reshape(node.scatter(zeros, flat[0], [-1], flat[1]), shape)
    if not node.given(2):
        return y
    wanted = node.dims(2, "output_shape")
    if len(wanted) != rank + 2 or any(bounds(w - d)[0] < 0 for w, d in zip(wanted, shape, strict=True)):
        node.refuse(f"output_shape [{', '.join(map(str, wanted))}] is smaller than {y.type}; export the model again")
    return node.add(Pad((0,) * (rank + 2), tuple(w - d for w, d in zip(wanted, shape, strict=True))), y)


def _average_pool(node: OnnxNode) -> Tensor:
    count_pads = node.flag("count_include_pad")
    x = node.input(0)
    window, asked = _geometry(node, x)
    total = node.add(_summing(window), x)
    if not any(window.pad_low) and not any(window.pad_high):
        return node.formula(("mul", "x", 1 / math.prod(window.window)), total)
    if count_pads and asked == window.pad_high:
        return node.formula(("mul", "x", 1 / math.prod(window.window)), total)
    spatial = x.type.shape[2:]
    if any(isinstance(extent, Expr) for extent in spatial):
        # How many elements a window meets depends on the size: count them by the same window over ones.
        if count_pads:
            node.refuse("count_include_pad=1 with ceil_mode=1 needs static sizes; fix them with --dim NAME=SIZE")
        ones = node.broadcast(node.make(1, x.type.dtype), (1, 1, *spatial))
        return node.call("div", total, node.add(_summing(window), ones))
    counts = _counts(node, window, asked if count_pads else None, spatial, total.type.shape[2:])
    if (counts == counts.flat[0]).all():
        return node.formula(("mul", "x", 1 / counts.flat[0].item()), total)
    return node.call("mul", total, node.make((1 / counts)[None, None], x.type.dtype))


def _counts(
    node: OnnxNode, window: Window, pads: tuple[int, ...] | None, spatial: Sequence[Dim], result: Sequence[Dim]
) -> Array:
    """How many elements each window meets; those of the padding count when ``pads`` gives its end."""
    extents, outs = node.static(spatial, "pooling"), node.static(result, "pooling")
    check_size(math.prod(outs), DType.INT64)
    per_axis = []
    for axis, (extent, out) in enumerate(zip(extents, outs, strict=True)):
        low, size, dilation = window.pad_low[axis], window.window[axis], window.dilations[axis]
        begin, end = (0, extent) if pads is None else (-low, extent + pads[axis])
        first = np.arange(out) * window.strides[axis] - low
        # Taps stand at first + t * dilation; t counts from the first one inside to the first one beyond.
        inside, beyond = (np.clip(-((first - limit) // dilation), 0, size) for limit in (begin, end))
        per_axis.append(beyond - inside)
    counts: Array = functools.reduce(np.multiply.outer, per_axis)
    if not counts.all():
        node.refuse("a window lies in the padding only, so its average is not defined; export with smaller pads")
    return counts


def _summing(window: Window) -> Window:
    return Window(None, "sum", window.window, window.strides, window.dilations, window.pad_low, window.pad_high)


def _global_average_pool(node: OnnxNode) -> Tensor:
    x = node.input(0)
    return node.mean(x, range(2, x.type.rank))


def _global_max_pool(node: OnnxNode) -> Tensor:
    x = node.input(0)
    return node.reduce("max", x, range(2, x.type.rank))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "AveragePool": {1: _average_pool},
    "GlobalAveragePool": {1: _global_average_pool},
    "GlobalMaxPool": {1: _global_max_pool},
    "MaxPool": {1: _max_pool},
    "MaxUnpool": {9: _max_unpool},
}
"""Lowerings by op and the opset since which they apply."""
