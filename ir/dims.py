"""Dims: the extents of tensors as integer expressions over named symbols.

A dim is an ``int`` or an ``Expr``. Every symbol carries the closed interval its value lies in. Expressions are kept in
a normal form, a sum of products with integer coefficients, so that equal sizes compare equal:

    (batch + 2) * 3 - 6   ==   3 * batch

``floordiv``, ``mod``, ``min`` and ``max`` that cannot be resolved are opaque factors of that form. An expression that
turns out to be constant is an ``int`` again; code that only meets static shapes never sees an ``Expr``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from typing import Union

Dim = Union[int, "Expr"]


@dataclass(frozen=True)
class Symbol:
    """A named size known at run time; ``low <= value <= high``."""

    name: str
    low: int
    high: int

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Call:
    """``floordiv``, ``mod``, ``min`` or ``max`` of two dims that did not simplify."""

    function: str
    left: Dim
    right: Dim

    def __str__(self) -> str:
        if self.function in _INFIX:
            return f"({self.left}) {_INFIX[self.function]} ({self.right})"
        return f"{self.function}({self.left}, {self.right})"


Atom = Symbol | Call
Monomial = tuple[Atom, ...]
_INFIX = {"floordiv": "//", "mod": "%"}


@dataclass(frozen=True)
class Expr:
    """A sum of ``coefficient * product of atoms``; ``terms`` is sorted and has no zero coefficient."""

    terms: tuple[tuple[Monomial, int], ...]

    @cached_property
    def _text(self) -> str:
        parts = []
        for monomial, coefficient in self.terms:
            factors = [f"({a})" if isinstance(a, Call) and a.function in _INFIX else str(a) for a in monomial]
            parts.append("*".join(([str(coefficient)] if coefficient != 1 or not monomial else []) + factors))
        return " + ".join(parts)

    def __str__(self) -> str:
        return self._text

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.terms)

    def __add__(self, other: Dim) -> Dim:
        return _sum(_terms(self), _terms(other))

    __radd__ = __add__

    def __neg__(self) -> Dim:
        return self * -1

    def __sub__(self, other: Dim) -> Dim:
        return self + other * -1

    def __rsub__(self, other: Dim) -> Dim:
        return self * -1 + other

    def __mul__(self, other: Dim) -> Dim:
        products = [{_product(m, n): c * d} for m, c in self.terms for n, d in _terms(other).items()]
        return _sum(*products) if products else 0

    __rmul__ = __mul__

    def __floordiv__(self, other: Dim) -> Dim:
        return floordiv(self, other)

    def __rfloordiv__(self, other: int) -> Dim:
        return floordiv(other, self)

    def __mod__(self, other: Dim) -> Dim:
        return mod(self, other)

    def __rmod__(self, other: int) -> Dim:
        return mod(other, self)


def symbol(name: str, low: int, high: int) -> Dim:
    """The symbol ``name`` as a dim; a symbol whose interval holds one value is that value."""
    return low if low == high else Expr((((Symbol(name, low, high),), 1),))


def floordiv(a: Dim, b: Dim) -> Dim:
    """``a // b``, rounded down, for ``b > 0``."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    if b == 1:
        return a
    if a == b:
        return 1
    if isinstance(b, int):
        whole = _sum({m: c // b for m, c in _terms(a).items() if c % b == 0})
        rest = _sum({m: c for m, c in _terms(a).items() if c % b})
        if rest == 0:
            return whole
        low, high = bounds(rest)
        if low // b == high // b:
            return whole + low // b
        inner = _shifted_quotient(rest)
        return whole + (floordiv(inner[0], inner[1] * b) if inner else _atom(Call("floordiv", rest, b)))
    exact = _exact_quotient(a, b)
    return _atom(Call("floordiv", a, b)) if exact is None else exact


def mod(a: Dim, b: Dim) -> Dim:
    """``a % b``, never negative, for ``b > 0``."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b
    if isinstance(b, int):
        rest = _sum({m: c % b for m, c in _terms(a).items() if c % b})
        low, high = bounds(rest)
        if low >= 0 and high < b:
            return rest
        return mod(rest, b) if isinstance(rest, int) else _atom(Call("mod", rest, b))
    return 0 if a == b else _atom(Call("mod", a, b))


def minimum(a: Dim, b: Dim) -> Dim:
    """The smaller of two dims."""
    low, high = bounds(a - b)
    if high <= 0:
        return a
    return b if low >= 0 else _atom(Call("min", *sorted((a, b), key=str)))


def maximum(a: Dim, b: Dim) -> Dim:
    """The larger of two dims."""
    low, high = bounds(a - b)
    if low >= 0:
        return a
    return b if high <= 0 else _atom(Call("max", *sorted((a, b), key=str)))


def may_be_zero(dim: Dim) -> bool:
    """Whether the dim can be 0 for some values of the symbols, as far as its bounds tell."""
    low, high = bounds(dim)
    return low <= 0 <= high


def known_dim(equal: Iterable[Dim]) -> Dim:
    """Of dims that are equal the one that is a number, or else the first."""
    dims = list(equal)
    return next((dim for dim in dims if isinstance(dim, int)), dims[0])


def ceildiv(a: Dim, b: Dim) -> Dim:
    """``a / b`` rounded up, for ``b > 0``."""
    return floordiv(a + b - 1, b)


def round_up(a: Dim, multiple: int) -> Dim:
    """The smallest multiple of ``multiple`` that is at least ``a``."""
    return ceildiv(a, multiple) * multiple


def product(dims: tuple[Dim, ...] | list[Dim]) -> Dim:
    """The product of dims; 1 for none."""
    result: Dim = 1
    for dim in dims:
        result = result * dim
    return result


def bounds(dim: Dim) -> tuple[int, int]:
    """An interval that contains every value the dim can take."""
    return (dim, dim) if isinstance(dim, int) else _bounds(dim)


def symbols(dim: Dim) -> set[Symbol]:
    """The symbols a dim depends on."""
    if isinstance(dim, int):
        return set()
    found: set[Symbol] = set()
    for monomial, _ in dim.terms:
        for atom in monomial:
            found |= {atom} if isinstance(atom, Symbol) else symbols(atom.left) | symbols(atom.right)
    return found


def as_symbol(dim: Dim) -> Symbol | None:
    """The symbol that a dim is, if it is nothing more than one symbol."""
    if isinstance(dim, int) or len(dim.terms) > 1:
        return None
    ((monomial, coefficient),) = dim.terms
    only = monomial[0] if len(monomial) == 1 and coefficient == 1 else None
    return only if isinstance(only, Symbol) else None


def evaluate(dim: Dim, values: Mapping[str, int]) -> int:
    """The dim's value where every symbol has the given value; KeyError for a symbol without one."""
    if isinstance(dim, int):
        return dim
    total = 0
    for monomial, coefficient in dim.terms:
        for atom in monomial:
            if isinstance(atom, Symbol):
                coefficient *= values[atom.name]
            else:
                coefficient *= FUNCTIONS[atom.function](evaluate(atom.left, values), evaluate(atom.right, values))
        total += coefficient
    return total


def fix(dim: Dim, symbol: Symbol, value: int) -> Dim:
    """The dim where one symbol has the given value."""
    if isinstance(dim, int):
        return dim
    total: Dim = 0
    for monomial, coefficient in dim.terms:
        term: Dim = coefficient
        for atom in monomial:
            if isinstance(atom, Symbol):
                term = term * (value if atom == symbol else _atom(atom))
            else:
                term = term * _APPLIED[atom.function](fix(atom.left, symbol, value), fix(atom.right, symbol, value))
        total = total + term
    return total


FUNCTIONS: dict[str, Callable[[int, int], int]] = {
    "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
    "min": min,
    "max": max,
}
"""What a ``Call`` does with numbers, by its function."""

_APPLIED: dict[str, Callable[[Dim, Dim], Dim]] = {
    "floordiv": floordiv,
    "mod": mod,
    "min": minimum,
    "max": maximum,
}


def parse(text: str, known: Mapping[str, Dim]) -> Dim:
    """The dim that ``str`` printed as ``text``; ValueError for anything else."""

    def build(node: ast.expr) -> Dim:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.Name) and node.id in known:
            return known[node.id]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return build(node.operand) * -1
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](build(node.left), build(node.right))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("min", "max") and len(node.args) == 2:
            choose = minimum if ast.unparse(node.func) == "min" else maximum
            return choose(build(node.args[0]), build(node.args[1]))
        raise ValueError(f"not a dim: {text!r}")

    try:
        return build(ast.parse(text, mode="eval").body)
    except SyntaxError as error:
        raise ValueError(f"not a dim: {text!r}") from error


