"""Control flow: ops that compute graphs of their own, as often as the data say.

A body is a graph whose inputs are those of the op, one for one, so that nothing is read but what the op lists; symbols
of the graph around it may be used. Constants belong to the body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from ..dims import Dim, Symbol, as_symbol, evaluate, symbol
from ..expression import InferError
from ..graph import Graph
from ..interpreter import interpret_body
from ..op import Array, Op
from ..types import DType, TensorType

CONDITION = TensorType(DType.BOOL, ())


@dataclass(frozen=True)
class Control(Op):
    """An op with bodies."""

    def bodies(self) -> tuple[Graph, ...]:
        """The graphs among the attributes."""
        return tuple(value for value in vars(self).values() if isinstance(value, Graph))

    def symbols(self) -> set[Symbol]:
        """The symbols that the attributes and the bodies depend on, but for those that the bodies bind."""
        return super().symbols().union(*(body.free_symbols() for body in self.bodies()))

    def fixed(self, symbol: Symbol, value: int) -> Op:
        """The same op with fixed bodies."""
        bodies = {name: g.fixed(symbol, value) for name, g in vars(self).items() if isinstance(g, Graph)}
        return replace(super().fixed(symbol, value), **bodies)


@dataclass(frozen=True)
class If(Control):
    """The results of ``then`` if the first input, a bool scalar, is true, else those of ``otherwise``. ONNX: If.

    The other inputs are those of both bodies.
    """

    then: Graph
    otherwise: Graph
    name: ClassVar[str] = "if"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The types of the bodies' results, which must be the same."""
        condition, *rest = inputs
        if condition != CONDITION:
            raise InferError(f"the condition must be a bool scalar, got {condition}")
        for body in self.bodies():
            _check_inputs(body, rest)
        one, other = (tuple(value.type for value in body.outputs) for body in self.bodies())
        if one != other:
            raise InferError(f"its branches give {_listed(one)} and {_listed(other)}, which differ")
        return one

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """One of the bodies, interpreted."""
        condition, *rest = inputs
        return interpret_body(self.then if condition else self.otherwise, rest, symbols)


@dataclass(frozen=True)
class Loop(Control):
    """``body`` again and again. ONNX: Loop, Scan, RNN, GRU, LSTM.

    The inputs are ``states``, then ``scanned`` tensors of which iteration i gets slice i of the first axis, then what
    the body reads in every iteration. The body gives the next states, then slices that are stacked. The results are the
    states after the last iteration and the stacks, ``[count, …]``.

    With a ``count (n,)`` there are n iterations. Without, ``count ()``, the first state is a bool scalar, and
    iterations follow while it is true; nothing is scanned or stacked then.

    An extent of a state may change from iteration to iteration. In the body it is then a symbol of its own, one of
    ``inner``, and behind the loop the one of ``outer`` at the same place, which the loop binds.
    """

    body: Graph
    states: int
    scanned: int = 0
    count: tuple[Dim, ...] = ()
    inner: tuple[Symbol, ...] = ()
    outer: tuple[Symbol, ...] = ()
    name: ClassVar[str] = "loop"

    def changing(self) -> list[tuple[int, int]]:
        """State and axis of each extent that may change."""
        places = {
            as_symbol(dim): (state, axis)
            for state, value in enumerate(self.body.inputs[: self.states])
            for axis, dim in enumerate(value.type.shape)
        }
        return [places[s] for s in self.inner]

    def with_extents(self, states: Sequence[TensorType], extents: Sequence[Dim]) -> list[TensorType]:
        """The types of states with these extents where they may change."""
        types = list(states)
        for (state, axis), extent in zip(self.changing(), extents, strict=True):
            dtype, shape = types[state].dtype, types[state].shape
            types[state] = TensorType(dtype, (*shape[:axis], extent, *shape[axis + 1 :]))
        return types

    def binds(self) -> tuple[Symbol, ...]:
        """The last extents of states that may change."""
        return self.outer

    def bound(self, results: Sequence[Array]) -> list[int]:
        """The extents of the last states."""
        return [results[state].shape[axis] for state, axis in self.changing()]

    def symbols(self) -> set[Symbol]:
        """All but those that are the body's own."""
        return (super().symbols() | {*self.outer}) - {*self.inner}

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Each state keeps its type, but for extents that may change."""
        scanned = inputs[self.states : self.states + self.scanned]
        states = self.with_extents(inputs[: self.states], _dims(self.inner))
        results = [value.type for value in self.body.outputs]
        results[: self.states] = self.with_extents(results[: self.states], _dims(self.inner))
        if not self.count and (self.scanned or len(results) > self.states or states[:1] != [CONDITION]):
            raise InferError("a loop without count needs a bool scalar as first state, and no slices")
        if any(x.shape[:1] != self.count for x in scanned):
            raise InferError(f"a loop of {self.count} iterations cannot scan {_listed(scanned)}")
        slices = [TensorType(x.dtype, x.shape[1:]) for x in scanned]
        _check_inputs(self.body, [*states, *slices, *inputs[self.states + self.scanned :]])
        if list(states) != results[: self.states]:
            raise InferError(f"its states are {_listed(states)}, but become {_listed(results[: self.states])}")
        last = self.with_extents(states, _dims(self.outer))
        return (*last, *(TensorType(x.dtype, (*self.count, *x.shape)) for x in results[self.states :]))

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The body, interpreted as often as needed."""
        states, scanned = list(inputs[: self.states]), inputs[self.states : self.states + self.scanned]
        captured = inputs[self.states + self.scanned :]
        stacks: list[list[Array]] = [[] for _ in self.body.outputs[self.states :]]
        count = evaluate(self.count[0], symbols) if self.count else None
        done = 0
        while done < count if count is not None else bool(states[0]):
            slices = [x[done] for x in scanned]
            extents = dict(zip((s.name for s in self.inner), self.bound(states), strict=True))
            results = interpret_body(self.body, [*states, *slices, *captured], {**symbols, **extents})
            states = results[: self.states]
            for stack, result in zip(stacks, results[self.states :], strict=True):
                stack.append(result)
            done += 1
        types = [value.type for value in self.body.outputs[self.states :]]
        empty = [np.zeros((0, *t.static_shape(symbols)), t.dtype.numpy) for t in types if not done]
        return [*states, *(empty or [np.stack(stack) for stack in stacks])]


def bodies(op: Op) -> tuple[Graph, ...]:
    """The bodies of an op, none for most."""
    return op.bodies() if isinstance(op, Control) else ()


def with_bodies(graph: Graph) -> list[Graph]:
    """The graph behind all bodies of its control flow, inner ones first."""
    inner = [part for node in graph.nodes for body in bodies(node.op) for part in with_bodies(body)]
    return [*inner, graph]


def _dims(names: Sequence[Symbol]) -> list[Dim]:
    return [symbol(s.name, s.low, s.high) for s in names]


def _check_inputs(body: Graph, given: Sequence[TensorType]) -> None:
    wanted = [value.type for value in body.inputs]
    if list(given) != wanted:
        raise InferError(f"a body wants {_listed(wanted)}, but gets {_listed(given)}")


def _listed(types: Sequence[TensorType]) -> str:
    return ", ".join(map(str, types)) or "nothing"
