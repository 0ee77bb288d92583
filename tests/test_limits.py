"""Budgets: small models that become large are refused by their name, at once, and before anything large is made."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import FunctionProto, GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

import zeroskip
from benchmarks.networks import mlp
from zeroskip.compiler import frontend
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.limits import Limits, format_bytes, make_limits, parse_bytes
from zeroskip.ir import interpret

FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
MEMORY = "more than limit-memory=8G; check the shapes it is made from, or give a larger limit"
NODES = "more than limit-nodes=100000; export a smaller model, or give a larger limit"
LIMITS = Limits(memory=8 << 30)


def node(op: str, inputs: Sequence[str] = ("x",), outputs: Sequence[str] = ("y",), **attributes: Any) -> NodeProto:
    return helper.make_node(op, inputs, outputs, name=f"the_{op.lower()}", **attributes)


def model(
    *nodes: NodeProto, functions: Sequence[FunctionProto] = (), shape: Sequence[int | str] = (2, 4), **constants: Any
) -> ModelProto:
    """A model from ``x``, a float tensor, and ``c``, a condition, to ``y``."""
    inputs = [helper.make_tensor_value_info("x", FLOAT, shape), helper.make_tensor_value_info("c", BOOL, [])]
    weights = [numpy_helper.from_array(np.asarray(array), name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "bomb", inputs, [onnx.ValueInfoProto(name="y")], weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("f", 1)]
    return helper.make_model(graph, opset_imports=opsets, functions=functions, ir_version=9)


def refusal(proto: ModelProto) -> str:
    """The one line with which a model is refused."""
    with pytest.raises(CompileError) as caught:
        frontend.import_model(proto, {}, LIMITS)
    (line,) = caught.value.lines
    return line


# -- nodes ------------------------------------------------------------------------------------------------------------


def function(name: str, *nodes: NodeProto) -> FunctionProto:
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("f", 1)]
    return helper.make_function("f", name, ["c", "x"], ["y"], nodes, opsets)


def call(name: str, x: str = "x", y: str = "y") -> NodeProto:
    return helper.make_node(name, ["c", x], [y], domain="f", name=f"call_{name}")


def body(*nodes: NodeProto, output: str = "y") -> GraphProto:
    return helper.make_graph(nodes, "body", [], [onnx.ValueInfoProto(name=output)])


def doubling(levels: int, branches: bool = False, leaf: Sequence[NodeProto] = (node("Relu"),)) -> ModelProto:
    """Functions that each call the one before twice, one after the other or in both branches of an If."""
    functions = [function("f0", *leaf)]
    for level in range(1, levels):
        before = f"f{level - 1}"
        twice = [call(before, "x", "a"), call(before, "a")]
        if branches:
            bodies = {name: body(call(before, y=name), output=name) for name in ("then_branch", "else_branch")}
            twice = [node("If", ["c"], **bodies)]
        functions.append(function(f"f{level}", *twice))
    return model(call(f"f{levels - 1}"), functions=functions)


def test_functions_that_double() -> None:
    count = 2**29
    assert refusal(doubling(30)) == f"f29 'call_f29' has {count} nodes with its functions inlined, {NODES}"
    assert "has over 10^12 nodes" in refusal(doubling(60))
    assert "has over 10^12 nodes" in refusal(doubling(60, branches=True))
    long = [node("Neg", ["x"], ["a0"])] + [node("Neg", [f"a{i}"], [f"a{i + 1}"]) for i in range(1000)]
    assert "has 128256 nodes" in refusal(doubling(8, leaf=[*long, node("Identity", ["a1000"])]))


def test_functions_within_the_limit() -> None:
    x = np.float32([[-1, 2, -3, 4]] * 2)
    results = interpret(frontend.import_model(doubling(6)), {"x": x, "c": np.array(True)})
    np.testing.assert_array_equal(results["y"], np.maximum(x, 0))


def test_functions_that_call_themselves_or_are_too_deep() -> None:
    recursive = [function("f", call("g", y="a"), call("g", "a")), function("g", call("f"))]
    remedy = "function 'f' calls itself; export the model without recursion"
    assert refusal(model(call("f"), functions=recursive)) == remedy
    chain = [function("f0", node("Relu")), *(function(f"f{i}", call(f"f{i - 1}")) for i in range(1, 3000))]
    assert refusal(model(call("f2999"), functions=chain)).startswith("function 'f2999': functions are nested more than")


def test_more_nodes_than_the_limit(tmp_path: Path) -> None:
    nodes = [node("Neg", [f"a{i}"], [f"a{i + 1}"]) for i in range(20)]
    proto = model(node("Relu", ["x"], ["a0"]), *nodes, node("Identity", ["a20"]))
    zeroskip.compile_model(proto, tmp_path / "m.so", limit_nodes=22)
    with pytest.raises(
        CompileError, match=r"^bomb has 22 nodes with its functions inlined, more than limit-nodes=21; "
    ):
        zeroskip.compile_model(proto, tmp_path / "m.so", limit_nodes=21)


def test_operations_of_one_node() -> None:
    parts = 200
    proto = model(node("Split", ["x"], [f"y{i}" for i in range(parts)], axis=1, num_outputs=parts), shape=[1, parts])
    proto.graph.output[0].name = "y0"
    with pytest.raises(
        CompileError, match=r"^node 'the_split': with it the model has more than limit-nodes=100 operations"
    ):
        frontend.import_model(proto, {}, Limits(nodes=100))


def nested_ifs(depth: int, differing: bool) -> ModelProto:
    """An If in a branch of an If, and so on; the branches give shapes that differ, or one shape."""
    inner = body(node("Neg", ["x"], ["y0"]), output="y0")
    for level in range(1, depth + 1):
        other = node("Concat", ["x", "x"], ["e"], axis=0) if differing else node("Relu", ["x"], ["e"])
        branches = {"then_branch": inner, "else_branch": body(other, output="e")}
        inner = body(node("If", ["c"], [f"y{level}"], **branches), output=f"y{level}")
    return model(*inner.node, node("Identity", [f"y{depth}"]), shape=["n", 2])


def test_nested_branches() -> None:
    x = np.float32([[1, -2]])
    for proto in (nested_ifs(25, differing=False), nested_ifs(5, differing=True)):
        for condition in (True, False):
            (y,) = interpret(frontend.import_model(proto), {"x": x, "c": np.array(condition)}).values()
            wanted = -x if condition else np.maximum(x, 0) if len(y) == 1 else np.concatenate([x, x])
            np.testing.assert_array_equal(y, wanted)
    assert "is nested too deep in branches of differing shapes or loops" in refusal(nested_ifs(25, differing=True))


def test_loops_in_loops() -> None:
    def loop(level: int) -> GraphProto:
        name = [f"{kind}{level}" for kind in ("i", "going", "v", "next", "w")]
        inner = node("Neg", [name[2]], [name[4]])
        if level:
            inner = node("Loop", ["trips", "", name[2]], [name[4]], body=loop(level - 1))
        kinds = (INT64, BOOL, FLOAT, BOOL, FLOAT)
        ports = [helper.make_tensor_value_info(n, k, None) for n, k in zip(name, kinds, strict=True)]
        return helper.make_graph([node("Identity", [name[1]], [name[3]]), inner], "body", ports[:3], ports[3:])

    proto = model(node("Loop", ["trips", "", "x"], body=loop(2)), trips=np.int64(3), shape=[2])
    (y,) = interpret(frontend.import_model(proto), {"x": np.float32([1, 2]), "c": np.array(True)}).values()
    np.testing.assert_array_equal(y, [-1, -2])
    # Nobody counts to the end: it is the run that takes as long as it takes.
    frontend.import_model(model(node("Loop", ["t", "", "x"], body=loop(0)), t=np.int64(2**31 - 1)), {}, LIMITS)


# -- memory -----------------------------------------------------------------------------------------------------------

HUGE = 2**60


def joined(name: str, times: int, **constants: Any) -> ModelProto:
    """A tensor joined with itself again and again."""
    names = [name, *(f"a{i}" for i in range(times - 1)), "y"]
    return model(*(node("Concat", [a, a], [b], axis=0) for a, b in itertools.pairwise(names)), **constants)


EXPLODING: dict[str, Callable[[], ModelProto]] = {
    "ConstantOfShape": lambda: model(node("ConstantOfShape", ["s"]), s=np.int64([HUGE])),
    "ConstantOfShape beyond 64 bits": lambda: model(node("ConstantOfShape", ["s"]), s=np.int64([HUGE, HUGE, HUGE])),
    "Range": lambda: model(node("Range", ["a", "b", "d"]), a=np.int64(0), b=np.int64(HUGE), d=np.int64(1)),
    "Expand": lambda: model(node("Expand", ["x", "s"]), s=np.int64([HUGE, 2, 4])),
    "Expand a constant": lambda: model(node("Expand", ["w", "s"]), w=np.float32([1]), s=np.int64([HUGE])),
    "Tile": lambda: model(node("Tile", ["x", "s"]), s=np.int64([HUGE, 2])),
    "Pad": lambda: model(node("Pad", ["x", "s"]), s=np.int64([0, HUGE, 0, HUGE])),
    "Pad beyond 64 bits": lambda: model(node("Pad", ["x", "s"]), s=np.int64([2**62] * 4)),
    "Pad by reflection": lambda: model(node("Pad", ["x", "s"], mode="reflect"), s=np.int64([0, HUGE, 0, HUGE])),
    "Resize": lambda: model(node("Resize", ["x", "", "s"], mode="linear"), s=np.float32([1e9, 1e9])),
    "Resize one axis": lambda: model(node("Resize", ["x", "", "s"], mode="cubic"), s=np.float32([1, 1e9])),
    "Concat": lambda: joined("x", 60),
    "Concat of constants": lambda: joined("w", 60, w=np.ones(4, np.float32)),
    "OneHot": lambda: model(
        node("OneHot", ["i", "d", "v"]), i=np.int64([1]), d=np.int64(HUGE), v=np.float32([0, 1])
    ),
    "a product of constants": lambda: model(
        node("Mul", ["a", "b"]), a=np.ones((100_000, 1), np.float32), b=np.ones(100_000, np.float32)
    ),
    "a convolution's pads": lambda: model(
        node("Conv", ["x", "w"], pads=[HUGE] * 2), shape=[1, 1, 8], w=np.ones((1, 1, 3), np.float32)
    ),
    "an outer product": lambda: model(node("Einsum", ["x", "x"], equation="a,b->ab"), shape=[100_000]),
    "an input": lambda: model(node("Relu"), shape=[2**40, 2**40]),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPLODING)
def test_tensors_beyond_the_limit(name: str) -> None:
    proto = EXPLODING[name]()
    line, op = refusal(proto), proto.graph.node[0].op_type
    assert line.endswith(MEMORY)
    assert line.startswith("input 'x': its type" if name == "an input" else f"{op} 'the_{op.lower()}': ")


def test_dims_without_data() -> None:
    for dims in ([2**31, 2**20], [2**32, 2**32], [2**62, 2**62, 0]):
        proto = model(node("Constant", [], value=TensorProto(dims=dims, data_type=FLOAT)))
        assert refusal(proto).startswith("Constant 'the_constant': ")
        proto = model(node("Identity", ["w"]))
        proto.graph.initializer.append(TensorProto(name="w", dims=dims, data_type=FLOAT))
        assert refusal(proto).startswith("initialiser 'w': ")


def test_values_that_are_too_large_only_together(tmp_path: Path) -> None:
    parts = [f"a{i}" for i in range(4)]
    nodes = [node("CumSum", ["x", "axis"], [part], reverse=i % 2, exclusive=i // 2) for i, part in enumerate(parts)]
    proto = model(*nodes, node("Sum", parts), shape=[256, 256], axis=np.int64(0))
    zeroskip.compile_model(proto, tmp_path / "m.so", limit_memory="2M")
    with pytest.raises(CompileError, match=r"^a run takes 1\.2M bytes, more than limit-memory=1023K; "):
        zeroskip.compile_model(proto, tmp_path / "m.so", limit_memory="1023K")


def test_the_smallest_sizes_count() -> None:
    proto = model(node("Expand", ["x", "s"]), shape=["n", 4], s=np.int64([1000, 1, 1]))
    frontend.import_model(proto, {"n": (1, 1000)}, Limits(memory=20_000))
    with pytest.raises(CompileError, match=r"its result .* takes 31\.2K bytes, more than limit-memory=19\.5K"):
        frontend.import_model(proto, {"n": (2, 1000)}, Limits(memory=20_000))


def test_large_constants_are_left_to_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zeroskip.compiler.frontend.budget._ALWAYS_MADE", 4000)
    graph = frontend.import_model(joined("w", 12, w=np.ones(2, np.float32)), {}, LIMITS)
    assert sum(value.data.nbytes for value in graph.constants() if value.data is not None) <= 4000
    (y,) = interpret(graph, {"x": np.zeros((2, 4), np.float32), "c": np.array(True)}).values()
    np.testing.assert_array_equal(y, np.ones(2**13))


def test_sizes_that_overflow() -> None:
    """What may leave 64 bits is computed by the run, which wraps as numpy does."""
    nodes = [node("Shape", ["x"], ["a0"]), *(node("Mul", [f"a{i}", f"a{i}"], [f"a{i + 1}"]) for i in range(60))]
    graph = frontend.import_model(model(*nodes, node("Identity", ["a60"]), shape=["n", 3]), {"n": (1, 9)}, LIMITS)
    wanted = np.int64([5, 3])
    for _ in range(60):
        wanted = wanted * wanted
    results = interpret(graph, {"x": np.zeros((5, 3), np.float32), "c": np.array(True)})
    np.testing.assert_array_equal(results["y"], wanted)


# -- the limits themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"), [("1", 1), ("512M", 512 << 20), ("8g", 8 << 30), (" 2 KiB ", 2048), ("1T", 1 << 40)]
)
def test_bytes(text: str, count: int) -> None:
    assert parse_bytes(text) == count
    assert parse_bytes(format_bytes(count)) == count


@pytest.mark.parametrize("text", ["", "G", "-1", "1.5G", "8X", "1e9"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(CompileError, match="is not understood; write bytes, or such as 512M or 8G"):
        parse_bytes(text)


def test_limits() -> None:
    assert make_limits() == Limits()
    assert make_limits(7, "1K") == make_limits(7, 1024) == Limits(7, 1024)
    for bad in ({"nodes": 0}, {"memory": "0"}, {"memory": -1}):
        with pytest.raises(CompileError, match="allows nothing; give a positive number"):
            make_limits(**bad)  # type: ignore[arg-type]


def test_a_compilation_without_enough_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("zeroskip.compiler.backend.build", fail)
    with pytest.raises(CompileError, match=r"m\.so: there is not enough memory to compile the model"):
        zeroskip.compile_model(mlp(1, 0.0, (8, 8)), tmp_path / "m.so")
