"""Where buffers lie in the arena.

A buffer lives from the step that first writes it to the step that last reads it; what a region reads or writes for all
images lives as long as the region. Buffers whose lives do not overlap may share a *slot*; slots are assigned at compile
time, greedily in order of size, and lie one after another. A slot is as large as its largest buffer, which is an
expression where sizes are symbolic, so offsets stay valid for every value of the symbols.

Local memory, which each thread has for its images in regions, is planned in the same way; regions share its slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...ir.dims import Dim, bounds, maximum, round_up
from .layout import round_up_int
from .plan import ALIGNMENT, Buffer, Plan, Step


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


def plan_memory(plan: Plan) -> list[Slot]:
    """Set the offsets of all buffers that steps touch, the sizes of the arena and of local memory; all slots."""
    spans = [(number, number) for number in range(len(plan.steps))]
    for region in plan.regions:
        spans[region.first : region.end] = [(region.first, region.end - 1)] * (region.end - region.first)
    lives = _lives(plan.steps, spans, "arena")
    for binding in plan.bindings:
        if (vector := binding.vector.buffer.root) in lives:
            lives[vector] = (lives[vector][0], max(lives[vector][1], binding.before - 1))
    for buffer in lives:
        buffer.index = plan.phase(buffer.bytes)
    alone = [(number, number) for number in range(len(plan.steps))]
    plan.local, slots = _place(_lives(plan.steps, alone, "local"))
    plan.arenas = []
    for arena in range(len(plan.bindings) + 1):
        size, more = _place({buffer: life for buffer, life in lives.items() if buffer.index == arena})
        plan.arenas.append(size)
        slots += more
    return slots


def _lives(steps: Sequence[Step], spans: Sequence[tuple[int, int]], base: str) -> dict[Buffer, tuple[int, int]]:
    """From when to when each buffer of a base is in use, where step i takes the time ``spans[i]``."""
    lives: dict[Buffer, tuple[int, int]] = {}
    for step, span in zip(steps, spans, strict=True):
        for buffer in [*step.writes, *step.reads]:
            if buffer.base == base:
                first, _ = lives.get(buffer.root, span)
                lives[buffer.root] = (first, span[1])
    return lives


def _place(lives: dict[Buffer, tuple[int, int]]) -> tuple[Dim, list[Slot]]:
    """Place buffers by their lives; the size of all, and the slots."""
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
    end: Dim = 0
    for slot in slots:
        # What lies before a slot is written by nobody, so it holds zeros: the top padding of a first plane.
        end = end + round_up_int(slot.lead, ALIGNMENT)
        for buffer in slot.buffers:
            buffer.offset = end
        end = end + round_up(slot.bytes, ALIGNMENT)
    # Behind a slot lies the next one; behind the last, memory that is only read.
    return end + round_up(max((b.tail for b in lives), default=0), ALIGNMENT), slots


def place_barriers(plan: Plan, slots: Sequence[Slot]) -> None:
    """Let threads meet only where a step needs what one since the last meeting wrote, or overwrites what one read.

    They always meet before and behind a region, in which they use local memory for different purposes, and at a
    binding.
    """
    bound = {binding.before for binding in plan.bindings}
    memory: dict[Buffer, object] = {buffer: slot for slot in slots for buffer in slot.buffers}
    edges = {edge for region in plan.regions for edge in (region.first, region.end)}
    read: set[int] = set()
    written: set[int] = set()
    for number, step in enumerate(plan.steps):
        if number in bound:
            read, written = set(), set()
        reads = {id(memory.get(b.root, b.root)) for b in step.reads if b.base != "weights"}
        writes = {id(memory.get(b.root, b.root)) for b in step.writes}
        needed = number in edges or bool(written & (reads | writes) or read & writes)
        step.barrier = number > 0 and needed
        if step.barrier:
            read, written = set(), set()
        read |= reads
        written |= writes
