"""ONNX ops that are sums of products."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Dim, Value
from ...ir.dims import ceildiv, floordiv, maximum, minimum, mod
from ...ir.expression import broadcast_shapes
from ...ir.ops import Conv, Dot, Pad, Slice
from .node import OnnxNode
from .symbolic import Tensor

_AUTO_PADS = ("NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER")


def _matmul(node: OnnxNode) -> Tensor:
    return matmul(node, node.input(0), node.input(1))


def matmul(node: OnnxNode, lhs: Tensor, rhs: Tensor) -> Tensor:
    """numpy's product of two tensors of rank 1 or more; batch axes broadcast."""
    if not lhs.type.rank or not rhs.type.rank:
        node.refuse("matmul of a scalar; export the model again")
    left, right = lhs.type.rank, rhs.type.rank
    if left == 1 and right == 1:
        return node.add(Dot(lhs_contract=(0,), rhs_contract=(0,)), lhs, rhs)
    if right <= 2:
        # The right operand has no batch axes, so all of the left's but the last count as rows.
        return node.add(Dot(lhs_contract=(left - 1,), rhs_contract=(0,)), lhs, rhs)
    if left <= 2 and isinstance(lhs, Value) and lhs.data is not None:
        # Weights come second in a dot: their product with the other's columns, then rows and columns change places.
        y = node.add(Dot(lhs_contract=(right - 2,), rhs_contract=(left - 1,)), rhs, lhs)
        rank = y.type.rank
        return y if left == 1 else node.transpose(y, (*range(rank - 2), rank - 1, rank - 2))
    if left == 1:
        y = _batched(node, node.reshape(lhs, (1, *lhs.type.shape)), rhs)
        return node.reshape(y, (*y.type.shape[:-2], y.type.shape[-1]))
    return _batched(node, lhs, rhs)


def _batched(node: OnnxNode, lhs: Tensor, rhs: Tensor) -> Tensor:
    """Matrices times matrices, batch axes broadcast against each other."""
    batch = broadcast_shapes([lhs.type.shape[:-2], rhs.type.shape[:-2]])
    lhs = node.broadcast(lhs, (*batch, *lhs.type.shape[-2:]))
    rhs = node.broadcast(rhs, (*batch, *rhs.type.shape[-2:]))
    axes = tuple(range(len(batch)))
    dot = Dot(lhs_contract=(len(batch) + 1,), rhs_contract=(len(batch),), lhs_batch=axes, rhs_batch=axes)
    return node.add(dot, lhs, rhs)


def _gemm(node: OnnxNode) -> Tensor:
    alpha, beta = node.number("alpha"), node.number("beta")
    transposed = node.flag("transA"), node.flag("transB")
    a, b = node.input(0), node.input(1)
    if a.type.rank != 2 or b.type.rank != 2:
        node.refuse(f"needs two matrices, got {a.type} and {b.type}")
    y = node.add(Dot(lhs_contract=(0 if transposed[0] else 1,), rhs_contract=(1 if transposed[1] else 0,)), a, b)
    if alpha != 1:
        y = _scaled(node, y, alpha)
    if not node.given(2) or beta == 0:
        return y
    c = node.fitting(node.input(2), y.type, "C")
    return node.call("add", y, c if beta == 1 else _scaled(node, c, beta))


def _scaled(node: OnnxNode, x: Tensor, factor: float) -> Tensor:
    if not x.type.dtype.is_float and factor != int(factor):
        node.refuse(f"alpha and beta must be whole numbers for {x.type.dtype}, got {factor}")
    return node.formula(("mul", "x", factor), x)


