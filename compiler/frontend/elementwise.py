"""Element-wise ONNX ops."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...ir import DType
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor

SAME: Formula = ("or", ("eq", "x", "y"), ("not", ("or", ("eq", "x", "x"), ("eq", "y", "y"))))
"""Whether two elements are equal, for which one NaN is like another."""

_REMAINDER: Formula = ("rem", "x", "y")


def _elu(x: Formula, alpha: float) -> Formula:
    return ("where", ("lt", x, 0.0), ("mul", alpha, ("sub", ("exp", x), 1.0)), x)


def _hard_sigmoid(x: Formula, alpha: float, beta: float) -> Formula:
    return ("max", ("min", ("add", ("mul", x, alpha), beta), 1.0), 0.0)


def _softplus(x: Formula) -> Formula:
    """``max(x, 0) + log(1 + exp(-|x|))``, which no x lets overflow."""
    return ("add", ("max", x, 0.0), ("log", ("add", 1.0, ("exp", ("neg", ("abs", x))))))


ACTIVATIONS: dict[str, Callable[[Formula, float, float], Formula]] = {
    "affine": lambda x, alpha, beta: ("add", ("mul", x, alpha), beta),
    "elu": lambda x, alpha, beta: _elu(x, alpha),
    "hardsigmoid": _hard_sigmoid,
    "leakyrelu": lambda x, alpha, beta: ("where", ("lt", x, 0.0), ("mul", x, alpha), x),
    "relu": lambda x, alpha, beta: ("max", x, 0),
    "scaledtanh": lambda x, alpha, beta: ("mul", alpha, ("tanh", ("mul", beta, x))),
    "sigmoid": lambda x, alpha, beta: ("sigmoid", x),
    "softplus": lambda x, alpha, beta: _softplus(x),
    "softsign": lambda x, alpha, beta: ("div", x, ("add", 1.0, ("abs", x))),
    "tanh": lambda x, alpha, beta: ("tanh", x),
    "thresholdedrelu": lambda x, alpha, beta: ("where", ("lt", alpha, x), x, 0.0),
}
"""Formulas of ``x``, alpha and beta, by the names in lower case that recurrent layers know them by."""


def _activation(name: str) -> Callable[[OnnxNode], Tensor]:
    """A lowering that applies one of ``ACTIVATIONS`` with the attributes of the op."""

    def lower(node: OnnxNode) -> Tensor:
        alpha, beta = (float(node.attribute(parameter) or 0) for parameter in ("alpha", "beta"))
        return node.formula(ACTIVATIONS[name]("x", alpha, beta), node.input(0))

    return lower


def _formula(formula: Formula) -> Callable[[OnnxNode], Tensor]:
    """A lowering that applies one formula to the inputs."""
    return lambda node: node.formula(formula, *node.inputs())


def _call(function: str) -> Callable[[OnnxNode], Tensor]:
    """A lowering that applies one function to the inputs."""
    return lambda node: node.call(function, *node.inputs())


def _variadic(function: str) -> Callable[[OnnxNode], Tensor]:
    """A lowering that applies a function of two to all inputs, from left to right."""

    def lower(node: OnnxNode) -> Tensor:
        result, *others = node.inputs()
        for other in others:
            result = node.call(function, result, other)
        return result

    return lower


def _mean(node: OnnxNode) -> Tensor:
    total = _variadic("add")(node)
    count = len(node.inputs())
    return node.formula(("div", "x", count), total) if count > 1 else total


def _pow(node: OnnxNode) -> Tensor:
    x, y = node.inputs()
    dtype = x.type.dtype
    exponent = node.constant_or_none(y)
    if exponent is not None and exponent.size == 1 and exponent.ndim <= x.type.rank:
        # The frequent powers, exactly and at the price of a multiplication.
        if exponent.item() == 2:
            return node.formula(("mul", "x", "x"), x)
        if exponent.item() == 3:
            return node.formula(("mul", ("mul", "x", "x"), "x"), x)
    computed = _type_of_power(dtype, y.type.dtype)
    return node.cast(node.call("pow", node.cast(x, computed), node.cast(y, computed)), dtype)


def _type_of_power(base: DType, exponent: DType) -> DType:
    """The type in which a power is computed before it is converted to that of the base."""
    if base.is_float or base is exponent:
        return base
    if exponent.is_float:
        return DType.FLOAT64
    # A longer integer holds every exponent; the power's low bits do not depend on its length.
    return DType.INT64 if exponent.is_signed else DType.UINT64


def _clip_by_attributes(node: OnnxNode) -> Tensor:
    return node.formula(("min", ("max", "x", node.number("min")), node.number("max")), node.input(0))


def _clip(node: OnnxNode) -> Tensor:
    x = node.input(0)
    for index, function in ((1, "max"), (2, "min")):
        if node.given(index):
            bound = node.input(index)
            if bound.type.rank != 0:
                node.refuse(f"a bound must be a scalar, got {bound.type}; export the model again")
            limit = node.constant_or_none(bound)
            x = node.call(function, x, bound) if limit is None else node.formula((function, "x", limit.item()), x)
    return x


def _prelu(node: OnnxNode) -> Tensor:
    x, slope = node.inputs()
    slope = node.fitting(slope, x.type, "slope")
    return node.formula(("where", ("lt", "x", 0.0), ("mul", "x", "y"), "x"), x, slope)


def _selu(node: OnnxNode) -> Tensor:
    return node.formula(("mul", node.number("gamma"), _elu("x", node.number("alpha"))), node.input(0))


def _celu(node: OnnxNode) -> Tensor:
    alpha = node.number("alpha")
    below: Formula = ("mul", alpha, ("sub", ("exp", ("div", "x", alpha)), 1.0))
    return node.formula(("where", ("lt", "x", 0.0), below, "x"), node.input(0))


def _shrink(node: OnnxNode) -> Tensor:
    bias, threshold = node.number("bias"), node.number("lambd")
    above: Formula = ("where", ("lt", threshold, "x"), ("sub", "x", bias), 0)
    return node.formula(("where", ("lt", "x", -threshold), ("add", "x", bias), above), node.input(0))


def _swish(node: OnnxNode) -> Tensor:
    return node.formula(("mul", "x", ("sigmoid", ("mul", "x", node.number("alpha")))), node.input(0))


def _gelu(node: OnnxNode) -> Tensor:
    approximate = node.text("approximate")
    if approximate == "none":
        return node.call("gelu", node.input(0))
    if approximate != "tanh":
        node.refuse(f"approximate='{approximate}' is not one of none, tanh; export the model again")
    cubic: Formula = ("add", "x", ("mul", 0.044715, ("mul", "x", ("mul", "x", "x"))))
    inner: Formula = ("tanh", ("mul", math.sqrt(2 / math.pi), cubic))
    return node.formula(("mul", ("mul", 0.5, "x"), ("add", 1.0, inner)), node.input(0))


def _sign(node: OnnxNode) -> Tensor:
    x = node.input(0)
    negative = -1 if x.type.dtype.is_signed else 0
    return node.formula(("where", ("lt", 0, "x"), 1, ("where", ("lt", "x", 0), negative, 0)), x)


def _mod(node: OnnxNode) -> Tensor:
    fmod = node.flag("fmod")
    x, y = node.inputs()
    if fmod or not x.type.dtype.is_signed:
        return node.call("rem", x, y)
    # The remainder takes the sign of the divisor.
    differ: Formula = ("xor", ("lt", _REMAINDER, 0), ("lt", "y", 0))
    none: Formula = ("eq", _REMAINDER, 0)
    # A zero has no sign to differ, but a floating-point one takes that of the divisor.
    zero: Formula = ("where", ("lt", "y", 0), -0.0, 0.0) if x.type.dtype.is_float else 0
    nonzero: Formula = ("where", differ, ("add", _REMAINDER, "y"), _REMAINDER)
    return node.formula(("where", none, zero, nonzero), x, y)


def _bit_shift(node: OnnxNode) -> Tensor:
    direction = node.text("direction")
    if direction not in ("LEFT", "RIGHT"):
        node.refuse(f"direction='{direction}' is not one of LEFT, RIGHT; export the model again")
    return node.call(f"shift_{direction.lower()}", *node.inputs())


def _is_inf(node: OnnxNode) -> Tensor:
    positive, negative = node.flag("detect_positive"), node.flag("detect_negative")
    if not positive and not negative:
        node.refuse("detect_positive=0 with detect_negative=0 finds nothing; remove the node")
    value: Formula = ("abs", "x") if positive and negative else "x"
    return node.formula(("eq", value, math.inf if positive else -math.inf), node.input(0))


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "Acos": {7: _call("acos")},
    "Acosh": {9: _call("acosh")},
    "Abs": {6: _call("abs")},
    "Add": {7: _call("add")},
    "And": {7: _call("and")},
    "Asin": {7: _call("asin")},
    "Asinh": {9: _call("asinh")},
    "Atan": {7: _call("atan")},
    "Atanh": {9: _call("atanh")},
    "BitShift": {11: _bit_shift},
    "BitwiseAnd": {18: _call("and")},
    "BitwiseNot": {18: _call("not")},
    "BitwiseOr": {18: _call("or")},
    "BitwiseXor": {18: _call("xor")},
    "Ceil": {6: _call("ceil")},
    "Celu": {12: _celu},
    "Clip": {6: _clip_by_attributes, 11: _clip},
    "Cos": {7: _call("cos")},
    "Cosh": {9: _call("cosh")},
    "Div": {7: _call("div")},
    "Elu": {6: _activation("elu")},
    "Equal": {7: _call("eq")},
    "Erf": {9: _call("erf")},
    "Exp": {6: _call("exp")},
    "Floor": {6: _call("floor")},
    "Gelu": {20: _gelu},
    "Greater": {7: _formula(("lt", "y", "x"))},
    "GreaterOrEqual": {12: _formula(("le", "y", "x"))},
    "HardSigmoid": {6: _activation("hardsigmoid")},
    "HardSwish": {14: _formula(("mul", "x", _hard_sigmoid("x", 1 / 6, 0.5)))},
    "IsInf": {10: _is_inf},
    "IsNaN": {9: _formula(("not", ("eq", "x", "x")))},
    "LeakyRelu": {6: _activation("leakyrelu")},
    "Less": {7: _call("lt")},
    "LessOrEqual": {12: _call("le")},
    "Log": {6: _call("log")},
    "Max": {6: _variadic("max")},
    "Mean": {6: _mean},
    "Min": {6: _variadic("min")},
    "Mish": {18: _formula(("mul", "x", ("tanh", _softplus("x"))))},
    "Mod": {10: _mod},
    "Mul": {7: _call("mul")},
    "Neg": {6: _call("neg")},
    "Not": {1: _call("not")},
    "Or": {7: _call("or")},
    "PRelu": {7: _prelu},
    "Pow": {7: _pow},
    "Reciprocal": {6: _formula(("div", 1.0, "x"))},
    "Relu": {6: _activation("relu")},
    "Round": {11: _call("round")},
    "Selu": {6: _selu},
    "Shrink": {9: _shrink},
    "Sigmoid": {6: _activation("sigmoid")},
    "Sign": {9: _sign},
    "Sin": {7: _call("sin")},
    "Sinh": {9: _call("sinh")},
    "Softplus": {1: _activation("softplus")},
    "Softsign": {1: _activation("softsign")},
    "Sqrt": {6: _call("sqrt")},
    "Sub": {7: _call("sub")},
    "Sum": {6: _variadic("add")},
    "Swish": {24: _swish},
    "Tan": {7: _call("tan")},
    "Tanh": {6: _activation("tanh")},
    "ThresholdedRelu": {10: _activation("thresholdedrelu")},
    "Where": {9: _call("where")},
    "Xor": {7: _call("xor")},
}
"""Lowerings by op and the opset since which they apply."""
