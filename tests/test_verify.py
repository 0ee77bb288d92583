"""``zeroskip verify``: the measure of agreement, and the search for the fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import helper

from benchmarks.networks import mlp
from tests.frontend.onnx_models import FLOAT, INT64, model
from zeroskip.compiler import passes, verify
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.feeds import random_feeds
from zeroskip.compiler.options import Options
from zeroskip.compiler.verify import MismatchError, difference, tolerances, verify_model
from zeroskip.ir import Graph, Node, interpret_nodes, parse_graph
from zeroskip.runtime import InvalidFeed

NAN, INF = float("nan"), float("inf")
Array = np.ndarray[Any, Any]


def floats(*values: float) -> Array:
    """A vector of float32."""
    return np.array(values, np.float32)


@pytest.mark.parametrize(
    ("actual", "expected", "error"),
    [
        (floats(1, -4), floats(1, -4), 0),
        (floats(1, -3), floats(1, -4), 0.25),
        (floats(0.5), floats(0), 0.5),
        (floats(), floats(), 0),
        (floats(1, NAN, INF), floats(1, NAN, INF), 0),
        (floats(1, NAN), floats(1, 2), INF),
        (floats(1, 2), floats(1, NAN), INF),
        (floats(INF), floats(-INF), INF),
        (floats(1), floats(1, 1), INF),
        (floats(1), np.array([1.0]), INF),
        (np.array([1, 2]), np.array([1, 2]), 0),
        (np.array([1, 2]), np.array([1, 3]), INF),
        (np.array([True]), np.array([True]), 0),
        (floats(1, -3).astype("bfloat16"), floats(1, -4).astype("bfloat16"), 0.25),
        (floats(1, NAN).astype("float8_e5m2"), floats(1, NAN).astype("float8_e5m2"), 0),
        (np.array([1, 2], "int4"), np.array([1, 3], "int4"), INF),
    ],
)
def test_difference(actual: Array, expected: Array, error: float) -> None:
    assert difference(actual, expected) == error


@pytest.mark.parametrize(("name", "allowed"), [("f32", 1e-4), ("f16", 2**-9), ("bf16", 2**-6), ("i4", 1e-4)])
def test_tolerance_is_that_of_the_narrowest_type(name: str, allowed: float) -> None:
    graph = parse_graph(f"graph g(%x: f32[2]) {{ %a = cast(%x) to {name} %b = cast(%a) to f32 return y = %b }}")
    assert tolerances(graph)[graph.outputs[0]] == allowed


def test_tolerance_is_that_of_what_a_value_is_computed_from() -> None:
    graph = parse_graph(
        "graph g(%x: f32[2]) { %a = cast(%x) to f4_e2m1fn %b = cast(%a) to f32 %c = neg(%x) return y = %b, z = %c }"
    )
    assert [tolerances(graph)[value] for value in graph.outputs] == [0.5, 1e-4]


def test_a_model_that_random_inputs_do_not_fit() -> None:
    proto = model([helper.make_node("Reshape", ["x", "s"], ["y"])], {"x": (FLOAT, [6]), "s": (INT64, [2])}, ["y"])
    with pytest.raises(CompileError, match=r"random inputs do not fit the model, .*: reshape.*--input NAME=FILE\.npy"):
        verify_model(proto, Options())
    given = {"s": np.array([3, 2])}
    assert verify_model(proto, Options(), given=given).errors == {"y": 0.0}
    with pytest.raises(InvalidFeed, match=r"^reshape"):
        verify_model(proto, Options(), given={"s": np.array([4, 2])})


def test_random_indices_that_are_out_of_range() -> None:
    x = np.ones((1, 2), np.float32)
    proto = model([helper.make_node("Gather", ["x", "i"], ["y"])], {"i": (INT64, [6])}, ["y"], {"x": x})
    with pytest.raises(CompileError, match=r"random inputs do not fit the model, so it cannot be verified: .*index"):
        verify_model(proto, Options())
    assert verify_model(proto, Options(), given={"i": np.zeros(6, np.int64)}).reference == "onnxruntime"


def test_given_inputs_decide_about_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    batches, original = [], verify.interpret

    def interpret(graph: Graph, feeds: Mapping[str, Array]) -> dict[str, Array]:
        batches.append(len(feeds["x"]))
        return original(graph, feeds)

    monkeypatch.setattr(verify, "interpret", interpret)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    proto = mlp("batch", 0.5, (16, 32, 8))
    options = Options(dims={"batch": (1, 8)})
    for given in ({}, {"x": np.ones((5, 16), np.float32)}, {"x": np.ones((1, 16), np.float32)}):
        verify_model(proto, options, given=given)
    assert batches == [3, 1, 5, 1]


def test_random_feeds_follow_given_inputs_and_bounds() -> None:
    ports = [
        {"name": "x", "dtype": "float32", "shape": ["batch", 4]},
        {"name": "mask", "dtype": "int64", "shape": ["batch", "tokens"]},
    ]
    manifest = {"inputs": ports, "dims": {"batch": [1, 8], "tokens": [2, 64]}}
    feeds = random_feeds(manifest, seed=3)
    assert {name: (array.dtype.name, array.shape) for name, array in feeds.items()} == {
        "x": ("float32", (1, 4)),
        "mask": ("int64", (1, 2)),
    }
    assert set(np.unique(feeds["mask"])) <= {0, 1}
    again = random_feeds(manifest, seed=3)
    assert all(np.array_equal(feeds[name], again[name]) for name in feeds)
    given = {"x": np.zeros((5, 4), np.float32)}
    assert random_feeds(manifest, 0, given, size=100)["mask"].shape == (5, 64)


def test_agreement() -> None:
    verdict = verify_model(mlp(3, 0.5, (16, 32, 8)), Options())
    assert verdict.reference == "onnxruntime"
    assert 0 <= verdict.errors["y"] < 1e-6


def test_agreement_in_float16() -> None:
    random = np.random.default_rng(0)
    text = """<ir_version: 10, opset_import: ["": 21]> g (float16[n, 40] x) => (float16[n, 9] y) {
        a = MatMul(x, v) r = Relu(a) b = MatMul(r, w) y = Softmax(b) }"""
    model = onnx.parser.parse_model(text)
    for name, shape in {"v": (40, 30), "w": (30, 9)}.items():
        weight = random.standard_normal(shape).astype(np.float16)
        model.graph.initializer.append(onnx.numpy_helper.from_array(weight, name))
    verdict = verify_model(model, Options())
    assert verdict.reference == "onnxruntime"
    assert 0 <= verdict.errors["y"] < 2**-9


def test_without_onnxruntime_the_interpreter_is_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert verify_model(mlp(3, 0.5, (16, 32, 8)), Options()).reference == "the interpreter"


def test_a_wrong_pass_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def evil(graph: Graph, options: Options) -> int:
        weight = graph.constants()[0]
        assert weight.data is not None
        weight.data = weight.data * 2
        return 1

    monkeypatch.setattr(passes, "PIPELINE", (("evil", evil), *passes.PIPELINE))
    with pytest.raises(MismatchError, match=r"^pass 'evil': output 'y' changes by .* please report this model$"):
        verify_model(mlp(3, 0.5, (16, 32, 8)), Options())


def test_the_first_wrong_node_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is right and the interpreter wrong, which is the same to the search."""

    def wrong(graph: Graph, feeds: Mapping[str, Array]) -> Iterator[tuple[Node, list[Array]]]:
        broken = False
        for node, results in interpret_nodes(graph, feeds):
            broken = broken or node.name.startswith("fc2")
            yield node, [result + 1 for result in results] if broken else results

    monkeypatch.setattr(verify, "interpret_nodes", wrong)
    monkeypatch.setattr(verify, "interpret", lambda graph, feeds: {"y": np.full((3, 8), 7, np.float32)})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MismatchError, match=r"'fc2.*': compiled, it differs from the interpreter by "):
        verify_model(mlp(3, 0.5, (16, 32, 24, 8)), Options(disabled_passes=frozenset({"fuse_epilogue"})))