_OPERATORS: dict[type[ast.operator], Callable[[Dim, Dim], Dim]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.FloorDiv: floordiv,
    ast.Mod: mod,
}


def _atom(atom: Atom) -> Dim:
    return Expr((((atom,), 1),))


def _terms(dim: Dim) -> dict[Monomial, int]:
    if isinstance(dim, int):
        return {(): dim} if dim else {}
    return dict(dim.terms)


def _shifted_quotient(dim: Dim) -> tuple[Dim, int] | None:
    """``x + k * n`` and ``n`` of a dim ``x // n + k``, so that dividing it by m is dividing the former by ``n * m``."""
    terms = _terms(dim)
    shift = terms.pop((), 0)
    if len(terms) != 1:
        return None
    ((monomial, coefficient),) = terms.items()
    call = monomial[0]
    if len(monomial) > 1 or coefficient != 1 or not isinstance(call, Call) or call.function != "floordiv":
        return None
    return (call.left + call.right * shift, call.right) if isinstance(call.right, int) else None


def _exact_quotient(a: Dim, b: Expr) -> Dim | None:
    """``a / b`` when b is one product that divides every term of a."""
    if len(b.terms) > 1:
        return None
    ((divisor, by),) = b.terms
    quotient: dict[Monomial, int] = {}
    for monomial, coefficient in _terms(a).items():
        left = list(monomial)
        for atom in divisor:
            if atom not in left:
                return None
            left.remove(atom)
        if coefficient % by:
            return None
        quotient[tuple(left)] = coefficient // by
    return _sum(quotient)


