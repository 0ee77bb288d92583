"""Element-wise functions as vector code: one emitter for each name in ``ir.expression.FUNCTIONS``.

An emitter gets LLVM values of one type, scalars or vectors of any width, and gives the result; bool is ``i1`` in
registers and a byte in memory. Errors, checked by ``tests/kernels/test_functions.py``: exp, log, tanh and erf at most
2 ulp (erf in float64: 4), sigmoid 3 ulp, gelu 2 ulp of max(|x|, 1); sin, cos, tan, sinh, cosh, their inverses
and pow 1 ulp in float32 and 4 ulp in float64. The remainder of floats is exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import llvmlite.ir as ll
import numpy as np

from ..ir.expression import FUNCTIONS, Expression, Literal
from ..ir.types import DType
from .builder import F32, F64, I1, STATUS_DIVISION, Builder, constant, element_type, memory_type, with_element
from .narrow import narrowed, to_odd, widened
from .power import power
from .transcendental import erf, exp, gelu, log, sigmoid, tanh
from .trigonometry import acos, acosh, asin, asinh, atan, atanh, cos, cosh, sin, sinh, tan
from .vectors import maximum, minimum, same, uniform


def emit(
    b: Builder,
    expression: Expression,
    arguments: Sequence[ll.Value],
    dtypes: Sequence[DType],
    lanes: int | None = None,
    mask: ll.Value | None = None,
) -> ll.Value:
    """The value of an expression for these arguments, all scalars or all vectors of one width.

    ``lanes`` is the width where there are no arguments to tell it. Where an expression ``can_fail``, the kernel reports
    ``STATUS_DIVISION`` if it does in a lane of the ``mask``, or in any without one.
    """
    types = expression.step_types(dtypes)
    values = list(arguments)
    shape = arguments[0].type if arguments else None if lanes is None else ll.VectorType(I1, lanes)
    for step, result in zip(expression.steps, types[expression.arguments :], strict=True):
        operands = [literal(o, shape) if isinstance(o, Literal) else values[o] for o in step.operands]
        given = [o.dtype if isinstance(o, Literal) else types[o] for o in step.operands]
        values.append(_call(b, step.function, operands, given[-1], result, mask))
    return values[-1]


def register_type(dtype: DType, lanes: int | None = None) -> ll.Type:
    """The type of an element, or of a vector of elements, in registers."""
    element = I1 if dtype is DType.BOOL else memory_type(dtype)
    return element if lanes is None else ll.VectorType(element, lanes)


def literal(value: Literal, like: ll.Type | None) -> ll.Constant:
    """A scalar constant, repeated to the width of ``like`` if that is a vector."""
    element = register_type(value.dtype)
    if isinstance(like, ll.VectorType):
        return ll.Constant(ll.VectorType(element, like.count), [_python(value)] * like.count)
    return ll.Constant(element, _python(value))


def _python(value: Literal) -> float | int:
    if value.dtype.is_narrow:
        return int(np.asarray(value.value, value.dtype.numpy).view(f"u{value.dtype.bytes}"))
    return float(value.value) if value.dtype.is_float else int(value.value)


def _call(
    b: Builder, name: str, operands: list[ll.Value], dtype: DType, result: DType, mask: ll.Value | None
) -> ll.Value:
    if name == "cast":
        return _cast(b, operands[0], dtype, result)
    if name == "bitcast":
        return _bitcast(b, operands[0], dtype, result)
    if name == "where":
        return b.ir.select(*operands)
    if name == "identity":
        return operands[0]
    if name in _COMPARE:
        return _compare(b, _COMPARE[name], operands[0], operands[1], dtype)
    if name in _LOGIC:
        return _LOGIC[name](b.ir, *operands)
    if name in _DIVIDE and not dtype.is_float:
        x, y = operands
        return _DIVIDE[name](b, dtype, x, y, _nonzero(b, y, mask))
    if dtype.is_float:
        return _FLOAT[name](b, *operands)
    return _INTEGER[name](b, dtype, *operands)


# -- conversions and comparisons ----------------------------------------------------------------------------------


def _cast(b: Builder, x: ll.Value, dtype: DType, to: DType) -> ll.Value:
    """The conversion of ``ir.convert``."""
    target = with_element(x, register_type(to))
    if dtype is to:
        return x
    if dtype.is_narrow:
        return _cast(b, widened(b, x, dtype), dtype.wide, to)
    if to.is_narrow:
        if to.is_float and dtype is DType.FLOAT64:
            return narrowed(b, to_odd(b, x), to)
        return narrowed(b, _cast(b, x, dtype, DType.FLOAT32 if to.is_float else DType.INT32), to)
    if to is DType.BOOL:
        return _compare(b, "!=", x, constant(x, 0.0 if dtype.is_float else 0), dtype)
    if dtype is DType.BOOL:
        return b.ir.uitofp(x, target) if to.is_float else b.ir.zext(x, target)
    if dtype.is_float and to.is_float:
        return b.ir.fpext(x, target) if to.bytes > dtype.bytes else b.ir.fptrunc(x, target)
    if dtype.is_float:
        name = "llvm.fptosi.sat" if to.is_signed else "llvm.fptoui.sat"
        return b.intrinsic(name, target, [x], [target, x.type])
    if to.is_float:
        return b.ir.sitofp(x, target) if dtype.is_signed else b.ir.uitofp(x, target)
    if to.bytes < dtype.bytes:
        return b.ir.trunc(x, target)
    if to.bytes == dtype.bytes:
        return x
    return b.ir.sext(x, target) if dtype.is_signed else b.ir.zext(x, target)


def _bitcast(b: Builder, x: ll.Value, dtype: DType, to: DType) -> ll.Value:
    """The same bits; a bool is a byte, and every byte but 0 is true."""
    if dtype is DType.BOOL:
        x = _cast(b, x, dtype, DType.UINT8)
    x = b.ir.bitcast(x, with_element(x, memory_type(to)))
    return _cast(b, x, DType.UINT8, to) if to is DType.BOOL else x


def _compare(b: Builder, sign: str, x: ll.Value, y: ll.Value, dtype: DType) -> ll.Value:
    if dtype.is_float:
        return b.ir.fcmp_unordered(sign, x, y) if sign == "!=" else b.ir.fcmp_ordered(sign, x, y)
    return b.ir.icmp_signed(sign, x, y) if dtype.is_signed else b.ir.icmp_unsigned(sign, x, y)


def _nonzero(b: Builder, y: ll.Value, mask: ll.Value | None) -> ll.Value:
    """The divisor, with 1 for a zero, which is reported."""
    if isinstance(y, ll.Constant) and uniform(y):
        return y
    zero = b.ir.icmp_unsigned("==", y, constant(y, 0))
    b.report(STATUS_DIVISION, zero if mask is None else b.ir.and_(zero, mask))
    return b.ir.select(zero, constant(y, 1), y)


def _integer_divide(b: Builder, dtype: DType, x: ll.Value, y: ll.Value, safe: ll.Value) -> ll.Value:
    """Truncating division; the smallest integer by -1 wraps."""
    if not dtype.is_signed:
        return b.ir.udiv(x, safe)
    minus = b.ir.icmp_signed("==", y, constant(x, -1))
    quotient = b.ir.sdiv(x, b.ir.select(minus, constant(x, 1), safe))
    return b.ir.select(minus, b.ir.sub(constant(x, 0), x), quotient)


def _integer_remainder(b: Builder, dtype: DType, x: ll.Value, y: ll.Value, safe: ll.Value) -> ll.Value:
    """Of the sign of x; the remainder by -1 is 0."""
    if not dtype.is_signed:
        return b.ir.urem(x, safe)
    return b.ir.srem(x, b.ir.select(b.ir.icmp_signed("==", y, constant(x, -1)), constant(x, 1), safe))


def _remainder(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """``x - trunc(x / y) * y``, exactly.

    Each round subtracts the multiple of ``y`` that the rounded quotient says. The difference has no more bits than
    ``y``, so the fused multiply-add is exact; the quotient may be one too large, so the difference may be negative. The
    quotient of a large ``x`` by a small ``y`` could overflow, so it is taken by multiples of ``y`` first.
    """
    if element_type(x) == F32:
        wide = with_element(x, F64)
        return b.ir.fptrunc(_remainder(b, b.ir.fpext(x, wide), b.ir.fpext(y, wide)), x.type)
    divisor, step = same(b, "llvm.fabs", y), constant(x, 2.0**900)
    larger = b.ir.fmul(divisor, step)
    largest = b.ir.fmul(larger, step)
    infinite = b.ir.fcmp_ordered("==", same(b, "llvm.fabs", x), constant(x, math.inf))
    undefined = b.ir.or_(infinite, b.ir.fcmp_unordered("==", y, constant(x, 0.0)))

    def left(rest: ll.Value, by: ll.Value) -> ll.Value:
        return b.ir.fcmp_ordered(">=", same(b, "llvm.fabs", rest), by)

    def reduced(values: list[ll.Value]) -> tuple[ll.Value, list[ll.Value]]:
        (rest,) = values
        by = b.ir.select(left(rest, largest), largest, b.ir.select(left(rest, larger), larger, divisor))
        quotient = same(b, "llvm.trunc", b.ir.fdiv(rest, by))
        rest = b.ir.select(left(rest, divisor), b.fma(b.ir.fneg(quotient), by, rest), rest)
        return left(rest, divisor), [rest]

    (rest,) = b.repeat("remainder", [b.ir.select(undefined, constant(x, math.nan), same(b, "llvm.fabs", x))], reduced)
    rest = b.ir.select(b.ir.fcmp_ordered("<", rest, constant(x, 0.0)), b.ir.fadd(rest, divisor), rest)
    return same(b, "llvm.copysign", rest, x)


def _integer_power(b: Builder, dtype: DType, x: ll.Value, y: ll.Value) -> ll.Value:
    """Repeated squaring, wrapping; ``1 / x**-y`` truncated for negative ``y``, and 0 where that would divide by 0."""
    zero, one = constant(x, 0), constant(x, 1)

    def squared(values: list[ll.Value]) -> tuple[ll.Value, list[ll.Value]]:
        power, square, exponent = values
        odd = b.ir.icmp_unsigned("!=", b.ir.and_(exponent, one), zero)
        power = b.ir.select(odd, b.ir.mul(power, square), power)
        exponent = b.ir.lshr(exponent, one)
        return b.ir.icmp_unsigned("!=", exponent, zero), [power, b.ir.mul(square, square), exponent]

    if not dtype.is_signed:
        return b.repeat("power", [one, x, y], squared)[0]
    negative = b.ir.icmp_signed("<", y, zero)
    power = b.repeat("power", [one, x, b.ir.select(negative, b.ir.and_(y, one), y)], squared)[0]
    unit = b.ir.icmp_unsigned("<=", b.ir.add(x, one), constant(x, 2))  # -1, 0 or 1
    unit = b.ir.and_(unit, b.ir.icmp_unsigned("!=", x, zero))
    return b.ir.select(b.ir.and_(negative, b.ir.not_(unit)), zero, power)


def _shift(b: Builder, name: str, dtype: DType, x: ll.Value, y: ll.Value) -> ll.Value:
    """By less than 0 or by all bits, only the sign is left of a shift to the right, and nothing of one to the left."""
    bits = 8 * dtype.bytes
    inside = b.ir.icmp_unsigned("<", y, constant(x, bits))
    if name == "shift_right" and dtype.is_signed:
        return b.ir.ashr(x, b.ir.select(inside, y, constant(x, bits - 1)))
    shift = b.ir.shl if name == "shift_left" else b.ir.lshr
    return b.ir.select(inside, shift(x, b.ir.select(inside, y, constant(x, 0))), constant(x, 0))


def _integer_extremum(sign: str) -> Callable[[Builder, DType, ll.Value, ll.Value], ll.Value]:
    return lambda b, dtype, x, y: b.ir.select(_compare(b, sign, x, y, dtype), x, y)


_COMPARE = {"eq": "==", "lt": "<", "le": "<="}
_LOGIC: dict[str, Callable[..., ll.Value]] = {
    "and": lambda ir, x, y: ir.and_(x, y),
    "or": lambda ir, x, y: ir.or_(x, y),
    "xor": lambda ir, x, y: ir.xor(x, y),
    "not": lambda ir, x: ir.not_(x),
}
_DIVIDE = {"div": _integer_divide, "rem": _integer_remainder}
_FLOAT: dict[str, Callable[..., ll.Value]] = {
    "add": lambda b, x, y: b.ir.fadd(x, y),
    "sub": lambda b, x, y: b.ir.fsub(x, y),
    "mul": lambda b, x, y: b.ir.fmul(x, y),
    "div": lambda b, x, y: b.ir.fdiv(x, y),
    "rem": _remainder,
    "pow": power,
    "min": minimum,
    "max": maximum,
    "neg": lambda b, x: b.ir.fneg(x),
    "abs": lambda b, x: same(b, "llvm.fabs", x),
    "sqrt": lambda b, x: same(b, "llvm.sqrt", x),
    "exp": exp,
    "log": log,
    "tanh": tanh,
    "erf": erf,
    "sigmoid": sigmoid,
    "gelu": gelu,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "asin": asin,
    "acos": acos,
    "atan": atan,
    "sinh": sinh,
    "cosh": cosh,
    "asinh": asinh,
    "acosh": acosh,
    "atanh": atanh,
    "floor": lambda b, x: same(b, "llvm.floor", x),
    "ceil": lambda b, x: same(b, "llvm.ceil", x),
    "round": lambda b, x: same(b, "llvm.rint", x),
}
_INTEGER: dict[str, Callable[..., ll.Value]] = {
    "add": lambda b, dtype, x, y: b.ir.add(x, y),
    "sub": lambda b, dtype, x, y: b.ir.sub(x, y),
    "mul": lambda b, dtype, x, y: b.ir.mul(x, y),
    "pow": _integer_power,
    "shift_left": lambda b, dtype, x, y: _shift(b, "shift_left", dtype, x, y),
    "shift_right": lambda b, dtype, x, y: _shift(b, "shift_right", dtype, x, y),
    "min": _integer_extremum("<"),
    "max": _integer_extremum(">"),
    "neg": lambda b, dtype, x: b.ir.sub(constant(x, 0), x),
    "abs": lambda b, dtype, x: b.ir.select(_compare(b, "<", x, constant(x, 0), dtype), b.ir.sub(constant(x, 0), x), x),
}

_MOVING = {"where", "cast", "bitcast", "identity"}

assert set(_COMPARE) | set(_LOGIC) | set(_FLOAT) | set(_INTEGER) | _MOVING == set(FUNCTIONS)
