"""Control flow: the steps of bodies, between marks that say when to go where.

    y, stack = loop(x, rows) {…}           state = x
                                           loop n times
                                             …              reads ``state`` and the present one of the rows
                                             stack[i] = …
                                             state = …
                                           end loop

States and results have memory of their own, which bodies copy to. What is scanned or stacked is a buffer that moves on
by one slice in every iteration, without a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...ir import Graph, Node, TensorType, Value
from ...ir.dims import product, symbols
from ...ir.ops import If, Loop
from .layout import Layout, rows
from .nests import COPY, map_tensors
from .plan import BranchElse, BranchEnd, BranchStart, Check, LoopEnd, LoopStart, Placement, Pointer, Step
from .relayout import as_row_major, as_rows, duplicate, settled
from .scheduler import Scheduler

Lower = Callable[[Scheduler, Sequence[Node]], None]


def lower_if(s: Scheduler, node: Node, lower: Lower) -> None:
    """``if``: both bodies write the same results."""
    op = node.op
    assert isinstance(op, If)
    condition, *given = node.inputs
    captured = [_captured(s, value) for value in given]
    start = BranchStart(_pointer(settled(s, node.name, as_row_major(s, condition))))
    results = [s.place(value, s.new(value.name, value.type, rows(value.type.shape))) for value in node.outputs]
    s.plan.program.append(start)
    for body in op.bodies():
        inner = _begin(s, body, captured)
        lower(inner, body.nodes)
        for value, result in zip(body.outputs, results, strict=True):
            map_tensors(inner, node.name, result, [inner.at(value)], COPY)
        s.plan.program.append(BranchElse(start) if body is op.then else BranchEnd(start))


def lower_loop(s: Scheduler, node: Node, lower: Lower) -> None:
    """``loop``: states are copied to their place before the loop and behind each iteration."""
    op = node.op
    assert isinstance(op, Loop)
    body, states, slices = op.body, node.inputs[: op.states], op.states + op.scanned
    places = []
    for value, result in zip(states, node.outputs, strict=False):
        place = s.place(result, s.new(result.name, value.type, rows(value.type.shape)))
        map_tensors(s, node.name, place, [s.at(value)], COPY)
        places.append(place)
    captured = [_slice(_captured(s, value)) for value in node.inputs[op.states : slices]]
    captured += [_captured(s, value) for value in node.inputs[slices:]]
    stacks = [
        s.place(value, s.new(value.name, value.type, rows(value.type.shape))) for value in node.outputs[op.states :]
    ]
    first = len(s.plan.program)
    start = LoopStart(op.count[0] if op.count else None, None if op.count else _pointer(places[0]))
    s.plan.program.append(start)
    inner = _begin(s, body, [*places, *captured])
    lower(inner, body.nodes)
    for value, stack in zip(body.outputs[op.states :], stacks, strict=True):
        map_tensors(inner, node.name, _slice(stack), [inner.at(value)], COPY)
    _move(inner, node.name, body.outputs[: op.states], places)
    s.plan.program.append(LoopEnd(start))
    for step in s.plan.program[first:]:
        if op.count and isinstance(step, Step):
            step.rounds, step.flops = step.rounds * op.count[0], step.flops * op.count[0]


def _begin(s: Scheduler, body: Graph, places: Sequence[Placement]) -> Scheduler:
    """The state for the steps of a body whose inputs lie at ``places``."""
    inner = s.within(body, {value: [place] for value, place in zip(body.inputs, places, strict=True)})
    bound = set(body.bound_symbols())
    for zero, message in body.checks.items():
        if bound.isdisjoint(symbols(zero)):
            s.plan.program.append(Check(zero, message))
        else:
            s.plan.checks[zero] = message
    return inner


def _move(s: Scheduler, name: str, values: Sequence[Value], places: Sequence[Placement]) -> None:
    """Copy the next states to their places, all at once: one that is made of another state is saved before."""
    moves = [(s.at(value), place) for value, place in zip(values, places, strict=True)]
    moves = [(source, place) for source, place in moves if not _same(source, place)]
    overwritten = {place.buffer for _, place in moves}
    saved = [duplicate(s, name, source) if source.buffer in overwritten else source for source, _ in moves]
    for source, (_, place) in zip(saved, moves, strict=True):
        map_tensors(s, name, place, [source], COPY)


def _same(a: Placement, b: Placement) -> bool:
    return a.buffer is b.buffer and a.offset == b.offset and a.layout == b.layout


def _captured(s: Scheduler, value: Value) -> Placement:
    return settled(s, value.name, as_rows(s, value))


def _slice(place: Placement) -> Placement:
    """The slice of the present iteration: a buffer that is one image of the whole."""
    shape, stride = place.type.shape[1:], place.layout.stride(0)
    type = TensorType(place.type.dtype, shape)
    buffer = replace(place.buffer, bytes=stride * type.dtype.bytes, whole=place.buffer)
    return Placement(buffer, place.offset, Layout("rows", place.layout.axes[1:], product(list(shape))), type)


def _pointer(place: Placement) -> Pointer:
    return Pointer(place.buffer, place.offset * place.type.dtype.bytes)
