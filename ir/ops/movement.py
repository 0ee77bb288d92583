"""Ops that move elements without computing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, bounds, evaluate, product
from ..expression import InferError, broadcast_shapes
from ..types import DType, TensorType
from .base import Array, Op


@dataclass(frozen=True)
class Reshape(Op):
    """The same elements in row-major order under another shape. ONNX: Reshape, Flatten, Squeeze, Unsqueeze."""

    shape: tuple[Dim, ...]
    name: ClassVar[str] = "reshape"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The number of elements must stay the same."""
        (x,) = inputs
        if product(self.shape) != x.elements:
            raise InferError(f"cannot reshape {x} to [{', '.join(map(str, self.shape))}]: the sizes differ")
        return (TensorType(x.dtype, self.shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``x.reshape(shape)``."""
        return [inputs[0].reshape([evaluate(d, symbols) for d in self.shape])]


@dataclass(frozen=True)
class Transpose(Op):
    """``y.shape[i] = x.shape[permutation[i]]``. ONNX: Transpose."""

    permutation: tuple[int, ...]
    name: ClassVar[str] = "transpose"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """``permutation`` must be one of the input's axes."""
        (x,) = inputs
        if sorted(self.permutation) != list(range(x.rank)):
            raise InferError(f"{list(self.permutation)} is no permutation of the axes of {x}")
        return (TensorType(x.dtype, tuple(x.shape[axis] for axis in self.permutation)),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``x.transpose(permutation)``."""
        return [inputs[0].transpose(self.permutation)]


@dataclass(frozen=True)
class Broadcast(Op):
    """``x`` repeated along axes of extent 1 and new leading axes. ONNX: Expand."""

    shape: tuple[Dim, ...]
    name: ClassVar[str] = "broadcast"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """``x`` must broadcast to exactly ``shape``."""
        (x,) = inputs
        if broadcast_shapes([x.shape, self.shape]) != self.shape:
            raise InferError(f"{x} does not broadcast to [{', '.join(map(str, self.shape))}]")
        return (TensorType(x.dtype, self.shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.broadcast_to(x, shape)``."""
        return [np.broadcast_to(inputs[0], [evaluate(d, symbols) for d in self.shape])]


@dataclass(frozen=True)
class Slice(Op):
    """``y[i, …] = x[start + i * step, …]`` with one start, size and step per axis; steps may be negative.

    ONNX: Slice, Split.
    """

    starts: tuple[Dim, ...]
    sizes: tuple[Dim, ...]
    steps: tuple[int, ...]
    name: ClassVar[str] = "slice"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Every element read must lie inside ``x`` for all values of the symbols."""
        (x,) = inputs
        if not len(self.starts) == len(self.sizes) == len(self.steps) == x.rank:
            raise InferError(f"slice needs a start, a size and a step for every axis of {x}")
        for start, size, step, extent in zip(self.starts, self.sizes, self.steps, x.shape, strict=True):
            last = start + (size - 1) * step
            if bounds(size)[0] > 0 and (min(bounds(start)[0], bounds(last)[0]) < 0 or bounds(extent - 1 - last)[0] < 0):
                raise InferError(f"slice from {start}, {size} elements, step {step} leaves an axis of extent {extent}")
        return (TensorType(x.dtype, self.sizes),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """Index arithmetic on each axis."""
        result = inputs[0]
        for axis, (start, size, step) in enumerate(zip(self.starts, self.sizes, self.steps, strict=True)):
            indices = evaluate(start, symbols) + step * np.arange(evaluate(size, symbols))
            result = result.take(indices, axis)
        return [result]


@dataclass(frozen=True)
class Pad(Op):
    """``x`` surrounded by ``low`` and ``high`` elements of ``value`` on each axis. ONNX: Pad (constant mode)."""

    low: tuple[Dim, ...]
    high: tuple[Dim, ...]
    value: float | int | bool = 0
    name: ClassVar[str] = "pad"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Pads must not be negative; a crop is a ``slice``."""
        (x,) = inputs
        if not len(self.low) == len(self.high) == x.rank:
            raise InferError(f"pad needs two sizes for every axis of {x}")
        if any(bounds(p)[0] < 0 for p in self.low + self.high):
            raise InferError("pad sizes must not be negative")
        padded = zip(self.low, x.shape, self.high, strict=True)
        return (TensorType(x.dtype, tuple(low + extent + high for low, extent, high in padded)),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.pad`` with a constant."""
        ends = zip(self.low, self.high, strict=True)
        widths = [(evaluate(low, symbols), evaluate(high, symbols)) for low, high in ends]
        return [np.pad(inputs[0], widths, constant_values=np.asarray(self.value, inputs[0].dtype))]


@dataclass(frozen=True)
class Concat(Op):
    """The inputs one after another along ``axis``. ONNX: Concat."""

    axis: int
    name: ClassVar[str] = "concat"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Types and all other dims must agree."""
        first = inputs[0]
        for other in inputs[1:]:
            rest = [t.shape[: self.axis] + t.shape[self.axis + 1 :] for t in (first, other)]
            if other.dtype != first.dtype or other.rank != first.rank or rest[0] != rest[1]:
                raise InferError(f"cannot concatenate {first} and {other} along axis {self.axis}")
        total: Dim = 0
        for t in inputs:
            total = total + t.shape[self.axis]
        return (TensorType(first.dtype, (*first.shape[: self.axis], total, *first.shape[self.axis + 1 :])),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.concatenate``."""
        return [np.concatenate(inputs, self.axis)]


@dataclass(frozen=True)
class Dims(Op):
    """A one-dimensional int64 tensor of dims: what a shape becomes when it is used as data. ONNX: Shape, Size."""

    values: tuple[Dim, ...]
    name: ClassVar[str] = "dims"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """As many elements as values."""
        return (TensorType(DType.INT64, (len(self.values),)),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The values of the dims."""
        return [np.array([evaluate(v, symbols) for v in self.values], np.int64)]


def full_slice(shape: tuple[Dim, ...], axis: int, start: Dim, size: Dim, step: int = 1) -> Slice:
    """The slice that cuts one axis and keeps all of the others."""
    starts: list[Dim] = [0] * len(shape)
    sizes, steps = list(shape), [1] * len(shape)
    starts[axis], sizes[axis], steps[axis] = start, size, step
    return Slice(tuple(starts), tuple(sizes), tuple(steps))
