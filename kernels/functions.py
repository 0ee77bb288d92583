"""Element-wise functions as vector code: one emitter for each name in ``ir.expression.FUNCTIONS``.

An emitter gets LLVM values of one type, scalars or vectors of any width, and gives the result; bool is ``i1`` in
registers and a byte in memory. The transcendental functions do range reduction and a polynomial (coefficients:
``fit.py``), the same operations on every target, so results do not depend on the vector width. Their errors, checked
by ``tests/kernels/test_functions.py``: exp, log, tanh and erf at most 2 ulp, sigmoid 3 ulp, gelu 2 ulp of max(|x|, 1);
pow 1 ulp in float32 and 1000 ulp in float64, where the exponent's rounding is magnified.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import llvmlite.ir as ll

from ..ir.expression import FUNCTIONS, Expression, Literal
from ..ir.types import DType
from .builder import F32, F64, I1, I32, I64, Builder, memory_type

_EXP = {
    F32: (0.50000000812907863, 0.16666515385357239, 0.041666261523946618, 0.0083692234283674789, 0.0013946561592315179),
    F64: (
        0.49999999999999978,
        0.16666666666666549,
        0.041666666666666914,
        0.008333333333368732,
        0.0013888888887974241,
        0.00019841269787453561,
        2.4801588480055442e-05,
        2.7557349003093814e-06,
        2.7556565150067792e-07,
        2.5066938352647863e-08,
        2.0955190799272423e-09,
    ),
}
_LOG = {
    F32: (0.66666778755850875, 0.39977301464660314, 0.29877410470251486),
    F64: (
        0.66666666666666707,
        0.39999999999941721,
        0.28571428589097375,
        0.22222219739249016,
        0.18181997533002769,
        0.15377894261436839,
        0.13446215691090638,
        0.11563369641962981,
    ),
}
_TANH = (-0.33333281285676281, 0.1333143178552223, -0.053739158689030682, 0.020637867592350055, -0.0057040485341298582)
_ERF_SMALL = (
    0.12837916588150267,
    -0.37612626903580448,
    0.1128359746348801,
    -0.026854328796063531,
    0.0051893119426798529,
    -0.0008018854992748875,
    7.8824971100469043e-05,
)
_ERF_LARGE = (
    -7.8068180128999334,
    -5.3526927268011919,
    -0.9438732436149736,
    -0.010687531043181455,
    0.0024912487583491636,
    -0.00013864413101517329,
    0.00018901695576821858,
)


class UnsupportedError(Exception):
    """An element-wise function has no emitter for a type; the message names both."""


def emit(
    b: Builder, expression: Expression, arguments: Sequence[ll.Value], dtypes: Sequence[DType], lanes: int | None = None
) -> ll.Value:
    """The value of an expression for these arguments, all scalars or all vectors of one width.

    ``lanes`` is the width where there are no arguments to tell it.
    """
    types = expression.step_types(dtypes)
    values = list(arguments)
    shape = arguments[0].type if arguments else None if lanes is None else ll.VectorType(I1, lanes)
    for step, result in zip(expression.steps, types[expression.arguments :], strict=True):
        operands = [literal(o, shape) if isinstance(o, Literal) else values[o] for o in step.operands]
        given = [o.dtype if isinstance(o, Literal) else types[o] for o in step.operands]
        values.append(_call(b, step.function, operands, given[-1], result))
    return values[-1]


def check(expression: Expression, dtypes: Sequence[DType]) -> None:
    """Raise UnsupportedError if some function of the expression has no emitter for its types."""
    types = expression.step_types(dtypes)
    for step in expression.steps:
        given = [o.dtype if isinstance(o, Literal) else types[o] for o in step.operands]
        if step.function in _FLOAT32_ONLY and given[-1] is not DType.FLOAT32:
            raise UnsupportedError(f"{step.function} is compiled for f32 only, not for {given[-1]}")


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
    return float(value.value) if value.dtype.is_float else int(value.value)


def _call(b: Builder, name: str, operands: list[ll.Value], dtype: DType, result: DType) -> ll.Value:
    if name == "cast":
        return _cast(b, operands[0], dtype, result)
    if name == "where":
        return b.ir.select(*operands)
    if name == "identity":
        return operands[0]
    if name in _COMPARE:
        return _compare(b, _COMPARE[name], operands[0], operands[1], dtype)
    if name in _LOGIC:
        return _LOGIC[name](b.ir, *operands)
    if dtype.is_float:
        return _FLOAT[name](b, *operands)
    return _INTEGER[name](b, dtype, *operands)


# -- helpers ------------------------------------------------------------------------------------------------------


def _element(value: ll.Value) -> ll.Type:
    return value.type.element if isinstance(value.type, ll.VectorType) else value.type


def _constant(like: ll.Value, value: float | int, element: ll.Type | None = None) -> ll.Constant:
    element = element or _element(like)
    if isinstance(like.type, ll.VectorType):
        return ll.Constant(ll.VectorType(element, like.type.count), [value] * like.type.count)
    return ll.Constant(element, value)


def _with_element(like: ll.Value, element: ll.Type) -> ll.Type:
    return ll.VectorType(element, like.type.count) if isinstance(like.type, ll.VectorType) else element


def _same(b: Builder, name: str, *operands: ll.Value) -> ll.Value:
    return b.intrinsic(name, operands[0].type, operands, [operands[0].type])


def _horner(b: Builder, x: ll.Value, coefficients: Sequence[float]) -> ll.Value:
    total: ll.Value = _constant(x, coefficients[-1])
    for c in reversed(coefficients[:-1]):
        total = b.fma(total, x, _constant(x, c))
    return total


def _maximum(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """The larger; NaN if either is NaN. One instruction where one operand is a constant."""
    return _extremum(b, ">", x, y)


def _minimum(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    return _extremum(b, "<", x, y)


def _extremum(b: Builder, sign: str, x: ll.Value, y: ll.Value) -> ll.Value:
    if isinstance(x, ll.Constant):
        x, y = y, x
    # A comparison with NaN is false, so a NaN in x is kept; one in y has to be looked for unless y is a constant.
    best = b.ir.select(b.ir.fcmp_ordered(sign, y, x), y, x)
    return best if isinstance(y, ll.Constant) else b.ir.select(b.ir.fcmp_unordered("uno", y, y), y, best)


# -- transcendental functions -------------------------------------------------------------------------------------


def exp(b: Builder, x: ll.Value) -> ll.Value:
    """``2**n * exp(r)`` with ``n = round(x / ln 2)``; the scale is applied in two halves, so that denormals are
    right."""
    single = _element(x) == F32
    low, high = (-104.0, 89.0) if single else (-746.0, 710.0)
    x = _minimum(b, _maximum(b, x, _constant(x, low)), _constant(x, high))
    n = _same(b, "llvm.rint", b.ir.fmul(x, _constant(x, 1 / math.log(2))))
    # ln 2 in two parts whose first has few bits, so that n times it is exact.
    first = 0.693145751953125 if single else 0.6931471803691238
    r = b.fma(n, _constant(x, -first), x)
    r = b.fma(n, _constant(x, first - math.log(2) if single else -1.9082149292705877e-10), r)
    tail = _horner(b, r, _EXP[_element(x)])
    value = b.ir.fadd(b.fma(b.ir.fmul(r, r), tail, r), _constant(x, 1.0))
    integer, mantissa, bias = (I32, 23, 127) if single else (I64, 52, 1023)
    # A NaN has no integer; any scale will do for it, since NaN times it is NaN again.
    whole = b.ir.select(b.ir.fcmp_ordered("ord", n, n), n, _constant(x, 0.0))
    count = b.ir.fptosi(whole, _with_element(x, integer))
    half = b.ir.ashr(count, _constant(x, 1, integer))
    for part in (half, b.ir.sub(count, half)):
        bits = b.ir.shl(b.ir.add(part, _constant(x, bias, integer)), _constant(x, mantissa, integer))
        value = b.ir.fmul(value, b.ir.bitcast(bits, x.type))
    return value


def log(b: Builder, x: ll.Value) -> ll.Value:
    """``n ln 2 + log(m)`` with ``m`` between sqrt(1/2) and sqrt(2); ``log(m) = 2 atanh(s)``, ``s = (m - 1) / (m +
    1)``."""
    single = _element(x) == F32
    integer, mantissa = (I32, 23) if single else (I64, 52)
    tiny = b.ir.fcmp_ordered("<", x, _constant(x, 1.1754943508222875e-38 if single else 2.2250738585072014e-308))
    scaled = b.ir.select(tiny, b.ir.fmul(x, _constant(x, 2.0**mantissa)), x)
    bits = b.ir.bitcast(scaled, _with_element(x, integer))
    root = 0x3F3504F3 if single else 0x3FE6A09E667F3BCD
    shifted = b.ir.sub(bits, _constant(x, root, integer))
    exponent = b.ir.ashr(shifted, _constant(x, mantissa, integer))
    m = b.ir.bitcast(b.ir.sub(bits, b.ir.shl(exponent, _constant(x, mantissa, integer))), x.type)
    n = b.ir.sitofp(exponent, x.type)
    n = b.ir.select(tiny, b.ir.fsub(n, _constant(x, float(mantissa))), n)
    f = b.ir.fsub(m, _constant(x, 1.0))
    s = b.ir.fdiv(f, b.ir.fadd(f, _constant(x, 2.0)))
    u = b.ir.fmul(s, s)
    # log(1 + f) = f - s * (f - u * tail): the large part f is exact, only the correction is rounded.
    tail = b.ir.fmul(u, _horner(b, u, _LOG[_element(x)]))
    value = b.ir.fsub(f, b.ir.fmul(s, b.ir.fsub(f, tail)))
    value = b.fma(n, _constant(x, math.log(2)), value)
    value = b.ir.select(b.ir.fcmp_ordered("==", x, _constant(x, math.inf)), x, value)
    value = b.ir.select(b.ir.fcmp_ordered("==", x, _constant(x, 0.0)), _constant(x, -math.inf), value)
    return b.ir.select(b.ir.fcmp_unordered("<", x, _constant(x, 0.0)), _constant(x, math.nan), value)


def tanh(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial near 0; ``1 - 2 / (exp(2 |x|) + 1)`` with the sign of ``x`` elsewhere."""
    u = b.ir.fmul(x, x)
    near = b.fma(b.ir.fmul(x, u), _horner(b, u, _TANH), x)
    magnitude = _same(b, "llvm.fabs", x)
    one = _constant(x, 1.0)
    e = exp(b, b.ir.fadd(magnitude, magnitude))
    far = b.ir.fsub(one, b.ir.fdiv(_constant(x, 2.0), b.ir.fadd(e, one)))
    value = b.ir.select(b.ir.fcmp_ordered("<", magnitude, _constant(x, 0.625)), near, far)
    return _same(b, "llvm.copysign", value, x)


