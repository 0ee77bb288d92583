"""Ops that move elements without computing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..coordinates import Coordinates, Data
from ..dims import Dim, Symbol, evaluate, known_dim, minimum, product
from ..expression import Condition, InferError, check_possible, may_broadcast_to
from ..op import Array, Op
from ..types import DType, TensorType
from .contraction import pad_widths


@dataclass(frozen=True)
class Reshape(Op):
    """The same elements in row-major order under another shape. ONNX: Reshape, Flatten, Squeeze, Unsqueeze."""

    shape: tuple[Dim, ...]
    name: ClassVar[str] = "reshape"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The number of elements must stay the same."""
        (x,) = inputs
        check_possible(self.conditions(inputs))
        return (TensorType(x.dtype, self.shape),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Equal numbers of elements."""
        (x,) = inputs
        text = f"cannot reshape {x} to [{', '.join(map(str, self.shape))}]: the sizes differ"
        return [(product(self.shape) - x.elements, text)]

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``x.reshape(shape)``."""
        return [inputs[0].reshape([evaluate(d, symbols) for d in self.shape])]

    def fold_sparse(self, inputs: Sequence[Data]) -> Coordinates | None:
        """``x.reshape(shape)``."""
        (x,) = inputs
        return x.reshape([evaluate(d, {}) for d in self.shape]) if isinstance(x, Coordinates) else None


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

    def fold_sparse(self, inputs: Sequence[Data]) -> Coordinates | None:
        """``x.transpose(permutation)``."""
        (x,) = inputs
        return x.transpose(self.permutation) if isinstance(x, Coordinates) else None


@dataclass(frozen=True)
class Broadcast(Op):
    """``x`` repeated along axes of extent 1 and new leading axes. ONNX: Expand."""

    shape: tuple[Dim, ...]
    name: ClassVar[str] = "broadcast"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """``x`` must broadcast to exactly ``shape``."""
        (x,) = inputs
        if not may_broadcast_to(x.shape, self.shape):
            raise InferError(self._refusal(x))
        return (TensorType(x.dtype, self.shape),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Each dim 1 or the result's."""
        (x,) = inputs
        pairs = zip(x.shape, self.shape[len(self.shape) - x.rank :], strict=True)
        return [((a - b) * (a - 1), self._refusal(x)) for a, b in pairs if a not in (1, b)]

    def _refusal(self, x: TensorType) -> str:
        return f"{x} does not broadcast to [{', '.join(map(str, self.shape))}]"

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
    steps: tuple[Dim, ...]
    name: ClassVar[str] = "slice"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Every element read must lie inside ``x``."""
        (x,) = inputs
        if not len(self.starts) == len(self.sizes) == len(self.steps) == x.rank:
            raise InferError(f"slice needs a start, a size and a step for every axis of {x}")
        check_possible(self.conditions(inputs))
        return (TensorType(x.dtype, self.sizes),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """First and last element inside ``x``, if there are any."""
        return [
            (
                distance * minimum(size, 1),
                f"slice from {start}, {size} elements, step {step} leaves an axis of extent {extent}",
            )
            for start, size, step, extent in zip(self.starts, self.sizes, self.steps, inputs[0].shape, strict=True)
            for distance in _outside(start, size, step, extent)
        ]

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """Index arithmetic on each axis."""
        result = inputs[0]
        for axis, (start, size, step) in enumerate(zip(self.starts, self.sizes, self.steps, strict=True)):
            indices = evaluate(start, symbols) + evaluate(step, symbols) * np.arange(evaluate(size, symbols))
            result = result.take(indices, axis)
        return [result]


def _outside(start: Dim, size: Dim, step: Dim, extent: Dim) -> tuple[Dim, ...]:
    """How far the first and the last element lie before and behind an axis; 0 where they are on it."""
    last = start + (size - 1) * step
    return minimum(start, 0), minimum(last, 0), minimum(extent - 1 - start, 0), minimum(extent - 1 - last, 0)


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
        check_possible(self.conditions(inputs))
        padded = zip(self.low, x.shape, self.high, strict=True)
        return (TensorType(x.dtype, tuple(low + extent + high for low, extent, high in padded)),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """No pad below 0."""
        return [(minimum(p, 0), "pad sizes must not be negative") for p in self.low + self.high]

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.pad`` with a constant."""
        widths = pad_widths(self.low, self.high, symbols)
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
            if other.dtype != first.dtype or other.rank != first.rank:
                raise InferError(self._refusal(first, other))
        check_possible(self.conditions(inputs))
        total: Dim = 0
        for t in inputs:
            total = total + t.shape[self.axis]
        shape = [known_dim(dims) for dims in zip(*(t.shape for t in inputs), strict=True)]
        shape[self.axis] = total
        return (TensorType(first.dtype, tuple(shape)),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Equal dims but for the axis."""
        first = inputs[0]
        return [
            (a - b, self._refusal(first, other))
            for other in inputs[1:]
            for axis, (a, b) in enumerate(zip(first.shape, other.shape, strict=True))
            if axis != self.axis
        ]

    def _refusal(self, first: TensorType, other: TensorType) -> str:
        return f"cannot concatenate {first} and {other} along axis {self.axis}"

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


@dataclass(frozen=True)
class Bind(Op):
    """Gives symbols the values of an integer vector: the opposite of ``dims``. The result is the vector.

    Later nodes may use the symbols in types and attributes. A value outside its symbol's bounds is an error at run
    time. ONNX: every input that decides about a shape and is not known before.
    """

    names: tuple[Symbol, ...]
    name: ClassVar[str] = "bind"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """An int64 vector with an element for each symbol."""
        (x,) = inputs
        if x != TensorType(DType.INT64, (len(self.names),)):
            raise InferError(f"bind of {len(self.names)} symbols needs as many int64 elements, got {x}")
        return (x,)

    def binds(self) -> tuple[Symbol, ...]:
        """All of ``names``."""
        return self.names

    def bound(self, results: Sequence[Array]) -> list[int]:
        """The elements of the vector."""
        values: list[int] = results[0].tolist()
        return values

    def symbols(self) -> set[Symbol]:
        """The symbols that it binds."""
        return set(self.names)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The vector."""
        return [inputs[0]]


def full_slice(shape: tuple[Dim, ...], axis: int, start: Dim, size: Dim, step: int = 1) -> Slice:
    """The slice that cuts one axis and keeps all of the others."""
    starts: list[Dim] = [0] * len(shape)
    sizes, steps = list(shape), [1] * len(shape)
    starts[axis], sizes[axis], steps[axis] = start, size, step
    return Slice(tuple(starts), tuple(sizes), tuple(steps))
