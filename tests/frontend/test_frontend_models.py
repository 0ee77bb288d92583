"""Whole models: wiring, names, functions, symbolic sizes, everything refused at once, and the models onnx ships."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from tests.frontend.onnx_models import FLOAT, INT64, agree, floats, model
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import DEFAULT_RANGE, defaulted_symbols, import_model
from zeroskip.ir.interpreter import interpret

LIGHT = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"


def node(op: str, inputs: list[str], outputs: list[str], name: str = "", **attributes: object) -> onnx.NodeProto:
    return helper.make_node(op, inputs, outputs, name=name, **attributes)


def refusal(proto: ModelProto, dims: dict[str, tuple[int, int]] | None = None) -> list[str]:
    """The lines with which a model is refused."""
    with pytest.raises(CompileError) as caught:
        import_model(proto, dims)
    return str(caught.value).splitlines()


X = {"x": (FLOAT, [2, 3])}


# -- wiring -----------------------------------------------------------------------------------------------------------


def test_a_cycle_is_named() -> None:
    nodes = [node("Add", ["x", "b"], ["a"], "first"), node("Relu", ["a"], ["b"], "second"), node("Abs", ["b"], ["y"])]
    (line,) = refusal(model(nodes, X, ["y"]))
    assert line.startswith("the graph has a cycle: 'first' -> 'second' -> 'first'") or line.startswith(
        "the graph has a cycle: 'second' -> 'first' -> 'second'"
    )


def test_nodes_in_any_order() -> None:
    nodes = [node("Relu", ["a"], ["y"]), node("Neg", ["x"], ["a"])]
    proto = model(nodes, X, ["y"])
    x = floats(2, 3)
    np.testing.assert_array_equal(interpret(import_model(proto), {"x": x})["y"], np.maximum(-x, 0))


@pytest.mark.parametrize(
    ("nodes", "line"),
    [
        ([node("Add", ["x", "w"], ["y"], "sum")], "Add 'sum': reads tensor 'w', which nothing computes"),
        ([node("Add", ["x", "w"], ["y"])], "Add 'Add_0': reads tensor 'w', which nothing computes"),
        ([node("Relu", ["x"], ["z"])], "output 'y': no node computes it"),
        (
            [node("Relu", ["x"], ["y"], "a"), node("Neg", ["x"], ["y"], "b")],
            "tensor 'y' is defined by node 'b' and by node 'a'",
        ),
        ([node("Relu", ["x"], ["x"], "a")], "tensor 'x' is defined by node 'a' and as an input or initialiser"),
    ],
)
def test_broken_wiring(nodes: list[onnx.NodeProto], line: str) -> None:
    assert refusal(model(nodes, X, ["y"])) == [f"{line}; export the model again"]


def test_names_that_are_listed_twice() -> None:
    proto = model([node("Relu", ["x"], ["y"])], X, ["y"])
    proto.graph.input.append(proto.graph.input[0])
    assert refusal(proto) == ["input 'x' is listed twice; export the model again"]
    assert refusal(model([node("Relu", ["x"], ["y"])], X, ["y", "y"])) == [
        "output 'y' is listed twice; export the model again"
    ]
    proto = model([node("Add", ["x", "w"], ["y"])], X, ["y"], {"w": floats(3)})
    proto.graph.initializer.append(proto.graph.initializer[0])
    assert refusal(proto) == ["initialiser 'w' is listed twice; export the model again"]


def test_initialisers_listed_as_inputs_are_constants() -> None:
    proto = model([node("Add", ["x", "w"], ["y"])], X | {"w": (FLOAT, [3])}, ["y"], {"w": floats(3)})
    graph = import_model(proto)
    assert [value.name for value in graph.inputs] == ["x"]


def test_names_stay_those_of_the_model() -> None:
    nodes = [node("Relu", ["data:0"], ["a b"], "stem/relu"), node("Neg", ["a b"], ["out/1"])]
    graph = agree(model(nodes, {"data:0": (FLOAT, [2])}, ["out/1", "a b"]), {"data:0": floats(2)})
    assert [value.name for value in graph.inputs] == ["data:0"] and graph.output_names == ["out/1", "a b"]
    assert [n.name for n in graph.nodes] == ["stem/relu", "Neg_1"]


def test_an_output_that_is_an_input_or_a_constant() -> None:
    nodes = [node("Identity", ["x"], ["y"]), node("Identity", ["w"], ["z"])]
    agree(model(nodes, X, ["y", "z"], {"w": floats(3)}), {"x": floats(2, 3)})


def test_unused_extra_outputs_are_no_problem() -> None:
    agree(model([node("Dropout", ["x"], ["y", "mask"])], X, ["y"]), {"x": floats(2, 3)})
    normalize = node("BatchNormalization", ["x", *"smvw"], ["y", "mean"], "norm")
    assert refusal(model([normalize], X, ["y", "mean"], dict.fromkeys("smvw", floats(3)))) == [
        "BatchNormalization 'norm': its output 1 ('mean') is not supported, and the model uses it"
    ]


@pytest.mark.parametrize(
    ("code", "shape", "line"),
    [
        (FLOAT, [2, 4], "output 'y': is declared [2, 4], but the graph computes f32[2, 3]; export the model again"),
        (FLOAT, [2], "output 'y': is declared [2], but the graph computes f32[2, 3]; export the model again"),
        (INT64, [2, 3], "output 'y': is declared i64, but the graph computes f32[2, 3]; export the model again"),
    ],
)
def test_outputs_that_are_declared_wrongly(code: int, shape: list[int], line: str) -> None:
    proto = model([node("Relu", ["x"], ["y"])], X, ["y"])
    proto.graph.output[0].CopyFrom(helper.make_tensor_value_info("y", code, shape))
    assert refusal(proto) == [line]


# -- what is refused --------------------------------------------------------------------------------------------------


def test_everything_that_is_not_supported_is_listed_at_once() -> None:
    nodes = [
        node("ImageDecoder", ["x"], ["a"], "where"),
        node("Relu", ["a"], ["b"], "after"),  # nothing wrong with this one but its input
        node("Gelu", ["b"], ["c"], "gelu", approximate="cubic"),
        node("FusedMatMul", ["c", "x"], ["d"], "fused", domain="com.microsoft"),
        node("ImageDecoder", ["d"], ["e"]),
        node("Frobnicate", ["e"], ["f"], "f"),
        node("MatMul", ["x", "x"], ["g"], "square"),
        node("Sum", ["f", "g"], ["y"]),
    ]
    proto = model(nodes, X, ["y"], opset=20)
    proto.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    assert refusal(proto) == [
        "ImageDecoder 'where', 'ImageDecoder_4': "
        "this operator (opset 20) is not supported; express it by supported ones",
        "Gelu 'gelu': approximate='cubic' is not one of none, tanh; export the model again",
        "FusedMatMul 'fused': operators of domain 'com.microsoft' are not supported; export with standard operators",
        "Frobnicate 'f': there is no such operator in opset 20; export with standard operators",
        "MatMul 'square': dot of f32[2, 3] and f32[2, 3]: extent 3 does not match 2",
    ]


def test_many_nodes_with_one_reason_are_counted() -> None:
    nodes = [node("ImageDecoder", ["x"], [f"y{i}"], f"n{i}") for i in range(20)]
    (line,) = refusal(model(nodes, X, ["y0"], opset=20))
    assert line.startswith("ImageDecoder 'n0', 'n1', ") and " and 12 more: this operator" in line


def test_an_operator_of_a_later_opset() -> None:
    (line,) = refusal(model([node("Gelu", ["x"], ["y"], "g")], X, ["y"], opset=17))
    assert line == "Gelu 'g': there is no such operator in opset 17; export with standard operators"


def test_wrong_numbers_of_inputs() -> None:
    (line,) = refusal(model([node("MatMul", ["x"], ["y"], "m")], X, ["y"]))
    assert line == "MatMul 'm': 1 inputs and 1 outputs do not fit its definition in opset 17; export the model again"
    (line,) = refusal(model([node("MatMul", ["x", ""], ["y"], "m")], X, ["y"]))
    assert line == "MatMul 'm': input 1 is missing; export the model again"


def test_inputs_that_are_no_tensors() -> None:
    proto = model([node("Relu", ["x"], ["y"])], X, ["y"])
    wanted = "only tensors, and sequences and optionals of tensors, are supported as inputs"
    sequence = helper.make_sequence_type_proto(helper.make_tensor_type_proto(FLOAT, [2]))
    proto.graph.input[0].type.CopyFrom(helper.make_sequence_type_proto(sequence))
    assert refusal(proto) == [f"input 'x': {wanted}, not sequence_type"]
    proto.graph.input[0].CopyFrom(helper.make_tensor_value_info("x", FLOAT, None))
    assert refusal(proto) == ["input 'x': its number of axes is unknown; export the model with input shapes"]


# -- functions --------------------------------------------------------------------------------------------------------


def test_functions_of_the_model_are_inlined() -> None:
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("my", 1)]
    outer = helper.make_function(
        "my",
        "Outer",
        ["a", "w"],
        ["b"],
        [node("MatMul", ["a", "w"], ["t"]), node("Inner", ["t"], ["b"], domain="my")],
        imports,
    )
    inner = helper.make_function("my", "Inner", ["a"], ["b"], [node("Relu", ["a"], ["b"])], imports)
    proto = model([node("Outer", ["x", "w"], ["y"], domain="my")], X, ["y"], {"w": floats(3, 4)})
    proto.functions.extend([outer, inner])
    proto.opset_import.append(helper.make_opsetid("my", 1))
    graph = agree(proto, {"x": floats(2, 3)})
    assert [n.op.name for n in graph.nodes] == ["dot", "map"]


def test_functions_of_the_standard_are_inlined() -> None:
    nodes = [node("MeanVarianceNormalization", ["x"], ["y"], axes=[0, 2])]
    agree(model(nodes, {"x": (FLOAT, [2, 3, "n"])}, ["y"]), {"x": floats(2, 3, 5)})


# -- symbolic sizes ---------------------------------------------------------------------------------------------------


def sized(*shape: int | str | None) -> ModelProto:
    return model([node("Relu", ["in:0"], ["y"])], {"in:0": (FLOAT, shape)}, ["y"])


def test_symbolic_sizes_have_names_and_default_bounds() -> None:
    graph = import_model(sized("batch", None, 0, -1, "?", "2*batch", "if", 7), {"in_0_dim2": (1, 3)})
    symbols = {s.name: (s.low, s.high) for s in graph.symbols()}
    names = ["batch", "in_0_dim1", "in_0_dim2", "in_0_dim3", "in_0_dim4", "d2_batch", "if_"]
    assert symbols == {**dict.fromkeys(names, DEFAULT_RANGE), "in_0_dim2": (1, 3)}
    assert {s.name for s in defaulted_symbols(graph, {})} == set(names)


def test_bounds_are_those_asked_for() -> None:
    dims = {"batch": (1, 8), "tokens": (16, 16)}
    graph = import_model(sized("batch", "tokens", "heads"), dims)
    assert str(graph.inputs[0].type) == "f32[batch, 16, heads]"
    assert {(s.name, s.low, s.high) for s in graph.symbols()} == {("batch", 1, 8), ("heads", *DEFAULT_RANGE)}
    assert [s.name for s in defaulted_symbols(graph, dims)] == ["heads"]


def test_one_name_is_one_size() -> None:
    inputs = {"a": (FLOAT, ["n", 3]), "b": (FLOAT, ["n", 3])}
    graph = agree(model([node("Add", ["a", "b"], ["y"])], inputs, ["y"]), {"a": floats(4, 3), "b": floats(4, 3)})
    assert [s.name for s in graph.symbols()] == ["n"]


def test_names_that_would_clash_stay_apart() -> None:
    graph = import_model(sized("a b", "a_b", "in_0_dim3", None))
    assert [s.name for s in graph.symbols()] == ["a_b", "a_b_1", "in_0_dim3", "in_0_dim3_1"]


def test_bounds_for_unknown_dims() -> None:
    assert refusal(sized("batch", "tokens"), {"bach": (1, 8)}) == [
        "--dim bach: the model has no symbolic dim of that name; the symbolic dims are batch, tokens"
    ]
    assert refusal(sized(1, 2), {"batch": (1, 8)}) == [
        "--dim batch: the model has no symbolic dim of that name; all dims are static"
    ]


@pytest.mark.parametrize("bounds", [(-1, 4), (5, 4)])
def test_bounds_that_make_no_sense(bounds: tuple[int, int]) -> None:
    (line,) = refusal(sized("batch"), {"batch": bounds})
    assert line == f"--dim batch={bounds[0]}..{bounds[1]}: sizes are not negative, and the smaller one comes first"


@pytest.mark.parametrize(("batch", "tokens"), [(1, 1), (2, 7), (3, 16)])
def test_attention_with_symbolic_sizes(batch: int, tokens: int) -> None:
    nodes = [
        node("MatMul", ["x", "w"], ["h"]),
        node("Reshape", ["h", "split"], ["heads"]),
        node("Transpose", ["heads"], ["q"], perm=[0, 2, 1, 3]),
        node("Transpose", ["heads"], ["k"], perm=[0, 2, 3, 1]),
        node("MatMul", ["q", "k"], ["scores"]),
        node("Cast", ["mask"], ["real"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["real", "axes"], ["wide"]),
        node("Add", ["scores", "wide"], ["masked"]),
        node("Softmax", ["masked"], ["weights"]),
        node("MatMul", ["weights", "q"], ["mixed"]),
        node("Transpose", ["mixed"], ["back"], perm=[0, 2, 1, 3]),
        node("Reshape", ["back", "merge"], ["y"]),
    ]
    constants = {"w": floats(12, 12), "split": np.array([0, 0, 3, 4]), "merge": np.array([0, -1, 12])}
    constants["axes"] = np.array([1, 2])
    inputs = {"x": (FLOAT, ["batch", "tokens", 12]), "mask": (INT64, ["batch", "tokens"])}
    feeds = {"x": floats(batch, tokens, 12), "mask": np.ones((batch, tokens), np.int64)}
    agree(model(nodes, inputs, ["y"], constants), feeds, {"tokens": (1, 16)})


# -- the models onnx ships --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(LIGHT.glob("*.onnx")), ids=lambda path: path.stem)
def test_light_models_import(path: Path) -> None:
    graph = import_model(path)
    stored = TensorProto.FromString(path.with_name(f"{path.stem}_output_0.pb").read_bytes())
    (output,) = graph.outputs
    assert [len(graph.inputs), output.type.shape] == [1, tuple(stored.dims)]


def test_a_light_model_gives_its_stored_output() -> None:
    path = LIGHT / "light_shufflenet.onnx"
    stored = numpy_helper.to_array(TensorProto.FromString((LIGHT / "light_shufflenet_output_0.pb").read_bytes()))
    graph = import_model(path)
    (result,) = interpret(graph, {graph.inputs[0].name: np.ones((1, 3, 224, 224), np.float32)}).values()
    np.testing.assert_allclose(result, stored, rtol=1e-3, atol=1e-5)


def test_weights_are_not_copied() -> None:
    """Importing 64 MB takes a time in which they could be copied a few times, not parsed element by element."""
    weights = {"w": np.ones((4096, 4096), np.float32)}
    proto = model([node("MatMul", ["x", "w"], ["y"])], {"x": (FLOAT, [1, 4096])}, ["y"], weights)
    data = proto.SerializeToString()
    start = time.perf_counter()
    graph = import_model(data)
    assert time.perf_counter() - start < 5
    (weight,) = graph.constants()
    assert weight.data is not None and not weight.data.flags.owndata