LOOP = """<ir_version: 8, opset_import: ["": 17]> g (int64 n, float x) => (float y) {
  y = Loop (n, , x) <body = body (int64 i, bool go, float p) => (bool more, float q) {
    half = Constant <value = float {0.5}> ()
    limit = Constant <value = float {0.01}> ()
    q = Mul (p, half)
    more = Less (limit, q)
  }>
}"""
"""Its first state is its condition."""


def test_a_pass_that_is_wrong_about_bodies_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def evil(graph: Graph, options: Options) -> int:
        found = [value for value in graph.constants() if graph.name == "body" and value.type.dtype.is_float]
        for value in found:
            value.data = value.array * np.float32(0.5)
        return len(found)

    given = {"n": np.array(3), "x": np.array(1, np.float32)}
    assert verify_model(onnx.parser.parse_model(LOOP), Options(), given=given).errors == {"y": 0.0}
    monkeypatch.setattr(passes, "PIPELINE", (("evil", evil), *passes.PIPELINE))
    with pytest.raises(MismatchError, match=r"^pass 'evil': output 'y' changes by "):
        verify_model(onnx.parser.parse_model(LOOP), Options(), given=given)


@pytest.mark.parametrize("output", [0, 1])
@pytest.mark.parametrize("onnxruntime", [True, False], ids=["onnxruntime", "interpreter"])
def test_every_result_of_a_node_is_compared(monkeypatch: pytest.MonkeyPatch, onnxruntime: bool, output: int) -> None:
    """Of a node without a name, one of whose results is made of integers; what is wrong is the interpreter."""

    def wrong(graph: Graph, feeds: Mapping[str, Array]) -> Iterator[tuple[Node, list[Array]]]:
        for node, results in interpret_nodes(graph, feeds):
            if node.op.name == "if":
                results[output] = results[output] + results[output].dtype.type(1)
            yield node, results

    monkeypatch.setattr(verify, "interpret_nodes", wrong)
    monkeypatch.setattr(verify, "_differ", lambda errors, graph: True)
    if not onnxruntime:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    text = """<ir_version: 8, opset_import: ["": 17]> g (bool c, float[2] x) => (float[2] y, int64[1] z) {
      y, z = If (c) <then_branch = a () => (float[2] p, int64[1] i) { p = Neg (x) i = Constant <value_ints = [3]> () },
                     else_branch = b () => (float[2] q, int64[1] j) { q = Exp (x) j = Constant <value_ints = [4]> () }>
    }"""
    found = "If 'If_0': imported, it differs from onnxruntime"
    if not onnxruntime:
        found = "if 'If_0': compiled, it differs from the interpreter"
    by = ("by .* of the largest value", "by more than rounding")[output]
    with pytest.raises(MismatchError, match=f"^{found} {by}; please report this model$"):
        verify_model(onnx.parser.parse_model(text), Options())