def window_attributes(node: OnnxNode, rank: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Strides and dilations of a convolution or a pooling over ``rank`` axes."""
    strides = node.integers("strides") or (1,) * rank
    dilations = node.integers("dilations") or (1,) * rank
    for name, values in (("strides", strides), ("dilations", dilations)):
        if len(values) != rank or min(values) < 1:
            node.refuse(f"{name}={list(values)} must be {rank} positive integers; export the model again")
    return strides, dilations


def window_pads(
    node: OnnxNode, extents: Sequence[Dim], kernel: Sequence[Dim], strides: Sequence[int], dilations: Sequence[int]
) -> tuple[list[Dim], list[Dim]]:
    """Pads before and after each spatial axis, from ``pads`` or ``auto_pad``."""
    rank = len(kernel)
    mode = _auto_pad(node)
    if mode == "VALID":
        return [0] * rank, [0] * rank
    if mode == "NOTSET":
        before, after = explicit_pads(node, rank)
        return [*before], [*after]
    low, high = [], []
    for extent, size, stride, dilation in zip(extents, kernel, strides, dilations, strict=True):
        needed = (ceildiv(extent, stride) - 1) * stride + (size - 1) * dilation + 1
        unclear = f"auto_pad={mode} with strides beyond the kernel has no agreed meaning; export with pads"
        node.check(minimum(needed - extent + 1, 0), unclear)
        total = maximum(needed - extent, 0)
        small = floordiv(total, 2)
        low.append(small if mode == "SAME_UPPER" else total - small)
        high.append(total - low[-1])
    return low, high


def explicit_pads(node: OnnxNode, rank: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The attribute ``pads`` before and after each of ``rank`` axes, zeros where it is not given."""
    pads = node.integers("pads") or (0,) * (2 * rank)
    if len(pads) != 2 * rank or min(pads) < 0:
        node.refuse(f"pads={list(pads)} must be {2 * rank} integers that are not negative")
    return pads[:rank], pads[rank:]


def _auto_pad(node: OnnxNode) -> str:
    mode = node.text("auto_pad") if node.attribute("auto_pad") else "NOTSET"
    if mode not in _AUTO_PADS:
        node.refuse(f"auto_pad='{mode}' is not one of {', '.join(_AUTO_PADS)}; export the model again")
    return mode


def _groups_and_rank(node: OnnxNode, x: Tensor, w: Tensor) -> tuple[int, int]:
    """The groups and the number of spatial axes; the weight must have the rank of the input [N, C, spatial…]."""
    groups = node.integer("group")
    if groups < 1:
        node.refuse(f"group={groups} must be at least 1; export the model again")
    rank = x.type.rank - 2
    if rank < 1 or w.type.rank != rank + 2:
        node.refuse(f"needs an input [N, C, spatial…] and a weight of its rank, got {x.type} and {w.type}")
    return groups, rank


def _conv(node: OnnxNode) -> Tensor:
    return biased(node, convolution(node, node.input(0), node.input(1)))


def convolution(node: OnnxNode, x: Tensor, w: Tensor) -> Tensor:
    """The convolution of two tensors with the node's attributes."""
    groups, rank = _groups_and_rank(node, x, w)
    w = with_kernel_shape(node, w)
    strides, dilations = window_attributes(node, rank)
    low, high = window_pads(node, x.type.shape[2:], w.type.shape[2:], strides, dilations)
    return _convolved(node, Conv(None, strides, dilations, tuple(low), tuple(high), groups), x, w)


def with_kernel_shape(node: OnnxNode, w: Tensor) -> Tensor:
    """The weight ``[M, C, kernel…]``, whose kernel must be ``kernel_shape`` where that is given."""
    kernel = node.integers("kernel_shape")
    if kernel is None:
        return w
    wrong = f"kernel_shape={list(kernel)}, but the weight is {w.type}; export the model again"
    return node.shaped(w, (*w.type.shape[:2], *kernel), wrong)


def _convolved(node: OnnxNode, op: Conv, x: Tensor, w: Tensor) -> Tensor:
    """Emit a convolution; zeros if there is nothing to multiply."""
    if w.type.elements != 0:
        return node.add(op, x, w)
    return node.broadcast(node.make(0, x.type.dtype), op.base_infer([x.type, w.type]).shape)


def biased(node: OnnxNode, y: Tensor) -> Tensor:
    """A convolution's result plus its optional bias, input 2."""
    if not node.given(2):
        return y
    bias = node.input(2)
    channels = y.type.shape[1]
    bias = node.shaped(bias, (channels,), f"the bias is {bias.type}, but there are {channels} output channels")
    return node.call("add", y, node.channelwise(bias, y.type))


def _conv_transpose(node: OnnxNode) -> Tensor:
    """A convolution of the input with zeros put between its elements and the kernel turned round."""
    extra = node.integers("output_padding")
    x, w = node.input(0), node.input(1)
    groups, rank = _groups_and_rank(node, x, w)
    w = with_kernel_shape(node, w)
    channels, part, *kernel = w.type.shape
    node.check(mod(channels, groups), f"{channels} input channels do not divide into {groups} groups")
    strides, dilations = window_attributes(node, rank)
    extra = extra or (0,) * rank
    if len(extra) != rank or min(extra) < 0:
        node.refuse(f"output_padding={list(extra)} must be {rank} integers that are not negative")
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilations, strict=True)]
    low, high = _transposed_pads(node, x.type.shape[2:], reach, strides, extra)
    w = node.reshape(w, (groups, floordiv(channels, groups), part, *kernel))
    w = node.transpose(w, (0, 2, 1, *range(3, rank + 3)))
    w = node.reshape(w, (groups * part, floordiv(channels, groups), *kernel))
    w = node.add(Slice((0, 0, *[k - 1 for k in kernel]), w.type.shape, (1, 1, *[-1] * rank)), w)
    before = [r - 1 - p for r, p in zip(reach, low, strict=True)]
    after = [r - 1 - p + e for r, p, e in zip(reach, high, extra, strict=True)]
    # Pads wider than the kernel cut elements off.
    starts, ends = ([maximum(-p, 0) for p in side] for side in (before, after))
    pad_low, pad_high = (
        tuple(p + cut for p, cut in zip(side, cuts, strict=True)) for side, cuts in ((before, starts), (after, ends))
    )
    for axis, stride in enumerate(strides, 2):
        x = spread(node, x, axis, stride)
    y = _convolved(node, Conv(None, (1,) * rank, dilations, pad_low, pad_high, groups), x, w)
    sizes = [d - start - end for d, start, end in zip(y.type.shape[2:], starts, ends, strict=True)]
    if any(starts) or tuple(sizes) != y.type.shape[2:]:
        y = node.add(Slice((0, 0, *starts), (*y.type.shape[:2], *sizes), (1,) * (rank + 2)), y)
    return biased(node, y)


