"""Element-wise ops against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import TensorProto

from tests.frontend.onnx_models import Array, agree_single, floats, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir.interpreter import interpret

X = floats(3, 5) * 3
POSITIVE = np.abs(X) + np.float32(0.1)
INTEGERS = np.array([[-7, 3, 0], [5, -2, 9]], np.int64)
BOOLEANS = np.array([[True, False, True], [False, True, True]])

ANY = ["Abs", "Ceil", "Celu", "Dropout", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "HardSwish", "Identity"]
ANY += ["LeakyRelu", "Neg", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Softplus", "Softsign", "Tanh"]
ANY += ["Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Asinh"]
OLD = ["Abs", "Clip", "Dropout", "Elu", "HardSigmoid", "LeakyRelu", "Relu", "Selu", "Sigmoid"]

UNARY: list[tuple[str, Array, int, dict[str, Any]]] = [
    *[(op, X, 17, {}) for op in ANY],
    *[(op, X, 7, {}) for op in OLD],
    *[(op, POSITIVE, 17, {}) for op in ["Log", "Sqrt", "Reciprocal"]],
    *[(op, np.tanh(X), 17, {}) for op in ["Asin", "Acos", "Atanh"]],
    ("Acosh", POSITIVE + 1, 17, {}),
    ("Abs", INTEGERS, 17, {}),
    ("BitwiseNot", INTEGERS, 18, {}),
    ("Neg", INTEGERS, 17, {}),
    ("Sign", INTEGERS, 17, {}),
    ("Relu", INTEGERS.astype(np.int32), 17, {}),
    ("Not", BOOLEANS, 17, {}),
    ("IsNaN", np.array([1, np.nan, np.inf], np.float32), 17, {}),
    ("IsInf", np.array([1, np.nan, np.inf, -np.inf], np.float32), 17, {}),
    ("IsInf", np.array([1, np.nan, np.inf, -np.inf], np.float32), 17, {"detect_positive": 0}),
    ("LeakyRelu", X, 17, {"alpha": 0.3}),
    ("Elu", X, 17, {"alpha": 0.7}),
    ("Celu", X, 17, {"alpha": 0.7}),
    ("Selu", X, 17, {"alpha": 0.7, "gamma": 2.0}),
    ("HardSigmoid", X, 17, {"alpha": 0.4, "beta": 0.3}),
    ("ThresholdedRelu", X, 17, {"alpha": 0.5}),
    ("Shrink", X, 17, {"bias": 0.2, "lambd": 0.7}),
    ("Clip", X, 7, {"min": -0.5}),
    ("Clip", X, 10, {"max": 0.5, "min": -1.0}),
    ("Gelu", X, 20, {}),
    ("Gelu", X, 20, {"approximate": "tanh"}),
    ("Mish", X, 18, {}),
    ("Cast", X, 17, {"to": TensorProto.INT32}),
    ("Cast", X, 17, {"to": TensorProto.BOOL}),
    ("Cast", INTEGERS, 17, {"to": TensorProto.FLOAT}),
    ("Cast", BOOLEANS, 17, {"to": TensorProto.FLOAT}),
    ("Cast", X, 17, {"to": TensorProto.DOUBLE}),
]


@pytest.mark.parametrize(("op", "x", "opset", "attributes"), UNARY)
def test_functions_of_one_tensor(op: str, x: Array, opset: int, attributes: dict[str, Any]) -> None:
    agree_single(op, x, opset=opset, **attributes)


@pytest.mark.parametrize("op", ["Add", "Sub", "Mul", "Div", "Max", "Min", "Less", "Greater", "Equal", "PRelu"])
@pytest.mark.parametrize("shape", [(3, 5), (5,), (1, 1), ()])
@pytest.mark.parametrize("opset", [12, 17])
def test_functions_of_two_broadcast(op: str, shape: tuple[int, ...], opset: int) -> None:
    agree_single(op, X, np.asarray(floats(*shape, seed=1)), opset=opset)


@pytest.mark.parametrize("op", ["Add", "Sub", "Mul", "Div", "Max", "Min", "LessOrEqual", "GreaterOrEqual", "Mod"])
def test_functions_of_two_integers(op: str) -> None:
    agree_single(op, INTEGERS, np.array([3, -4, 5], np.int64))


@pytest.mark.parametrize("fmod", [0, 1])
def test_remainders(fmod: int) -> None:
    agree_single("Mod", INTEGERS, np.array([3, -4, 5], np.int64), fmod=fmod)
    if fmod:
        agree_single("Mod", X, np.array([0.7, -0.3, 1e-3, 2, 5], np.float32), fmod=fmod)


@pytest.mark.parametrize("op", ["BitwiseAnd", "BitwiseOr", "BitwiseXor"])
def test_bits(op: str) -> None:
    agree_single(op, INTEGERS, np.array([3, -4, 5], np.int64), opset=18)


@pytest.mark.parametrize("direction", ["LEFT", "RIGHT"])
def test_shifts(direction: str) -> None:
    agree_single("BitShift", np.arange(20, dtype=np.uint8), np.arange(20, dtype=np.uint8) % 8, direction=direction)


@pytest.mark.parametrize("exponent", [np.float32, np.int64, np.int32, np.float64])
@pytest.mark.parametrize("base", [np.int32, np.int64, np.float32, np.float64])
def test_powers_of_any_types(base: type, exponent: type) -> None:
    agree_single("Pow", np.arange(-4, 8).astype(base), (np.arange(12) % 5).astype(exponent))


def test_a_constant_zero_divisor_is_refused() -> None:
    proto, _ = single("Div", INTEGERS, np.array([1, 0, 2], np.int64), constant=(0, 1))
    with pytest.raises(CompileError, match="Div 'node': an integer is divided by zero; check the constants"):
        import_model(proto)


@pytest.mark.parametrize("op", ["And", "Or", "Xor", "Equal"])
def test_functions_of_two_booleans(op: str) -> None:
    agree_single(op, BOOLEANS, BOOLEANS[:1])


@pytest.mark.parametrize("op", ["Sum", "Mean", "Max", "Min"])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("opset", [8, 13])
def test_variadic(op: str, count: int, opset: int) -> None:
    agree_single(op, *[floats(2, 3, seed=i)[: 1 + i % 2] for i in range(count)], opset=opset)


@pytest.mark.parametrize("exponent", [2.0, 3.0, 0.5, -1.5])
def test_pow_by_a_constant(exponent: float) -> None:
    agree_single("Pow", POSITIVE, np.asarray(np.float32(exponent)), constant=[1])


def test_pow_of_tensors() -> None:
    agree_single("Pow", POSITIVE, floats(3, 5, seed=4))
    agree_single("Pow", POSITIVE, np.array([2, 3, 1, 0, 2], np.int64))
    agree_single("Pow", INTEGERS, np.asarray(np.int64(2)), constant=[1])


@pytest.mark.parametrize("constant", [[], [1, 2]])
def test_clip_bounds_as_inputs(constant: list[int]) -> None:
    low, high = np.asarray(np.float32(-0.5)), np.asarray(np.float32(0.75))
    agree_single("Clip", X, low, high, constant=constant)
    agree_single("Clip", X, None, high, constant=constant)
    agree_single("Clip", X, low, constant=constant, opset=11)
    agree_single("Clip", X, high, low, constant=constant)  # the wrong way round, the maximum wins


def test_where() -> None:
    agree_single("Where", BOOLEANS, floats(2, 3), floats(3, seed=1))
    agree_single("Where", BOOLEANS[0], INTEGERS, np.zeros((2, 1), np.int64))


def test_cast_like() -> None:
    agree_single("CastLike", X, INTEGERS, opset=15)


def test_dropout_of_an_inference_export() -> None:
    ratio, training = np.asarray(np.float32(0.5)), np.asarray(False)
    agree_single("Dropout", X, ratio, training, constant=[1, 2], opset=13)


def test_swish() -> None:
    proto, feeds = single("Swish", X, opset=24, alpha=1.5)
    np.testing.assert_allclose(interpret(import_model(proto), feeds)["y0"], X / (1 + np.exp(-1.5 * X)), rtol=1e-5)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (("Gelu", X, 20, {"approximate": "cubic"}), "Gelu 'node': approximate='cubic' is not one of none, tanh"),
        (("Cast", X, 17, {"to": TensorProto.COMPLEX64}), "Cast 'node': element type complex64 is not supported"),
        (("IsInf", X, 17, {"detect_positive": 0, "detect_negative": 0}), "IsInf 'node': detect_positive=0"),
        (("Not", X, 17, {}), "Not 'node': not is not defined for f32"),
        (("Relu", X, 17, {"alpha": 1.0}), "Relu 'node': unknown attribute 'alpha' in opset 17"),
        (("Elu", X, 17, {"alpha": 1}), "Elu 'node': attribute 'alpha' must not be of type INT"),
        (("Cast", X, 17, {}), "Cast 'node': attribute 'to' is missing"),
    ],
)
def test_refusals(settings: tuple[str, Array, int, dict[str, Any]], message: str) -> None:
    op, x, opset, attributes = settings
    with pytest.raises(CompileError) as caught:
        import_model(single(op, x, opset=opset, **attributes)[0])
    assert str(caught.value).startswith(message) and "\n" not in str(caught.value)


def test_refusals_of_two() -> None:
    for op, x, y, constant, message in [
        ("PRelu", X[0], X, [], "slope f32[3, 5] does not broadcast to f32[5]"),
        ("Add", X, INTEGERS[:1, :1], [], "add needs operands of one type, got f32, i64"),
        ("Add", X, floats(4), [], "shapes do not broadcast: 4 against 5"),
    ]:
        with pytest.raises(CompileError) as caught:
            import_model(single(op, x, y, constant=constant)[0])
        assert str(caught.value).startswith(f"{op} 'node': {message}")
