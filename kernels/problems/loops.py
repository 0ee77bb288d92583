"""Problems of loop nests, copies and reductions."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ...ir.expression import Expression, Literal, Step
from ...ir.types import DType
from ..cases import FoldCase, NestCase, ReduceCase, SplitCase, TransposeCase
from ..fold import FoldSpec
from ..nest import NestOperand, NestSpec
from ..reduce import Pass, ReduceOperand, ReduceSpec
from ..target import Target
from ..transpose import TransposeSpec
from .base import EPILOGUES, EPSILON, Address, Array, Problem, epilogue_words, normal

_F32 = DType.FLOAT32
_ONE = Literal(1.0, _F32)
_FILL = 1  # what padding holds: a value of every type


def nest_problem(case: NestCase, target: Target, random: np.random.Generator) -> Problem:
    """Operands are row-major ("unit"), every second element of that ("pairs"), transposed ("any"), or constant along
    the last axis ("splat")."""
    c, loops = case, len(case.shape)
    words: dict[str, int | Address] = {"y": Address("y")} | {f"n{i}": n for i, n in enumerate(c.shape)}
    y = np.empty(c.shape, c.dtype.numpy)
    words |= {f"y_{i}": s for i, s in enumerate(y.strides[:-1])}
    operands, arrays, values = [], {"y": y}, []
    extent = c.shape[-1] - 2 * c.pad
    for number, kind in enumerate(c.operands):
        shape = (*c.shape[:-1], 1 if kind == "splat" else 50 if c.gather else extent)
        array = random.integers(0, 2 if c.dtype is DType.BOOL else 100, shape).astype(c.dtype.numpy)
        arrays[f"x{number}"] = array
        if kind == "any":
            arrays[f"x{number}"] = np.ascontiguousarray(array.T)
            array = arrays[f"x{number}"].T
        elif kind == "pairs":
            image = np.repeat(array, 2, axis=-1).ravel()[:-1]  # ends with the last element
            arrays[f"x{number}"] = image
            array = as_strided(image, shape, [*(2 * s for s in array.strides[:-1]), 2 * array.itemsize])
        strides = list(array.strides)
        words[f"x{number}"] = Address(f"x{number}", 0 if kind == "splat" else -c.pad * strides[-1])
        indices = (len(c.operands),) * bool(c.gather)
        if c.gather:
            words |= {f"x{number}_step0": strides[-1], f"x{number}_bound0": shape[-1]}
            strides[-1] = 0
        strides[-1] *= kind != "splat"
        words |= {f"x{number}_{i}": s for i, s in enumerate(strides)}
        operands.append(NestOperand(c.dtype, "splat" if c.gather else kind, indices, bool(c.pad), _FILL))
        values.append(array)
    if c.gather:
        dtype = DType(c.gather)
        arrays["index"] = random.integers(-50, 50, c.shape[-1]).astype(dtype.numpy)
        number = len(operands)
        words |= {f"x{number}": Address("index"), f"x{number}_{loops - 1}": dtype.bytes}
        words |= {f"x{number}_{i}": 0 for i in range(loops - 1)}
        operands.append(NestOperand(dtype, "unit"))
        values = [v[..., arrays["index"]] for v in values]
    if c.pad:
        words |= {"g0_low": -c.pad, "g0_bound": extent} | {f"g0_{i}": int(i == loops - 1) for i in range(loops)}
        ends = [(0, 0)] * (loops - 1) + [(c.pad, c.pad)]
        values = [
            np.pad(np.broadcast_to(v, (*c.shape[:-1], extent)), ends, constant_values=_FILL) for v in values
        ]  # fmt: skip
    expression = Expression.call(c.function)
    expected = np.broadcast_to(expression.reference(values), c.shape)
    spec = NestSpec(loops, tuple(operands), expression, c.dtype, (True,) * bool(c.pad))
    at = np.arange(y.size).reshape(c.shape)
    return Problem(spec, words, arrays, expected, at, np.ones(y.size, bool), 0.0, frozenset(arrays))


def split_problem(case: SplitCase, target: Target, random: np.random.Generator) -> Problem:
    """``y [line, odd, j]`` is element ``2 * j + odd`` of a line; guards tell the padding."""
    c = case
    x = random.integers(0, 2 if c.dtype is DType.BOOL else 100, (c.lines, 2 * (c.pairs - c.pad))).astype(c.dtype.numpy)
    padded = np.pad(x, c.pad, constant_values=_FILL)
    y = np.empty((len(padded), 2, c.pairs), c.dtype.numpy)
    line, size = x.strides
    words: dict[str, int | Address] = {"y": Address("y"), "x0": Address("x0", -c.pad * (line + size))}
    for level, row in enumerate(zip(y.shape, y.strides, (line, size, 2 * size), (1, 0, 0), (0, 1, 2), strict=True)):
        words |= {f"{name}{level}": word for name, word in zip(("n", "y_", "x0_", "g0_", "g1_"), row, strict=True)}
    words |= {"g0_low": -c.pad, "g0_bound": c.lines, "g1_low": -c.pad, "g1_bound": x.shape[1]}
    operand = NestOperand(c.dtype, "pairs", guarded=c.pad > 0, fill=_FILL)
    spec = NestSpec(3, (operand,), Expression.call("identity"), c.dtype, (False, True), split=True)
    expected = padded.reshape(-1, c.pairs, 2).transpose(0, 2, 1)
    at = np.arange(y.size).reshape(y.shape)
    arrays = {"x0": x, "y": y}
    return Problem(spec, words, arrays, expected, at, np.ones(y.size, bool), 0.0, frozenset(arrays))


def transpose_problem(case: TransposeCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [o0, o1, j, r]`` to ``y [o0, o1, r, j]``, whose rows are one element longer than needed."""
    shape = case.shape
    x = normal(random, *shape[:2], shape[3], shape[2])
    y = np.empty((*shape[:3], shape[3] + 1), np.float32)
    writable = np.ones(y.shape, bool)
    writable[..., -1] = False
    words: dict[str, int | Address] = {"x": Address("x"), "y": Address("y")}
    words |= dict(zip(("o0", "o1", "r", "j"), shape, strict=True))
    words |= {"x_o0": x.strides[0], "x_o1": x.strides[1], "x_j": x.strides[2]}
    words |= {"y_o0": y.strides[0], "y_o1": y.strides[1], "y_r": y.strides[2]}
    at = np.arange(y.size).reshape(y.shape)[..., :-1]
    arrays, expected = {"x": x, "y": y}, x.transpose(0, 1, 3, 2)
    return Problem(TransposeSpec(), words, arrays, expected, at, writable.ravel(), 0.0, frozenset({"x"}))