def _transposed_pads(
    node: OnnxNode, extents: Sequence[Dim], reach: Sequence[Dim], strides: Sequence[int], extra: Sequence[int]
) -> tuple[Sequence[Dim], Sequence[Dim]]:
    """How much of the full result ``pads``, ``auto_pad`` or ``output_shape`` takes away at both ends of each axis."""
    rank = len(reach)
    mode, wanted = _auto_pad(node), node.integers("output_shape")
    if wanted is None and mode == "NOTSET":
        return explicit_pads(node, rank)
    if wanted is None and mode == "VALID":
        return (0,) * rank, (0,) * rank
    if wanted is None:
        totals = [r + e - s for r, e, s in zip(reach, extra, strides, strict=True)]
    else:
        wanted = wanted[-rank:]  # some exporters put batch and channels before
        if len(wanted) != rank:
            node.refuse(f"output_shape={list(wanted)} must be {rank} integers; export the model again")
        full = [s * (d - 1) + e + r for s, d, e, r in zip(strides, extents, extra, reach, strict=True)]
        totals = [f - w for f, w in zip(full, wanted, strict=True)]
    # What an output has more than the full result is zero and lies at its end.
    small = [maximum(floordiv(total, 2), 0) for total in totals]
    large = [total - half for total, half in zip(totals, small, strict=True)]
    if mode == "SAME_UPPER":
        return small, large
    low = [maximum(half, 0) for half in large]
    return low, [total - before for total, before in zip(totals, low, strict=True)]


def spread(node: OnnxNode, x: Tensor, axis: int, stride: int) -> Tensor:
    """The tensor with ``stride - 1`` zeros after each element along an axis but the last."""
    if stride == 1:
        return x
    before, extent, after = x.type.shape[:axis], x.type.shape[axis], x.type.shape[axis + 1 :]
    apart = node.reshape(x, (*before, extent, 1, *after))
    none: list[Dim] = [0] * apart.type.rank
    high = (*none[: axis + 1], stride - 1, *none[axis + 2 :])
    together = node.reshape(node.add(Pad(tuple(none), high), apart), (*before, extent * stride, *after))
    return node.cut(together, axis, 0, extent * stride - (stride - 1))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Conv": {1: _conv},
    "ConvTranspose": {1: _conv_transpose},
    "Gemm": {7: _gemm},
    "MatMul": {1: _matmul},
}
"""Lowerings by op and the opset since which they apply."""
