"""Shape arithmetic: it is evaluated while importing and leaves no nodes behind, also for symbolic sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from tests.frontend.onnx_models import FLOAT, INT64, agree, agree_single, floats, ints, model
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import FeedError, Graph, interpret

SHAPES = {"x": (FLOAT, ["batch", "tokens", 12])}


def node(op: str, inputs: list[str], output: str, **attributes: object) -> helper.NodeProto:
    return helper.make_node(op, inputs, [output], name=output, **attributes)


def ops(graph: Graph) -> list[str]:
    return [n.op.name for n in graph.nodes]


def test_a_reshape_computed_from_shapes() -> None:
    # As exporters write x.view(batch, tokens, 3, 4).
    nodes = [
        node("Shape", ["x"], "shape"),
        node("Gather", ["shape", "zero"], "batch"),
        node("Gather", ["shape", "one"], "tokens"),
        node("Unsqueeze", ["batch", "axis"], "b"),
        node("Unsqueeze", ["tokens", "axis"], "t"),
        node("Concat", ["b", "t", "heads", "rest"], "target", axis=0),
        node("Reshape", ["x", "target"], "y"),
    ]
    constants = {"zero": np.asarray(np.int64(0)), "one": np.asarray(np.int64(1)), "axis": ints(0)}
    constants |= {"heads": ints(3), "rest": ints(-1)}
    graph = agree(model(nodes, SHAPES, ["y"], constants), {"x": floats(2, 5, 12)})
    assert ops(graph) == ["reshape"]


def test_arithmetic_with_shapes() -> None:
    # The second half of the tokens, and batch and tokens as one axis.
    nodes = [
        node("Shape", ["x"], "shape"),
        node("Slice", ["shape", "zero", "two"], "leading"),
        node("ReduceProd", ["leading"], "rows", keepdims=1),
        node("Concat", ["rows", "minus"], "matrix", axis=0),
        node("Reshape", ["x", "matrix"], "y"),
        node("Gather", ["shape", "one"], "tokens"),
        node("Add", ["tokens", "one"], "more"),
        node("Div", ["more", "two"], "half"),
        node("Slice", ["x", "half", "tokens", "one"], "z"),
    ]
    constants = {"zero": ints(0), "one": ints(1), "two": ints(2), "minus": ints(-1)}
    for batch, tokens in ((1, 2), (3, 7)):
        graph = agree(model(nodes, SHAPES, ["y", "z"], constants), {"x": floats(batch, tokens, 12)})
        assert ops(graph) == ["reshape", "slice"]


def test_the_where_idiom_of_expand() -> None:
    # torch.expand(-1, tokens, 12): sizes equal to -1 are replaced by ones.
    nodes = [
        node("Shape", ["x"], "shape"),
        node("ConstantOfShape", ["three"], "ones", value=numpy_helper.from_array(ints(1))),
        node("Mul", ["ones", "minus"], "wanted"),
        node("Equal", ["shape", "wanted"], "same"),
        node("Where", ["same", "ones", "shape"], "target"),
        node("Expand", ["row", "target"], "y"),
    ]
    constants = {"three": ints(3), "minus": np.asarray(np.int64(-1)), "row": floats(1, 1, 12)}
    graph = agree(model(nodes, SHAPES, ["y"], constants), {"x": floats(2, 5, 12)})
    assert ops(graph) == ["broadcast"]


def test_positions_by_range() -> None:
    nodes = [
        node("Shape", ["x"], "shape", start=1, end=2),
        node("Squeeze", ["shape"], "tokens"),
        node("Range", ["zero", "tokens", "one"], "positions"),
        node("Gather", ["table", "positions"], "rows"),
        node("Add", ["x", "rows"], "y"),
    ]
    constants = {"zero": np.asarray(np.int64(0)), "one": np.asarray(np.int64(1)), "table": floats(64, 12)}
    graph = agree(model(nodes, SHAPES, ["y"], constants), {"x": floats(2, 5, 12)})
    assert "dims" not in ops(graph)


def test_shapes_used_as_data() -> None:
    nodes = [
        node("Shape", ["x"], "shape"),
        node("Size", ["x"], "size"),
        node("Cast", ["size"], "count", to=TensorProto.FLOAT),
        node("ReduceSum", ["x"], "sum", keepdims=0),
        node("Div", ["sum", "count"], "mean"),
        node("Cast", ["shape"], "shape32", to=TensorProto.INT32),
    ]
    graph = agree(model(nodes, SHAPES, ["mean", "shape", "shape32"]), {"x": floats(2, 5, 12)})
    assert "dims" in ops(graph)


def test_constant_of_shape() -> None:
    nodes = [
        node("Shape", ["x"], "shape"),
        node("ConstantOfShape", ["shape"], "fill", value=numpy_helper.from_array(np.array([2.5], np.float32))),
        node("Add", ["x", "fill"], "y"),
    ]
    agree(model(nodes, SHAPES, ["y"]), {"x": floats(2, 5, 12)})
    graph = agree(model(nodes, {"x": (FLOAT, [2, 5])}, ["y"]), {"x": floats(2, 5)})
    assert ops(graph) == ["map"]  # a static one is a constant


@pytest.mark.parametrize("shape", [[-1, 12], [0, -1], [-1, 0, 4, 3], [-1, 5, 4, 3], [0, 0, 2, -1], [0, 0, 0]])
def test_reshapes_of_symbolic_sizes(shape: list[int]) -> None:
    nodes = [node("Reshape", ["x", "shape"], "y")]
    agree(model(nodes, SHAPES, ["y"], {"shape": ints(*shape)}), {"x": floats(2, 5, 12)})


@pytest.mark.parametrize(("start", "end", "step"), [(0, 10, 1), (1, -1, 1), (-1, -(2**63), -1), (0, 2**63 - 1, 2)])
def test_slices_of_symbolic_axes(start: int, end: int, step: int) -> None:
    nodes = [node("Slice", ["x", "start", "end", "axis", "step"], "y")]
    constants = {"start": ints(start), "end": ints(end), "axis": ints(1), "step": ints(step)}
    for tokens in (2, 5, 13):
        agree(model(nodes, SHAPES, ["y"], constants), {"x": floats(1, tokens, 12)}, {"tokens": (2, 16)})


def test_a_table_shorter_than_the_longest_input() -> None:
    nodes = [
        node("Shape", ["x"], "shape", start=1, end=2),
        node("Slice", ["table", "zero", "shape"], "rows"),
        node("Add", ["x", "rows"], "y"),
    ]
    proto = model(nodes, SHAPES, ["y"], {"zero": ints(0), "table": floats(32, 12)})
    graph = agree(proto, {"x": floats(2, 32, 12)}, {"tokens": (1, 64)})
    with pytest.raises(FeedError, match=r"broadcast 'y': .* does not broadcast to"):
        interpret(graph, {"x": floats(2, 33, 12)})
    assert not agree(proto, {"x": floats(2, 32, 12)}, {"tokens": (1, 32)}).checks


def test_sizes_from_a_float_computation() -> None:
    nodes = [
        node("Shape", ["x"], "shape"),
        node("Cast", ["shape"], "real", to=TensorProto.FLOAT),
        node("Cast", ["real"], "whole", to=TensorProto.INT64),
        node("Expand", ["one", "whole"], "y"),
    ]
    agree(model(nodes, SHAPES, ["y"], {"one": floats(1)}), {"x": floats(2, 3, 12)})
    # With static sizes all of it is known.
    graph = agree(model(nodes, {"x": (FLOAT, [2, 3])}, ["y"], {"one": floats(1)}), {"x": floats(2, 3)})
    assert not any(n.op.name == "map" for n in graph.nodes)


def test_range_of_constants() -> None:
    for limits in ((0, 7, 2), (5, -3, -2), (3, 3, 1)):
        agree_single("Range", *[np.asarray(np.int64(v)) for v in limits], constant=[0, 1, 2])
    agree_single("Range", *[np.asarray(np.float32(v)) for v in (0.5, 3, 0.75)], constant=[0, 1, 2])


@pytest.mark.parametrize("shape", [[2**40], [2**20, 2**20]])
def test_absurd_constants_are_refused(shape: list[int]) -> None:
    nodes = [node("ConstantOfShape", ["shape"], "y")]
    with pytest.raises(
        CompileError, match=r"ConstantOfShape 'y': its result .* takes 4T bytes, more than limit-memory="
    ):
        import_model(model(nodes, {}, ["y"], {"shape": ints(*shape)}))
    nodes = [node("Expand", ["x", "shape"], "y"), node("Add", ["y", "y"], "z")]
    with pytest.raises(CompileError, match=r"Expand 'y': its result .* takes 4T bytes, more than limit-memory="):
        import_model(model(nodes, {"x": (FLOAT, [1])}, ["z"], {"shape": ints(*shape)}))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_random_shape_arithmetic(data: st.DataObject) -> None:
    """Chains of integer ops on a symbolic shape give what ONNX Runtime computes with real numbers."""
    nodes, current, constants = [node("Shape", ["x"], "t0")], "t0", {}
    for i in range(data.draw(st.integers(1, 5))):
        op = data.draw(st.sampled_from(["Add", "Sub", "Mul", "Div", "Max", "Min", "Gather", "Concat", "Slice"]))
        constants[f"c{i}"] = ints(data.draw(st.integers(1, 9)))
        output = f"t{i + 1}"
        if op == "Gather":
            constants[f"c{i}"] = ints(*data.draw(st.lists(st.integers(-1, 0), min_size=1, max_size=3)))
            nodes.append(node(op, [current, f"c{i}"], output))
        elif op == "Concat":
            nodes.append(node(op, [current, f"c{i}"], output, axis=0))
        elif op == "Slice":
            constants |= {f"c{i}": ints(0), f"d{i}": ints(data.draw(st.integers(1, 3)))}
            nodes.append(node(op, [current, f"c{i}", f"d{i}"], output))
        else:
            order = [current, f"c{i}"]
            nodes.append(node(op, order, output))
        current = output
    batch, tokens = data.draw(st.integers(1, 64)), data.draw(st.integers(1, 64))
    agree(model(nodes, SHAPES, [current], constants), {"x": floats(batch, tokens, 12)})


def test_inputs_of_integers_stay_data() -> None:
    agree_single("Add", ints(1, 2), ints(3, 4))
    agree(model([node("Add", ["a", "a"], "y")], {"a": (INT64, ["n"])}, ["y"]), {"a": ints(1, 2, 3)})


@pytest.mark.parametrize(
    "attributes",
    [
        {"value": numpy_helper.from_array(floats(2, 3))},
        {"value_float": 1.5},
        {"value_floats": [1.0, 2.0]},
        {"value_int": 3},
        {"value_ints": [4, 5]},
    ],
)
def test_constant_nodes(attributes: dict[str, object]) -> None:
    agree(model([helper.make_node("Constant", [], ["y"], **attributes)], {}, ["y"]), {})


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        (
            {"value_string": "a"},
            "only the attributes value, sparse_value, value_float(s) and value_int(s) are supported",
        ),
        ({"value_int": 1, "value_float": 1.0}, "needs exactly one value, has 2"),
        ({"value": numpy_helper.from_array(np.zeros(1, np.complex64))}, "element type complex64 is not supported"),
    ],
)
def test_constant_nodes_that_are_refused(attributes: dict[str, object], reason: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(model([helper.make_node("Constant", [], ["y"], name="c", **attributes)], {}, ["y"]))
    assert str(caught.value).startswith(f"Constant 'c': {reason}")
