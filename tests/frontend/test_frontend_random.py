"""Random numbers: their distributions, and that they depend on nothing but the seed and the position."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from onnx import TensorProto, helper

import zeroskip
from tests.frontend.onnx_models import FLOAT, Array, agree_single, floats, model, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir.interpreter import interpret

COUNT = 40_000


def draw(op: str, *inputs: Array, **settings: Any) -> list[Array]:
    """The outputs of one node, interpreted."""
    proto, feeds = single(op, *inputs, opset=22, **settings)
    return list(interpret(import_model(proto), feeds).values())


def scalar(value: Any, dtype: Any = np.float32) -> Array:
    return np.array(value, dtype)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, ml_dtypes.bfloat16])
def test_uniform_numbers_fill_their_range(dtype: Any) -> None:
    code = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    (y,) = draw("RandomUniform", shape=[200, 200], dtype=code, low=-1.0, high=3.0)
    assert y.dtype == dtype and y.shape == (200, 200)
    y = y.astype(np.float64)
    assert y.min() >= -1 and y.max() <= 3
    counts, _ = np.histogram(y, 16, (-1, 3))
    assert (np.abs(counts - COUNT / 16) < 5 * np.sqrt(COUNT / 16)).all()
    assert abs(np.corrcoef(y.ravel()[:-1], y.ravel()[1:])[0, 1]) < 5 / np.sqrt(COUNT)


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_short_numbers_are_not_rounded_up_to_1(dtype: Any) -> None:
    (y,) = draw("RandomUniformLike", np.zeros(COUNT, dtype))
    assert y.dtype == dtype and y.astype(np.float32).max() < 1


def test_normal_numbers() -> None:
    (y,) = draw("RandomNormalLike", np.zeros((2, COUNT), np.int8), dtype=TensorProto.FLOAT, mean=3.0, scale=0.5)
    z = (y.astype(np.float64).ravel() - 3) / 0.5
    assert abs(z.mean()) < 5 / np.sqrt(z.size)
    for power, moment in ((2, 1), (3, 0), (4, 3)):
        assert abs((z**power).mean() - moment) < 0.15
    assert 3.5 < np.abs(z).max() < 8


def test_events_happen_as_often_as_they_should() -> None:
    p = np.linspace(0, 1, 5, dtype=np.float32)[:, np.newaxis].repeat(COUNT, axis=1)
    (y,) = draw("Bernoulli", p, dtype=TensorProto.INT32)
    assert y.dtype == np.int32
    assert set(y[0]) == {0} and set(y[-1]) == {1}
    assert (np.abs(y.mean(1) - p[:, 0]) < 5 / np.sqrt(COUNT)).all()


@pytest.mark.parametrize("dtype", [TensorProto.INT32, TensorProto.INT64])
def test_classes_are_as_frequent_as_they_should_be(dtype: int) -> None:
    p = np.array([[0.5, 0.25, 0.25, 0], [0, 0, 1, 0]])
    with np.errstate(divide="ignore"):
        logits = np.log(p).astype(np.float32) + 7
    (y,) = draw("Multinomial", logits, sample_size=COUNT, dtype=dtype)
    assert y.shape == (2, COUNT) and y.dtype == helper.tensor_dtype_to_np_dtype(dtype)
    found = np.stack([np.bincount(row, minlength=4) / COUNT for row in y])
    assert found.shape == p.shape and (np.abs(found - p) < 5 / np.sqrt(COUNT)).all() and (found[p == 0] == 0).all()


def test_the_numbers_are_those_of_the_generator() -> None:
    """The same as those of the sequential algorithm: a state that grows by a constant, and is hashed."""
    (y,) = draw("RandomUniform", shape=[100], dtype=TensorProto.DOUBLE, seed=5.0)
    state = 0x66F6E58C5A6ACBF5
    mask, wanted = 2**64 - 1, []
    for _ in range(100):
        z = state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        wanted.append(((z ^ z >> 31) >> 11) / 2**53)
        state = (state + 0x9E3779B97F4A7C15) & mask
    assert y.tolist() == wanted


def test_many_numbers_are_drawn_and_not_stored() -> None:
    graph = import_model(single("RandomUniform", shape=[400, 400], opset=22)[0])
    assert all(value.type.elements == 1 for value in graph.constants())


def test_seeds() -> None:
    shape = {"shape": [3, 5]}
    nodes = [
        helper.make_node("RandomNormal", [], ["a"], seed=1.0, **shape),
        helper.make_node("RandomNormal", [], ["b"], seed=1.0, **shape),
        helper.make_node("RandomNormal", [], ["c"], seed=2.0, **shape),
        helper.make_node("RandomNormal", [], ["d"], **shape),
        helper.make_node("RandomNormal", [], ["e"], **shape),
    ]
    drawn = interpret(import_model(model(nodes, {}, list("abcde"))), {})
    np.testing.assert_array_equal(drawn.pop("a"), drawn["b"])
    assert len({array.tobytes() for array in drawn.values()}) == 4
    again = interpret(import_model(model(nodes[3:4], {}, ["d"])), {})
    np.testing.assert_array_equal(again["d"], drawn["d"])


def test_threads_and_runs_draw_the_same_numbers(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("RandomNormalLike", ["x"], ["normal"]),
        helper.make_node("RandomUniformLike", ["x"], ["uniform"]),
        helper.make_node("Dropout", ["x", "ratio", "training"], ["dropped", "kept"]),
        helper.make_node("Multinomial", ["x"], ["classes"], sample_size=7),
    ]
    inputs = {"x": (FLOAT, ["n", "m"]), "ratio": (FLOAT, []), "training": (TensorProto.BOOL, [])}
    proto = model(nodes, inputs, ["normal", "uniform", "dropped", "kept", "classes"], opset=22)
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims={"n": (0, 64), "m": (1, 64)})
    feeds = {"x": floats(37, 29), "ratio": scalar(0.3), "training": scalar(True, bool)}
    wanted = interpret(import_model(proto), feeds)
    drawn: list[list[Array]] = []
    for threads in (1, 2, 3):
        with zeroskip.load_compiled(library, threads=threads) as compiled:
            drawn += [compiled.run(None, feeds) for _ in range(2)]
            for array in compiled.run(None, feeds | {"x": floats(0, 4)}):
                assert array.size == 0
    for found, (name, array) in zip(drawn[0], wanted.items(), strict=True):
        np.testing.assert_allclose(found, array, rtol=2e-6, atol=2e-6, err_msg=name)
    for others in drawn[1:]:
        assert [array.tobytes() for array in others] == [array.tobytes() for array in drawn[0]]


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
@pytest.mark.parametrize("constant", [(), (1, 2)])
def test_dropout(constant: tuple[int, ...], dtype: Any) -> None:
    x = floats(COUNT).astype(dtype)
    for ratio in (0.1, 0.75):
        y, kept = draw("Dropout", x, scalar(ratio), scalar(True, bool), constant=constant, outputs=2)
        assert y.dtype == dtype and kept.dtype == bool
        assert abs(kept.mean() - (1 - ratio)) < 5 / np.sqrt(COUNT)
        np.testing.assert_allclose(y, np.where(kept, x / (1 - ratio), 0), rtol=2e-3 if dtype == np.float16 else 1e-6)


@pytest.mark.parametrize("constant", [(), (1, 2)])
@pytest.mark.parametrize(("ratio", "training"), [(0.5, False), (0, True)])
def test_dropout_of_nothing(ratio: float, training: bool, constant: tuple[int, ...]) -> None:
    x = np.array([1.1, -0.0, np.inf, -np.inf, np.nan, 3e-45], np.float32)
    y, kept = draw("Dropout", x, scalar(ratio), scalar(training, bool), constant=constant, outputs=2)
    assert y.tobytes() == x.tobytes() and kept.all()


def test_dropout_of_nothing_agrees_with_onnxruntime() -> None:
    agree_single("Dropout", floats(2, 4, 3, 5), outputs=2)
    agree_single("Dropout", floats(2, 4, 3, 5), scalar(0), scalar(True, bool), constant=[1, 2], outputs=2)


def test_dropout_of_everything() -> None:
    y, kept = draw("Dropout", np.array([1, np.inf], np.float32), scalar(1), scalar(True, bool), outputs=2)
    assert not y.any() and not kept.any()


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("RandomUniform", [], {"shape": [2], "dtype": TensorProto.INT8}, "no random numbers of type i8"),
        ("RandomNormalLike", [np.zeros(3, np.int64)], {}, "no random numbers of type i64"),
        ("Multinomial", [floats(3)], {}, "needs \\[batch, classes\\]"),
        ("Dropout", [floats(3), scalar(1), scalar(True, bool)], {"constant": (1, 2)}, "ratio 1.0 must be from 0"),
        ("Dropout", [floats(3), floats(2)], {}, "ratio must be a single number"),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError, match=message):
        draw(op, *inputs, **attributes)
