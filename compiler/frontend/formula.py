"""Element-wise expressions written as nested tuples.

    ("max", ("min", ("add", ("mul", "x", alpha), beta), 1.0), 0.0)

The first item names a function, a string is an argument ("x", "y", "z"), a number a literal. Equal parts are computed
once.
"""

from __future__ import annotations

from ...ir import DType, Expression, InferError, Literal, Step
from ...ir.expression import Operand

Formula = str | float | int | tuple["Formula", ...]

ARGUMENTS = "xyz"


def expression(formula: Formula, arguments: int, dtype: DType) -> Expression:
    """The formula as an expression of ``arguments`` arguments; its literals are of type ``dtype``.

    InferError for a literal that is no number of this type.
    """
    steps: list[Step] = []
    known: dict[Formula, int] = {ARGUMENTS[i]: i for i in range(arguments)}

    def build(part: Formula) -> Operand:
        if isinstance(part, (float, int)):
            return _literal(part, dtype)
        if part not in known:
            assert isinstance(part, tuple) and isinstance(part[0], str), part
            steps.append(Step(part[0], tuple(build(operand) for operand in part[1:])))
            known[part] = arguments + len(steps) - 1
        return known[part]

    build(formula)
    return Expression(arguments, tuple(steps))


def _literal(number: float | int, dtype: DType) -> Literal:
    if not dtype.is_float:
        low, high = dtype.limits if dtype is not DType.BOOL else (0, 1)
        if not low <= number <= high or number != int(number):
            raise InferError(f"{number} is no number of type {dtype}")
    return Literal(dtype.numpy.type(number).item(), dtype)
