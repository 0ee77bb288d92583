"""Conversions, quantisation, and ops that compute with narrow types."""

from __future__ import annotations

import math
from typing import Any

import ml_dtypes
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from tests.frontend.onnx_models import FLOAT, Array, agree, agree_single, floats, model, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import DType, Graph
from zeroskip.ir.interpreter import interpret
from zeroskip.ir.ops import Map

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
HALF, NARROWEST = TensorProto.FLOAT16, TensorProto.FLOAT8E8M0
X = np.array([0, -0.0, 1.7, -2.5, 3.5, 6e4, -7e4, 1e-7, np.inf, -np.inf, np.nan], np.float32)


def run(op: str, *inputs: Array, **settings: Any) -> Array:
    """The interpreted result of one node."""
    proto, feeds = single(op, *inputs, **settings)
    return interpret(import_model(proto), feeds)["y0"]


# -- conversions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
@pytest.mark.parametrize("to", [TensorProto.FLOAT16, TensorProto.BFLOAT16, TensorProto.FLOAT, TensorProto.BOOL])
def test_casts(dtype: type, to: int) -> None:
    proto, feeds = single("Cast", X.astype(dtype), to=to)
    proto.graph.node.append(helper.make_node("Cast", ["y0"], ["y1"], to=FLOAT))
    proto.graph.output[0].name = "y1"  # numpy does not have all types
    agree(proto, feeds)


