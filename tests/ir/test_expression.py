from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeroskip.ir import DType, Expression, InferError, Literal, Step
from zeroskip.ir.dims import bounds, evaluate, symbol
from zeroskip.ir.expression import FUNCTIONS, broadcast_shapes

F32 = DType.FLOAT32


@st.composite
def float_expressions(draw: st.DrawFn, arguments: int) -> Expression:
    """Random expressions of functions that keep values small."""
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(["add", "sub", "mul", "max", "neg", "tanh", "abs"]))
        operand = st.one_of(
            st.integers(0, arguments + len(steps) - 1),
            st.builds(Literal, st.floats(-2, 2, width=32), st.just(F32)),
        )
        steps.append(Step(name, tuple(draw(operand) for _ in range(FUNCTIONS[name].arity))))
    return Expression(arguments, tuple(steps))


def arrays(count: int) -> list[np.ndarray]:
    return list(np.random.default_rng(count).standard_normal((count, 4)).astype(np.float32))


@given(float_expressions(3), float_expressions(2), st.integers(0, 2))
def test_inline_composes(outer: Expression, inner: Expression, argument: int) -> None:
    x = arrays(5)
    others, inner_arguments = x[:2], x[2:4]
    merged = outer.inline(argument, inner)
    given_to_outer = [*others[:argument], inner.reference(inner_arguments), *others[argument:]]
    np.testing.assert_array_equal(merged.reference([*others, *inner_arguments]), outer.reference(given_to_outer))


@given(float_expressions(3), st.integers(0, 2))
def test_bind_fixes_an_argument(expression: Expression, argument: int) -> None:
    x = arrays(3)
    x[argument] = np.full(4, 0.3, np.float32)
    rest = x[:argument] + x[argument + 1 :]
    bound = expression.bind(argument, Literal(0.3, F32))
    np.testing.assert_array_equal(bound.reference(rest), expression.reference(x))


@given(float_expressions(3), st.sampled_from([(0, 1), (0, 2), (1, 2)]))
def test_merge_identifies_arguments(expression: Expression, pair: tuple[int, int]) -> None:
    keep, drop = pair
    x = arrays(3)
    x[drop] = x[keep]
    merged = expression.merge(keep, drop)
    np.testing.assert_array_equal(merged.reference(x[:drop] + x[drop + 1 :]), expression.reference(x))


@given(float_expressions(3), st.permutations(range(3)))
def test_reordered_permutes_arguments(expression: Expression, order: list[int]) -> None:
    x = arrays(3)
    reordered = expression.reordered(order)
    np.testing.assert_array_equal(reordered.reference([x[i] for i in order]), expression.reference(x))


def test_drop_removes_an_unread_argument() -> None:
    expression = Expression(3, (Step("add", (0, 2)), Step("neg", (3,))))
    assert str(expression.drop(1)) == "t0 = add(x0, x1); t1 = neg(t0)"


def test_literals_are_equal_when_their_bits_are() -> None:
    assert Literal(0.1, F32) == Literal(float(np.float32(0.1)), F32)
    assert Literal(0.0, F32) != Literal(-0.0, F32)
    assert Literal(math.nan, F32) == Literal(math.nan, F32)
    assert Literal(1, F32) == Literal(1.0, F32)
    assert Literal(1, DType.INT32) != Literal(1, DType.INT64)
    assert len({Literal(1, F32), Literal(1.0, F32), Literal(True, DType.BOOL)}) == 2


@pytest.mark.parametrize("function", [f for f, rule in FUNCTIONS.items() if "f" in rule.kinds])
def test_every_float_function_keeps_shapes_and_types(function: str) -> None:
    x = [np.abs(a) for a in arrays(FUNCTIONS[function].arity)]
    if function == "where":
        x[0] = x[0] > 0.5
    expression = Expression.call(function, DType.INT32 if FUNCTIONS[function].result == "to" else None)
    for shape in ((4,), (2, 2), ()):
        operands = [a[:1].reshape(()) if shape == () else a.reshape(shape) for a in x]
        result = expression.reference(operands)
        assert result.shape == shape
        assert DType.of(result) is expression.infer([DType.of(a) for a in operands])


def test_values_of_functions() -> None:
    x = np.array([-1.5, -0.0, 0.5, 100.0], np.float64)
    expected = {
        "erf": [math.erf(v) for v in x],
        "sigmoid": [1 / (1 + math.exp(-v)) for v in x],
        "gelu": [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x],
        "round": [-2.0, 0.0, 0.0, 100.0],
    }
    for function, values in expected.items():
        np.testing.assert_allclose(Expression.call(function).reference([x]), values, rtol=1e-12)
    a, b = np.array([7, -7, 7, -7]), np.array([2, 2, -2, -2])
    np.testing.assert_array_equal(Expression.call("div").reference([a, b]), [3, -3, -3, 3])


@pytest.mark.parametrize(
    ("expression", "types", "message"),
    [
        (Expression.call("add"), [F32, DType.INT64], "add needs operands of one type, got f32, i64"),
        (Expression.call("exp"), [DType.INT32], "exp is not defined for i32"),
        (Expression.call("where"), [F32, F32, F32], "the condition of where must be bool, got f32"),
        (Expression.call("add"), [F32], "takes 2 operands, got 1"),
    ],
)
def test_type_errors(expression: Expression, types: list[DType], message: str) -> None:
    with pytest.raises(InferError, match=message):
        expression.infer(types)


def test_broadcast_shapes() -> None:
    assert broadcast_shapes([(3, 1), (4,), ()]) == (3, 4)
    assert broadcast_shapes([(2,), (3, 1, 1), (4, 2)]) == (3, 4, 2)
    with pytest.raises(InferError, match="do not broadcast: 3 against 2"):
        broadcast_shapes([(2,), (3,)])


@pytest.mark.parametrize("low", [0, 1])
@pytest.mark.parametrize("high", [1, 3])
def test_broadcast_of_dims_that_nothing_relates(low: int, high: int) -> None:
    n, m = symbol("n", low, high), symbol("m", 0, 3)
    (dim,) = broadcast_shapes([(n,), (m,)])
    for sizes in ((a, b) for a in range(low, high + 1) for b in range(4) if a == b or 1 in (a, b)):
        assert evaluate(dim, dict(zip("nm", sizes, strict=True))) == np.broadcast_shapes(*((s,) for s in sizes))[0]
    assert bounds(dim) == (0, 3)


def test_a_broadcast_dim_is_one_term() -> None:
    n, m, k = (symbol(name, 0, 3) for name in "nmk")
    (dim,) = broadcast_shapes([(n,), (m,), (k,)])
    assert len((dim * dim * n).terms) == 1
