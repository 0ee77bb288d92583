"""Ops along one axis in which the order of elements matters: extrema, running totals, sorting, greedy choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..dims import Dim, bounds
from ..expression import Condition, InferError, check_possible
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


@dataclass(frozen=True)
class LexSort(Op):
    """The positions of the rows of ``x [n, m]`` in ascending lexicographic order.

    Stable: equal rows keep their order. A NaN counts as larger than any number. ONNX: Unique.
    """

    name: ClassVar[str] = "lex_sort"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """int64[n]."""
        (x,) = inputs
        if x.rank != 2:
            raise InferError(f"{self.name} needs rows, got {x}")
        _check_ordered(self.name, 0, x)
        return (TensorType(DType.INT64, x.shape[:1]),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """``numpy.lexsort``, whose last key counts most."""
        (x,) = inputs
        return [np.lexsort(x.T[::-1]) if x.shape[1] else np.arange(len(x))]


@dataclass(frozen=True)
class Suppress(Op):
    """Greedy suppression: in each line of ``order`` the numbers of the boxes that are kept, then -1.

    A box is kept if it is ``eligible``, fewer than ``limit`` boxes of the line were kept before it, and it overlaps
    each of them by at most ``threshold``: area in common / area of both together.

    Operands: ``corners [batch, n, 4]``, the low and the high corner of each box; int64 ``order [batch, lines, n]``, box
    numbers; bool ``eligible [batch, lines, n]``, in that order; int64 ``limit []``; ``threshold []``. A number outside
    ``0 … n - 1`` is an error at run time. ONNX: NonMaxSuppression.
    """

    name: ClassVar[str] = "suppress"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The type of ``order``."""
        corners, order = inputs[:2]
        wanted = [(corners.dtype, 3), (DType.INT64, 3), (DType.BOOL, 3), (DType.INT64, 0), (corners.dtype, 0)]
        known = corners.dtype.is_float and not corners.dtype.is_narrow
        if not known or [(x.dtype, x.rank) for x in inputs] != wanted:
            raise InferError(f"{self.name} is not defined for {', '.join(map(str, inputs))}")
        check_possible(self.conditions(inputs))
        return (order,)

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Four numbers for each box, and lines of as many boxes as there are."""
        corners, order, eligible = inputs[:3]
        text = f"{self.name}: {corners}, {order} and {eligible} do not fit together"
        pairs = [(corners.shape[0], order.shape[0]), (corners.shape[1], order.shape[2]), (corners.shape[2], 4)]
        return [(a - b, text) for a, b in [*pairs, *zip(order.shape, eligible.shape, strict=True)]]

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """Box after box; IndexError for a number out of range."""
        corners, order, eligible, limit, threshold = inputs
        y = np.full_like(order, -1)
        for batch, line in np.ndindex(*order.shape[:2]):
            boxes, picked = corners[batch], y[batch, line]
            count = 0
            for number in order[batch, line][eligible[batch, line]]:
                if not 0 <= number < len(boxes):
                    raise IndexError(f"there is no box {number} of {len(boxes)}")
                if count < limit and not (_overlaps(boxes[number], boxes[picked[:count]]) > threshold).any():
                    picked[count] = number
                    count += 1
        return [y]

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """The 13 of one overlap for each place, as if one box were kept."""
        return 13 * outputs[0].elements


def _overlaps(box: Array, others: Array) -> Array:
    """Area in common / area together of one box with each of the others; 0 where they only touch."""
    sides = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])
    common = sides[:, 0] * sides[:, 1]
    own, areas = (np.prod(b[..., 2:] - b[..., :2], -1) for b in (box, others))
    apart: Array = np.zeros_like(common)
    return np.asarray(np.divide(common, own + areas - common, apart, where=(sides > 0).all(1)))


def _check_ordered(name: str, axis: int, x: TensorType) -> None:
    if not 0 <= axis < x.rank:
        raise InferError(f"{name} along axis {axis} of {x}: there is no such axis")
    if x.dtype is DType.BOOL or x.dtype.is_narrow:
        raise InferError(f"{name} is not defined for {x.dtype}")
