"""Bringing what a convolution reads together in scratch memory, before it is used many times.

Input t is window position ``t % taps`` of channel ``t // taps``. A lane of the result reads the input's lane that lies
``shifts[t % taps]`` bytes further, or a zero where its bit in ``masks`` is not set: padding needs no memory.
"""

from __future__ import annotations

from collections.abc import Mapping

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import F32, Builder

GATHER_WORDS = ["taps", "shifts", "masks", "masks_row", "x_row", "channels", "channels_block"]
"""Frame words: ``taps``; ``shifts``: int64[taps]; ``masks``: bits[taps, lanes], ``masks_row`` bytes for each position;
``channels``, ``x_row`` bytes apart; ``channels_block``: channels of a K block."""


def gather(
    b: Builder,
    pointers: Mapping[str, ll.Value],
    words: Mapping[str, ll.Value],
    x: ll.Value,
    to: ll.Value,
    pitch: int | ll.Value,
    kb: ll.Value,
    vector: ll.Value,
    size: int,
) -> None:
    """Copy ``size`` vectors of lanes, from vector ``vector`` on, of all inputs of K block ``kb``.

    ``x`` points to lane 0 of channel 0; input i of the block goes to ``to``, ``pitch`` bytes times i further.
    """
    lanes, bytes = b.target.lanes, b.target.vector_bytes
    first = b.mul(kb, words["channels_block"])
    channels = b.min(b.sub(words["channels"], first), words["channels_block"])
    source = b.at(x, b.mul(first, words["x_row"]), b.mul(vector, bytes))
    zeros = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
    with b.loop("tap", 0, words["taps"]) as tap:
        shift = b.load(b.at(pointers["shifts"], b.mul(tap.index, 8)), DType.INT64)
        bits = b.at(pointers["masks"], b.mul(tap.index, words["masks_row"]), b.mul(vector, lanes // 8))
        masks = [b.load_mask(b.at(bits, s * lanes // 8), lanes) for s in range(size)]
        with b.loop("channel", 0, channels) as channel:
            line = b.at(source, shift, b.mul(channel.index, words["x_row"]))
            place = b.at(to, b.mul(b.add(b.mul(channel.index, words["taps"]), tap.index), pitch))
            for s, mask in enumerate(masks):
                value = b.masked_load(b.at(line, s * bytes), DType.FLOAT32, mask, zeros)
                b.store(value, b.at(place, s * bytes), DType.FLOAT32)