def erf(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial for ``|x| < 1``; ``1 - exp(p(|x|))`` up to 4, beyond which the result is 1."""
    u = b.ir.fmul(x, x)
    near = b.fma(x, _horner(b, u, _ERF_SMALL), x)
    magnitude = _same(b, "llvm.fabs", x)
    shifted = b.ir.fsub(_minimum(b, magnitude, _constant(x, 4.0)), _constant(x, 2.5))
    far = b.ir.fsub(_constant(x, 1.0), exp(b, _horner(b, shifted, _ERF_LARGE)))
    far = _same(b, "llvm.copysign", far, x)
    return b.ir.select(b.ir.fcmp_ordered("<", magnitude, _constant(x, 1.0)), near, far)


def sigmoid(b: Builder, x: ll.Value) -> ll.Value:
    """``1 / (1 + e)``, or ``e / (1 + e)`` for negative ``x``, with ``e = exp(-|x|)``, which cannot overflow."""
    one = _constant(x, 1.0)
    e = exp(b, b.ir.fneg(_same(b, "llvm.fabs", x)))
    above = b.ir.select(b.ir.fcmp_ordered("<", x, _constant(x, 0.0)), e, one)
    return b.ir.fdiv(above, b.ir.fadd(one, e))


def gelu(b: Builder, x: ll.Value) -> ll.Value:
    """``x / 2 * (1 + erf(x / sqrt(2)))``."""
    half = b.ir.fmul(x, _constant(x, 0.5))
    return b.fma(half, erf(b, b.ir.fmul(x, _constant(x, math.sqrt(0.5)))), half)


def power(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """``x ** y``: multiplications for the exponents 2, 3 and 0.5, else ``exp(y * log(|x|))`` in float64 and the sign.

    A negative ``x`` with an exponent that is no integer gives NaN, as C's ``pow`` does.
    """
    if isinstance(y, ll.Constant) and (exponent := _uniform(y)) in (2.0, 3.0, 0.5, 1.0):
        square = b.ir.fmul(x, x)
        return {2.0: square, 3.0: b.ir.fmul(square, x), 0.5: _same(b, "llvm.sqrt", x), 1.0: x}[exponent]
    wide = _with_element(x, F64)
    single = _element(x) == F32
    base, exponent_wide = (b.ir.fpext(v, wide) if single else v for v in (x, y))
    magnitude = _same(b, "llvm.fabs", base)
    value = exp(b, b.ir.fmul(exponent_wide, log(b, magnitude)))
    one, zero = _constant(base, 1.0), _constant(base, 0.0)
    # |x| = 1 and an infinite exponent would be 0 * infinity.
    value = b.ir.select(b.ir.fcmp_ordered("==", magnitude, one), one, value)
    half = b.ir.fmul(exponent_wide, _constant(base, 0.5))
    whole = b.ir.fcmp_ordered("==", _same(b, "llvm.floor", exponent_wide), exponent_wide)
    odd = b.ir.and_(whole, b.ir.fcmp_ordered("!=", _same(b, "llvm.floor", half), half))
    value = b.ir.select(odd, _same(b, "llvm.copysign", value, base), value)
    negative = b.ir.fcmp_ordered("<", base, zero)
    finite = b.ir.fcmp_ordered("!=", base, _constant(base, -math.inf))
    undefined = b.ir.and_(b.ir.and_(negative, finite), b.ir.not_(whole))
    value = b.ir.select(undefined, _constant(base, math.nan), value)
    value = b.ir.select(b.ir.fcmp_ordered("==", exponent_wide, zero), one, value)
    value = b.ir.select(b.ir.fcmp_ordered("==", base, one), one, value)
    return b.ir.fptrunc(value, x.type) if single else value


def _uniform(constant: ll.Constant) -> float:
    value = constant.constant
    if not isinstance(constant.type, ll.VectorType):
        return float(value)
    first = value[0]
    return float(first.constant if isinstance(first, ll.Constant) else first)


# -- conversions and comparisons ----------------------------------------------------------------------------------


def _cast(b: Builder, x: ll.Value, dtype: DType, to: DType) -> ll.Value:
    """C's conversion; to bool it is ``x != 0``. A float outside the integer's range saturates, NaN gives 0."""
    target = _with_element(x, register_type(to))
    if dtype is to:
        return x
    if to is DType.BOOL:
        return _compare(b, "!=", x, _constant(x, 0.0 if dtype.is_float else 0), dtype)
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


def _compare(b: Builder, sign: str, x: ll.Value, y: ll.Value, dtype: DType) -> ll.Value:
    if dtype.is_float:
        return b.ir.fcmp_unordered(sign, x, y) if sign == "!=" else b.ir.fcmp_ordered(sign, x, y)
    return b.ir.icmp_signed(sign, x, y) if dtype.is_signed else b.ir.icmp_unsigned(sign, x, y)


def _integer_divide(b: Builder, dtype: DType, x: ll.Value, y: ll.Value) -> ll.Value:
    """Truncating division; by zero it gives 0, and the smallest integer by -1 wraps, so that no input traps."""
    zero, one = _constant(x, 0), _constant(x, 1)
    safe = b.ir.select(b.ir.icmp_unsigned("==", y, zero), one, y)
    if not dtype.is_signed:
        quotient = b.ir.udiv(x, safe)
    else:
        minus = b.ir.icmp_signed("==", y, _constant(x, -1))
        quotient = b.ir.sdiv(x, b.ir.select(minus, one, safe))
        quotient = b.ir.select(minus, b.ir.sub(zero, x), quotient)
    return b.ir.select(b.ir.icmp_unsigned("==", y, zero), zero, quotient)


def _integer_extremum(sign: str) -> Callable[[Builder, DType, ll.Value, ll.Value], ll.Value]:
    return lambda b, dtype, x, y: b.ir.select(_compare(b, sign, x, y, dtype), x, y)


_COMPARE = {"eq": "==", "lt": "<", "le": "<="}
_LOGIC: dict[str, Callable[..., ll.Value]] = {
    "and": lambda ir, x, y: ir.and_(x, y),
    "or": lambda ir, x, y: ir.or_(x, y),
    "not": lambda ir, x: ir.not_(x),
}
_FLOAT: dict[str, Callable[..., ll.Value]] = {
    "add": lambda b, x, y: b.ir.fadd(x, y),
    "sub": lambda b, x, y: b.ir.fsub(x, y),
    "mul": lambda b, x, y: b.ir.fmul(x, y),
    "div": lambda b, x, y: b.ir.fdiv(x, y),
    "pow": power,
    "min": _minimum,
    "max": _maximum,
    "neg": lambda b, x: b.ir.fneg(x),
    "abs": lambda b, x: _same(b, "llvm.fabs", x),
    "sqrt": lambda b, x: _same(b, "llvm.sqrt", x),
    "exp": exp,
    "log": log,
    "tanh": tanh,
    "erf": erf,
    "sigmoid": sigmoid,
    "gelu": gelu,
    "floor": lambda b, x: _same(b, "llvm.floor", x),
    "ceil": lambda b, x: _same(b, "llvm.ceil", x),
    "round": lambda b, x: _same(b, "llvm.rint", x),
}
_INTEGER: dict[str, Callable[..., ll.Value]] = {
    "add": lambda b, dtype, x, y: b.ir.add(x, y),
    "sub": lambda b, dtype, x, y: b.ir.sub(x, y),
    "mul": lambda b, dtype, x, y: b.ir.mul(x, y),
    "div": _integer_divide,
    "min": _integer_extremum("<"),
    "max": _integer_extremum(">"),
    "neg": lambda b, dtype, x: b.ir.sub(_constant(x, 0), x),
    "abs": lambda b, dtype, x: b.ir.select(
        _compare(b, "<", x, _constant(x, 0), dtype), b.ir.sub(_constant(x, 0), x), x
    ),
}
_FLOAT32_ONLY = {"tanh", "erf", "gelu"}

assert set(_COMPARE) | set(_LOGIC) | set(_FLOAT) | {"where", "cast", "identity"} == set(FUNCTIONS)
