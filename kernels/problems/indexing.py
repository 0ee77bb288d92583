"""Problems of computed positions and of order along an axis."""

from __future__ import annotations

import numpy as np

from ...ir.ops import ArgSort, Cumulative, LexSort, Suppress
from ..cases import CumulativeCase, IotaCase, RowSortCase, ScatterCase, SortCase, SuppressCase
from ..cumulative import CumulativeSpec
from ..iota import IotaSpec
from ..scatter import ScatterSpec
from ..sort import SortSpec
from ..suppress import SuppressSpec
from ..target import Target
from .base import Address, Array, Problem

_COMBINE = {"add": np.add, "max": np.maximum}
UNTOUCHED = 0xA5
"""Every byte of the output before the kernel runs."""


def iota_problem(case: IotaCase, target: Target, random: np.random.Generator) -> Problem:
    """``y [n]``."""
    expected = np.arange(case.n).astype(case.dtype.numpy)
    words: dict[str, int | Address] = {"n": case.n, "y": Address("y")}
    return _problem(IotaSpec(case.dtype), words, {"y": np.empty_like(expected)}, expected)


def scatter_problem(case: ScatterCase, target: Target, random: np.random.Generator) -> Problem:
    """``y [batch, places, row]``, ``u [batch, updates, row]``, an index for each update, many of them equal.

    What no update meets must stay as it was.
    """
    c = case
    rows = () if c.row == 0 else (c.row,)
    y = np.full((c.batch, c.places, *rows, c.dtype.bytes), UNTOUCHED, np.uint8).view(c.dtype.numpy)[..., 0]
    u = random.integers(0, 2, (c.batch, c.updates, *rows)).astype(c.dtype.numpy)
    index = random.integers(-c.places, c.places, (c.batch, c.updates)).astype(c.index.numpy)
    expected, touched = y.copy(), np.zeros(y.shape, bool)
    for b, k in np.ndindex(*index.shape):
        old = expected[b, index[b, k]]
        expected[b, index[b, k]] = u[b, k] if c.function == "set" else _COMBINE[c.function](old, u[b, k])
        touched[b, index[b, k]] = True
    words: dict[str, int | Address] = {"n0": c.batch, "n1": c.updates, "n2": c.row}
    words |= {"y": Address("y"), "y_0": y.strides[0], "y_1": 0, "y_2": c.dtype.bytes}
    words |= {"u": Address("u"), "u_0": u.strides[0], "u_1": u.strides[1], "u_2": c.dtype.bytes}
    words |= {"i0": Address("i"), "i0_0": index.strides[0], "i0_1": index.strides[1]}
    words |= {"i0_step": y.strides[1], "i0_bound": c.places}
    spec = ScatterSpec((True, False), len(rows), (c.index,), c.function, c.dtype, vector=c.row > 1)
    at = np.arange(y.size).reshape(y.shape)
    arrays = {"y": y, "u": u, "i": index}
    return Problem(spec, words, arrays, expected, at, touched.ravel(), 0.0, frozenset({"u", "i"}))


def cumulative_problem(case: CumulativeCase, target: Target, random: np.random.Generator) -> Problem:
    """Row-major ``x`` and ``y [outer, n, inner]``."""
    c, (outer, n, inner) = case, case.shape
    x = random.integers(1, 3, c.shape).astype(c.dtype.numpy)
    x = np.asarray(x + random.random(c.shape) * c.dtype.is_float, c.dtype.numpy)
    (expected,) = Cumulative(c.function, 1, c.exclusive, c.reverse).reference([x], {})
    row = inner * c.dtype.bytes
    start, step = ((n - 1) * row, -row) if c.reverse else (0, row)
    words: dict[str, int | Address] = {"outer": outer, "n": n, "inner": inner}
    words |= {name: Address(name, start) for name in "xy"}
    words |= {f"{name}_{loop}": word for name in "xy" for loop, word in (("outer", n * row), ("n", step))}
    spec = CumulativeSpec(c.function, c.exclusive, c.dtype, inner != 1)
    epsilon = float(np.finfo(c.dtype.numpy).eps) if c.dtype.is_float else 0.0
    tolerance = epsilon * (n + 1) * float(np.abs(expected).max(initial=0))
    return _problem(spec, words, {"x": x, "y": np.empty_like(x)}, expected, tolerance)


