"""Applies an expression to arrays by a loop nest."""

from __future__ import annotations

import numpy as np

from tests.schedule.plan_runner import HERE, kernel
from zeroskip.ir import DType, Expression
from zeroskip.kernels.nest import NestOperand, NestSpec
from zeroskip.kernels.target import Target


def apply(expression: Expression, target: Target, *arrays: np.ndarray, status: int = 0) -> np.ndarray:
    """The expression of one-dimensional arrays; ``status`` is what the kernel must return."""
    arrays = tuple(map(np.ascontiguousarray, arrays))
    dtypes = [DType.of(a) for a in arrays]
    result = np.empty(arrays[0].shape, expression.infer(dtypes).numpy)
    spec = NestSpec(1, tuple(NestOperand(d, "unit") for d in dtypes), expression, DType.of(result))
    words = {"n0": result.size, "y": result.ctypes.data}
    for i, array in enumerate(arrays):
        words |= {f"x{i}": array.ctypes.data, f"x{i}_0": array.itemsize}
    frame = np.array([words[name] for name in spec.words], np.int64)
    assert kernel(spec, target)(frame.ctypes.data, 0, 1, 0) == status
    return result


def ulps(found: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The distance in units in the last place of the exact result (of float64 or longer), as a float."""
    rounded = np.abs(exact.astype(found.dtype))
    with np.errstate(invalid="ignore"):
        return (np.abs(found.astype(exact.dtype) - exact) / np.spacing(rounded).astype(exact.dtype)).astype(np.float64)


def on_every_target(expression: Expression, *arrays: np.ndarray) -> np.ndarray:
    """The result, which must have the same bits for every vector width."""
    first, *others = (apply(expression, target, *arrays) for target in HERE)
    assert all(other.tobytes() == first.tobytes() for other in others)
    return first
