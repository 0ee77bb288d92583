"""What all problems share: their parts, epilogues with expected results, memory, the tolerance of sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...ir.expression import Expression, Literal, Step
from ...ir.types import DType
from ..epilogue import PLAIN, Epilogue, Operand
from ..spec import Spec

Array = np.ndarray[Any, Any]
_ZERO = Literal(0.0, DType.FLOAT32)
LINE = 16  # float32 of a cache line: memory is laid out in whole lines for every target
EPSILON = float(np.finfo(np.float32).eps)


@dataclass(frozen=True)
class Address:
    """A frame word that points ``offset`` bytes into an array of the problem."""

    array: str
    offset: int = 0


@dataclass
class Problem:
    """A kernel call: memory by name, ``y`` being the output, and what must come out.

    ``at`` has the flat indices in ``y`` of the elements of ``expected``; ``writable`` says which elements of ``y`` the
    kernel may write. Beyond the end of the arrays in ``exact`` nothing may be read. A thread needs ``scratch`` bytes.
    """

    spec: Spec
    words: Mapping[str, int | Address]
    arrays: dict[str, Array]
    expected: Array
    at: Array
    writable: Array
    tolerance: float
    exact: frozenset[str] = field(default_factory=frozenset)
    scratch: int = 0


_RELU = (Step("max", (0, _ZERO)),)
_RESIDUAL = (Step("add", (0, 1)), Step("max", (2, _ZERO)))
_SCALE = (Step("mul", (0, 1)),)
EPILOGUES: dict[str, tuple[Epilogue, Callable[..., Array]]] = {
    "plain": (PLAIN, lambda y, residual, scale: y),
    "relu": (Epilogue(Expression(1, _RELU)), lambda y, residual, scale: np.maximum(y, 0)),
    "residual": (
        Epilogue(Expression(2, _RESIDUAL), (Operand(True),)),
        lambda y, residual, scale: np.maximum(y + residual, 0),
    ),
    "scale": (Epilogue(Expression(2, _SCALE), (Operand(False),)), lambda y, residual, scale: y * scale),
}


def whole(lanes: int, width: int = LINE) -> int:
    return -(-lanes // width) * width


def normal(random: np.random.Generator, *shape: int) -> Array:
    return random.standard_normal(shape).astype(np.float32)


def epilogue_words(name: str, loops: Mapping[str, int], row_loop: str) -> dict[str, int | Address]:
    """Frame words: a residual lies as ``y``, whose byte strides are ``loops``; a scale has one element per row."""
    if name == "residual":
        return {"e0": Address("residual")} | {f"e0_{loop}": stride for loop, stride in loops.items()}
    if name == "scale":
        return {"e0": Address("scale")} | {f"e0_{loop}": 4 * (loop == row_loop) for loop in loops}
    return {}


def tolerance_of_sums(k: int, x: Array, w: Array, *added: Array) -> float:
    largest = [float(np.nanmax(np.abs(a), initial=0)) for a in (x, w, *added)]
    return 2 * EPSILON * ((k + 1) * largest[0] * largest[1] + 2 * sum(largest[2:])) * max(1.0, *largest)


def scattered(values: Array, lanes: Array, pitch: int) -> Array:
    result = np.zeros((*values.shape[:-1], pitch))
    result[..., lanes] = values
    return result
