"""Each op's ``reference`` against loops or numpy's own function, and ``infer`` against ``reference``."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from zeroskip.ir import DType, InferError, TensorType, symbol
from zeroskip.ir.ops import (
    Broadcast,
    Concat,
    Conv,
    Dims,
    Dot,
    Gather,
    LayerNorm,
    Op,
    Pad,
    Reduce,
    Reshape,
    Slice,
    Softmax,
    Transpose,
    Window,
    full_slice,
)

N = symbol("n", 1, 8)
RNG = np.random.default_rng(0)


def types(*arrays: np.ndarray) -> list[TensorType]:
    return [TensorType(DType.of(a), a.shape) for a in arrays]


def run(op: Op, *arrays: np.ndarray, **symbols: int) -> np.ndarray:
    """The op's result, whose type must be what ``infer`` says."""
    (result,) = op.reference(arrays, symbols)
    (inferred,) = op.infer(types(*arrays))
    assert result.shape == inferred.static_shape(symbols)
    assert DType.of(result) is inferred.dtype
    return result


def random(*shape: int) -> np.ndarray:
    return RNG.standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize(
    ("stride", "dilation", "low", "high"), [(1, 1, 0, 0), (2, 1, 1, 1), (1, 2, 2, 0), (3, 2, 1, 2)]
)
def test_conv(groups: int, stride: int, dilation: int, low: int, high: int) -> None:
    x, w = random(2, 4, 7, 6), random(8, 4 // groups, 3, 2)
    op = Conv(
        strides=(stride, 1), dilations=(dilation, 1), pad_low=(low, 0), pad_high=(high, 1), groups=groups
    )  # fmt: skip
    y = run(op, x, w)
    padded = np.pad(x, ((0, 0), (0, 0), (low, high), (0, 1)))
    for n, m, i, j in itertools.product(*map(range, y.shape)):
        c0 = m // (8 // groups) * (4 // groups)
        rows = slice(i * stride, i * stride + 2 * dilation + 1, dilation)
        taps = padded[n, c0 : c0 + 4 // groups, rows, j : j + 2]
        assert y[n, m, i, j] == pytest.approx(float((taps * w[m]).sum()), abs=1e-4)


@pytest.mark.parametrize("rank", [1, 3])
def test_conv_of_other_ranks(rank: int) -> None:
    ones = (1,) * rank
    x, w = random(1, 2, *(3,) * rank), random(3, 2, *(3,) * rank)
    y = run(Conv(strides=ones, dilations=ones, pad_low=(0,) * rank, pad_high=(0,) * rank), x, w)
    np.testing.assert_allclose(y.reshape(3), (x * w).reshape(3, -1).sum(1), rtol=1e-4, atol=1e-5)


def test_dot() -> None:
    a, b = random(5, 2, 4, 3), random(3, 6, 5, 4, 7)
    op = Dot(lhs_contract=(2,), rhs_contract=(3,), lhs_batch=(3, 0), rhs_batch=(0, 2))
    np.testing.assert_allclose(run(op, a, b), np.einsum("bmka,anbkl->abmnl", a, b), rtol=1e-4, atol=1e-5)
    assert op.flops(types(a, b), op.infer(types(a, b))) == 2 * 4 * (3 * 5 * 2 * 6 * 7)


def test_windows() -> None:
    x = random(2, 3, 7)
    for function, fill, reduce in (("max", -math.inf, np.max), ("sum", 0.0, np.sum)):
        y = run(Window(function=function, window=(3,), strides=(2,), dilations=(2,), pad_low=(1,), pad_high=(2,)), x)
        padded = np.pad(x, ((0, 0), (0, 0), (1, 2)), constant_values=fill)
        expected = np.stack([reduce(padded[:, :, i * 2 : i * 2 + 5 : 2], axis=2) for i in range(y.shape[2])], axis=2)
        np.testing.assert_allclose(y, expected, rtol=1e-6)
    integers = np.array([[[-5, -7]]], np.int32)
    assert run(Window(window=(2,), strides=(1,), dilations=(1,), pad_low=(1,), pad_high=(0,)), integers).tolist() == [
        [[-5, -5]]
    ]


def test_reductions() -> None:
    x = random(2, 3, 4)
    for function, numpy in (("sum", np.sum), ("max", np.max), ("min", np.min), ("prod", np.prod)):
        y = run(Reduce(function=function, axes=(0, 2)), x)
        np.testing.assert_allclose(y, numpy(x, axis=(0, 2), keepdims=True), rtol=1e-5)


def test_softmax_and_layer_norm() -> None:
    x = random(2, 3, 4) + 1000
    y = run(Softmax(axis=1), x)
    np.testing.assert_allclose(y.sum(1), 1, rtol=1e-5)
    np.testing.assert_allclose(np.log(y[:, 0] / y[:, 1]), x[:, 0] - x[:, 1], rtol=1e-3, atol=1e-3)
    z = run(LayerNorm(axes=(1, 2), epsilon=1e-5), x - 1000)
    np.testing.assert_allclose(z.mean((1, 2)), 0, atol=1e-5)
    np.testing.assert_allclose(z.var((1, 2)), 1, rtol=1e-3)


def test_movement() -> None:
    x = random(2, 3, 4)
    np.testing.assert_array_equal(run(Reshape((4, 6)), x), x.reshape(4, 6))
    np.testing.assert_array_equal(run(Transpose((2, 0, 1)), x), x.transpose(2, 0, 1))
    np.testing.assert_array_equal(run(Broadcast((5, 2, 3, 4)), x), np.broadcast_to(x, (5, 2, 3, 4)))
    np.testing.assert_array_equal(run(Slice((1, 2, 0), (1, 3, 2), (1, -1, 2)), x), x[1:, 2::-1, :3:2])
    np.testing.assert_array_equal(run(full_slice(x.shape, 2, 1, 2), x), x[:, :, 1:3])
    np.testing.assert_array_equal(
        run(Pad((0, 1, 0), (2, 0, 1), 7.0), x), np.pad(x, ((0, 2), (1, 0), (0, 1)), constant_values=7)
    )
    np.testing.assert_array_equal(run(Concat(1), x, x[:, :1]), np.concatenate([x, x[:, :1]], 1))
    np.testing.assert_array_equal(run(Gather((2, 1, 2, 4), (0, -1, 3)), x, np.array([[[[0], [-1]]]])), x[:, [[0, 2]]])


def test_symbols_in_attributes() -> None:
    x = random(3, 4)
    assert run(Dims((N, 2 * N + 1)), n=3).tolist() == [3, 7]
    (y,) = Slice((N - 1, 0), (1, N), (1, 1)).reference([x], {"n": 2})
    np.testing.assert_array_equal(y, x[1:2, :2])
    (inferred,) = Slice((0, 0), (2, N), (1, 1)).infer([TensorType(DType.FLOAT32, (3, N + 1))])
    assert str(inferred) == "f32[2, n]"
    assert {s.name for s in Slice((0, N), (2, 1), (1, 1)).symbols()} == {"n"}


F32 = DType.FLOAT32


@pytest.mark.parametrize(
    ("op", "inputs", "message"),
    [
        (Reshape((3,)), [(2,)], r"cannot reshape f32\[2\] to \[3\]: the sizes differ"),
        (Reshape((N,)), [(2 * N,)], "the sizes differ"),
        (Transpose((0, 0)), [(2, 2)], "is no permutation of the axes"),
        (Broadcast((2,)), [(3,)], "does not broadcast"),
        (Broadcast((1,)), [(3,)], r"f32\[3\] does not broadcast to \[1\]"),
        (Slice((0,), (3,), (1,)), [(2,)], "leaves an axis of extent 2"),
        (Slice((0,), (2,), (-1,)), [(2,)], "leaves an axis of extent 2"),
        (Slice((5,), (N,), (1,)), [(4,)], "slice from 5, n elements, step 1 leaves an axis of extent 4"),
        (Slice((), (), ()), [(2,)], "for every axis"),
        (Pad((-1,), (0,)), [(2,)], "must not be negative"),
        (Pad((), ()), [(2,)], "for every axis"),
        (Concat(0), [(2, 3), (2, 4)], "cannot concatenate"),
        (Gather((2,), (-1,)), [(2,), (2,)], "needs int32 or int64 indices, got f32"),
        (Dot(lhs_contract=(0,), rhs_contract=(0,)), [(2,), (3,)], "extent 2 does not match 3"),
        (Conv(strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,)), [(1, 3, 4), (2, 2, 3)], "has 2 x 1 input"),
        (Conv(strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,)), [(1, 2, 2), (2, 2, 3)], "does not fit"),
        (Conv(strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,)), [(1, 2, 2), (2, 2)], "weight of rank 3"),
        (
            Conv(strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,), groups=2),
            [(1, 4, 3), (3, 2, 1)],
            "do not divide into 2 groups",
        ),
        (Window(window=(2,), strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,)), [(2, 2)], "of rank 3"),
        (Softmax(axis=0), [(2,), (2,)], "takes 1 inputs, got 2"),
    ],
)
def test_infer_errors(op: Op, inputs: list[tuple[int, ...]], message: str) -> None:
    with pytest.raises(InferError, match=message):
        op.infer([TensorType(F32, shape) for shape in inputs])


def test_only_numbers_are_contracted_and_only_floats_normalised() -> None:
    integers, bools = (TensorType(dtype, (2, 2, 2)) for dtype in (DType.INT32, DType.BOOL))
    for contraction in (
        Dot(lhs_contract=(0,), rhs_contract=(0,)),
        Conv(strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(0,)),
    ):
        assert contraction.infer([integers, integers])[0].dtype is DType.INT32
        with pytest.raises(InferError, match="two operands of one type of numbers"):
            contraction.infer([bools, bools])
    for op in (Softmax(axis=0), LayerNorm(axes=(0,))):
        with pytest.raises(InferError, match="floating-point type"):
            op.infer([integers])
