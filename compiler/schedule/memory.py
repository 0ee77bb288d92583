"""Where buffers lie in the arena.

A buffer lives from the step that first writes it to the step that last reads it. Buffers whose lives do not overlap
may share a *slot*; slots are assigned at compile time, greedily in order of size, and lie one after another. A slot is
as large as its largest buffer, which is an expression where sizes are symbolic, so offsets stay valid for every value
of the symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...ir.dims import Dim, bounds, maximum, round_up
from .plan import Buffer, Step

ALIGNMENT = 64


@dataclass
class Slot:
    """Memory shared by buffers that never live at the same time; ``bytes`` and ``lead`` are the largest of theirs."""

    bytes: Dim = 0
    lead: int = 0
    lives: list[tuple[int, int]] = field(default_factory=list)
    buffers: list[Buffer] = field(default_factory=list)

    def free(self, first: int, last: int) -> bool:
        """Whether no buffer of the slot lives at any step from ``first`` to ``last``."""
        return all(last < start or end < first for start, end in self.lives)


def plan_memory(steps: Sequence[Step]) -> tuple[Dim, list[Slot]]:
    """Set the offset of every arena buffer that the steps touch; the arena's size in bytes, and the slots."""
    lives: dict[Buffer, tuple[int, int]] = {}
    for number, step in enumerate(steps):
        for buffer in [*step.writes, *step.reads]:
            if buffer.base == "arena":
                first, _ = lives.get(buffer, (number, number))
                lives[buffer] = (first, number)
    slots: list[Slot] = []
    order = {buffer: i for i, buffer in enumerate(lives)}
    for buffer in sorted(lives, key=lambda b: (-bounds(b.bytes)[1], order[b])):
        first, last = lives[buffer]
        slot = next((slot for slot in slots if slot.free(first, last)), None)
        if slot is None:
            slots.append(slot := Slot())
        slot.bytes = maximum(slot.bytes, buffer.bytes)
        slot.lead = max(slot.lead, buffer.lead)
        slot.lives.append((first, last))
        slot.buffers.append(buffer)
    arena: Dim = 0
    for slot in slots:
        # What lies before a slot is written by nobody, so it holds zeros: the top padding of a first plane.
        arena = arena + -(-slot.lead // ALIGNMENT) * ALIGNMENT
        for buffer in slot.buffers:
            buffer.offset = arena
        arena = arena + round_up(slot.bytes, ALIGNMENT)
    # Behind a slot lies the next one; behind the last, memory that is only read.
    return arena + round_up(max((b.tail for b in lives), default=0), ALIGNMENT), slots


def place_barriers(steps: Sequence[Step], slots: Sequence[Slot]) -> None:
    """Let threads meet only where a step needs what one since the last meeting wrote, or overwrites what one read."""
    memory: dict[Buffer, object] = {buffer: slot for slot in slots for buffer in slot.buffers}
    read: set[int] = set()
    written: set[int] = set()
    for number, step in enumerate(steps):
        reads = {id(memory.get(b, b)) for b in step.reads if b.base != "weights"}
        writes = {id(memory.get(b, b)) for b in step.writes}
        step.barrier = number > 0 and bool(written & (reads | writes) or read & writes)
        if step.barrier:
            read, written = set(), set()
        read |= reads
        written |= writes