def sort_problem(case: SortCase, target: Target, random: np.random.Generator) -> Problem:
    """Row-major ``x [outer, n, inner]``; ``y [outer, inner, n]``."""
    c, (outer, n, inner) = case, case.shape
    x = random.integers(-3 if c.dtype.is_signed else 0, 4, c.shape).astype(c.dtype.numpy)
    if c.dtype.is_float:
        x[random.random(c.shape) < 0.1] = np.nan
    (order,) = ArgSort(1, c.descending).reference([x], {})
    expected = order.transpose(0, 2, 1)
    words: dict[str, int | Address] = {"outer": outer, "n": n, "inner": inner}
    words |= {name: Address(name) for name in "xyt"}
    words |= dict(zip(("x_outer", "x_n", "x_inner"), x.strides, strict=True))
    arrays = {"x": x, "y": np.empty(expected.shape, np.int64), "t": np.empty(expected.shape, np.int64)}
    return _problem(SortSpec(c.descending, c.dtype), words, arrays, expected)


def row_sort_problem(case: RowSortCase, target: Target, random: np.random.Generator) -> Problem:
    """Row-major ``x [n, m]``, ``y [n]``."""
    x = random.integers(-1 if case.dtype.is_signed else 0, 2, (case.n, case.m)).astype(case.dtype.numpy)
    if case.dtype.is_float:
        x[random.random(x.shape) < 0.1] = np.nan
    (expected,) = LexSort().reference([x], {})
    words: dict[str, int | Address] = {"outer": 1, "n": case.n, "inner": 1, "m": case.m, "x_outer": 0, "x_inner": 0}
    words |= {name: Address(name) for name in "xyt"}
    words |= {"x_n": case.m * x.itemsize, "x_m": x.itemsize}
    arrays = {"x": x, "y": np.empty_like(expected), "t": np.empty_like(expected)}
    return _problem(SortSpec(False, case.dtype, rows=True), words, arrays, expected)


def suppress_problem(case: SuppressCase, target: Target, random: np.random.Generator) -> Problem:
    """Corners of ``[batch, n, 4]``, some boxes empty or turned inside out; most places of an order eligible."""
    c, shape = case, (case.batch, case.lines, case.n)
    corners = random.integers(0, 9, (c.batch, c.n, 4)) + np.array([0, 0, 4, 4])
    arrays = {
        "corners": corners.astype(c.dtype.numpy),
        "order": np.argsort(random.random(shape), -1),
        "eligible": random.random(shape) < 0.8,
        "limit": np.array(c.limit),
        "threshold": np.array(c.threshold, c.dtype.numpy),
    }
    (expected,) = Suppress().reference(list(arrays.values()), {})
    arrays["y"] = np.empty_like(expected)
    words: dict[str, int | Address] = dict(zip(("batch", "lines", "n"), shape, strict=True))
    words |= {name: Address(name) for name in arrays}
    return _problem(SuppressSpec(c.dtype), words, arrays, expected)


def _problem(
    spec: IotaSpec | CumulativeSpec | SortSpec | SuppressSpec,
    words: dict[str, int | Address],
    arrays: dict[str, Array],
    expected: Array,
    tolerance: float = 0.0,
) -> Problem:
    """The output is written as a whole; nothing beyond the inputs may be read."""
    at = np.arange(expected.size).reshape(expected.shape)
    exact = frozenset(arrays) - {"y", "t"}
    return Problem(spec, words, arrays, expected, at, np.ones(expected.size, bool), tolerance, exact)
