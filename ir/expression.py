"""Element-wise arithmetic as data: a short straight-line program applied to every element.

One ``Expression`` serves the ``map`` op, the epilogues of contractions and the passes of fused reductions, so fusing
element-wise work is composing expressions. ``FUNCTIONS`` is the one list of element-wise functions; the backend has one
emitter for each name in ``kernels/functions.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .convert import convert, reinterpret
from .dims import Dim, bounds, maximum, may_be_zero, minimum
from .types import DType

Array = np.ndarray[Any, Any]


Condition = tuple[Dim, str]
"""A dim that must be 0 in a run, and what the user reads if it is not."""


def check_possible(conditions: Iterable[Condition]) -> None:
    """InferError for the first condition that no values of the symbols fulfil."""
    for dim, text in conditions:
        if not may_be_zero(dim):
            raise InferError(text)


class InferError(Exception):
    """The types given to an op do not fit; the message says what was given and what is needed."""


@dataclass(frozen=True)
class Function:
    """An element-wise function: its arity, meaning, result type rule and the operand types it takes.

    ``result`` is "same" (the type of the operands), "bool", or "to" (the step's own ``to``, which the meaning gets as
    one more argument); ``kinds`` are those of ``DType``, ``narrow`` tells whether it takes narrow types.
    """

    arity: int
    reference: Callable[..., Any]
    result: str = "same"
    kinds: str = "fiu"
    narrow: bool = False


def _divide(a: Array, b: Array) -> Array:
    if a.dtype.kind == "f":
        return np.asarray(np.divide(a, b))
    if a.size and not b.all():
        raise ZeroDivisionError("an integer is divided by zero")
    # ONNX integer division truncates; numpy's floors.
    return np.asarray(a // b + ((a % b != 0) & ((a < 0) != (b < 0))), a.dtype)


def _remainder(a: Array, b: Array) -> Array:
    # numpy's own of integers would trap for the smallest one and -1.
    return np.asarray(np.fmod(a, b) if a.dtype.kind == "f" else a - _divide(a, b) * b)


def _power(x: Array, y: Array) -> Array:
    if x.dtype.kind != "i":
        return np.asarray(np.power(x, y))
    # A negative exponent gives 1 / x**-y truncated, and 0 where that would divide by 0.
    inverse = np.where(np.abs(x) == 1, np.power(x, y & 1), 0)
    return np.asarray(np.where(y < 0, inverse, np.power(x, np.maximum(y, 0))), x.dtype)


def _sigmoid(x: Array) -> Array:
    # Only exponentials of negative numbers: nothing overflows.
    e = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1 / (1 + e), e / (1 + e)), x.dtype)


_erf64 = np.vectorize(math.erf, otypes=[np.float64])


def _erf(x: Array) -> Array:
    return np.asarray(_erf64(x), x.dtype)


def _gelu(x: Array) -> Array:
    return np.asarray(0.5 * x * (1 + _erf64(x / math.sqrt(2))), x.dtype)


FUNCTIONS: dict[str, Function] = {
    "add": Function(2, np.add),
    "sub": Function(2, np.subtract),
    "mul": Function(2, np.multiply),
    "div": Function(2, _divide),
    # rem(x, y) = x - trunc(x / y) * y, of the sign of x; integers divided by zero make the run fail.
    "rem": Function(2, _remainder),
    "pow": Function(2, _power),
    "min": Function(2, np.minimum),
    "max": Function(2, np.maximum),
    "neg": Function(1, np.negative, kinds="fi"),
    "abs": Function(1, np.abs),
    "sqrt": Function(1, np.sqrt, kinds="f"),
    "exp": Function(1, np.exp, kinds="f"),
    "log": Function(1, np.log, kinds="f"),
    "tanh": Function(1, np.tanh, kinds="f"),
    "erf": Function(1, _erf, kinds="f"),
    "sigmoid": Function(1, _sigmoid, kinds="f"),
    "gelu": Function(1, _gelu, kinds="f"),
    "sin": Function(1, np.sin, kinds="f"),
    "cos": Function(1, np.cos, kinds="f"),
    "tan": Function(1, np.tan, kinds="f"),
    "asin": Function(1, np.arcsin, kinds="f"),
    "acos": Function(1, np.arccos, kinds="f"),
    "atan": Function(1, np.arctan, kinds="f"),
    "sinh": Function(1, np.sinh, kinds="f"),
    "cosh": Function(1, np.cosh, kinds="f"),
    "asinh": Function(1, np.arcsinh, kinds="f"),
    "acosh": Function(1, np.arccosh, kinds="f"),
    "atanh": Function(1, np.arctanh, kinds="f"),
    "floor": Function(1, np.floor, kinds="f"),
    "ceil": Function(1, np.ceil, kinds="f"),
    "round": Function(1, np.rint, kinds="f"),
    "eq": Function(2, np.equal, "bool", "fiub"),
    "lt": Function(2, np.less, "bool"),
    "le": Function(2, np.less_equal, "bool"),
    # Of bools, or of integers bit by bit.
    "and": Function(2, np.bitwise_and, kinds="biu"),
    "or": Function(2, np.bitwise_or, kinds="biu"),
    "xor": Function(2, np.bitwise_xor, kinds="biu"),
    "not": Function(1, np.bitwise_not, kinds="biu"),
    # By less than 0 or by all bits, only the sign is left of a shift to the right, and nothing of one to the left.
    "shift_left": Function(2, np.left_shift, kinds="iu"),
    "shift_right": Function(2, np.right_shift, kinds="iu"),
    # where(condition, a, b): the type rule looks at a and b only.
    "where": Function(3, np.where, kinds="fiub", narrow=True),
    "cast": Function(1, convert, "to", "fiub", narrow=True),
    "bitcast": Function(1, reinterpret, "to", "fiub", narrow=True),
    # identity() copies; a map of it turns a view into a tensor of its own.
    "identity": Function(1, lambda x: x, kinds="fiub", narrow=True),
}


@dataclass(frozen=True, eq=False)
class Literal:
    """A scalar constant inside an expression; ``value`` is rounded to ``dtype``.

    Two literals are equal when they have the same bits: 0.0 and -0.0 differ, and a NaN equals itself.
    """

    value: float | int | bool
    dtype: DType

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", np.asarray(self.value, self.dtype.numpy).item())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return f"{self.dtype.numpy.type(self.value)!s}:{self.dtype}"


Operand = int | Literal


@dataclass(frozen=True)
class Step:
    """One function call; an int operand below the number of arguments is an argument, others are earlier steps."""

    function: str
    operands: tuple[Operand, ...]
    to: DType | None = None

    def renumbered(self, mapping: Mapping[int, Operand]) -> Step:
        """This step with every operand index replaced."""
        return Step(self.function, tuple(o if isinstance(o, Literal) else mapping[o] for o in self.operands), self.to)

    def reference(self, operands: Sequence[Array], dtype: DType) -> Array:
        """The result, of the type that ``step_types`` gives, by numpy."""
        function = FUNCTIONS[self.function].reference
        with np.errstate(all="ignore"):
            result = function(*operands) if self.to is None else function(*operands, self.to)
        return np.asarray(result).astype(dtype.numpy, copy=False)

    def text(self, names: Sequence[str]) -> str:
        """The call as text, operand ``i`` written as ``names[i]``."""
        operands = ", ".join(str(o) if isinstance(o, Literal) else names[o] for o in self.operands)
        return f"{self.function}({operands})" + (f" to {self.to}" if self.to else "")


@dataclass(frozen=True)
class Expression:
    """``arguments`` inputs, then steps; the last step is the result.

    With two arguments, operand 0 and 1 are the arguments, operand 2 is the first step's result and so on.
    """

    arguments: int
    steps: tuple[Step, ...]

    @classmethod
    def call(cls, function: str, to: DType | None = None) -> Expression:
        """The expression that applies one function to as many arguments as it takes."""
        arity = FUNCTIONS[function].arity
        return cls(arity, (Step(function, tuple(range(arity)), to),))

    def infer(self, dtypes: Sequence[DType]) -> DType:
        """The result's element type; InferError where a function does not take what it is given."""
        if len(dtypes) != self.arguments:
            raise InferError(f"{self} takes {self.arguments} operands, got {len(dtypes)}")
        return self.step_types(dtypes)[-1]

    def step_types(self, dtypes: Sequence[DType]) -> list[DType]:
        """The element types of the arguments and of every step."""
        known = list(dtypes)
        for step in self.steps:
            function = FUNCTIONS[step.function]
            given = [o.dtype if isinstance(o, Literal) else known[o] for o in step.operands]
            if step.function == "where":
                if given[0] is not DType.BOOL:
                    raise InferError(f"the condition of where must be bool, got {given[0]}")
                given = given[1:]
            if len(set(given)) > 1:
                raise InferError(f"{step.function} needs operands of one type, got {', '.join(map(str, given))}")
            if given[0].kind not in function.kinds or (given[0].is_narrow and not function.narrow):
                raise InferError(f"{step.function} is not defined for {given[0]}")
            if function.result == "to":
                assert step.to is not None
                if step.function == "bitcast" and step.to.bits != given[0].bits:
                    raise InferError(f"{given[0]} and {step.to} do not have equally many bits")
                if step.function == "cast" and step.to is DType.FLOAT8E8M0 and given[0] is not step.to:
                    raise InferError(
                        "cast does not tell how to round to powers of two; compute the bits and bitcast them"
                    )
                known.append(step.to)
            else:
                known.append(DType.BOOL if function.result == "bool" else given[0])
        return known

    def can_fail(self, dtypes: Sequence[DType]) -> bool:
        """Whether some step may divide integers by zero."""
        types = self.step_types(dtypes)
        return any(
            step.function in ("div", "rem") and not types[index].is_float and not _is_nonzero(step.operands[1])
            for index, step in enumerate(self.steps, self.arguments)
        )

    def reference(self, arguments: Sequence[Array]) -> Array:
        """The result by numpy, operands broadcast against each other; ZeroDivisionError for integers over zero."""
        types = self.step_types([DType.of(a) for a in arguments])
        values: list[Array] = list(arguments)
        for step, dtype in zip(self.steps, types[self.arguments :], strict=True):
            operands = [
                np.asarray(o.value, o.dtype.numpy) if isinstance(o, Literal) else values[o] for o in step.operands
            ]
            values.append(step.reference(operands, dtype))
        return np.broadcast_to(values[-1], np.broadcast_shapes(*(a.shape for a in arguments)))

    def inline(self, argument: int, inner: Expression) -> Expression:
        """This expression with ``inner`` in the place of one argument.

        The result's arguments are those of ``self`` without the replaced one, then those of ``inner``.
        """
        outer_count = self.arguments - 1
        total = outer_count + inner.arguments
        inner_map: dict[int, Operand] = {i: outer_count + i for i in range(inner.arguments)}
        inner_map |= {inner.arguments + i: total + i for i in range(len(inner.steps))}
        outer_map: dict[int, Operand] = {i: i - (i > argument) for i in range(self.arguments)}
        outer_map[argument] = total + len(inner.steps) - 1
        outer_map |= {self.arguments + i: total + len(inner.steps) + i for i in range(len(self.steps))}
        steps = [s.renumbered(inner_map) for s in inner.steps] + [s.renumbered(outer_map) for s in self.steps]
        return Expression(total, tuple(steps))

    def bind(self, argument: int, literal: Literal) -> Expression:
        """This expression with one argument fixed to a scalar constant."""
        mapping: dict[int, Operand] = {i: i - (i > argument) for i in range(self.arguments + len(self.steps))}
        mapping[argument] = literal
        return Expression(self.arguments - 1, tuple(s.renumbered(mapping) for s in self.steps))

    def merge(self, keep: int, drop: int) -> Expression:
        """This expression with two arguments that are the same tensor made one (``keep < drop``)."""
        assert keep < drop
        mapping: dict[int, Operand] = {i: i - (i > drop) for i in range(self.arguments + len(self.steps))}
        mapping[drop] = keep
        return Expression(self.arguments - 1, tuple(s.renumbered(mapping) for s in self.steps))

    def drop(self, argument: int) -> Expression:
        """This expression without an argument that no step reads."""
        mapping: dict[int, Operand] = {i: i - (i > argument) for i in range(self.arguments + len(self.steps))}
        del mapping[argument]
        return Expression(self.arguments - 1, tuple(s.renumbered(mapping) for s in self.steps))

    def reordered(self, order: Sequence[int]) -> Expression:
        """This expression with its arguments permuted: argument ``i`` of the result is ``order[i]`` of this one."""
        mapping: dict[int, Operand] = {i: i for i in range(self.arguments + len(self.steps))}
        mapping |= {old: new for new, old in enumerate(order)}
        return Expression(self.arguments, tuple(s.renumbered(mapping) for s in self.steps))

    def widened(self, at: int, count: int) -> Expression:
        """This expression with ``count`` more arguments from argument ``at`` on, which no step reads."""
        mapping: dict[int, Operand] = {i: i + count * (i >= at) for i in range(self.arguments + len(self.steps))}
        return Expression(self.arguments + count, tuple(s.renumbered(mapping) for s in self.steps))

    def __str__(self) -> str:
        names = [f"x{i}" for i in range(self.arguments)] + [f"t{i}" for i in range(len(self.steps))]
        return "; ".join(f"t{i} = {step.text(names)}" for i, step in enumerate(self.steps))


