"""Problems: memory, frame words and expected results for the cases of ``cases.py``.

The result is computed slowly in float64. Memory that a kernel may touch but that holds nothing is NaN, so that what
leaks out of it is seen. The seed is fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ..ir.expression import Expression, Literal, Step
from ..ir.types import DType
from . import gemv, outer, packing, sparse_gemv, stream
from .cases import (
    Case,
    GemvCase,
    LinesCase,
    MatmulCase,
    NestCase,
    OuterCase,
    ReduceCase,
    SplitCase,
    StreamCase,
    TransposeCase,
    WindowCase,
)
from .epilogue import PLAIN, Epilogue, Operand
from .lines import LinesSpec
from .matmul import MatmulSpec
from .nest import NestOperand, NestSpec
from .reduce import Pass, ReduceOperand, ReduceSpec
from .spec import Spec
from .target import Target
from .transpose import TransposeSpec
from .window import WindowSpec

Array = np.ndarray[Any, Any]
_F32 = DType.FLOAT32
_ZERO, _ONE = Literal(0.0, _F32), Literal(1.0, _F32)
_LINE = 16  # float32 of a cache line: memory is laid out in whole lines for every target
_FILL = 1  # what padding holds: a value of every type
_EPSILON = float(np.finfo(np.float32).eps)


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


def build(case: Case, target: Target) -> Problem:
    """The problem that a case describes."""
    return _BUILDERS[type(case)](case, target, np.random.default_rng(7))


# -- epilogues ----------------------------------------------------------------------------------------------------

_RELU = (Step("max", (0, _ZERO)),)
_RESIDUAL = (Step("add", (0, 1)), Step("max", (2, _ZERO)))
_SCALE = (Step("mul", (0, 1)),)
_EPILOGUES: dict[str, tuple[Epilogue, Callable[..., Array]]] = {
    "plain": (PLAIN, lambda y, residual, scale: y),
    "relu": (Epilogue(Expression(1, _RELU)), lambda y, residual, scale: np.maximum(y, 0)),
    "residual": (
        Epilogue(Expression(2, _RESIDUAL), (Operand(True),)),
        lambda y, residual, scale: np.maximum(y + residual, 0),
    ),
    "scale": (Epilogue(Expression(2, _SCALE), (Operand(False),)), lambda y, residual, scale: y * scale),
}


def _whole(lanes: int, width: int = _LINE) -> int:
    return -(-lanes // width) * width


def _random(random: np.random.Generator, *shape: int) -> Array:
    return random.standard_normal(shape).astype(np.float32)


def _epilogue_words(name: str, loops: Mapping[str, int], row_loop: str) -> dict[str, int | Address]:
    """Frame words: a residual lies as ``y``, whose byte strides are ``loops``; a scale has one element per row."""
    if name == "residual":
        return {"e0": Address("residual")} | {f"e0_{loop}": stride for loop, stride in loops.items()}
    if name == "scale":
        return {"e0": Address("scale")} | {f"e0_{loop}": 4 * (loop == row_loop) for loop in loops}
    return {}


# -- families -----------------------------------------------------------------------------------------------------


def _stream(case: StreamCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [images, strips, channels, plane]``, of which a strip's last one has ``last_lanes`` lanes if that is set."""
    c, width = case, target.lanes
    channels, per_group = -(-c.k // c.taps) * c.groups, -(-c.k // c.taps)
    plane = _whole(c.lanes + c.taps) + _LINE
    x = np.full((c.images, c.strips, channels, plane), np.nan, np.float32)
    x[..., : c.lanes + c.taps] = _random(random, c.images, c.strips, channels, c.lanes + c.taps)
    w = _random(random, c.m, c.k)
    _prune(w, c.density, random, c.block_rows)
    t = np.arange(c.k)
    offsets = t // c.taps * plane + t % c.taps
    reads = np.ones((c.taps, _whole(c.lanes)), bool)
    if c.gathers:
        reads = random.random(reads.shape) < 0.7
        reads[:, c.lanes :] = False
    scratch_row = c.vectors * target.vector_bytes
    places = t % c.k_block * scratch_row if c.gathers else offsets * 4
    packed = packing.pack(
        w, places, c.rows, c.packing, c.k_block, c.row_blocks, 4 * per_group * plane, c.groups
    )  # fmt: skip
    bias, scale = _random(random, c.m + 32), _random(random, c.m)  # rows past the end are read
    pitch = _whole(c.lanes)
    mask = np.zeros(pitch, np.int32)
    mask[: c.lanes : 2] = -1
    residual = _random(random, c.images, c.strips, c.m, pitch)
    group = np.arange(c.m) // (c.m // c.groups)
    read = offsets[None, :, None] + np.arange(c.lanes) + (group * per_group * plane)[:, None, None]
    taken = x.astype(np.float64).reshape(c.images, c.strips, -1)[:, :, read] if c.k else np.zeros((1, 1, c.m, 0, 1))
    taken = np.where(reads[t % c.taps, : taken.shape[-1]], taken, 0) if c.gathers else taken
    y = np.einsum("mk,ismkl->isml", w.astype(np.float64), taken) + (bias[: c.m, None] if c.bias else 0)
    epilogue, apply = _EPILOGUES[c.epilogue]
    y = apply(y, residual[..., : c.lanes], scale[:, None])
    expected = np.broadcast_to(np.where(mask[: c.lanes] != 0, y, 0) if c.masked else y, (*residual.shape[:3], c.lanes))
    at = np.arange(residual.size).reshape(residual.shape)[..., : c.lanes]
    writable = np.zeros(residual.shape, bool)
    last = c.last_lanes or c.lanes
    writable[..., : _whole(c.lanes, width)] = True
    writable[:, -1, :, _whole(last, width) :] = False
    kept = np.ones(expected.shape, bool)
    kept[:, -1, :, last:] = False
    strides = {"outer0": 4 * c.strips * c.m * pitch, "outer1": 4 * c.m * pitch, "row": 4 * pitch}
    words: dict[str, int | Address] = {name: Address(name) for name in ("x", "y", "mask", "bias")}
    words |= {name: Address(name) for name in ("values", "offsets", "k_starts", "blocks", "groups")}
    words |= {name: getattr(packed, name) for name in ("row_groups", "row_blocks", "k_blocks")}
    words |= {"outer0": c.images, "outer1": c.strips, "chunk": 2, "panel": c.vectors * c.tiles, "by_rows": c.m % 2}
    words |= {"x_outer0": 4 * c.strips * channels * plane, "x_outer1": 4 * channels * plane}
    words |= {"y_outer0": strides["outer0"], "y_outer1": strides["outer1"], "y_row": strides["row"]}
    words |= {"vectors": -(-c.lanes // width), "vectors_last": -(-last // width)}
    arrays = {"x": x, "bias": bias, "mask": mask, "residual": residual, "scale": scale, "y": np.empty_like(residual)}
    arrays |= {name: getattr(packed, name) for name in ("values", "offsets", "k_starts", "blocks", "groups")}
    if c.gathers:
        arrays["shifts"], arrays["masks"] = 4 * np.arange(c.taps), np.packbits(reads, axis=1, bitorder="little")
        words |= {"shifts": Address("shifts"), "masks": Address("masks"), "masks_row": arrays["masks"].shape[1]}
        words |= {"taps": c.taps, "x_row": 4 * plane, "channels": channels, "channels_block": c.k_block // c.taps}
    tolerance = _tolerance(c.k, x, w, bias, residual)
    tails = tuple(1 << i for i in reversed(range((c.vectors - 1).bit_length())))
    form = (c.packing, c.bias, c.masked, epilogue, c.gathers, packed.short)
    spec = stream.StreamSpec(c.rows, c.vectors, tails, *form)
    words |= _epilogue_words(c.epilogue, strides, "row")
    scratch = scratch_row * c.k_block * c.gathers
    return Problem(spec, words, arrays, expected[kept], at[kept], writable.ravel(), tolerance, scratch=scratch)


def _prune(w: Array, density: float, random: np.random.Generator, block_rows: int = 1) -> None:
    """Zeros, in place, with some empty rows, alike in blocks of so many rows; a negative density is one nonzero."""
    if density < 0:
        w *= np.arange(w.size).reshape(w.shape) == w.size // 2
    else:
        kept = random.random((-(-len(w) // block_rows), w.shape[1])) < density
        w *= kept.repeat(block_rows, axis=0)[: len(w)]
        w[1 : 2 + len(w) // 4] *= density == 1


def _tolerance(k: int, x: Array, w: Array, *added: Array) -> float:
    largest = [float(np.nanmax(np.abs(a), initial=0)) for a in (x, w, *added)]
    return 2 * _EPSILON * ((k + 1) * largest[0] * largest[1] + 2 * sum(largest[2:])) * max(1.0, *largest)


def _outer(case: OuterCase, target: Target, random: np.random.Generator) -> Problem:
    """Runs of pixels lie in planes of undefined lanes; what is gathered is shifted by the number of the tap."""
    c, rows = case, outer.tile_rows(target)
    starts = np.concatenate([[0], np.cumsum(np.array(c.runs) + 2)])
    pixels = np.concatenate([np.arange(s, s + n) for s, n in zip(starts, c.runs, strict=False)])
    plane, channels = _whole(int(starts[-1]) + c.taps), c.k // max(1, c.taps)
    x = np.full((c.images, channels, plane), np.nan, np.float32)
    reads = np.zeros((max(1, c.taps), plane), bool)
    reads[:, pixels] = random.random((len(reads), len(pixels))) < (0.7 if c.taps else 2)
    for tap in range(len(reads)):
        x[..., tap + pixels] = _random(random, c.images, channels, len(pixels))
    w, bias, scale = _random(random, c.m, c.k), _random(random, c.m), _random(random, c.m)
    residual = _random(random, c.images, c.m, plane)
    t = np.arange(c.k)
    taken = x.astype(np.float64)[:, t // len(reads)][:, t[:, None], (t % len(reads))[:, None] + pixels]
    taken = np.where(reads[t % len(reads)][:, pixels], taken, 0)
    y = np.einsum("mk,ikl->iml", w.astype(np.float64), taken) + (bias[:, None] if c.bias else 0)
    epilogue, apply = _EPILOGUES[c.epilogue]
    y = apply(y, residual[..., pixels], scale[:, None])
    expected, lanes = (_scattered(y, pixels, plane), np.arange(plane)) if c.masked else (y, pixels)
    writable = np.zeros(residual.shape, bool)
    writable[..., lanes] = True
    groups = [
        min(s + i, s + n - c.columns) for s, n in zip(starts, c.runs, strict=False) for i in range(0, n, c.columns)
    ]
    k_block = min(c.k_block, c.k)
    strides = {"outer0": 4 * c.m * plane, "row": 4 * plane}
    words: dict[str, int | Address] = {n: Address(n) for n in ("x", "y", "values", "starts", "bias", "shifts", "masks")}
    words |= {"groups": len(groups), "rows": c.m, "tiles": -(-c.m // rows), "k": c.k, "k_block": k_block}
    words |= {"x_step": 4 * plane, "outer0": c.images, "x_outer0": x[0].nbytes, "y_outer0": strides["outer0"]}
    words |= {"y_row": strides["row"], "plane": plane, "lane_vectors": -(-plane // target.lanes)}
    words |= {"taps": c.taps, "masks_row": plane // 8, "x_row": 4 * plane, "channels": channels}
    words |= {"channels_block": k_block // max(1, c.taps)} | _epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "values": outer.pack(w, rows, k_block), "starts": np.array(groups, np.int32)}
    arrays |= {"bias": np.pad(bias, (0, rows)), "residual": residual, "scale": scale, "y": np.empty_like(residual)}
    arrays |= {"shifts": 4 * np.arange(len(reads)), "masks": np.packbits(reads, axis=1, bitorder="little")}
    scratch = outer.scratch_bytes(target, c.m, plane, c.columns, len(groups), k_block, c.taps > 0)
    return Problem(
        outer.OuterSpec(c.columns, c.bias, c.masked, epilogue, c.taps > 0), words, arrays, expected,
        np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        _tolerance(c.k, x, w, bias, residual), scratch=scratch,
    )  # fmt: skip


def _window(case: WindowCase, target: Target, random: np.random.Generator) -> Problem:
    """Planes that are as long in ``x`` as their windows need."""
    c = case
    pitch, needed = _whole(c.lanes), c.lanes + 3 * c.taps
    x = np.full((c.images, c.rows, _whole(needed) + _LINE), np.nan, np.float32)
    x[..., :needed] = _random(random, c.images, c.rows, needed)
    offsets = (3 * np.arange(c.taps)[::-1]).astype(np.uint32)
    weights, bias, scale = _random(random, c.rows, c.taps), _random(random, c.rows), _random(random, c.rows)
    residual = _random(random, c.images, c.rows, pitch)
    lanes = np.arange(c.lanes)
    mask = np.zeros(pitch, np.int32)
    mask[lanes[::2]] = -1
    y = _windowed(c.function, x[:, :, offsets[:, None] + lanes], weights, bias if c.bias else None)
    epilogue, apply = _EPILOGUES[c.epilogue]
    y = apply(y, residual[..., lanes], scale[:, None])
    writable = np.zeros(residual.shape, bool)
    writable[..., : _whole(c.lanes, target.lanes)] = True
    strides = {"outer": 4 * c.rows * pitch, "row": 4 * pitch}
    words: dict[str, int | Address] = {n: Address(n) for n in ("x", "y", "offsets", "weights", "bias", "mask")}
    words |= {"taps": c.taps, "outer": c.images, "rows": c.rows, "vectors": -(-c.lanes // target.lanes)}
    words |= {"x_outer": x[0].nbytes, "x_row": x[0, 0].nbytes, "y_outer": strides["outer"], "y_row": strides["row"]}
    words |= _epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "offsets": offsets * np.uint32(4), "weights": weights, "bias": bias, "mask": mask}
    arrays |= {"residual": residual, "scale": scale, "y": np.empty_like(residual)}
    return Problem(
        WindowSpec(c.function, c.bias, c.masked, epilogue), words, arrays,
        np.where(mask[lanes] != 0, y, 0) if c.masked else y,
        np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        _tolerance(c.taps, x, weights, bias, residual),
    )  # fmt: skip


def _lines(case: LinesCase, target: Target, random: np.random.Generator) -> Problem:
    """Lines three lanes apart; masked, the columns between them are computed, too, and the planes end behind them."""
    c = case
    reach = [(size - 1) * d for size, d in zip(c.window, c.dilations, strict=True)]
    line, x_line = c.columns + 3, c.stride * c.columns + reach[1]
    x_lines, taps = (c.lines - 1) * c.step + 1 + reach[0], c.window[0] * c.window[1]
    x = np.full((c.images, c.rows, _whole(x_lines * x_line) + c.stride * _LINE), np.nan, np.float32)
    x[..., : x_lines * x_line] = _random(random, c.images, c.rows, x_lines * x_line)
    weights, bias, scale = _random(random, c.rows, taps), _random(random, c.rows), _random(random, c.rows)
    pitch = _whole(c.lines * line) + 2 * _LINE
    residual = _random(random, c.images, c.rows, pitch)
    down, right = (np.arange(size) * d for size, d in zip(c.window, c.dilations, strict=True))
    offsets = (down[:, None] * x_line + right).ravel()
    at, column = np.arange(c.lines)[:, None], np.arange(c.columns)
    lanes, read = (at * line + column).ravel(), (at * c.step * x_line + column * c.stride).ravel()
    mask = np.zeros(pitch, np.int32)
    mask[lanes[::2]] = -1
    y = _windowed(c.function, x[:, :, offsets[:, None] + read], weights, bias if c.bias else None)
    epilogue, apply = _EPILOGUES[c.epilogue]
    y = apply(y, residual[..., lanes], scale[:, None])
    writable = np.zeros(residual.shape, bool)
    if c.masked:
        y, lanes = _scattered(np.where(mask[lanes] != 0, y, 0), lanes, pitch - 3), np.arange(pitch - 3)
        writable[-1] = True  # the last image's planes are longer
    writable[..., lanes] = True
    strides = {"outer": 4 * c.rows * pitch, "row": 4 * pitch}
    columns = line if c.masked else c.columns
    words: dict[str, int | Address] = {n: Address(n) for n in ("x", "y", "weights", "bias", "mask")}
    words |= {"outer": c.images, "rows": c.rows, "lines": c.lines, "columns": columns}
    words |= {"x_line": 4 * x_line, "y_line": line, "plane": pitch - 3, "plane_last": pitch}
    words |= {"x_outer": x[0].nbytes, "x_row": x[0, 0].nbytes, "y_outer": strides["outer"], "y_row": strides["row"]}
    words |= _epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "weights": weights, "bias": bias, "mask": mask}
    arrays |= {"residual": residual, "scale": scale, "y": np.empty_like(residual)}
    narrow = columns < target.lanes
    return Problem(
        LinesSpec(c.function, c.window, c.dilations, c.step, c.stride, narrow, c.far, c.bias, c.masked, epilogue),
        words, arrays, y, np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        _tolerance(taps, x, weights, bias, residual),
    )  # fmt: skip


def _windowed(function: str, taken: Array, weights: Array, bias: Array | None) -> Array:
    """The reduction of ``taken [image, row, tap, lane]``."""
    if function == "max":
        return np.asarray(taken.max(2))
    factors = weights if function == "dot" else np.ones_like(weights)
    y: Array = np.einsum("rt,irtl->irl", factors, taken.astype(np.float64))
    return y if bias is None else y + bias[:, None]


def _scattered(values: Array, lanes: Array, pitch: int) -> Array:
    result = np.zeros((*values.shape[:-1], pitch))
    result[..., lanes] = values
    return result


def _matmul(case: MatmulCase, target: Target, random: np.random.Generator) -> Problem:
    c = case
    outer0, outer1, pitch, last = 2, 3, _whole(c.lanes), c.last_lanes or c.lanes
    row_strip, k_strip = c.row_strip or c.m, c.k_strip or c.k
    x = np.full((outer0, outer1, c.strips, c.k, pitch), np.nan, np.float32)
    x[..., : c.lanes] = _random(random, *x.shape[:-1], c.lanes)
    row_strips, k_strips = -(-c.m // row_strip), -(-c.k // k_strip)
    a = _random(random, outer0, outer1, row_strips, k_strips, k_strip, row_strip)
    matrix = a.transpose(0, 1, 2, 5, 3, 4).reshape(outer0, outer1, row_strips * row_strip, -1)[:, :, : c.m, : c.k]
    y = np.einsum("abmk,abskl->absml", matrix.astype(np.float64), x[..., : c.lanes].astype(np.float64))
    residual, scale = _random(random, *y.shape[:-1], pitch), _random(random, c.m)
    epilogue, apply = _EPILOGUES[c.epilogue]
    y = apply(y, residual[..., : c.lanes], scale[:, None])
    writable, kept = np.zeros(residual.shape, bool), np.ones(y.shape, bool)
    writable[..., : _whole(c.lanes, target.lanes)] = True
    writable[:, :, -1, :, _whole(last, target.lanes) :] = False
    kept[:, :, -1, :, last:] = False
    words: dict[str, int | Address] = {name: Address(name) for name in ("a", "x", "y")}
    words |= {"outer0": outer0, "outer1": outer1, "strips": c.strips, "rows": c.m, "k": c.k, "row_block": 2 * c.rows}
    words |= {"vectors": -(-c.lanes // target.lanes), "vectors_last": -(-last // target.lanes)}
    words |= {"a_outer0": a[0].nbytes, "a_outer1": a[0, 0].nbytes, "a_row_n": row_strip, "a_k_n": k_strip}
    words |= {"a_row_outer": 4 * k_strips * k_strip * row_strip, "a_row": 4}
    words |= {"a_k_outer": 4 * k_strip * row_strip, "a_k": 4 * row_strip}
    strides = {
        "outer0": residual[0].nbytes,
        "outer1": residual[0, 0].nbytes,
        "strip": 4 * c.m * pitch,
        "row": 4 * pitch,
    }
    words |= {f"y_{loop}": stride for loop, stride in strides.items()}
    words |= {"x_outer0": x[0].nbytes, "x_outer1": x[0, 0].nbytes, "x_strip": 4 * c.k * pitch, "x_k": 4 * pitch}
    words |= _epilogue_words(c.epilogue, strides, "row")
    arrays = {"a": a, "x": x, "residual": residual, "scale": scale, "y": np.empty_like(residual)}
    at = np.arange(residual.size).reshape(residual.shape)[..., : c.lanes]
    spec = MatmulSpec(c.rows, c.vectors, epilogue)
    return Problem(spec, words, arrays, y[kept], at[kept], writable.ravel(), _tolerance(c.k, x, a, residual))


def _gemv(case: GemvCase, target: Target, random: np.random.Generator) -> Problem:
    c, tile = case, gemv.VECTORS * target.lanes
    x, w, scale = _random(random, c.k), _random(random, c.m, c.k), _random(random, 1)
    bias, residual = _random(random, c.m), _random(random, c.m)
    _prune(w, c.density, random)
    y = w.astype(np.float64) @ x + (bias if c.bias else 0)
    epilogue, apply = _EPILOGUES[c.epilogue]
    tolerance = _tolerance(c.k, x, w, bias, residual)
    arrays = {"x": x, "bias": np.pad(bias, (0, -c.m % tile)), "residual": residual, "scale": scale}
    counts = {"rows": c.m, "k": c.k}
    if c.sparse:
        packed = sparse_gemv.pack(w, target.lanes)
        arrays |= packed.arrays()
        counts["tiles"] = packed.tiles
        arrays["x"] = np.pad(x, (0, max(0, sparse_gemv.SPAN * target.lanes - c.k)), constant_values=np.nan)
    else:
        arrays["w"] = gemv.pack(w, target.lanes)
    arrays["y"] = np.empty(c.m, np.float32)
    words: dict[str, int | Address] = {name: Address(name) for name in arrays}
    words |= counts | _epilogue_words(c.epilogue, {}, "")
    spec = (sparse_gemv.SparseGemvSpec if c.sparse else gemv.GemvSpec)(c.bias, epilogue)
    return Problem(
        spec, words, arrays, apply(y, residual, scale), np.arange(c.m), np.ones(c.m, bool), tolerance,
        frozenset(arrays),
    )  # fmt: skip


def _nest(case: NestCase, target: Target, random: np.random.Generator) -> Problem:
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
        index = len(c.operands) if c.gather else None
        if c.gather:
            words |= {f"x{number}_step": strides[-1], f"x{number}_bound": shape[-1]}
            strides[-1] = 0
        strides[-1] *= kind != "splat"
        words |= {f"x{number}_{i}": s for i, s in enumerate(strides)}
        operands.append(NestOperand(c.dtype, "splat" if c.gather else kind, index, bool(c.pad), _FILL))
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


def _split(case: SplitCase, target: Target, random: np.random.Generator) -> Problem:
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


def _transpose(case: TransposeCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [o0, o1, j, r]`` to ``y [o0, o1, r, j]``, whose rows are one element longer than needed."""
    shape = case.shape
    x = _random(random, *shape[:2], shape[3], shape[2])
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


def _reduce(case: ReduceCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [outer, r0, r1, lanes?]`` with a gap of three elements behind every r0 that is never touched."""
    c = case
    passes, final = _REDUCTIONS[c.name]
    reduced = c.name not in ("softmax", "layer_norm")
    down = max(1, c.lanes)
    x = np.full((c.outer, c.r0, c.r1 * down + 3), np.nan, np.float32)
    x[..., :-3] = _random(random, c.outer, c.r0, c.r1 * down) * (0.1 if c.name == "prod" else 1) + (c.name == "prod")
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
    tolerance = 4 * _EPSILON * (c.r0 * c.r1 + 4) * largest
    return Problem(spec, words, arrays, expected, at, writable, tolerance, frozenset({"x0"}))


_BUILDERS: dict[type[Case], Callable[[Any, Target, np.random.Generator], Problem]] = {
    StreamCase: _stream,
    OuterCase: _outer, WindowCase: _window, LinesCase: _lines, MatmulCase: _matmul, GemvCase: _gemv, NestCase: _nest,
    SplitCase: _split, TransposeCase: _transpose, ReduceCase: _reduce,
}  # fmt: skip
