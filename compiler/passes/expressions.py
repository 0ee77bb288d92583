"""Simplifying the expression of a map or an epilogue."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...ir import DType, Expression, Literal, Step
from ...ir.expression import Operand

_NEUTRAL = {"add": 0, "sub": 0, "mul": 1, "div": 1, "pow": 1}
_COMMUTATIVE = ("add", "mul", "min", "max", "eq", "and", "or", "xor")


def simplify_expression(expression: Expression, dtypes: Sequence[DType]) -> Expression:
    """An expression with the same value and the same arguments.

    Steps that do nothing, that compute from literals only, that repeat an earlier step, or that nothing reads, are
    gone; if none is left, the result is one ``identity`` of an argument or a literal. ``x + 0`` counts as ``x`` though
    it would turn -0.0 to 0.0; ``x ** 2`` becomes ``x * x``, and division by a power of two a multiplication. Operands
    whose order does not matter are sorted: earlier steps and argument 0, other arguments, literals.
    """
    step_types = expression.step_types(dtypes)[expression.arguments :]
    types = list(dtypes)  # of the arguments and of the steps kept
    known: dict[int, Operand] = {i: i for i in range(expression.arguments)}
    steps: list[Step] = []
    for position, (old, dtype) in enumerate(zip(expression.steps, step_types, strict=True), expression.arguments):
        step = _cheapest(old.renumbered(known), expression.arguments)
        result = _result(step, [o.dtype if isinstance(o, Literal) else types[o] for o in step.operands], dtype)
        if result is None:
            if step not in steps:
                steps.append(step)
                types.append(dtype)
            result = expression.arguments + steps.index(step)
        known[position] = result
    return _prune(expression.arguments, steps, known[expression.arguments + len(expression.steps) - 1])


def is_identity_of(expression: Expression) -> int | None:
    """The argument that an expression returns unchanged."""
    (operand,) = expression.steps[0].operands if expression.steps[0].function == "identity" else (None,)
    return operand if len(expression.steps) == 1 and isinstance(operand, int) else None


def _cheapest(step: Step, arguments: int) -> Step:
    """The step in its cheapest and, of several equally good ones, its usual form."""
    if step.function in _COMMUTATIVE:
        return Step(step.function, tuple(sorted(step.operands, key=lambda operand: _rank(operand, arguments))))
    second = step.operands[-1]
    if step.function == "pow" and isinstance(second, Literal) and second.value == 2:
        return Step("mul", (step.operands[0], step.operands[0]))
    if step.function == "div" and isinstance(second, Literal) and second.dtype.is_float:
        # The reciprocal is exact, and neither it nor the divisor is subnormal or infinite.
        mantissa, exponent = math.frexp(second.value)
        if abs(mantissa) == 0.5 and abs(exponent) < 120:
            return Step("mul", (step.operands[0], Literal(1 / second.value, second.dtype)))
    return step


def _rank(operand: Operand, arguments: int) -> tuple[int, int]:
    if isinstance(operand, Literal):
        return 2, 0
    return (1, operand) if 0 < operand < arguments else (0, operand)


def _result(step: Step, given: Sequence[DType], dtype: DType) -> Operand | None:
    """What a step is known to compute: a literal, or one of its operands."""
    operands = step.operands
    literals = [o for o in operands if isinstance(o, Literal)]
    if len(literals) == len(operands):
        try:
            value = Expression(0, (step,)).reference([])
        except ZeroDivisionError:
            return None  # an error of the run
        return Literal(value.item(), dtype)
    if step.function == "identity" or (step.function == "cast" and given[0] is step.to):
        return operands[0]
    if step.function == "where" and isinstance(operands[0], Literal):
        return operands[1] if operands[0].value else operands[2]
    if step.function in _NEUTRAL:
        left, right = operands
        if isinstance(right, Literal) and right.value == _NEUTRAL[step.function]:
            return left
    return None


def _prune(arguments: int, steps: Sequence[Step], result: Operand) -> Expression:
    """The steps that the result needs, the result last."""
    if isinstance(result, Literal) or result < arguments:
        return Expression(arguments, (Step("identity", (result,)),))
    needed = {result}
    for position in range(result, arguments - 1, -1):
        if position in needed:
            needed |= {o for o in steps[position - arguments].operands if isinstance(o, int)}
    kept = [position for position in sorted(needed) if position >= arguments]
    renumbering: dict[int, Operand] = {i: i for i in range(arguments)}
    renumbering |= {old: arguments + new for new, old in enumerate(kept)}
    return Expression(arguments, tuple(steps[position - arguments].renumbered(renumbering) for position in kept))