def _is_nonzero(operand: Operand) -> bool:
    return isinstance(operand, Literal) and operand.value != 0


def broadcast_shapes(shapes: Iterable[tuple[Dim, ...]]) -> tuple[Dim, ...]:
    """The common shape under numpy's rules; InferError where two dims cannot be equal and neither can be 1.

    Where it depends on symbols whether dims are equal or one of them is 1, the result is right for both, and
    ``broadcast_conditions`` says what must hold.
    """
    result: list[Dim] = []
    for shape in shapes:
        result = [*[1] * (len(shape) - len(result)), *result]
        for axis, dim in enumerate(shape, len(result) - len(shape)):
            result[axis] = _broadcast_dims(result[axis], dim)
    return tuple(result)


def broadcasts_to(shape: tuple[Dim, ...], to: tuple[Dim, ...]) -> bool:
    """Whether each dim is 1 or the other shape's, whatever the symbols are."""
    missing = len(to) - len(shape)
    return missing >= 0 and all(a in (1, b) for a, b in zip(shape, to[missing:], strict=True))


def may_broadcast_to(shape: tuple[Dim, ...], to: tuple[Dim, ...]) -> bool:
    """Whether each dim can be 1 or the other shape's for some values of the symbols."""
    missing = len(to) - len(shape)
    return missing >= 0 and all(
        may_be_zero(a - 1) or may_be_zero(a - b) for a, b in zip(shape, to[missing:], strict=True)
    )


def _broadcast_dims(a: Dim, b: Dim) -> Dim:
    if a == b or b == 1:
        return a
    if a == 1:
        return b
    if not any(map(may_be_zero, (a - b, a - 1, b - 1))):
        raise InferError(f"shapes do not broadcast: {b} against {a}")
    for dim in (a, b):
        if bounds(dim)[0] > 1 or dim == 0:
            return dim
    # The larger one, but 0 where 1 meets 0; a product, which stays one term of whatever it is multiplied with.
    return maximum(a, b) * minimum(minimum(a, 1), minimum(b, 1))
