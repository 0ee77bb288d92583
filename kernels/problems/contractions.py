"""Problems of contractions: constant weights in every form, outer products, one row of inputs, two activations."""

from __future__ import annotations

import numpy as np

from .. import gemv, outer, packing, sparse_gemv, stream
from ..cases import GemvCase, MatmulCase, OuterCase, StreamCase
from ..matmul import MatmulSpec
from ..target import Target
from .base import EPILOGUES, LINE, Address, Array, Problem, epilogue_words, normal, scattered, tolerance_of_sums, whole


def stream_problem(case: StreamCase, target: Target, random: np.random.Generator) -> Problem:
    """``x [images, strips, channels, plane]``, of which a strip's last one has ``last_lanes`` lanes if that is set."""
    c, width = case, target.lanes
    channels, per_group = -(-c.k // c.taps) * c.groups, -(-c.k // c.taps)
    plane = whole(c.lanes + c.taps) + LINE
    x = np.full((c.images, c.strips, channels, plane), np.nan, np.float32)
    x[..., : c.lanes + c.taps] = normal(random, c.images, c.strips, channels, c.lanes + c.taps)
    w = normal(random, c.m, c.k)
    _prune(w, c.density, random, c.block_rows)
    t = np.arange(c.k)
    offsets = t // c.taps * plane + t % c.taps
    reads = np.ones((c.taps, whole(c.lanes)), bool)
    if c.gathers:
        reads = random.random(reads.shape) < 0.7
        reads[:, c.lanes :] = False
    scratch_row = c.vectors * target.vector_bytes
    places = t % c.k_block * scratch_row if c.gathers else offsets * 4
    packed = packing.pack(
        w, places, c.rows, c.packing, c.k_block, c.row_blocks, 4 * per_group * plane, c.groups
    )  # fmt: skip
    bias, scale = normal(random, c.m + 32), normal(random, c.m)  # rows past the end are read
    pitch = whole(c.lanes)
    mask = np.zeros(pitch, np.int32)
    mask[: c.lanes : 2] = -1
    residual = normal(random, c.images, c.strips, c.m, pitch)
    group = np.arange(c.m) // (c.m // c.groups)
    read = offsets[None, :, None] + np.arange(c.lanes) + (group * per_group * plane)[:, None, None]
    taken = x.astype(np.float64).reshape(c.images, c.strips, -1)[:, :, read] if c.k else np.zeros((1, 1, c.m, 0, 1))
    taken = np.where(reads[t % c.taps, : taken.shape[-1]], taken, 0) if c.gathers else taken
    y = np.einsum("mk,ismkl->isml", w.astype(np.float64), taken) + (bias[: c.m, None] if c.bias else 0)
    epilogue, apply = EPILOGUES[c.epilogue]
    y = apply(y, residual[..., : c.lanes], scale[:, None])
    expected = np.broadcast_to(np.where(mask[: c.lanes] != 0, y, 0) if c.masked else y, (*residual.shape[:3], c.lanes))
    at = np.arange(residual.size).reshape(residual.shape)[..., : c.lanes]
    writable = np.zeros(residual.shape, bool)
    last = c.last_lanes or c.lanes
    writable[..., : whole(c.lanes, width)] = True
    writable[:, -1, :, whole(last, width) :] = False
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
    tolerance = tolerance_of_sums(c.k, x, w, bias, residual)
    tails = tuple(1 << i for i in reversed(range((c.vectors - 1).bit_length())))
    form = (c.packing, c.bias, c.masked, epilogue, c.gathers, packed.short)
    spec = stream.StreamSpec(c.rows, c.vectors, tails, *form)
    words |= epilogue_words(c.epilogue, strides, "row")
    scratch = scratch_row * c.k_block * c.gathers
    return Problem(spec, words, arrays, expected[kept], at[kept], writable.ravel(), tolerance, scratch=scratch)


def outer_problem(case: OuterCase, target: Target, random: np.random.Generator) -> Problem:
    """Runs of pixels lie in planes of undefined lanes; what is gathered is shifted by the number of the tap."""
    c, rows = case, outer.tile_rows(target)
    starts = np.concatenate([[0], np.cumsum(np.array(c.runs) + 2)])
    pixels = np.concatenate([np.arange(s, s + n) for s, n in zip(starts, c.runs, strict=False)])
    plane, channels = whole(int(starts[-1]) + c.taps), c.k // max(1, c.taps)
    x = np.full((c.images, channels, plane), np.nan, np.float32)
    reads = np.zeros((max(1, c.taps), plane), bool)
    reads[:, pixels] = random.random((len(reads), len(pixels))) < (0.7 if c.taps else 2)
    for tap in range(len(reads)):
        x[..., tap + pixels] = normal(random, c.images, channels, len(pixels))
    w, bias, scale = normal(random, c.m, c.k), normal(random, c.m), normal(random, c.m)
    residual = normal(random, c.images, c.m, plane)
    t = np.arange(c.k)
    taken = x.astype(np.float64)[:, t // len(reads)][:, t[:, None], (t % len(reads))[:, None] + pixels]
    taken = np.where(reads[t % len(reads)][:, pixels], taken, 0)
    y = np.einsum("mk,ikl->iml", w.astype(np.float64), taken) + (bias[:, None] if c.bias else 0)
    epilogue, apply = EPILOGUES[c.epilogue]
    y = apply(y, residual[..., pixels], scale[:, None])
    expected, lanes = (scattered(y, pixels, plane), np.arange(plane)) if c.masked else (y, pixels)
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
    words |= {"channels_block": k_block // max(1, c.taps)} | epilogue_words(c.epilogue, strides, "row")
    arrays = {"x": x, "values": outer.pack(w, rows, k_block), "starts": np.array(groups, np.int32)}
    arrays |= {"bias": np.pad(bias, (0, rows)), "residual": residual, "scale": scale, "y": np.empty_like(residual)}
    arrays |= {"shifts": 4 * np.arange(len(reads)), "masks": np.packbits(reads, axis=1, bitorder="little")}
    scratch = outer.scratch_bytes(target, c.m, plane, c.columns, len(groups), k_block, c.taps > 0)
    return Problem(
        outer.OuterSpec(c.columns, c.bias, c.masked, epilogue, c.taps > 0), words, arrays, expected,
        np.arange(residual.size).reshape(residual.shape)[..., lanes], writable.ravel(),
        tolerance_of_sums(c.k, x, w, bias, residual), scratch=scratch,
    )  # fmt: skip


def matmul_problem(case: MatmulCase, target: Target, random: np.random.Generator) -> Problem:
    c = case
    outer0, outer1, pitch, last = 2, 3, whole(c.lanes), c.last_lanes or c.lanes
    row_strip, k_strip = c.row_strip or c.m, c.k_strip or c.k
    x = np.full((outer0, outer1, c.strips, c.k, pitch), np.nan, np.float32)
    x[..., : c.lanes] = normal(random, *x.shape[:-1], c.lanes)
    row_strips, k_strips = -(-c.m // row_strip), -(-c.k // k_strip)
    a = normal(random, outer0, outer1, row_strips, k_strips, k_strip, row_strip)
    matrix = a.transpose(0, 1, 2, 5, 3, 4).reshape(outer0, outer1, row_strips * row_strip, -1)[:, :, : c.m, : c.k]
    y = np.einsum("abmk,abskl->absml", matrix.astype(np.float64), x[..., : c.lanes].astype(np.float64))
    residual, scale = normal(random, *y.shape[:-1], pitch), normal(random, c.m)
    epilogue, apply = EPILOGUES[c.epilogue]
    y = apply(y, residual[..., : c.lanes], scale[:, None])
    writable, kept = np.zeros(residual.shape, bool), np.ones(y.shape, bool)
    writable[..., : whole(c.lanes, target.lanes)] = True
    writable[:, :, -1, :, whole(last, target.lanes) :] = False
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
    words |= epilogue_words(c.epilogue, strides, "row")
    arrays = {"a": a, "x": x, "residual": residual, "scale": scale, "y": np.empty_like(residual)}
    at = np.arange(residual.size).reshape(residual.shape)[..., : c.lanes]
    spec = MatmulSpec(c.rows, c.vectors, epilogue)
    return Problem(spec, words, arrays, y[kept], at[kept], writable.ravel(), tolerance_of_sums(c.k, x, a, residual))


def gemv_problem(case: GemvCase, target: Target, random: np.random.Generator) -> Problem:
    c, tile = case, gemv.VECTORS * target.lanes
    x, w, scale = normal(random, c.k), normal(random, c.m, c.k), normal(random, 1)
    bias, residual = normal(random, c.m), normal(random, c.m)
    _prune(w, c.density, random)
    y = w.astype(np.float64) @ x + (bias if c.bias else 0)
    epilogue, apply = EPILOGUES[c.epilogue]
    tolerance = tolerance_of_sums(c.k, x, w, bias, residual)
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
    words |= counts | epilogue_words(c.epilogue, {}, "")
    spec = (sparse_gemv.SparseGemvSpec if c.sparse else gemv.GemvSpec)(c.bias, epilogue)
    return Problem(
        spec, words, arrays, apply(y, residual, scale), np.arange(c.m), np.ones(c.m, bool), tolerance,
        frozenset(arrays),
    )  # fmt: skip


def _prune(w: Array, density: float, random: np.random.Generator, block_rows: int = 1) -> None:
    """Zeros, in place, with some empty rows, alike in blocks of so many rows; a negative density is one nonzero."""
    if density < 0:
        w *= np.arange(w.size).reshape(w.shape) == w.size // 2
    else:
        kept = random.random((-(-len(w) // block_rows), w.shape[1])) < density
        w *= kept.repeat(block_rows, axis=0)[: len(w)]
        w[1 : 2 + len(w) // 4] *= density == 1
