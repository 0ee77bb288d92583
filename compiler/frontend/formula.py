"""Element-wise expressions written as nested tuples.

    ("max", ("min", ("add", ("mul", "x", alpha), beta), 1.0), 0.0)

The first item names a function, a string is an argument ("x", "y", "z"), a number a literal. Equal parts are computed
once.
"""

from __future__ import annotations

from ...ir import DType, Expression, Literal, Step
from ...ir.expression import Operand

Formula = str | float | int | tuple["Formula", ...]

ARGUMENTS = "xyz"


def expression(formula: Formula, arguments: int, dtype: DType) -> Expression:
    """The formula as an expression of ``arguments`` arguments; its literals are of type ``dtype``."""
    steps: list[Step] = []
    known: dict[Formula, int] = {ARGUMENTS[i]: i for i in range(arguments)}

    def build(part: Formula) -> Operand:
        if isinstance(part, (float, int)):
            return Literal(dtype.numpy.type(part).item(), dtype)
        if part not in known:
            assert isinstance(part, tuple) and isinstance(part[0], str), part
            steps.append(Step(part[0], tuple(build(operand) for operand in part[1:])))
            known[part] = arguments + len(steps) - 1
        return known[part]

    build(formula)
    return Expression(arguments, tuple(steps))
