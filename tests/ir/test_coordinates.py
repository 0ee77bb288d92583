"""Sparse constants do as the dense ones that they stand for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zeroskip.ir import (
    Coordinates,
    DType,
    Expression,
    Graph,
    Step,
    TensorType,
    TooLargeError,
    VerifyError,
    format_graph,
    verify,
)
from zeroskip.ir.coordinates import Array, count_nonzero, dense, nonzero
from zeroskip.ir.ops import Map, Op, Reshape, Slice, Transpose, call


def random(*shape: int, density: float = 0.2, seed: int = 0) -> Array:
    rng = np.random.default_rng(seed)
    array: Array = rng.standard_normal(shape, np.float32) * (rng.random(shape) < density)
    return array + np.float32(0)


def stored(array: Array) -> Coordinates:
    indices = np.flatnonzero(array)
    return Coordinates(array.shape, indices, array.reshape(-1)[indices])


@pytest.mark.parametrize("density", [0.0, 0.2, 1.0])
def test_methods_of_arrays(density: float) -> None:
    array = random(3, 4, 5, density=density)
    sparse = stored(array)
    assert (sparse.shape, sparse.size, sparse.dtype) == (array.shape, array.size, array.dtype)
    for found, wanted in (
        (sparse, array),
        (sparse.T, array.T),
        (sparse.transpose((1, 2, 0)), array.transpose(1, 2, 0)),
        (sparse.reshape((15, 4)), array.reshape(15, 4)),
    ):
        np.testing.assert_array_equal(found.dense(), wanted)
        assert (np.diff(found.indices) > 0).all()
    places = np.arange(array.size).reshape(6, 10)[::-1]
    np.testing.assert_array_equal(sparse.take(places), array.take(places))
    assert count_nonzero(sparse) == count_nonzero(array)
    for found, wanted in zip(nonzero(sparse.reshape((12, 5))), nonzero(array.reshape(12, 5)), strict=True):
        np.testing.assert_array_equal(found, wanted)


SCALE = np.arange(1, 5, dtype=np.float32)[:, None]
TWICE = Map(Expression(1, (Step("add", (0, 0)), Step("cast", (1,), DType.FLOAT64))))


@pytest.mark.parametrize(
    ("op", "others", "stays"),
    [
        (Reshape((6, 10)), [], True),
        (Transpose((2, 0, 1)), [], True),
        (Slice((0, 1, 0), (3, 2, 5), (1, 1, 1)), [], False),
        (TWICE, [], True),
        (call("mul"), [SCALE], True),
        (call("add"), [SCALE], False),
        (call("add"), [np.zeros((), np.float32)], True),
        (call("mul"), [random(3, 4, 5, seed=1)], True),
        (call("mul"), [random(2, 1, 1, 1)], False),
        (call("mul"), [np.array(np.nan, np.float32)], False),
        (call("mul"), [stored(random(3, 4, 5, seed=1))], False),
        (call("exp"), [], False),
    ],
    ids=lambda value: value.name if isinstance(value, Op) else "",
)
def test_folding(op: Op, others: list[Any], stays: bool) -> None:
    array = random(3, 4, 5)
    with np.errstate(all="ignore"):
        found = op.fold([stored(array), *others])
        (wanted,) = op.reference([array, *map(dense, others)], {})
    assert isinstance(found, Coordinates) == stays
    assert found.dtype == wanted.dtype
    np.testing.assert_array_equal(dense(found), wanted)


def test_the_graph_knows_them() -> None:
    graph = Graph()
    x, array = graph.input("x", TensorType(DType.FLOAT32, (20,))), random(20)
    graph.output(graph.add(call("add"), [x, graph.constant(stored(array), "w")]), "y")
    verify(graph)
    (w,) = graph.constants()
    assert str(w.type) == "f32[20]"
    np.testing.assert_array_equal(w.array, array)
    assert "zeros, sparse" in format_graph(graph)
    assert str(array[0]) in format_graph(graph, limit=20)
    w.data = Coordinates((20,), np.array([3, 2]), np.ones(2, np.float32))
    with pytest.raises(VerifyError, match="indices that do not ascend"):
        verify(graph)
    w.data = Coordinates((20,), np.array([3, 20]), np.ones(2, np.float32))
    with pytest.raises(VerifyError, match="indices that do not ascend"):
        verify(graph)


def test_what_is_too_large_to_be_dense() -> None:
    sparse = Coordinates((1 << 20, 1 << 20), np.array([5]), np.ones(1, np.float32))
    assert sparse.T.indices == [5 << 20]
    with pytest.raises(TooLargeError, match=r"float32\[1048576, 1048576\] with 1 stored elements is too large"):
        sparse.dense()
