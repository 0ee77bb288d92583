"""Ops along one axis in which the order of elements matters: positions of extrema, running totals, sorting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, bounds
from ..expression import InferError
from ..op import Array, Op
from ..types import DType, TensorType
from .reduction import REDUCERS, identity


@dataclass(frozen=True)
class ArgReduce(Op):
    """The position of the ``max`` or ``min`` along ``axis``, which stays with extent 1; the first, or the ``last``.

    A NaN counts as the extremum. ONNX: ArgMax, ArgMin, Hardmax.
    """

    function: str
    axis: int
    last: bool = False
    name: ClassVar[str] = "arg_reduce"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """int64; there must be at least one element."""
        (x,) = inputs
        _check_ordered(self.name, self.axis, x)
        if bounds(x.shape[self.axis])[0] < 1:
            raise InferError(f"there is no {self.function} along axis {self.axis} of {x}, which may be empty")
        return (TensorType(DType.INT64, (*x.shape[: self.axis], 1, *x.shape[self.axis + 1 :])),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.argmax`` or ``argmin``, from behind for the last."""
        x = np.flip(inputs[0], self.axis) if self.last else inputs[0]
        found = {"max": np.argmax, "min": np.argmin}[self.function](x, self.axis, keepdims=True)
        return [np.asarray(x.shape[self.axis] - 1 - found if self.last else found, np.int64)]

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """One per element."""
        return inputs[0].elements


@dataclass(frozen=True)
class Cumulative(Op):
    """Running ``sum`` or ``prod`` along ``axis``: of the elements up to each, itself left out if ``exclusive``.

    ``reverse`` runs from the last to the first. ``lax.cumsum`` and ``lax.cumprod``. ONNX: CumSum, CumProd.
    """

    function: str
    axis: int
    exclusive: bool = False
    reverse: bool = False
    name: ClassVar[str] = "cumulative"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The type of the input."""
        (x,) = inputs
        _check_ordered(self.name, self.axis, x)
        return (x,)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """One element after another, in the tensor's own type."""
        x = np.flip(inputs[0], self.axis) if self.reverse else inputs[0]
        y = REDUCERS[self.function].accumulate(x, self.axis, dtype=x.dtype)
        if self.exclusive:
            y = np.roll(y, 1, self.axis)
            np.moveaxis(y, self.axis, 0)[:1] = identity(self.function, DType.of(x))
        return [np.flip(y, self.axis) if self.reverse else y]

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """One per element."""
        return inputs[0].elements


@dataclass(frozen=True)
class ArgSort(Op):
    """The positions along ``axis`` in ascending or ``descending`` order of the elements there.

    Stable: equal elements keep their order. A NaN counts as larger than any number. ONNX: TopK.
    """

    axis: int
    descending: bool = False
    name: ClassVar[str] = "arg_sort"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """int64, of the input's shape."""
        (x,) = inputs
        _check_ordered(self.name, self.axis, x)
        return (TensorType(DType.INT64, x.shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.argsort``; descending is ascending from behind, read backwards, so that it is stable."""
        if not self.descending:
            return [inputs[0].argsort(self.axis, kind="stable")]
        order = np.flip(inputs[0], self.axis).argsort(self.axis, kind="stable")
        return [np.flip(order.shape[self.axis] - 1 - order, self.axis)]


def _check_ordered(name: str, axis: int, x: TensorType) -> None:
    if not 0 <= axis < x.rank:
        raise InferError(f"{name} along axis {axis} of {x}: there is no such axis")
    if x.dtype is DType.BOOL or x.dtype.is_narrow:
        raise InferError(f"{name} is not defined for {x.dtype}")
