"""Problems of sliding windows."""

from __future__ import annotations

import numpy as np

from ..cases import LinesCase, WindowCase
from ..lines import LinesSpec
from ..target import Target
from ..window import WindowSpec
from .base import EPILOGUES, LINE, Address, Array, Problem, epilogue_words, normal, scattered, tolerance_of_sums, whole


def window_problem(case: WindowCase, target: Target, random: np.random.Generator) -> Problem:
    """Planes that are as long in ``x`` as their windows need."""
    c = case
    pitch, needed = whole(c.lanes), c.lanes + 3 * c.taps
    x = np.full((c.images, c.rows, whole(needed) + LINE), np.nan, np.float32)
    x[..., :needed] = normal(random, c.images, c.rows, needed)
    offsets = (3 * np.arange(c.taps)[::-1]).astype(np.uint32)
    weights, bias, scale = normal(random, c.rows, c.taps), normal(random, c.rows), normal(random, c.rows)
    residual = normal(random, c.images, c.rows, pitch)
    lanes = np.arange(c.lanes)
    mask = np.zeros(pitch, np.int32)
    mask[lanes[::2]] = -1
    y = _windowed(c.function, x[:, :, offsets[:, None] + lanes], weights, bias if c.bias else None)
    epilogue, apply = EPILOGUES[c.epilogue]
    y = apply(y, residual[..., lanes], scale[:, None])
    writable = np.zeros(residual.shape, bool)
    writable[..., : whole(c.lanes, target.lanes)] = True
    strides = {"outer": 4 * c.rows * pitch, "row": 4 * pitch}
    words: dict[str, int | Address] = {n: Address(n) for n in ("x", "y", "offsets", "weights", "bias", "mask")}
    words |= {"taps": c.taps, "outer": c.images, "rows": c.rows, "vectors": -(-c.lanes // target.lanes)}
    words |= {"x_outer": x[0].nbytes, "x_row": x[0, 0].nbytes, "y_outer": strides["outer"], "y_row": strides["row"]}
    words |= epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "offsets": offsets * np.uint32(4), "weights": weights, "bias": bias, "mask": mask}
    arrays |= {"residual": residual, "scale": scale, "y": np.empty_like(residual)}
    return Problem(
        WindowSpec(c.function, c.bias, c.masked, epilogue), words, arrays,
        np.where(mask[lanes] != 0, y, 0) if c.masked else y,
        np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        tolerance_of_sums(c.taps, x, weights, bias, residual),
    )  # fmt: skip


def lines_problem(case: LinesCase, target: Target, random: np.random.Generator) -> Problem:
    """Lines three lanes apart; masked, the columns between them are computed, too, and the planes end behind them."""
    c = case
    reach = [(size - 1) * d for size, d in zip(c.window, c.dilations, strict=True)]
    line, x_line = c.columns + 3, c.stride * c.columns + reach[1]
    x_lines, taps = (c.lines - 1) * c.step + 1 + reach[0], c.window[0] * c.window[1]
    x = np.full((c.images, c.rows, whole(x_lines * x_line) + c.stride * LINE), np.nan, np.float32)
    x[..., : x_lines * x_line] = normal(random, c.images, c.rows, x_lines * x_line)
    weights, bias, scale = normal(random, c.rows, taps), normal(random, c.rows), normal(random, c.rows)
    pitch = whole(c.lines * line) + 2 * LINE
    residual = normal(random, c.images, c.rows, pitch)
    down, right = (np.arange(size) * d for size, d in zip(c.window, c.dilations, strict=True))
    offsets = (down[:, None] * x_line + right).ravel()
    at, column = np.arange(c.lines)[:, None], np.arange(c.columns)
    lanes, read = (at * line + column).ravel(), (at * c.step * x_line + column * c.stride).ravel()
    mask = np.zeros(pitch, np.int32)
    mask[lanes[::2]] = -1
    y = _windowed(c.function, x[:, :, offsets[:, None] + read], weights, bias if c.bias else None)
    epilogue, apply = EPILOGUES[c.epilogue]
    y = apply(y, residual[..., lanes], scale[:, None])
    writable = np.zeros(residual.shape, bool)
    if c.masked:
        y, lanes = scattered(np.where(mask[lanes] != 0, y, 0), lanes, pitch - 3), np.arange(pitch - 3)
        writable[-1] = True  # the last image's planes are longer
    writable[..., lanes] = True
    strides = {"outer": 4 * c.rows * pitch, "row": 4 * pitch}
    columns = line if c.masked else c.columns
    words: dict[str, int | Address] = {n: Address(n) for n in ("x", "y", "weights", "bias", "mask")}
    words |= {"outer": c.images, "rows": c.rows, "lines": c.lines, "columns": columns}
    words |= {"x_line": 4 * x_line, "y_line": line, "plane": pitch - 3, "plane_last": pitch}
    words |= {"x_outer": x[0].nbytes, "x_row": x[0, 0].nbytes, "y_outer": strides["outer"], "y_row": strides["row"]}
    words |= epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "weights": weights, "bias": bias, "mask": mask}
    arrays |= {"residual": residual, "scale": scale, "y": np.empty_like(residual)}
    narrow = columns < target.lanes
    return Problem(
        LinesSpec(c.function, c.window, c.dilations, c.step, c.stride, narrow, c.far, c.bias, c.masked, epilogue),
        words, arrays, y, np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        tolerance_of_sums(taps, x, weights, bias, residual),
    )  # fmt: skip


def _windowed(function: str, taken: Array, weights: Array, bias: Array | None) -> Array:
    """The reduction of ``taken [image, row, tap, lane]``."""
    if function == "max":
        return np.asarray(taken.max(2))
    factors = weights if function == "dot" else np.ones_like(weights)
    y: Array = np.einsum("rt,irtl->irl", factors, taken.astype(np.float64))
    return y if bias is None else y + bias[:, None]
