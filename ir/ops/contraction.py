"""Sums of products: matrix multiplication and convolution."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, evaluate, floordiv, known_dim, minimum, mod, product
from ..expression import Condition, InferError, check_possible
from ..op import Array, Fusable
from ..types import DType, TensorType


@dataclass(frozen=True)
class Dot(Fusable):
    """General dot product, as ``dot_general`` of XLA.

    Axes listed in ``lhs_batch``/``rhs_batch`` are paired and come first in the result, then the remaining axes of the
    left operand, then those of the right; the axes in ``lhs_contract``/``rhs_contract`` are summed over.
    ONNX: MatMul, Gemm, Einsum.
    """

    lhs_contract: tuple[int, ...] = ()
    rhs_contract: tuple[int, ...] = ()
    lhs_batch: tuple[int, ...] = ()
    rhs_batch: tuple[int, ...] = ()
    name: ClassVar[str] = "dot"
    arity: ClassVar[int] = 2

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """Paired axes must have equal extents and both operands one type, which is that of the sums; integers wrap."""
        lhs, rhs = inputs
        if lhs.dtype != rhs.dtype or lhs.dtype is DType.BOOL:
            raise InferError(f"dot needs two operands of one type of numbers, got {lhs} and {rhs}")
        check_possible(self.base_conditions(inputs))
        shape = [known_dim((lhs.shape[a], rhs.shape[b])) for a, b in zip(self.lhs_batch, self.rhs_batch, strict=True)]
        shape += [d for a, d in enumerate(lhs.shape) if a not in self.lhs_batch + self.lhs_contract]
        shape += [d for a, d in enumerate(rhs.shape) if a not in self.rhs_batch + self.rhs_contract]
        return TensorType(lhs.dtype, tuple(shape))

    def base_conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Equal extents of paired axes."""
        lhs, rhs = inputs
        extents = [(lhs.shape[a], rhs.shape[b]) for a, b in self._pairs()]
        return [(a - b, f"dot of {lhs} and {rhs}: extent {a} does not match {b}") for a, b in extents]

    def _pairs(self) -> list[tuple[int, int]]:
        """The axes of both operands that are paired."""
        return list(zip(self.lhs_contract + self.lhs_batch, self.rhs_contract + self.rhs_batch, strict=True))

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """``numpy.einsum``, by matrix multiplication where it can."""
        lhs, rhs = inputs
        left, right = list(range(lhs.ndim)), list(range(lhs.ndim, lhs.ndim + rhs.ndim))
        for a, b in self._pairs():
            right[b] = left[a]
        out = [left[a] for a in self.lhs_batch]
        out += [left[a] for a in range(lhs.ndim) if a not in self.lhs_batch + self.lhs_contract]
        out += [right[a] for a in range(rhs.ndim) if a not in self.rhs_batch + self.rhs_contract]
        return np.asarray(np.einsum(lhs, left, rhs, right, out, optimize=True))

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """Two per product."""
        return 2 * output.elements * product([inputs[0].shape[a] for a in self.lhs_contract])