@pytest.mark.parametrize("name", ["float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, np.int32])
def test_saturating_casts(name: str, dtype: type) -> None:
    x = X.astype(dtype) if dtype is not np.int32 else np.array([-(2**31), -3, 0, 19, 2**31 - 1], np.int32)
    to = helper.np_dtype_to_tensor_dtype(np.dtype(name))
    largest = float(ml_dtypes.finfo(name).max)
    saturated, plain = (run("Cast", x, to=to, saturate=s, opset=19).astype(np.float32) for s in (1, 0))
    numbers = ~np.isnan(x.astype(np.float32))
    assert saturated[numbers].min() == -largest and saturated[numbers].max() == largest
    assert np.isnan(saturated[~numbers]).all() and not np.isfinite(plain[np.abs(x.astype(np.float64)) > 6e4]).any()
    np.testing.assert_array_equal(plain[np.isfinite(plain)], saturated[np.isfinite(plain)])


@pytest.mark.parametrize("round_mode", ["up", "down", "nearest"])
@pytest.mark.parametrize("saturate", [0, 1])
def test_casts_to_powers_of_two(round_mode: str, saturate: int) -> None:
    powers = 2.0 ** np.arange(-127.0, 128)
    factors = np.array([1, 1 + 2.0**-22, 1.25, 1.5, 1.75, 2 - 2.0**-22])
    x = (powers[:-1, None] * factors).astype(np.float32).ravel()
    found = run("Cast", x, to=NARROWEST, round_mode=round_mode, saturate=saturate, opset=24).astype(np.float32)
    up = {"up": x > np.repeat(powers[:-1], 6), "down": False, "nearest": np.tile(factors >= 1.5, 254)}[round_mode]
    np.testing.assert_array_equal(found, np.repeat(powers[:-1], 6) * np.where(up, 2, 1))
    beyond = np.array([0, 1e-45, np.inf, np.nan, -1], np.float32)
    found = run("Cast", beyond, to=NARROWEST, round_mode=round_mode, saturate=saturate, opset=24).astype(np.float64)
    ends = [2.0**-127] * 2 + [2.0**127] if saturate else [math.nan] * 3
    np.testing.assert_array_equal(found, [*ends, math.nan, 1])


def test_every_pair_of_types_can_be_cast() -> None:
    for source in DType:
        for to in DType:
            code = helper.np_dtype_to_tensor_dtype(to.numpy)
            result = run("Cast", np.array([0, 1, 2, 3]).astype(source.numpy), to=code, opset=25)
            assert DType.of(result) is to
            like = run("CastLike", np.array([0, 1]).astype(source.numpy), np.zeros(2).astype(to.numpy), opset=25)
            assert DType.of(like) is to


def test_bits_of_another_type() -> None:
    x = np.array([1.5, -0.0], np.float16)
    assert run("BitCast", x, to=TensorProto.BFLOAT16, opset=26).tobytes() == x.tobytes()
    with pytest.raises(CompileError, match="BitCast 'node': f16 and f32 do not have equally many bits"):
        run("BitCast", x, to=FLOAT, opset=26)


# -- precision --------------------------------------------------------------------------------------------------------


def chain(*nodes: onnx.NodeProto) -> Graph:
    constants = {"w": np.ones((4, 4), np.float16)}
    graph = import_model(model(nodes, {"x": (HALF, [3, 4])}, [nodes[-1].output[0]], constants))
    assert [v.type.dtype for v in (*graph.inputs, *graph.outputs)] == [DType.FLOAT16] * 2
    return graph


def read(graph: Graph) -> list[str]:
    """The conversions whose results are used."""
    return [
        s.text(["x"])
        for node in graph.nodes
        if isinstance(node.op, Map) and (node.output.uses or node.output in graph.outputs)
        for s in node.op.expression.steps
        if s.function == "cast"
    ]


def test_what_computes_does_so_in_float32() -> None:
    node = helper.make_node
    nodes = [node("MatMul", ["x", "w"], ["a"]), node("Reshape", ["a", "s"], ["b"]), node("Exp", ["b"], ["y"])]
    nodes.insert(0, node("Constant", [], ["s"], value_ints=[4, 3]))
    assert read(chain(*nodes)) == ["cast(x) to f32", "cast(x) to f16"]


def test_what_only_moves_is_not_converted() -> None:
    nodes = [helper.make_node("Transpose", ["x"], ["t"]), helper.make_node("Concat", ["t", "t"], ["y"], axis=0)]
    assert read(chain(*nodes)) == []


def test_an_explicit_cast_rounds() -> None:
    node = helper.make_node
    nodes = [node("Exp", ["x"], ["e"]), node("Cast", ["e"], ["c"], to=FLOAT), node("Cast", ["c"], ["y"], to=HALF)]
    assert read(chain(*nodes)) == ["cast(x) to f32", "cast(x) to f16", "cast(x) to f32", "cast(x) to f16"]


@pytest.mark.parametrize("op", ["Exp", "Softmax", "Neg", "ReduceSum", "IsNaN"])
@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_results_have_the_type_that_the_op_gives_them(op: str, dtype: type) -> None:
    x = floats(3, 5).astype(dtype)
    found, wanted = (run(op, a, opset=20) for a in (x, x.astype(np.float32)))
    assert found.dtype == (np.bool_ if op == "IsNaN" else dtype)
    np.testing.assert_array_equal(found, wanted.astype(found.dtype))


# -- quantisation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["int4", "uint4", "int2", "uint2", "float8_e4m3fn", "float8_e5m2", "float4_e2m1fn"])
@pytest.mark.parametrize("scales", [np.float32, np.float16, ml_dtypes.bfloat16])
def test_narrow_quantisation(name: str, scales: type) -> None:
    x, scale, zero = np.float32([[-100, -0.6, 0.26, 0.74, 1.5, 100]]), np.asarray(0.5, scales), np.ones((), name)
    low, high = DType(name).limits if "float" not in name else (-float(ml_dtypes.finfo(name).max),) * 2
    found = run("QuantizeLinear", x, scale, zero, constant=[1, 2], opset=25)
    assert found.dtype == name
    if "float" in name:
        wanted = np.clip(x / 0.5 + 1, low, -low).astype(name)
    else:
        wanted = np.clip(np.rint(x / 0.5) + 1, low, high).astype(name)
    np.testing.assert_array_equal(found.astype(np.float32), wanted.astype(np.float32))
    again = run("DequantizeLinear", found, scale, zero, constant=[1, 2], opset=25)
    assert again.dtype == scales
    np.testing.assert_array_equal(again, ((wanted.astype(np.float32) - 1) * 0.5).astype(scales))


def test_quantisation_by_blocks() -> None:
    x, scale = floats(2, 7, 3), np.abs(floats(2, 3, 3, seed=1)) + np.float32(0.1)
    zero = np.arange(18).reshape(2, 3, 3).astype(np.uint8)
    whole, zeros = (a.repeat(3, axis=1)[:, :7] for a in (scale, zero))
    wanted = np.clip(np.rint(x / whole) + zeros, 0, 255).astype(np.uint8)
    settings: dict[str, Any] = {"axis": 1, "block_size": 3, "opset": 21, "constant": [1, 2]}
    np.testing.assert_array_equal(run("QuantizeLinear", x, scale, zero, **settings), wanted)
    back = run("DequantizeLinear", wanted, scale, zero, **settings)
    np.testing.assert_allclose(back, (wanted.astype(np.float32) - zeros) * whole, rtol=1e-6)


def test_quantisation_by_blocks_of_symbolic_sizes() -> None:
    node = helper.make_node("DequantizeLinear", ["x", "s"], ["y"], axis=1, block_size=2)
    proto = model([node], {"x": (TensorProto.INT8, ["n", 4]), "s": (FLOAT, ["n", 2])}, ["y"], opset=21)
    agree(proto, {"x": np.arange(12).reshape(3, 4).astype(np.int8), "s": np.abs(floats(3, 2))})


def test_the_type_of_a_quantised_result() -> None:
    x, scale = floats(2, 3), np.float32(0.1)
    assert run("QuantizeLinear", x, np.asarray(scale), constant=[1], opset=21).dtype == np.uint8
    found = run("QuantizeLinear", x, np.asarray(scale), constant=[1], opset=21, output_dtype=TensorProto.INT16)
    assert found.dtype == np.int16
    back = run("DequantizeLinear", found, np.asarray(scale), constant=[1], opset=23, output_dtype=HALF)
    assert back.dtype == np.float16
    agree_single("DynamicQuantizeLinear", x, outputs=3)


@pytest.mark.parametrize(
    ("inputs", "attributes", "reason"),
    [
        ([floats(2, 3), floats(2, 2)], {"axis": 1}, "a parameter f32[2, 2] does not fit axis 1 of f32[2, 3]"),
        (
            [floats(2, 3), floats(2, 1)],
            {"block_size": 2},
            "a parameter f32[2, 1] does not fit blocks of 2 along axis 1",
        ),
        ([floats(3), floats(3)], {"axis": 0, "output_dtype": FLOAT}, "cannot quantise to f32; integers of"),
        ([floats(3), np.ones((), np.float64)], {}, "cannot divide in f64; give precision or a scale of float32"),
    ],
)
def test_quantisation_that_is_refused(inputs: list[Array], attributes: dict[str, Any], reason: str) -> None:
    with pytest.raises(CompileError) as caught:
        run("QuantizeLinear", *inputs, opset=23, **attributes)
    assert str(caught.value).startswith(f"QuantizeLinear 'node': {reason}")
