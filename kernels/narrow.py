"""Narrow elements to the types that have arithmetic, and back; ``ir.convert`` says what a conversion means.

A float is ``0.mantissa * 2**(1 - bias)`` where its exponent is 0, else ``1.mantissa * 2**(exponent - bias)``. float32
has the same form, so normal numbers need a shift and another bias only, and those that become subnormal are rounded by
adding a number whose last bit is worth what theirs is. float16 has instructions of its own on every target.
"""

from __future__ import annotations

import llvmlite.ir as ll

from ..ir.convert import FORMATS, Format
from ..ir.types import DType
from .builder import F32, I32, Builder, constant, memory_type, with_element
from .vectors import same

_HALF = ll.HalfType()
_INFINITY, _NAN = 0x7F800000, 0x7FC00000
_MANTISSA, _BIAS = 23, 127  # of float32


def widened(b: Builder, x: ll.Value, dtype: DType) -> ll.Value:
    """A narrow element, or a vector of them, in its ``wide`` type."""
    ir = b.ir
    if not dtype.is_float:
        shift = constant(x, 8 - dtype.bits)
        high = ir.shl(x, shift)
        return ir.ashr(high, shift) if dtype.is_signed else ir.lshr(high, shift)
    if dtype is DType.FLOAT16:
        return ir.fpext(ir.bitcast(x, with_element(x, _HALF)), with_element(x, F32))
    bits = ir.zext(x, with_element(x, I32))
    if dtype is DType.FLOAT8E8M0:
        power = ir.shl(bits, constant(bits, _MANTISSA))
        least = ir.icmp_unsigned("==", bits, constant(bits, 0))
        power = ir.select(least, constant(bits, 1 << _MANTISSA - 1), power)
        power = ir.select(ir.icmp_unsigned("==", bits, constant(bits, 0xFF)), constant(bits, _NAN), power)
        return ir.bitcast(power, with_element(x, F32))
    return ir.bitcast(_float_bits(b, bits, FORMATS[dtype]), with_element(x, F32))


def narrowed(b: Builder, x: ll.Value, dtype: DType) -> ll.Value:
    """A float32, or an int32 for integers, as a narrow element."""
    ir = b.ir
    if not dtype.is_float:
        return ir.trunc(ir.and_(x, constant(x, (1 << dtype.bits) - 1)), with_element(x, memory_type(dtype)))
    if dtype is DType.FLOAT16:
        return ir.bitcast(ir.fptrunc(x, with_element(x, _HALF)), with_element(x, memory_type(dtype)))
    return ir.trunc(_narrow_bits(b, x, FORMATS[dtype]), with_element(x, memory_type(dtype)))


def to_odd(b: Builder, x: ll.Value) -> ll.Value:
    """float64 to float32, an inexact result with a last bit of 1, so that it can be rounded once more."""
    ir = b.ir
    near = ir.fptrunc(x, with_element(x, F32))
    back = ir.fpext(near, x.type)
    magnitudes = [same(b, "llvm.fabs", v) for v in (back, x)]
    bits = ir.bitcast(near, with_element(x, I32))
    away = ir.zext(ir.fcmp_ordered(">", *magnitudes), bits.type)
    inexact = ir.zext(ir.fcmp_ordered("!=", back, x), bits.type)
    return ir.bitcast(ir.or_(ir.sub(bits, away), inexact), near.type)


def _float_bits(b: Builder, bits: ll.Value, form: Format) -> ll.Value:
    """The bits of a float32, from those of a narrow float in an int32."""
    ir = b.ir
    sign = ir.shl(bits, constant(bits, 31 - form.bits))
    code = ir.and_(bits, constant(bits, (1 << form.bits) - 1))
    value = ir.shl(code, constant(bits, _MANTISSA - form.mantissa))
    if form.bias != _BIAS:
        value = ir.add(value, constant(bits, (_BIAS - form.bias) << _MANTISSA))
        units = ir.sitofp(code, with_element(bits, F32))
        small = ir.bitcast(ir.fmul(units, constant(units, 2.0 ** (1 - form.bias - form.mantissa))), bits.type)
        value = ir.select(ir.icmp_unsigned("<", code, constant(bits, 1 << form.mantissa)), small, value)
        beyond = ir.icmp_unsigned(">", code, constant(bits, form.largest))
        value = ir.select(beyond, constant(bits, _NAN), value)
        if form.overflow not in (form.nan, form.largest):
            infinite = ir.icmp_unsigned("==", code, constant(bits, form.overflow))
            value = ir.select(infinite, constant(bits, _INFINITY), value)
    value = ir.or_(value, ir.and_(sign, constant(bits, 1 << 31)))
    if not form.signed_zero:
        value = ir.select(ir.icmp_unsigned("==", bits, constant(bits, 1 << form.bits)), constant(bits, _NAN), value)
    return value


def _narrow_bits(b: Builder, x: ll.Value, form: Format) -> ll.Value:
    """The bits of a narrow float in an int32, from a float32: rounded to nearest even, then beyond the largest?"""
    ir = b.ir
    bits = ir.bitcast(x, with_element(x, I32))
    magnitude = ir.and_(bits, constant(bits, (1 << 31) - 1))
    dropped = _MANTISSA - form.mantissa
    based = ir.sub(magnitude, constant(bits, (_BIAS - form.bias) << _MANTISSA))
    odd = ir.and_(ir.lshr(based, constant(bits, dropped)), constant(bits, 1))
    up = ir.add(based, ir.add(odd, constant(bits, (1 << dropped - 1) - 1)))
    code = ir.lshr(up, constant(bits, dropped))
    if form.bias != _BIAS:
        # In this sum the last bit of the float32 is worth that of a subnormal.
        unit = 2.0 ** (_MANTISSA + 1 - form.bias - form.mantissa)
        total = ir.fadd(ir.bitcast(magnitude, x.type), constant(x, unit))
        small = ir.sub(ir.bitcast(total, bits.type), ir.bitcast(constant(x, unit), bits.type))
        subnormal = ir.icmp_unsigned("<", magnitude, constant(bits, (_BIAS + 1 - form.bias) << _MANTISSA))
        code = ir.select(subnormal, small, code)
    beyond = ir.icmp_unsigned(">", code, constant(bits, form.largest))
    code = ir.select(beyond, constant(bits, form.overflow), code)
    sign = ir.and_(ir.lshr(bits, constant(bits, 31 - form.bits)), constant(bits, 1 << form.bits))
    signed = ir.or_(code, sign)
    if not form.signed_zero:
        signed = ir.select(ir.icmp_unsigned("==", code, constant(bits, 0)), code, signed)
    is_nan = ir.icmp_unsigned(">", magnitude, constant(bits, _INFINITY))
    return ir.select(is_nan, constant(bits, form.nan or 0), signed)
