"""Small integer tensors whose elements are dims: what exported shape arithmetic is made of.

    Shape -> Gather -> Unsqueeze -> Concat -> Reshape

Such a tensor is evaluated while importing, by the same ops on an array of dims, and leaves no node behind.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from ...ir import Dim, DType, Expression, Literal, TensorType, Value
from ...ir.dims import Expr, bounds, floordiv, maximum, minimum
from ...ir.ops import Broadcast, Concat, Gather, Map, Op, Pad, Reduce, Reshape, Slice, Transpose

Array = np.ndarray[Any, Any]

LARGEST = 1024
"""Elements of the largest tensor that is evaluated symbolically; longer ones are data."""

_LONGEST = 4096
"""Characters of the longest dim; a longer one takes too long to compute with."""


@dataclass(eq=False)
class Symbolic:
    """An integer tensor known as dims; ``elements`` is an array of dims, at least one of them not constant."""

    elements: Array
    dtype: DType

    @property
    def type(self) -> TensorType:
        """Element type and shape, as a Value has them."""
        return TensorType(self.dtype, self.elements.shape)


Tensor = Value | Symbolic


class _UndecidedError(Exception):
    """A comparison that holds for some sizes only, or a function that dims do not have."""


def is_static(op: Op) -> bool:
    """Whether no attribute of the op depends on a symbol."""
    values = (getattr(op, field.name) for field in fields(op))
    return not any(isinstance(v, Expr) for value in values if isinstance(value, tuple) for v in value)


def evaluate(op: Op, inputs: Sequence[Tensor], dtype: DType) -> Array | None:
    """The op's result as an array of dims (or of bools), or None where that cannot be told while compiling.

    Nor can what may overflow: a run computes with integers that wrap.
    """
    arrays = [_elements(x) for x in inputs]
    if not is_static(op) or any(a is None for a in arrays):
        return None
    operands = [a for a in arrays if a is not None]
    if isinstance(op, Map):
        try:
            return _representable(_map(op.expression, operands), dtype)
        except _UndecidedError:
            return None
    if isinstance(op, Gather):
        if any(isinstance(i, Expr) for indices in operands[1:] for i in indices.flat):
            return None
        operands[1:] = [indices.astype(np.int64) for indices in operands[1:]]
    elif isinstance(op, Reduce):
        if op.function not in ("sum", "prod") or op.epilogue is not None:
            return None
    elif not isinstance(op, (Reshape, Transpose, Broadcast, Slice, Pad, Concat)):
        return None
    return _representable(np.asarray(op.reference(operands, {})[0], object), dtype)


def to_data(elements: Array, dtype: DType) -> Array | None:
    """The elements as ordinary integers (or bools) when none depends on a symbol."""
    if any(isinstance(e, Expr) for e in elements.flat):
        return None
    return elements.astype(dtype.numpy)


def _elements(x: Tensor) -> Array | None:
    if isinstance(x, Symbolic):
        return x.elements
    if x.data is None or x.data.size > LARGEST or x.type.dtype.is_float:
        return None
    return x.array.astype(object)


def _representable(elements: Array, dtype: DType) -> Array | None:
    """The elements, None if one may be no number of its type, or has become absurdly long."""
    for element in elements.flat:
        low, high = dtype.limits if isinstance(element, int) else DType.INT64.limits
        least, most = bounds(element)
        if not low <= least <= most <= high or (isinstance(element, Expr) and len(str(element)) > _LONGEST):
            return None
    return elements


def _map(expression: Expression, arguments: Sequence[Array]) -> Array:
    values = list(arguments)
    for step in expression.steps:
        operands = [np.asarray(o.value, object) if isinstance(o, Literal) else values[o] for o in step.operands]
        if step.function == "cast":
            assert step.to is not None
            function = _casts(step.to)
        elif step.function in _FUNCTIONS:
            function = _FUNCTIONS[step.function]
        else:
            raise _UndecidedError
        values.append(np.asarray(np.frompyfunc(function, len(operands), 1)(*operands), object))
    return np.broadcast_to(values[-1], np.broadcast_shapes(*(a.shape for a in arguments)))


def _divide(a: Dim, b: Dim) -> Dim:
    # The element-wise division truncates, that of dims rounds down.
    if bounds(a)[0] >= 0 and bounds(b)[0] > 0:
        return floordiv(a, b)
    if isinstance(a, int) and isinstance(b, int) and b:
        return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    raise _UndecidedError


def _absolute(a: Dim) -> Dim:
    low, high = bounds(a)
    if low < 0 < high:
        raise _UndecidedError
    return a if low >= 0 else a * -1


def _less(a: Dim, b: Dim) -> bool:
    low, high = bounds(b - a)
    if low <= 0 < high:
        raise _UndecidedError
    return low > 0


def _less_equal(a: Dim, b: Dim) -> bool:
    return not _less(b, a)


def _equal(a: Dim, b: Dim) -> bool:
    low, high = bounds(a - b)
    if low <= 0 <= high and low < high:
        raise _UndecidedError
    return low == high == 0


def _of_bools(function: Callable[..., bool]) -> Callable[..., bool]:
    """Logic; the bits of sizes are nothing that can be told while compiling."""

    def apply(*operands: Dim | bool) -> bool:
        if not all(isinstance(operand, bool) for operand in operands):
            raise _UndecidedError
        return function(*operands)

    return apply


def _where(condition: bool, a: Dim, b: Dim) -> Dim:
    return a if condition else b


def _casts(to: DType) -> Callable[[Dim], Dim]:
    def cast(a: Dim) -> Dim:
        if to is DType.BOOL:
            return not _equal(a, 0)
        if to not in (DType.INT32, DType.INT64):
            raise _UndecidedError
        return int(a) if isinstance(a, int) else a

    return cast


_FUNCTIONS: dict[str, Callable[..., Dim]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": _divide,
    "rem": lambda a, b: a - _divide(a, b) * b,
    "min": minimum,
    "max": maximum,
    "neg": lambda a: a * -1,
    "abs": _absolute,
    "eq": _equal,
    "lt": _less,
    "le": _less_equal,
    "and": _of_bools(operator.and_),
    "or": _of_bools(operator.or_),
    "xor": _of_bools(operator.xor),
    "not": _of_bools(operator.not_),
    "where": _where,
    "identity": lambda a: a,
}
