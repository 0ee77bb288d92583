"""Control flow: ops that compute graphs of their own, as often as the data say.

A body is a graph whose inputs are those of the op, one for one, so that nothing is read but what the op lists; symbols
of the graph around it may be used. Constants belong to the body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from ..dims import Dim, Symbol, evaluate
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
    """

    body: Graph
    states: int
    scanned: int = 0
    count: tuple[Dim, ...] = ()
    name: ClassVar[str] = "loop"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """Each state keeps its type."""
        states, scanned = inputs[: self.states], inputs[self.states : self.states + self.scanned]
        results = [value.type for value in self.body.outputs]
        if not self.count and (self.scanned or len(results) > self.states or states[:1] != [CONDITION]):
            raise InferError("a loop without count needs a bool scalar as first state, and no slices")
        if any(x.shape[:1] != self.count for x in scanned):
            raise InferError(f"a loop of {self.count} iterations cannot scan {_listed(scanned)}")
        slices = [TensorType(x.dtype, x.shape[1:]) for x in scanned]
        _check_inputs(self.body, [*states, *slices, *inputs[self.states + self.scanned :]])
        if list(states) != results[: self.states]:
            raise InferError(f"its states are {_listed(states)}, but become {_listed(results[: self.states])}")
        return (*states, *(TensorType(x.dtype, (*self.count, *x.shape)) for x in results[self.states :]))

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The body, interpreted as often as needed."""
        states, scanned = list(inputs[: self.states]), inputs[self.states : self.states + self.scanned]
        captured = inputs[self.states + self.scanned :]
        stacks: list[list[Array]] = [[] for _ in self.body.outputs[self.states :]]
        count = evaluate(self.count[0], symbols) if self.count else None
        done = 0
        while done < count if count is not None else bool(states[0]):
            slices = [x[done] for x in scanned]
            results = interpret_body(self.body, [*states, *slices, *captured], symbols)
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


def _check_inputs(body: Graph, given: Sequence[TensorType]) -> None:
    wanted = [value.type for value in body.inputs]
    if list(given) != wanted:
        raise InferError(f"a body wants {_listed(wanted)}, but gets {_listed(given)}")


def _listed(types: Sequence[TensorType]) -> str:
    return ", ".join(map(str, types)) or "nothing"
