"""Loops over several tensors at once."""

from __future__ import annotations

from dataclasses import dataclass

from ...ir.dims import Dim


@dataclass
class Loop:
    """A loop's extent, and how many elements one round of it moves each tensor on."""

    extent: Dim
    strides: list[Dim]


def joined(loops: list[Loop]) -> list[Loop]:
    """Neighbouring loops that walk memory without a gap made one, outermost first."""
    result: list[Loop] = []
    for loop in loops:
        if result and all(a == b * loop.extent for a, b in zip(result[-1].strides, loop.strides, strict=True)):
            result[-1] = Loop(result[-1].extent * loop.extent, loop.strides)
        else:
            result.append(loop)
    return result
