"""The vectorised functions against float64 and longer arithmetic: errors in ulp, special values, integers, casts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.kernels.element_wise import apply, on_every_target, ulps
from tests.schedule.plan_runner import HERE
from zeroskip.ir import DType, Expression, Literal, Step
from zeroskip.ir.expression import FUNCTIONS
from zeroskip.kernels.builder import STATUS_DIVISION

F32, F64 = DType.FLOAT32, DType.FLOAT64
TRIGONOMETRIC = ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh")
UNARY = ("neg", "abs", "sqrt", "exp", "log", "tanh", "erf", "sigmoid", "gelu", "floor", "ceil", "round", *TRIGONOMETRIC)
WIDE = [dtype for dtype in DType if not dtype.is_narrow]
SPECIAL = np.array(
    [0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1.5, 2.5, -2.5, 88.8, -88.8, -103.9, -104.5, 1e-45, -1e-45, 3e38, -3e38,
     math.inf, -math.inf, math.nan], np.float32
)  # fmt: skip


def floats(step: int) -> np.ndarray:
    """Every ``step``-th float32 but NaN."""
    values = np.arange(0, 2**32, step, dtype=np.uint64).astype(np.uint32).view(np.float32)
    return values[~np.isnan(values)]


def doubles() -> np.ndarray:
    random = np.random.default_rng(0)
    wide, narrow = random.uniform(-745, 710, 20_000), 10.0 ** random.uniform(-308, 308, 20_000)
    return np.concatenate([wide, random.standard_normal(20_000), narrow, -narrow, random.uniform(-1, 1, 20_000)])


def sigmoid(x: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


EXACT = {
    "exp": (np.exp, 2), "log": (np.log, 2), "tanh": (np.tanh, 2), "sqrt": (np.sqrt, 0.501), "sigmoid": (sigmoid, 3),
    "erf": (np.vectorize(math.erf, otypes=[np.float64]), 2),
    **{name: (FUNCTIONS[name].reference, 1) for name in TRIGONOMETRIC},
}  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
def test_errors_in_float32(name: str) -> None:
    exact, bound = EXACT[name]
    x = floats(40_009 if name == "erf" else 4_001)
    with np.errstate(all="ignore"):
        wanted = exact(x.astype(np.float64))
    assert_within(on_every_target(Expression.call(name), x), wanted, bound)


@pytest.mark.parametrize(
    ("name", "bound"),
    [("exp", 2), ("log", 2), ("sqrt", 0.501), ("sigmoid", 3), ("tanh", 2), ("erf", 4)]
    + [(name, 4) for name in TRIGONOMETRIC],
)
def test_errors_in_float64(name: str, bound: float) -> None:
    exact, _ = EXACT[name]
    x = doubles()
    with np.errstate(all="ignore"):
        wanted = exact(x.astype(np.longdouble))
    assert_within(on_every_target(Expression.call(name), x), wanted, bound)


def assert_within(found: np.ndarray, wanted: np.ndarray, bound: float) -> None:
    with np.errstate(all="ignore"):
        rounded = wanted.astype(found.dtype)
        # Infinities and NaNs must be the same ones; near the largest number either side may round to infinity.
        same = (found == rounded) | (np.isnan(found) & np.isnan(rounded))
        error = np.where(same, 0, ulps(found, wanted))
    assert not np.isnan(error).any()
    assert error.max() <= bound


def test_error_of_gelu() -> None:
    x = floats(40_009)
    with np.errstate(all="ignore"):
        wide = x.astype(np.float64)
        wanted = 0.5 * wide * np.vectorize(math.erfc, otypes=[np.float64])(-wide * math.sqrt(0.5))
    found = on_every_target(Expression.call("gelu"), x)
    finite = np.isfinite(x)
    unit = np.spacing(np.maximum(np.abs(x[finite]), 1)).astype(np.float64)
    assert (np.abs(found[finite] - wanted[finite]) / unit).max() <= 2


@pytest.mark.parametrize(("dtype", "bound"), [(np.float32, 1), (np.float64, 4)])
def test_errors_of_pow(dtype: type, bound: float) -> None:
    random = np.random.default_rng(0)
    x, y = random.uniform(0, 10, 50_000).astype(dtype), random.uniform(-30, 30, 50_000).astype(dtype)
    found = on_every_target(Expression.call("pow"), x, y)
    assert_within(found, np.power(x.astype(np.longdouble), y.astype(np.longdouble)), bound)


def test_whole_powers_are_exact() -> None:
    pairs = [(base, exponent) for base in range(1, 130) for exponent in range(54) if base**exponent < 2**53]
    x, y = np.array(pairs, np.float64).T
    wanted = np.array([float(base**exponent) for base, exponent in pairs])
    np.testing.assert_array_equal(on_every_target(Expression.call("pow"), x, y), wanted)


@pytest.mark.parametrize("exponent", [2.0, 3.0, 0.5, 1.0, -1.0, 0.0])
def test_constant_exponents(exponent: float) -> None:
    x = np.linspace(0.1, 9, 100).astype(np.float32)
    found = on_every_target(Expression(1, (Step("pow", (0, Literal(exponent, F32))),)), x)
    np.testing.assert_allclose(found, x.astype(np.float64) ** exponent, rtol=3e-7)


@pytest.mark.parametrize("name", UNARY)
def test_special_values(name: str) -> None:
    found, wanted = on_every_target(Expression.call(name), SPECIAL), Expression.call(name).reference([SPECIAL])
    small = 1e-6 if name == "gelu" else 0
    np.testing.assert_allclose(found, wanted, rtol=3e-7, atol=small)
    if name != "gelu":
        exact = (wanted == 0) | np.isinf(wanted)
        np.testing.assert_array_equal(np.signbit(found[exact]), np.signbit(wanted[exact]))


@pytest.mark.parametrize("name", ["add", "sub", "mul", "div", "rem", "pow", "min", "max", "eq", "lt", "le"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_special_values_of_two(name: str, dtype: type) -> None:
    x, y = (a.ravel().astype(dtype) for a in np.meshgrid(SPECIAL, SPECIAL))
    expression = Expression.call(name)
    found, wanted = on_every_target(expression, x, y), expression.reference([x, y])
    if name in ("eq", "lt", "le"):
        np.testing.assert_array_equal(found, wanted)
        return
    np.testing.assert_allclose(found, wanted, rtol=1e-6 if dtype is np.float32 else 1e-12)
    if name not in ("min", "max"):
        exact = (wanted == 0) | np.isinf(wanted)
        np.testing.assert_array_equal(np.signbit(found[exact]), np.signbit(wanted[exact]))


INTEGERS = [d for d in WIDE if not d.is_float and d is not DType.BOOL]


def integers(dtype: DType) -> tuple[np.ndarray, np.ndarray]:
    limits = np.iinfo(dtype.numpy)
    some = {limits.min, limits.min + 1, limits.max, 0, 1, 2, 3, 7, 100, *((-1, -7) if limits.min else ())}
    values = np.array(sorted(some), dtype.numpy)
    x, y = np.meshgrid(values, values)
    return x.ravel(), y.ravel()


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_integers_wrap_and_never_trap(dtype: DType) -> None:
    x, y = integers(dtype)
    for name in ("add", "sub", "mul", "min", "max", "eq", "lt", "le", "abs"):
        arrays = (x,) if name == "abs" else (x, y)
        with np.errstate(all="ignore"):
            wanted = Expression.call(name).reference(arrays)
        np.testing.assert_array_equal(on_every_target(Expression.call(name), *arrays), wanted)
    mask = 2 ** (8 * dtype.bytes) - 1
    x, y = x[y != 0], y[y != 0]
    pairs = list(zip(x.tolist(), y.tolist(), strict=True))
    quotients = [abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) for a, b in pairs]
    remainders = [a - q * b for q, (a, b) in zip(quotients, pairs, strict=True)]
    for name, exact in (("div", quotients), ("rem", remainders)):
        wanted = np.array([e & mask for e in exact], np.uint64).astype(dtype.numpy)
        np.testing.assert_array_equal(on_every_target(Expression.call(name), x, y), wanted)
        np.testing.assert_array_equal(Expression.call(name).reference([x, y]), wanted)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_powers_of_integers(dtype: DType) -> None:
    x, y = integers(dtype)
    mask = 2 ** (8 * dtype.bytes) - 1

    def power(a: int, b: int) -> int:
        return pow(a, b, mask + 1) if b >= 0 else a ** (b % 2) if abs(a) == 1 else 0

    exact = [power(a, b) & mask for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    wanted = np.array(exact, np.uint64).astype(dtype.numpy)
    np.testing.assert_array_equal(on_every_target(Expression.call("pow"), x, y), wanted)
    np.testing.assert_array_equal(Expression.call("pow").reference([x, y]), wanted)


@pytest.mark.parametrize("dtype", INTEGERS, ids=str)
def test_bits_of_integers(dtype: DType) -> None:
    x, y = integers(dtype)
    bits = 8 * dtype.bytes
    for name in ("and", "or", "xor", "not"):
        arrays = (x,) if name == "not" else (x, y)
        wanted = Expression.call(name).reference(arrays)
        np.testing.assert_array_equal(on_every_target(Expression.call(name), *arrays), wanted)

    def left(a: int, b: int) -> int:
        return a << b if 0 <= b < bits else 0

    def right(a: int, b: int) -> int:
        return a >> (b if 0 <= b < bits else bits - 1 if a < 0 else bits)

    for name, shift in (("shift_left", left), ("shift_right", right)):
        exact = [shift(a, b) & 2**bits - 1 for a, b in zip(x.tolist(), y.tolist(), strict=True)]
        wanted = np.array(exact, np.uint64).astype(dtype.numpy)
        np.testing.assert_array_equal(on_every_target(Expression.call(name), x, y), wanted)
        np.testing.assert_array_equal(Expression.call(name).reference([x, y]), wanted)


@pytest.mark.parametrize("name", ["div", "rem"])
def test_integers_divided_by_zero_are_reported(name: str) -> None:
    x, y = np.arange(100), np.ones(100, int)
    for divided in (0, 57, 99):
        y[:], y[divided] = 1, 0
        with pytest.raises(ZeroDivisionError):
            Expression.call(name).reference([x, y])
        for target in HERE:
            apply(Expression.call(name), target, x, y, status=STATUS_DIVISION)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_remainders_of_floats_are_exact(dtype: type) -> None:
    random = np.random.default_rng(0)
    reach = 38 if dtype is np.float32 else 308
    x, y = (10.0 ** random.uniform(-reach, reach, 20_000) * random.choice([-1, 1], 20_000) for _ in range(2))
    near = random.uniform(-20, 20, (2, 5_000))
    ends = np.finfo(dtype)
    large, small = [ends.max, -ends.max, ends.max, 6.0], [ends.smallest_subnormal, 3.0, ends.tiny, 0.1]
    x, y = np.concatenate([x, near[0], large]).astype(dtype), np.concatenate([y, near[1], small]).astype(dtype)
    np.testing.assert_array_equal(on_every_target(Expression.call("rem"), x, y), np.fmod(x, y))


@pytest.mark.parametrize("to", WIDE, ids=str)
@pytest.mark.parametrize("dtype", [*INTEGERS, DType.BOOL], ids=str)
def test_casts_of_integers(dtype: DType, to: DType) -> None:
    x = np.array([False, True]) if dtype is DType.BOOL else integers(dtype)[0]
    np.testing.assert_array_equal(on_every_target(Expression.call("cast", to), x), x.astype(to.numpy))


@pytest.mark.parametrize("to", WIDE, ids=str)
@pytest.mark.parametrize("dtype", [F32, F64], ids=str)
def test_casts_of_floats(dtype: DType, to: DType) -> None:
    """In range as C does; out of range to the nearest end, NaN to 0."""
    x = np.concatenate([SPECIAL, [127.9, -128.9, 255.5, 1e10, -1e10, 1e20, -1e20]]).astype(dtype.numpy)
    found = on_every_target(Expression.call("cast", to), x)
    if to.is_float or to is DType.BOOL:
        with np.errstate(all="ignore"):
            np.testing.assert_array_equal(found, x.astype(to.numpy))
        return
    limits = np.iinfo(to.numpy)
    ends = {math.inf: limits.max, -math.inf: limits.min}
    wanted = [
        0 if math.isnan(v) else ends[v] if math.isinf(v) else min(max(math.trunc(v), limits.min), limits.max)
        for v in x.tolist()
    ]
    assert found.tolist() == wanted


def test_logic() -> None:
    x, y = np.array([0, 0, 1, 1], bool), np.array([0, 1, 0, 1], bool)
    for name in ("and", "or", "xor", "eq"):
        np.testing.assert_array_equal(
            on_every_target(Expression.call(name), x, y), Expression.call(name).reference([x, y])
        )
    np.testing.assert_array_equal(on_every_target(Expression.call("not"), x), ~x)
    a, b = np.arange(4, dtype=np.float32), -np.arange(4, dtype=np.float32)
    np.testing.assert_array_equal(on_every_target(Expression.call("where"), x, a, b), np.where(x, a, b))
    np.testing.assert_array_equal(on_every_target(Expression.call("where"), x, x, y), np.where(x, x, y))