@dataclass(frozen=True)
class Conv(Fusable):
    """Convolution (cross-correlation) of ``x [N, C, spatial…]`` with ``w [M, C / groups, kernel…]``.

    ``y[n, m, o…] = sum over c, k of w[m, c, k…] * x[n, c', o * stride + k * dilation - pad_low …]``, with zeros outside
    ``x``.
    ONNX: Conv; a bias is an addition.
    """

    strides: tuple[int, ...] = ()
    dilations: tuple[int, ...] = ()
    pad_low: tuple[Dim, ...] = ()
    pad_high: tuple[Dim, ...] = ()
    groups: int = 1
    name: ClassVar[str] = "conv"
    arity: ClassVar[int] = 2

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """Channels must match the groups; every output axis must have at least one element."""
        x, w = inputs
        rank = x.rank - 2
        if x.dtype != w.dtype or x.dtype is DType.BOOL:
            raise InferError(f"conv needs two operands of one type of numbers, got {x} and {w}")
        if w.rank != x.rank or len(self.strides) != rank:
            raise InferError(f"conv of {x} needs a weight of rank {x.rank}, got {w}")
        check_possible(self.base_conditions(inputs))
        spatial = window_shape(x.shape[2:], w.shape[2:], self.strides, self.dilations, self.pad_low, self.pad_high)
        return TensorType(x.dtype, (x.shape[0], w.shape[0], *spatial))

    def base_conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Channels that match the groups, and windows that fit."""
        x, w = inputs
        has = f"conv has {w.shape[1]} x {self.groups} input channels, but its input has {x.shape[1]}"
        divide = f"{w.shape[0]} output channels do not divide into {self.groups} groups"
        return [
            (x.shape[1] - w.shape[1] * self.groups, has),
            (mod(w.shape[0], self.groups), divide),
            *window_conditions(x.shape[2:], w.shape[2:], self.strides, self.dilations, self.pad_low, self.pad_high),
        ]

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """One batch of matrix multiplications, over groups, for each kernel position."""
        x, w = inputs
        x = np.pad(x, [(0, 0), (0, 0), *pad_widths(self.pad_low, self.pad_high, symbols)])
        out = _static_windows(x.shape[2:], w.shape[2:], self.strides, self.dilations)
        n, g, m, c = x.shape[0], self.groups, w.shape[0] // self.groups, w.shape[1]
        y = np.zeros((n, g, m, math.prod(out)), x.dtype)
        for position in np.ndindex(*w.shape[2:]):
            # An index tuple: a star in a subscript needs Python 3.11.
            window = (slice(None), slice(None), *window_slices(position, out, self.strides, self.dilations))
            tap = (slice(None), slice(None), *position)
            y += np.matmul(w[tap].reshape(g, m, c), x[window].reshape(n, g, c, math.prod(out)))
        return y.reshape(n, g * m, *out)

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """Two per product, padding counted."""
        return 2 * output.elements * product(inputs[1].shape[1:])


def window_shape(
    extents: Sequence[Dim],
    window: Sequence[Dim],
    strides: Sequence[int],
    dilations: Sequence[int],
    pad_low: Sequence[Dim],
    pad_high: Sequence[Dim],
) -> list[Dim]:
    """Output extents of a sliding window; less than 1 where it does not fit, see ``window_conditions``."""
    axes = zip(extents, window, strides, dilations, pad_low, pad_high, strict=True)
    return [
        floordiv(extent + (low + high) - (size - 1) * dilation - 1, stride) + 1
        for extent, size, stride, dilation, low, high in axes
    ]


def window_conditions(
    extents: Sequence[Dim],
    window: Sequence[Dim],
    strides: Sequence[int],
    dilations: Sequence[int],
    pad_low: Sequence[Dim],
    pad_high: Sequence[Dim],
) -> list[Condition]:
    """The window must fit once along each axis, whose pads are not negative."""
    shape = window_shape(extents, window, strides, dilations, pad_low, pad_high)
    axes = zip(shape, extents, window, dilations, pad_low, pad_high, strict=True)
    return [(minimum(pad, 0), "pads of a window must not be negative") for pad in (*pad_low, *pad_high)] + [
        (
            minimum(out - 1, 0),
            f"a window of {size} (dilation {dilation}) does not fit an axis of {extent} with pads {low}, {high}",
        )
        for out, extent, size, dilation, low, high in axes
    ]


def pad_widths(low: Sequence[Dim], high: Sequence[Dim], symbols: Mapping[str, int]) -> list[tuple[int, int]]:
    """The pads of each axis as ``numpy.pad`` takes them."""
    return [(evaluate(a, symbols), evaluate(b, symbols)) for a, b in zip(low, high, strict=True)]


def window_slices(
    position: Sequence[int], out: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> list[slice]:
    """The elements of a padded axis that kernel position ``position`` meets, for each spatial axis."""
    return [
        slice(p * d, p * d + (o - 1) * s + 1, s) for p, o, s, d in zip(position, out, strides, dilations, strict=True)
    ]


def _static_windows(
    extents: Sequence[int], window: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> list[int]:
    zeros = [0] * len(extents)
    return [evaluate(d, {}) for d in window_shape(extents, window, strides, dilations, zeros, zeros)]
