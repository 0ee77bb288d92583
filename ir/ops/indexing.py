"""Ops that address elements by computed positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, evaluate, minimum
from ..expression import Condition, Expression, InferError, check_possible
from ..op import Array, Op
from ..types import DType, TensorType


@dataclass(frozen=True)
class Iota(Op):
    """``y[i…] = i[axis]``: 0, 1, 2, … along one axis. ONNX: Range, EyeLike, and whatever compares positions."""

    shape: tuple[Dim, ...]
    axis: int
    dtype: DType
    name: ClassVar[str] = "iota"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The type that the attributes give."""
        return (TensorType(self.dtype, self.shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.arange``, broadcast."""
        shape = [evaluate(d, symbols) for d in self.shape]
        ramp = np.arange(shape[self.axis]).astype(self.dtype.numpy)
        return [np.broadcast_to(_along(ramp, self.axis, len(shape)), shape)]


@dataclass(frozen=True)
class Gather(Op):
    """Elements of ``x`` at computed positions: ``y[r] = x[p(r)]`` for every index ``r`` of ``shape``.

    Along axis ``a`` of ``x`` the position is ``r[axes[a]]`` or, where ``axes[a]`` is -1, ``indices[r]`` of the next
    index operand. Index operands broadcast to ``shape``. A negative index counts from the end; one outside
    ``-extent … extent - 1`` is an error at run time. ``lax.gather`` without its windows.
    ONNX: Gather, GatherElements, GatherND, ReverseSequence, GridSample, …
    """

    shape: tuple[Dim, ...]
    axes: tuple[int, ...]
    name: ClassVar[str] = "gather"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """``shape``, which must lie inside ``x`` along axes without an index operand."""
        x, *indices = inputs
        _check_positions(self.name, self.axes, x, self.shape, indices)
        return (TensorType(x.dtype, self.shape),)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Indices of that shape, and a shape inside ``x``."""
        return _position_conditions(self.name, self.axes, inputs[0], self.shape, inputs[1:])

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """numpy's indexing; IndexError for an index out of range."""
        x, *indices = inputs
        shape = [evaluate(d, symbols) for d in self.shape]
        return [np.broadcast_to(x[_positions(self.axes, shape, indices)], shape)]


@dataclass(frozen=True)
class Scatter(Op):
    """``x`` with ``updates`` combined into computed positions: ``y[p(r)] = f(y[p(r)], updates[r])``.

    ``p`` is that of ``gather``, over the indices ``r`` of ``updates``; those that meet in one element are applied in
    row-major order of ``r``. ``function`` is "set", whose last update wins, "add", "mul", "min" or "max".
    ONNX: ScatterElements, ScatterND, TensorScatter, MaxUnpool.
    """

    axes: tuple[int, ...]
    function: str = "set"
    name: ClassVar[str] = "scatter"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The type of ``x``."""
        x, updates, *indices = inputs
        _check_positions(self.name, self.axes, x, updates.shape, indices)
        if updates.dtype is not x.dtype:
            raise InferError(f"scatter needs updates of the type of {x}, got {updates}")
        if self.function != "set":
            Expression.call(self.function).infer([x.dtype, x.dtype])
        return (x,)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Indices of the updates' shape, and updates inside ``x``."""
        return _position_conditions(self.name, self.axes, inputs[0], inputs[1].shape, inputs[2:])

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """One update after another; IndexError for an index out of range."""
        x, updates, *indices = inputs
        positions, y = _positions(self.axes, updates.shape, indices), np.array(x)
        if self.function == "set":
            y[positions] = updates
        elif updates.size:
            # A mutable copy: ufunc.at wants positions that all have the shape of the updates.
            whole = tuple(np.broadcast_to(p, updates.shape) for p in positions)
            _UFUNCS[self.function].at(y, whole, updates)
        return [y]

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """One for each update that is combined."""
        return 0 if self.function == "set" else inputs[1].elements


_UFUNCS = {"add": np.add, "mul": np.multiply, "min": np.minimum, "max": np.maximum}


def _along(values: Array, axis: int, rank: int) -> Array:
    """A vector as a tensor that varies along one of ``rank`` axes."""
    return values.reshape([-1 if a == axis else 1 for a in range(rank)])


def _check_positions(
    name: str, axes: Sequence[int], x: TensorType, shape: tuple[Dim, ...], indices: Sequence[TensorType]
) -> None:
    if len(axes) != x.rank or any(not -1 <= axis < len(shape) for axis in axes):
        raise InferError(f"{name} needs an axis of the result, or -1, for every axis of {x}, got {list(axes)}")
    if list(axes).count(-1) != len(indices):
        raise InferError(f"{name} needs {list(axes).count(-1)} index operands, got {len(indices)}")
    for index in indices:
        if index.dtype not in (DType.INT32, DType.INT64):
            raise InferError(f"{name} needs int32 or int64 indices, got {index.dtype}")
        if index.rank > len(shape):
            raise InferError(_index_refusal(name, index, shape))
    check_possible(_position_conditions(name, axes, x, shape, indices))


def _position_conditions(
    name: str, axes: Sequence[int], x: TensorType, shape: tuple[Dim, ...], indices: Sequence[TensorType]
) -> list[Condition]:
    """A shape inside ``x`` along axes without an index operand, and index operands whose dims are 1 or the shape's."""
    found: list[Condition] = [
        (minimum(extent - shape[axis], 0), f"{name} of {shape[axis]} elements leaves an axis of extent {extent}")
        for axis, extent in zip(axes, x.shape, strict=True)
        if axis >= 0
    ]
    for index in indices:
        pairs = zip(index.shape, shape[len(shape) - index.rank :], strict=True)
        found += [(a - b, _index_refusal(name, index, shape)) for a, b in pairs if a != 1]
    return found


def _index_refusal(name: str, index: TensorType, shape: tuple[Dim, ...]) -> str:
    return f"{name}: indices {index} do not broadcast to [{', '.join(map(str, shape))}]"


def _positions(axes: Sequence[int], shape: Sequence[int], indices: Sequence[Array]) -> tuple[Array, ...]:
    """The position along every axis of ``x``, each broadcasting to ``shape``."""
    following = iter(indices)
    return tuple(next(following) if a < 0 else _along(np.arange(shape[a]), a, len(shape)) for a in axes)
