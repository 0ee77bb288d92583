"""Where buffers lie in the arena.

A buffer lives from the step that first writes it to the step that last reads it; what a region reads or writes for all
images lives as long as the region, and what a loop shares with its surroundings as long as the loop. Buffers whose
lives do not overlap may share a *slot*; slots are assigned at compile time, greedily in order of size, and lie one
after another. A slot is as large as its largest buffer, which is an expression where sizes are symbolic, so offsets
stay valid for every value of the symbols.

Local memory, which each thread has for its images in regions, is planned in the same way; regions share its slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...ir.dims import Dim, bounds, maximum, round_up
from .layout import round_up_int
from .plan import (
    ALIGNMENT,
    Action,
    Binding,
    BranchElse,
    BranchEnd,
    BranchStart,
    Buffer,
    LoopEnd,
    LoopStart,
    Plan,
    Rebinding,
    Step,
    latest,
)


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
    """Set the offsets of all buffers of the program, the sizes of the arena and of local memory; all slots."""
    lives = _lives(plan, "arena")
    phases = plan.phases()
    for buffer in lives:
        buffer.index = latest(phases, buffer.bytes)
    plan.local, slots = _place(_lives(plan, "local"))
    plan.arenas = []
    for arena in range(len(plan.bindings) + 1):
        size, more = _place({buffer: life for buffer, life in lives.items() if buffer.index == arena})
        plan.arenas.append(size)
        slots += more
    return slots


def _lives(plan: Plan, base: str) -> dict[Buffer, tuple[int, int]]:
    """From which to which action of the program each buffer of a base is in use."""
    lives: dict[Buffer, tuple[int, int]] = {}
    spans = [(position, position) for position in range(len(plan.program))]
    for start, end in _regions(plan) if base == "arena" else ():
        spans[start : end + 1] = [(start, end)] * (end + 1 - start)
    for span, action in zip(spans, plan.program, strict=True):
        for buffer in _touched(action):
            if buffer.base == base:
                first, _ = lives.get(buffer.root, span)
                lives[buffer.root] = (first, span[1])
    for start, end in _loops(plan):
        for buffer, (first, last) in lives.items():
            if first < start <= last:
                lives[buffer] = (first, max(last, end))
            elif start <= first <= end < last:
                lives[buffer] = (start, last)
    return lives


def _touched(action: Action) -> list[Buffer]:
    match action:
        case Step():
            return [*action.writes, *action.reads]
        case Binding():
            return [action.vector.buffer]
        case Rebinding():
            return [action.binding.vector.buffer]
        case LoopStart() | BranchStart():
            return [action.condition.buffer] if action.condition else []
    return []


def _regions(plan: Plan) -> list[tuple[int, int]]:
    """The first and last action of each region, whose images are walked one by one."""
    places = [position for position, action in enumerate(plan.program) if isinstance(action, Step)]
    return [(places[region.first], places[region.end - 1]) for region in plan.regions]


def _loops(plan: Plan) -> list[tuple[int, int]]:
    """The first and last action of each loop."""
    place = {action: position for position, action in enumerate(plan.program)}
    return [(place[action.start], position) for action, position in place.items() if isinstance(action, LoopEnd)]


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

    They always meet before and behind a region, in which they use local memory for different purposes, and where the
    runtime looks at data: at a binding, where a branch begins, where an iteration begins.
    """
    memory: dict[Buffer, object] = {buffer: slot for slot in slots for buffer in slot.buffers}
    edges = {edge for region in plan.regions for edge in (region.first, region.end)}
    read: set[int] = set()
    written: set[int] = set()
    behind: dict[BranchStart, tuple[set[int], set[int]]] = {}
    number = 0
    for action in plan.program:
        match action:
            case Step():
                reads = {id(memory.get(b.root, b.root)) for b in action.reads if b.base != "weights"}
                writes = {id(memory.get(b.root, b.root)) for b in action.writes}
                needed = number in edges or bool(written & (reads | writes) or read & writes)
                action.barrier = number > 0 and needed
                if action.barrier:
                    read, written = set(), set()
                read |= reads
                written |= writes
                number += 1
            case Binding() | Rebinding() | BranchStart() | LoopStart() | LoopEnd():
                read, written = set(), set()
            case BranchElse():
                behind[action.start] = read, written
                read, written = set(), set()
            case BranchEnd():
                also_read, also_written = behind[action.start]
                read, written = read | also_read, written | also_written
