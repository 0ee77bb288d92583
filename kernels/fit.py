"""Where the polynomials of ``functions.py`` come from: ``python -m zeroskip.kernels.fit`` prints them.

Each is the least-squares fit on Chebyshev nodes, in float64 and weighted for relative error of the function it serves;
with a few hundred nodes that is within a small factor of the minimax polynomial.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Vector = np.ndarray[Any, np.dtype[np.float64]]
Scalar = Callable[[float], float]


def polynomial(function: Scalar, weight: Scalar, low: float, high: float, degree: int) -> list[float]:
    """Coefficients, constant first, of the polynomial nearest to ``function`` under ``weight`` on ``[low, high]``."""
    nodes = np.cos(np.pi * (np.arange(400) + 0.5) / 400) * (high - low) / 2 + (high + low) / 2
    values = np.array([function(x) for x in nodes])
    weights = np.array([weight(x) for x in nodes])
    # Scale the variable to [-1, 1] for a well-conditioned system; scale back at the end.
    scale = max(abs(low), abs(high))
    matrix = np.vander(nodes / scale, degree + 1, increasing=True)
    solution: Vector = np.linalg.lstsq(matrix * weights[:, None], values * weights, rcond=None)[0]
    return [float(c / scale**i) for i, c in enumerate(solution)]


def exp_tail(degree: int) -> list[float]:
    """``(exp(r) - 1 - r) / r**2`` for ``|r| <= ln(2) / 2``."""
    bound = math.log(2) / 2 * 1.001

    def tail(r: float) -> float:
        return sum(r**k / math.factorial(k + 2) for k in range(18))

    return polynomial(tail, lambda r: r * r + 1e-6, -bound, bound, degree)


def log_tail(degree: int) -> list[float]:
    """``(log((1 + s) / (1 - s)) - 2 s) / s**3`` as a polynomial in ``s**2``; ``s = f / (2 + f)`` for ``1 + f`` near
    1."""
    bound = ((math.sqrt(2) - 1) / (math.sqrt(2) + 1)) ** 2 * 1.001

    def tail(u: float) -> float:
        return sum(2 * u**k / (2 * k + 3) for k in range(40))

    return polynomial(tail, lambda u: u + 1e-6, 0.0, bound, degree)


def tanh_tail(degree: int) -> list[float]:
    """``(tanh(x) - x) / x**3`` as a polynomial in ``x**2`` for ``|x| <= 0.625``."""

    def tail(u: float) -> float:
        x = math.sqrt(u)
        return (math.tanh(x) - x) / x**3 if x > 0.02 else -1 / 3 + 2 * u / 15

    return polynomial(tail, lambda u: u + 1e-6, 0.0, 0.625**2, degree)


def erf_small(degree: int) -> list[float]:
    """``erf(x) / x - 1`` as a polynomial in ``x**2`` for ``|x| <= 1``; the 1 is added by the caller's ``x + x * p``."""

    def tail(u: float) -> float:
        x = math.sqrt(u)
        return math.erf(x) / x - 1 if x > 1e-6 else 2 / math.sqrt(math.pi) - 1

    return polynomial(tail, lambda u: 1.0, 0.0, 1.0, degree)


def erf_large(degree: int) -> list[float]:
    """``log(1 - erf(x))`` as a polynomial in ``x - 2.5`` for ``1 <= x <= 4``."""
    return polynomial(lambda x: math.log(math.erfc(x + 2.5)), lambda x: math.erfc(x + 2.5) + 1e-9, -1.52, 1.5, degree)


if __name__ == "__main__":
    for name, coefficients in {
        "EXP float32": exp_tail(4),
        "EXP float64": exp_tail(10),
        "LOG float32": log_tail(2),
        "LOG float64": log_tail(7),
        "TANH float32": tanh_tail(4),
        "ERF_SMALL float32": erf_small(6),
        "ERF_LARGE float32": erf_large(6),
    }.items():
        print(name, ", ".join(f"{c:.17g}" for c in coefficients))
