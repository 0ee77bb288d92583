"""Control flow: the steps of bodies, between marks that say when to go where.

    y, stack = loop(x, rows) {…}           state = x
                                           loop n times
                                             …              reads ``state`` and the present one of the rows
                                             stack[i] = …
                                             state = …
                                           end loop

States and results have memory of their own, which bodies copy to. What is scanned or stacked is a buffer that moves on
by one slice in every iteration, without a copy.

States whose extents change wait between iterations in an arena that belongs to these extents and holds nothing else,
so that nothing else moves when it grows:

    y = loop(x) {inner=[n], outer=[m], …}      held = extents of x       bound to symbols of which only ``wait`` depends
                                               wait = x
                                               loop
                                                 n = held
                                                 state = wait
                                                 …                       reads ``state``
                                                 held = extents of the next state
                                                 wait = the next state
                                               end loop
                                               m = held, and y is what waits
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import DType, Graph, Node, TensorType, Value
from ...ir.dims import Symbol, symbol, symbols
from ...ir.ops import If, Loop
from .layout import Layout, rows
from .nests import COPY, map_tensors
from .plan import (
    Binding,
    BranchElse,
    BranchEnd,
    BranchStart,
    Check,
    LoopEnd,
    LoopStart,
    Placement,
    Pointer,
    Rebinding,
    Step,
)
from .relayout import as_row_major, as_rows, duplicate, settled
from .scheduler import Scheduler
from .views import store_dims

Lower = Callable[[Scheduler, Sequence[Node]], None]


def lower_if(s: Scheduler, node: Node, lower: Lower) -> None:
    """``if``: both bodies write the same results."""
    op = node.op
    assert isinstance(op, If)
    condition, *given = node.inputs
    captured = [as_rows(s, value) for value in given]
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
    changing = _Changing(s, node, op) if op.inner else None
    places: dict[int, Placement] = {}
    for number, (value, result) in enumerate(zip(states, node.outputs, strict=False)):
        if changing is None or number not in changing.states:
            places[number] = s.place(result, s.new(result.name, value.type, rows(value.type.shape)))
            map_tensors(s, node.name, places[number], [s.at(value)], COPY)
    captured = [_slice(_captured(s, value)) for value in node.inputs[op.states : slices]]
    captured += [_captured(s, value) for value in node.inputs[slices:]]
    stacks = [
        s.place(value, s.new(value.name, value.type, rows(value.type.shape))) for value in node.outputs[op.states :]
    ]
    first = len(s.plan.program)
    start = LoopStart(op.count[0] if op.count else None, None if op.count else _pointer(places[0]))
    s.plan.program.append(start)
    now = places | (changing.begin(s) if changing else {})
    inner = _begin(s, body, [*(now[number] for number in range(op.states)), *captured])
    lower(inner, body.nodes)
    for value, stack in zip(body.outputs[op.states :], stacks, strict=True):
        map_tensors(inner, node.name, _slice(stack), [inner.at(value)], COPY)
    if changing:
        changing.keep(inner)
    _move(inner, node.name, [body.outputs[number] for number in places], list(places.values()))
    s.plan.program.append(LoopEnd(start))
    if changing:
        changing.end(s)
    for step in s.plan.program[first:]:
        if op.count and isinstance(step, Step):
            step.rounds, step.flops = step.rounds * op.count[0], step.flops * op.count[0]


class _Changing:
    """The states of a loop whose extents change."""

    def __init__(self, s: Scheduler, node: Node, op: Loop) -> None:
        self.node, self.op = node, op
        self.places = op.changing()
        self.states = sorted({state for state, _ in self.places})
        self.vector = s.new("extents", TensorType(DType.INT64, (len(self.places),)), rows((len(self.places),)))
        self._note(s, node.inputs)
        held = tuple(Symbol(f"{last.name}_held", last.low, last.high) for last in op.outer)
        self.binding = self._bind(s, held)
        types = op.with_extents(self._types(), [symbol(h.name, h.low, h.high) for h in held])
        self.waiting = {state: s.new("wait", types[state], rows(types[state].shape)) for state in self.states}
        self._wait(s, node.inputs)

    def begin(self, s: Scheduler) -> dict[int, Placement]:
        """The states of an iteration."""
        self._bind(s, self.op.inner)
        types = [value.type for value in self.op.body.inputs]
        places = {state: s.new("state", types[state], rows(types[state].shape)) for state in self.states}
        for state, place in places.items():
            map_tensors(s, self.node.name, _flat(place), [_flat(self.waiting[state])], COPY)
        return places

    def keep(self, s: Scheduler) -> None:
        """Let the next states wait for the next iteration."""
        self._note(s, self.op.body.outputs)
        s.plan.program.append(Rebinding(self.binding))
        self._wait(s, self.op.body.outputs)

    def end(self, s: Scheduler) -> None:
        """The results of the loop."""
        self._bind(s, self.op.outer)
        for state in self.states:
            value, place = self.node.outputs[state], self.waiting[state]
            s.place(value, Placement(place.buffer, place.offset, rows(value.type.shape), value.type))

    def _types(self) -> list[TensorType]:
        return [value.type for value in self.op.body.inputs[: self.op.states]]

    def _note(self, s: Scheduler, values: Sequence[Value]) -> None:
        store_dims(s, self.node.name, self.vector, [values[state].type.shape[axis] for state, axis in self.places])

    def _bind(self, s: Scheduler, names: tuple[Symbol, ...]) -> Binding:
        binding = Binding(_pointer(self.vector), names, self.node.name)
        s.plan.program.append(binding)
        return binding

    def _wait(self, s: Scheduler, values: Sequence[Value]) -> None:
        for state, place in self.waiting.items():
            map_tensors(s, self.node.name, _flat(place), [_flat(as_row_major(s, values[state]))], COPY)


def _flat(place: Placement) -> Placement:
    """A row-major tensor as a vector: its extents have one value now, whatever symbols they are made of."""
    type = TensorType(place.type.dtype, (place.type.elements,))
    return Placement(place.buffer, place.offset, rows(type.shape), type)


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
    type = TensorType(place.type.dtype, place.type.shape[1:])
    pitch = place.layout.stride(0) * type.dtype.bytes
    layout = Layout("rows", place.layout.axes[1:], type.elements)
    return Placement(place.buffer.image(type.elements * type.dtype.bytes, pitch), place.offset, layout, type)


def _pointer(place: Placement) -> Pointer:
    return Pointer(place.buffer, place.offset * place.type.dtype.bytes)
