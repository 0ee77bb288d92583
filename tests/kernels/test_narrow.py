"""Conversions of narrow types: every code, and every number near which rounding turns, as ``ir.convert`` has it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.kernels.element_wise import on_every_target
from zeroskip.ir import DType, Expression
from zeroskip.ir.convert import FORMATS, convert

NARROW = [dtype for dtype in DType if dtype.is_narrow]
WIDE = [dtype for dtype in DType if not dtype.is_narrow]
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
EXTREMES = np.array(
    [0, -0.0, 1e-45, -1e-45, 3e38, -3e38, np.inf, -np.inf, np.nan, 7.5, -7.5, 100, 200, 1e10], np.float32
)


def codes(dtype: DType) -> np.ndarray:
    """Every element of a narrow type, those of sub-byte types with all that may lie above their bits."""
    return np.arange(1 << 8 * dtype.bytes).astype(f"u{dtype.bytes}").view(dtype.numpy)


def turning_points(dtype: DType) -> np.ndarray:
    """All finite float32 values of the type, the middles between them, and the neighbours of each."""
    values = codes(dtype).astype(np.float32)
    values = np.unique(values[np.isfinite(values)])
    middles = (values[1:].astype(np.float64) + values[:-1]) / 2
    points = np.concatenate([values, middles, values[-1:] * 1.04, values[-1:] * 2.0]).astype(np.float32)
    return np.concatenate([points, *(np.nextafter(points, np.float32(end)) for end in (np.inf, -np.inf)), EXTREMES])


def assert_converted(x: np.ndarray, to: DType) -> None:
    found, wanted = on_every_target(Expression.call("cast", to), x), convert(x, to)
    assert found.dtype == wanted.dtype
    found, wanted = (convert(a, to.wide) for a in (found, wanted))
    np.testing.assert_array_equal(found, wanted)
    if to.is_float:
        numbers = ~np.isnan(wanted)
        np.testing.assert_array_equal(np.signbit(found[numbers]), np.signbit(wanted[numbers]))


@pytest.mark.parametrize("dtype", NARROW, ids=str)
def test_widening(dtype: DType) -> None:
    assert_converted(codes(dtype), dtype.wide)


@pytest.mark.parametrize("to", FORMATS, ids=str)
def test_rounding_of_float32(to: DType) -> None:
    x = turning_points(to)
    assert_converted(x, to)
    assert_converted(codes(to).astype(np.float32), to)


@pytest.mark.parametrize("to", FORMATS, ids=str)
def test_float64_is_rounded_once(to: DType) -> None:
    x = turning_points(to).astype(np.float64)
    x = np.concatenate([x * (1 + e) for e in (0, 2.0**-40, -(2.0**-40))] + [[1e300, -1e300, 1e-300, -1e-320]])
    assert_converted(x, to)
    # What lies next to a middle goes to the nearer neighbour, also where it is no float32.
    values = np.unique(codes(to).astype(np.float64))
    values = values[np.isfinite(values)]
    middles = (values[1:] + values[:-1]) / 2
    for sign, wanted in ((1, values[1:]), (-1, values[:-1])):
        found = convert(middles + sign * np.abs(middles) * 2.0**-50, to).astype(np.float64)
        np.testing.assert_array_equal(found[middles != 0], wanted[middles != 0])


@pytest.mark.parametrize("dtype", WIDE, ids=str)
@pytest.mark.parametrize("to", [t for t in NARROW if t is not DType.FLOAT8E8M0], ids=str)
def test_from_wide_types(dtype: DType, to: DType) -> None:
    x = EXTREMES if dtype.is_float else np.arange(-128, 128) * dtype.bytes
    assert_converted(x.astype(dtype.numpy), to)


@pytest.mark.parametrize("dtype", NARROW, ids=str)
@pytest.mark.parametrize("to", [t for t in DType if t is not DType.FLOAT8E8M0], ids=str)
def test_from_narrow_types(dtype: DType, to: DType) -> None:
    assert_converted(codes(dtype)[:: 1 if dtype.bytes == 1 else 37], to)


@pytest.mark.parametrize("dtype", DType, ids=str)
def test_bits_stay(dtype: DType) -> None:
    x = np.arange(256).astype(np.uint8).repeat(dtype.bytes).view(dtype.numpy)
    if dtype is DType.BOOL:
        x = np.array([False, True])
    for to in DType:
        if to.bits == dtype.bits:
            expression = Expression.call("bitcast", to)
            found, wanted = on_every_target(expression, x), expression.reference([x])
            assert found.dtype == wanted.dtype and found.tobytes() == wanted.tobytes()