def _identity(arguments: int, operand: int) -> Expression:
    return Expression(arguments, (Step("identity", (operand,)),))


_SQUARED = Expression(3, (Step("sub", (0, 1)), Step("mul", (3, 3))))
_DEVIATION = Expression(3, (Step("div", (0, 2)), Step("add", (3, Literal(1e-5, _F32))), Step("sqrt", (4,)),
                            Step("div", (_ONE, 5))))  # fmt: skip
_MEAN = Pass("sum", _identity(2, 0), Expression(2, (Step("div", (0, 1)),)))
_SHIFTED = Expression(3, (Step("sub", (0, 1)), Step("exp", (3,))))
_SUM_OF_EXP = Pass("sum", _SHIFTED, Expression(3, (Step("div", (_ONE, 0)),)), keep=True)
_REDUCTIONS: dict[str, tuple[tuple[Pass, ...], Expression]] = {
    **{f: ((Pass(f, _identity(2, 0)),), _identity(3, 1)) for f in ("sum", "max", "min", "prod")},
    "mean": ((_MEAN,), _identity(3, 1)),
    "softmax": ((Pass("max", _identity(2, 0)), _SUM_OF_EXP), Expression(5, (Step("mul", (4, 2)),))),
    "layer_norm": (
        (_MEAN, Pass("sum", _SQUARED, _DEVIATION)),
        Expression(4, (Step("sub", (0, 1)), Step("mul", (4, 2)))),
    ),
}


def _reduced(name: str, x: Array) -> Array:
    """What the reduction gives along axis 1, in float64."""
    if name == "softmax":
        e = np.exp(x - x.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True))
    if name == "layer_norm":
        return np.asarray((x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5))
    return np.asarray(getattr(np, name)(x, axis=1))