def _product(a: Monomial, b: Monomial) -> Monomial:
    return tuple(sorted(a + b, key=str))


def _sum(*parts: dict[Monomial, int]) -> Dim:
    total: dict[Monomial, int] = {}
    for part in parts:
        for monomial, coefficient in part.items():
            total[monomial] = total.get(monomial, 0) + coefficient
    total = {m: c for m, c in total.items() if c}
    if not total.keys() - {()}:
        return total.get((), 0)
    # Constants last, then by degree and text, so that equal sums have equal terms.
    return Expr(tuple(sorted(total.items(), key=lambda item: (-len(item[0]), [str(a) for a in item[0]]))))


def _atom_bounds(atom: Atom) -> tuple[int, int]:
    if isinstance(atom, Symbol):
        return atom.low, atom.high
    (a_low, a_high), (b_low, b_high) = bounds(atom.left), bounds(atom.right)
    if atom.function == "mod":
        return 0, max(0, min(b_high - 1, a_high) if a_low >= 0 else b_high - 1)
    if atom.function == "floordiv":
        ends = [a // b for a in (a_low, a_high) for b in (max(1, b_low), max(1, b_high))]
        return min(ends), max(ends)
    choose = FUNCTIONS[atom.function]
    return choose(a_low, b_low), choose(a_high, b_high)


_RELAXATIONS = 3
_FEW_CALLS = 6
"""In a sum of more calls, such as the size of an arena, not every choice of three is tried, but each alone."""


@lru_cache(maxsize=1 << 14)
def _bounds(dim: Expr) -> tuple[int, int]:
    return _lowest(dim, _RELAXATIONS), -_lowest(-dim, _RELAXATIONS)


@lru_cache(maxsize=1 << 14)
def _lowest(dim: Dim, relaxations: int) -> int:
    """A lower bound: by intervals, or a better one where a ``min``, ``max`` or quotient cancels what it is made of.

    tokens - min(tokens, 10)  >=  tokens - tokens  =  0
    """
    if isinstance(dim, int):
        return dim
    best = 0
    for monomial, coefficient in dim.terms:
        ends = reduce(_interval_product, (_atom_bounds(a) for a in monomial), (1, 1))
        best += min(coefficient * ends[0], coefficient * ends[1])
    if not relaxations:
        return best
    calls = [(m[0], coefficient) for m, coefficient in dim.terms if len(m) == 1 and isinstance(m[0], Call)]
    left = relaxations - 1 if len(calls) <= _FEW_CALLS else 0
    for call, coefficient in calls:
        for below in _below(call, coefficient):
            best = max(best, _lowest(dim - _atom(call) * coefficient + below, left))
    return best


def _below(call: Call, coefficient: int) -> list[Dim]:
    """Simpler dims that are never larger than ``coefficient * call``."""
    if call.function == ("min" if coefficient < 0 else "max"):
        return [call.left * coefficient, call.right * coefficient]
    if call.function == "floordiv" and isinstance(call.right, int) and coefficient % call.right == 0:
        times = coefficient // call.right
        return [(call.left if times < 0 else call.left - (call.right - 1)) * times]
    return []


def _interval_product(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)
