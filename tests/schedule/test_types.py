"""Plans over element types other than float32: narrow ones are moved and converted, float64 is normalised."""

from __future__ import annotations

import numpy as np
import pytest

from tests.schedule.nets import Net, normal
from zeroskip.ir import DType, Expression, ops

NARROW = [dtype for dtype in DType if dtype.is_narrow]


def codes(dtype: DType, *shape: int) -> np.ndarray:
    """Numbers of one or two bits, of which every type has some counterpart."""
    return np.random.default_rng(0).integers(1, 3, shape).astype(dtype.numpy)


@pytest.mark.parametrize("dtype", NARROW, ids=str)
def test_movement(dtype: DType) -> None:
    net = Net()
    x, mask = net.input(codes(dtype, 3, 5, 18)), net.input(np.arange(18) % 3 == 0)
    turned = net.add(ops.Transpose((2, 0, 1)), x)
    padded = net.add(ops.Pad((0, 1, 0), (2, 0, 3), 1), x)
    places = net.input(np.array([[4], [-1], [0]]))
    rows = net.add(ops.Gather((3, 3, 18), (0, -1, 2)), x, places)
    last = net.add(ops.Scatter((0, -1, 2)), x, rows, places)
    both = net.add(ops.Concat(2), x, net.constant(codes(dtype, 3, 5, 7)))
    kept = net.add(ops.Map(Expression.call("where")), mask, x, net.constant(codes(dtype, 1, 5, 1)))
    flat = net.add(ops.Reshape((54, 5)), turned)
    net.check(turned, padded, rows, last, both, kept, flat)


@pytest.mark.parametrize("dtype", [dtype for dtype in NARROW if dtype is not DType.FLOAT8E8M0], ids=str)
def test_conversions_around_kernels(dtype: DType) -> None:
    """As an operand of an epilogue, and behind a reduction, a contraction and a map."""
    net = Net()
    cast, narrow = (ops.Map(Expression.call("cast", to)) for to in (DType.FLOAT32, dtype))
    x, bias = net.input(codes(dtype, 4, 9)), net.add(cast, net.input(codes(dtype, 6)))
    wide = net.add(cast, x)
    dot = net.add(ops.Dot(lhs_contract=(1,), rhs_contract=(0,)), wide, net.constant(codes(DType.FLOAT32, 9, 6)))
    total = net.add(ops.Reduce(function="max", axes=(1,)), wide)
    moved = net.add(ops.Map(Expression.call("add")), dot, bias)
    net.check(*(net.add(narrow, value) for value in (dot, total, moved)))


@pytest.mark.parametrize("axes", [(1,), (2,), (1, 2)], ids=str)
def test_normalisation_in_float64(axes: tuple[int, ...]) -> None:
    net = Net()
    x = net.input(normal(3, 5, 40).astype(np.float64) * 10)
    net.check(net.add(ops.LayerNorm(None, axes, 1e-9), x), *(net.add(ops.Softmax(None, a), x) for a in axes))