def reduce_problem(case: ReduceCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [outer, r0, r1, lanes?]`` with a gap of three elements behind every r0 that is never touched."""
    c = case
    passes, final = _REDUCTIONS[c.name]
    reduced = c.name not in ("softmax", "layer_norm")
    down = max(1, c.lanes)
    x = np.full((c.outer, c.r0, c.r1 * down + 3), np.nan, np.float32)
    x[..., :-3] = normal(random, c.outer, c.r0, c.r1 * down) * (0.1 if c.name == "prod" else 1) + (c.name == "prod")
    flat = np.ascontiguousarray(x.reshape(-1)[: x.size - 3])  # the last row ends with memory
    values = x[..., :-3].astype(np.float64).reshape(c.outer, c.r0 * c.r1, down)
    expected = _reduced(c.name, values)
    size = c.outer * down if reduced else flat.size
    index = np.arange(c.outer * down if reduced else x.size)
    at = index.reshape(c.outer, down) if reduced else index.reshape(x.shape)[..., :-3].reshape(values.shape)
    writable = np.zeros(size, bool)
    writable[at.ravel()] = True
    row, outer = 4 * x.shape[2], 4 * x.shape[1] * x.shape[2]
    words: dict[str, int | Address] = {"x0": Address("x0"), "y": Address("y"), "o0": 1, "o1": c.outer, "o2": 1}
    words |= {"r0": c.r0, "r1": c.r1, "lanes": c.lanes}
    words |= {f"{name}_{loop}": 0 for name in ("x0", "y") for loop in ("o0", "o2")}
    words |= {"x0_o1": outer, "x0_r0": row, "x0_r1": 4 * down}
    words |= {"y_o1": 4 * down if reduced else outer, "y_r0": 0 if reduced else row, "y_r1": 0 if reduced else 4 * down}
    spec = ReduceSpec(c.lanes > 0, (ReduceOperand(_F32, True),), passes, final, reduced, _F32)
    arrays = {"x0": flat, "y": np.empty(size, np.float32)}
    largest = max(1.0, float(np.abs(values).max()), float(np.abs(expected).max()))
    tolerance = 4 * EPSILON * (c.r0 * c.r1 + 4) * largest
    return Problem(spec, words, arrays, expected, at, writable, tolerance, frozenset({"x0"}))


def fold_problem(case: FoldCase, target: Target, random: np.random.Generator) -> Problem:
    """Operands ``[outer…, lanes?, reduced…]``: contiguous lanes come last in memory, strided ones where they stand."""
    c, (epilogue, apply) = case, EPILOGUES[case.epilogue]
    bias_kind = "splat" if c.bias else ""
    spec = FoldSpec(c.function, c.dtype, len(c.outer), len(c.reduced), c.kinds, bias_kind, epilogue)
    loops = [*(f"o{i}" for i in range(spec.outer)), "lane", *(f"r{i}" for i in range(spec.reduced))]
    y = np.empty((*c.outer, c.lanes), c.dtype.numpy)
    words: dict[str, int | Address] = {"y": Address("y"), "lanes": c.lanes}
    words |= {f"n_{loop}": n for loop, n in zip(loops, (*c.outer, c.lanes, *c.reduced), strict=True) if loop != "lane"}
    words |= {f"y_{loop}": stride for loop, stride in zip(loops, y.strides[:-1], strict=False)}
    arrays, values = {"y": y}, []
    for i, kind in enumerate(c.kinds):
        shape = (*c.outer, 1 if kind == "splat" else c.lanes, *c.reduced)
        numbers = random.standard_normal(shape) if c.dtype.is_float else random.integers(-100, 100, shape)
        array = numbers.astype(c.dtype.numpy)
        if kind == "unit":
            array = np.moveaxis(np.ascontiguousarray(np.moveaxis(array, spec.outer, -1)), -1, spec.outer)
            arrays[f"x{i}"] = np.moveaxis(array, spec.outer, -1)
        else:
            arrays[f"x{i}"] = array
        words |= {f"x{i}": Address(f"x{i}")} | {f"x{i}_{a}": n for a, n in zip(loops, array.strides, strict=True)}
        words[f"x{i}_lane"] = 0 if kind == "splat" else array.strides[spec.outer]
        values.append(array.astype(np.float64 if c.dtype.is_float else c.dtype.numpy))
    product = values[0] * values[1] if c.function == "dot" else values[0]
    axes = tuple(range(spec.outer + 1, product.ndim))
    if c.function == "max":
        start = -np.inf if c.dtype.is_float else np.iinfo(c.dtype.numpy).min
        expected = product.max(axes, initial=start)
    else:
        expected = product.sum(axes, dtype=product.dtype)
    expected = np.broadcast_to(expected, y.shape)
    rows = c.outer[-1] if c.outer else 1
    bias, scale, residual = normal(random, rows), normal(random, rows), normal(random, *y.shape)
    arrays |= {"bias": bias, "scale": scale, "residual": residual}
    strides = {f"o{i}": stride for i, stride in enumerate(y.strides[:-1])}
    row = f"o{spec.outer - 1}"
    words |= {f"bias_{loop}": 4 * (loop == row) for loop in strides} | epilogue_words(c.epilogue, strides, row)
    words["bias"], words["bias_lane"] = Address("bias"), 0
    expected = apply(expected + bias[:, None] if c.bias else expected, residual, scale[:, None])
    at = np.arange(y.size).reshape(y.shape)
    epsilon = float(np.finfo(c.dtype.numpy).eps) if c.dtype.is_float else 0.0
    tolerance = 8 * epsilon * (np.prod(c.reduced) + 1) * 16
    return Problem(spec, words, arrays, expected, at, np.ones(y.size, bool), tolerance, frozenset(arrays))
