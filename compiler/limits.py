"""Budgets: how large a model may become, so that a small file that expands is refused before it does."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from .diagnostics import CompileError

_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}


def _half_of_memory() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


@dataclass(frozen=True)
class Limits:
    """What a model may take; CompileError for a limit that is not positive.

    ``nodes``   nodes with functions inlined, those of subgraphs too, and operations that these become
    ``memory``  bytes of any one tensor, and of all values that a run holds at a time, for the smallest sizes allowed;
                by default half of this machine's memory, as compiling holds constants more than once
    """

    nodes: int = 100_000
    memory: int = field(default_factory=_half_of_memory)

    def __post_init__(self) -> None:
        for name, value in (("nodes", self.nodes), ("memory", self.memory)):
            if value <= 0:
                raise CompileError(f"limit-{name}={value} allows nothing; give a positive number")

    def too_many_nodes(self, what: str, count: int) -> CompileError:
        """The error for what has so many nodes, its functions inlined."""
        has = f"{count if count < 10**12 else 'over 10^12'} nodes with its functions inlined"
        return CompileError(
            f"{what} has {has}, more than limit-nodes={self.nodes}; export a smaller model, or give a larger limit"
        )

    def too_many_operations(self, name: str) -> CompileError:
        """The error for the node with which a model becomes too many operations."""
        return CompileError(
            f"node '{name}': with it the model has more than limit-nodes={self.nodes} operations; "
            "export a smaller model, or give a larger limit"
        )

    def too_large(self, what: str, bytes: int) -> str:
        """What to say of something that takes too much memory."""
        excess = f"takes {format_bytes(bytes)} bytes, more than limit-memory={format_bytes(self.memory)}"
        return f"{what} {excess}; check the shapes it is made from, or give a larger limit"


def make_limits(nodes: int | None = None, memory: int | str | None = None) -> Limits:
    """Limits, of which those that are not given are the default; a size may be text."""
    given = {"nodes": nodes, "memory": parse_bytes(memory) if isinstance(memory, str) else memory}
    return Limits(**{name: value for name, value in given.items() if value is not None})


def parse_bytes(text: str) -> int:
    """The number of bytes that ``8G`` or ``1000000`` says; CompileError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,18})\s*([KMGT]?)(?:i?B)?\s*", text, re.ASCII | re.IGNORECASE)
    if not match:
        raise CompileError(f"limit-memory '{text}' is not understood; write bytes, or such as 512M or 8G")
    return int(match[1]) << _UNITS[match[2].upper()]


def format_bytes(count: int) -> str:
    """A number of bytes in the largest unit that fits, such as ``1.5G``."""
    unit = max((u for u in _UNITS if count >> _UNITS[u]), key=lambda u: _UNITS[u], default="")
    whole, rest = divmod(count, 1 << _UNITS[unit])
    if whole >= 10**6:
        return f"over 10^{len(str(whole)) - 1} {unit}"
    tenths = rest * 10 >> _UNITS[unit]
    return f"{whole}.{tenths}{unit}" if tenths else f"{whole}{unit}"
