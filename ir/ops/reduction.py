"""Reductions over axes and over windows, and the normalisations that have kernels of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, evaluate, product
from ..expression import Condition, InferError, check_possible
from ..op import Array, Fusable
from ..types import DType, TensorType
from .contraction import pad_widths, window_conditions, window_shape, window_slices

REDUCERS = {"sum": np.add, "max": np.maximum, "min": np.minimum, "prod": np.multiply}


COMBINERS = {"sum": "add", "prod": "mul", "max": "max", "min": "min"}
"""The element-wise function that each of them combines two values by."""


def identity(function: str, dtype: DType) -> float | int:
    """The value that changes nothing when combined by one of ``REDUCERS``."""
    if function in ("sum", "prod"):
        return float(function == "prod") if dtype.is_float else int(function == "prod")
    if dtype.is_float:
        return -math.inf if function == "max" else math.inf
    if dtype is DType.BOOL:
        return function == "min"
    return dtype.limits[function == "min"]


@dataclass(frozen=True)
class Reduce(Fusable):
    """``sum``, ``max``, ``min`` or ``prod`` over ``axes``, which stay with extent 1.

    ONNX: ReduceSum, GlobalMaxPool, …; a mean is a sum and a product with a constant.
    """

    function: str = "sum"
    axes: tuple[int, ...] = ()
    name: ClassVar[str] = "reduce"
    arity: ClassVar[int] = 1

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """Reduced axes get extent 1."""
        (x,) = inputs
        return TensorType(x.dtype, tuple(1 if a in self.axes else d for a, d in enumerate(x.shape)))

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """numpy's reduction in the tensor's own type; of no elements at all, the one that changes nothing."""
        (x,) = inputs
        reduce, start = REDUCERS[self.function].reduce, None if x.size else identity(self.function, DType.of(x))
        return np.asarray(reduce(x, self.axes, keepdims=True, dtype=x.dtype, initial=start))

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """One per element of the input."""
        return inputs[0].elements


@dataclass(frozen=True)
class Window(Fusable):
    """``sum`` or ``max`` over a sliding window of the spatial axes of ``x [N, C, spatial…]``; nothing outside counts.

    ONNX: MaxPool, AveragePool (a sum and a product with the reciprocal counts).
    """

    function: str = "max"
    window: tuple[int, ...] = ()
    strides: tuple[int, ...] = ()
    dilations: tuple[int, ...] = ()
    pad_low: tuple[Dim, ...] = ()
    pad_high: tuple[Dim, ...] = ()
    name: ClassVar[str] = "window"
    arity: ClassVar[int] = 1

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """The window must fit at least once along each axis."""
        (x,) = inputs
        if x.rank != len(self.window) + 2:
            raise InferError(
                f"a window of rank {len(self.window)} needs an input of rank {len(self.window) + 2}, got {x}"
            )
        check_possible(self.base_conditions(inputs))
        spatial = window_shape(x.shape[2:], self.window, self.strides, self.dilations, self.pad_low, self.pad_high)
        return TensorType(x.dtype, (*x.shape[:2], *spatial))

    def base_conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """A window that fits."""
        spatial = inputs[0].shape[2:]
        return window_conditions(spatial, self.window, self.strides, self.dilations, self.pad_low, self.pad_high)

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """One numpy operation per window position."""
        (x,) = inputs
        fill = {"sum": 0, "max": -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min}[self.function]
        out = [evaluate(d, symbols) for d in self.base_infer([TensorType(DType.of(x), x.shape)]).shape[2:]]
        x = np.pad(x, [(0, 0), (0, 0), *pad_widths(self.pad_low, self.pad_high, symbols)], constant_values=fill)
        y = np.full((*x.shape[:2], *out), fill, x.dtype)
        for position in np.ndindex(*self.window):
            # An index tuple: a star in a subscript needs Python 3.11.
            window = (slice(None), slice(None), *window_slices(position, out, self.strides, self.dilations))
            y = REDUCERS[self.function](y, x[window])
        return y

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """One per window position and element."""
        return output.elements * product(self.window)


@dataclass(frozen=True)
class Softmax(Fusable):
    """``exp(x - max) / sum(exp(x - max))`` along ``axis``. ONNX: Softmax."""

    axis: int = -1
    name: ClassVar[str] = "softmax"
    arity: ClassVar[int] = 1

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """The input's type, which must be floating-point."""
        if not inputs[0].dtype.is_float:
            raise InferError(f"softmax needs a floating-point type, got {inputs[0]}")
        return inputs[0]

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """In the tensor's own type."""
        e = np.exp(inputs[0] - inputs[0].max(self.axis, keepdims=True, initial=-np.inf))
        return np.asarray(e / e.sum(self.axis, keepdims=True))

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """Five per element: max, subtract, exp, sum, divide."""
        return 5 * output.elements


@dataclass(frozen=True)
class LayerNorm(Fusable):
    """``(x - mean) / sqrt(var + epsilon)`` over ``axes``; scale and bias are an epilogue. ONNX: LayerNormalization."""

    axes: tuple[int, ...] = ()
    epsilon: float = 1e-5
    name: ClassVar[str] = "layer_norm"
    arity: ClassVar[int] = 1

    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """The input's type, which must be floating-point."""
        if not inputs[0].dtype.is_float:
            raise InferError(f"layer_norm needs a floating-point type, got {inputs[0]}")
        return inputs[0]

    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """Two passes: the mean, then the variance around it."""
        (x,) = inputs
        centred = x - x.mean(self.axes, keepdims=True)
        variance = np.square(centred).mean(self.axes, keepdims=True)
        return np.asarray(centred / np.sqrt(variance + x.dtype.type(self.epsilon)))

    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """Six per element: sum, subtract, square, sum, subtract, scale."""
        return 6 * output.elements
