"""The graph: values in SSA form, the nodes that compute them, and the four functions that change it.

``Graph.add_node``, ``Graph.constant``, ``Graph.replace`` and ``Graph.remove`` keep producers and uses right; nothing
else writes those fields. ``ir.verify`` lists the invariants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np

from .coordinates import Coordinates, Data, dense
from .dims import Dim, Symbol, fix, symbols
from .op import Op
from .types import DType, TensorType

Array = np.ndarray[Any, Any]


@dataclass(eq=False)
class Value:
    """A tensor: a graph input, a constant (``data`` is set) or a node's result."""

    name: str
    type: TensorType
    producer: Node | None = None
    data: Data | None = None
    uses: list[tuple[Node, int]] = field(default_factory=list, repr=False)

    @property
    def users(self) -> list[Node]:
        """The nodes that read this value, each once, in the order they were added."""
        return list(dict.fromkeys(node for node, _ in self.uses))

    @property
    def array(self) -> Array:
        """All elements of a constant; TooLargeError if it is sparse and they would take too much memory."""
        assert self.data is not None
        return dense(self.data)

    def __repr__(self) -> str:
        return f"%{self.name}: {self.type}"


@dataclass(eq=False)
class Node:
    """One application of an op; ``name`` is the ONNX node it came from, for messages."""

    op: Op
    inputs: list[Value]
    outputs: list[Value]
    name: str

    @property
    def output(self) -> Value:
        """The result of a node that has one."""
        (value,) = self.outputs
        return value

    def __repr__(self) -> str:
        return f"{self.op} ({self.name})"


@dataclass(frozen=True)
class Compound:
    """An input or output of the model that is no tensor: several of the graph's make up one that is called x.

    They are ``x.present``, a bool scalar, if it is an ``optional``; then for a ``sequence`` ``x.shapes``, a row for
    each element that is filled up with -1, and ``x.data``, one element behind the other; else ``x.value``. ``extents``
    are those that all elements of a sequence have, None for what may differ.
    """

    optional: bool
    sequence: bool
    extents: tuple[int | None, ...] | None


class Graph:
    """Nodes in an order in which every value is computed before it is read."""

    def __init__(self, name: str = "graph") -> None:
        self.name = name
        self.inputs: list[Value] = []
        self.outputs: list[Value] = []
        self.output_names: list[str] = []
        self.nodes: list[Node] = []
        self.checks: dict[Dim, str] = {}
        """What must be 0 in every run, and what the user reads if it is not; noted by ``add``."""
        self.compounds: dict[str, Compound] = {}
        """The inputs and outputs of the model that are no tensors, by name."""
        self._names: dict[str, int] = {}

    # -- construction ---------------------------------------------------------------------------------------------

    def input(self, name: str, type: TensorType) -> Value:
        """Append a graph input."""
        value = Value(self._unique(name), type)
        self.inputs.append(value)
        return value

    def output(self, value: Value, name: str) -> None:
        """Append a graph output; the same value may be an output more than once, under different names."""
        self.outputs.append(value)
        self.output_names.append(name)

    # -- the four mutators ----------------------------------------------------------------------------------------

    def constant(self, data: Data, name: str = "c") -> Value:
        """A value that is known now; the array becomes the graph's and must not be written any more."""
        if not isinstance(data, Coordinates):
            data = np.asarray(data)
            data = data if data.flags.c_contiguous else np.ascontiguousarray(data)
        return Value(self._unique(name), TensorType(DType.of(data), tuple(map(int, data.shape))), data=data)

    def add(
        self,
        op: Op,
        inputs: Sequence[Value],
        name: str = "",
        before: Node | None = None,
        outputs: Sequence[str] = (),
    ) -> Value:
        """``add_node``; returns the node's (first) result."""
        return self.add_node(op, inputs, name, before, outputs).outputs[0]

    def add_node(
        self,
        op: Op,
        inputs: Sequence[Value],
        name: str = "",
        before: Node | None = None,
        outputs: Sequence[str] = (),
    ) -> Node:
        """Append a node, or insert it before another.

        ``name`` is the ONNX node's; ``outputs`` are wishes for the results' names, by default the op's name. InferError
        if the types do not fit.
        """
        types = op.infer([value.type for value in inputs])
        for condition, text in op.conditions([value.type for value in inputs]):
            if condition != 0:
                self.checks.setdefault(condition, f"{op.name} '{name}': {text}")
        node = Node(op, list(inputs), [], name)
        node.outputs = [
            Value(self._unique(wish or op.name), type, node) for type, wish in zip_longest(types, outputs[: len(types)])
        ]
        for index, value in enumerate(node.inputs):
            value.uses.append((node, index))
        self.nodes.insert(len(self.nodes) if before is None else self.nodes.index(before), node)
        return node

    def replace(self, old: Value, new: Value) -> None:
        """Let every use of ``old``, graph outputs too, read ``new``."""
        for node, index in old.uses:
            node.inputs[index] = new
        new.uses += old.uses
        old.uses = []
        self.outputs = [new if value is old else value for value in self.outputs]

    def remove(self, node: Node) -> None:
        """Delete a node whose results nobody reads; ValueError otherwise."""
        if any(value.uses or value in self.outputs for value in node.outputs):
            raise ValueError(f"{node} is still used")
        for index, value in enumerate(node.inputs):
            value.uses.remove((node, index))
        self.nodes.remove(node)

    # -- views ----------------------------------------------------------------------------------------------------

    def constants(self) -> list[Value]:
        """The constants that are read by some node or are outputs, each once, in order of first use."""
        read = [value for node in self.nodes for value in node.inputs] + self.outputs
        return list(dict.fromkeys(value for value in read if value.data is not None))

    def values(self) -> Iterator[Value]:
        """Inputs, constants, then node results in order."""
        yield from self.inputs
        yield from self.constants()
        for node in self.nodes:
            yield from node.outputs

    def symbols(self) -> list[Symbol]:
        """The symbols of the inputs' shapes, in order of first appearance."""
        found: dict[Symbol, None] = {}
        for value in self.inputs:
            for dim in value.type.shape:
                found.update(dict.fromkeys(sorted(symbols(dim), key=lambda s: s.name)))
        return list(found)

    def bound_symbols(self) -> list[Symbol]:
        """The symbols that nodes bind, in order."""
        return [symbol for node in self.nodes for symbol in node.op.binds()]

    def free_symbols(self) -> set[Symbol]:
        """The symbols that anything here depends on and that no node binds."""
        found = {s for value in self.values() for dim in value.type.shape for s in symbols(dim)}
        found |= {s for dim in self.checks for s in symbols(dim)}
        return found.union(*(node.op.symbols() for node in self.nodes)) - set(self.bound_symbols())

    # -- copies ---------------------------------------------------------------------------------------------------

    def fixed(self, symbol: Symbol, value: int) -> Graph:
        """A copy of the graph for one value of a symbol; the constants' arrays are shared."""
        graph = Graph(self.name)
        graph.compounds = self.compounds
        copies: dict[Value, Value] = {}
        for given in self.inputs:
            shape = tuple(fix(dim, symbol, value) for dim in given.type.shape)
            copies[given] = graph.input(given.name, TensorType(given.type.dtype, shape))
        graph.add_copies(self.nodes, copies, lambda node: node.op.fixed(symbol, value))
        for dim, message in self.checks.items():
            if (condition := fix(dim, symbol, value)) != 0:
                graph.checks.setdefault(condition, message)
        for result, name in zip(self.outputs, self.output_names, strict=True):
            graph.output(graph.copied(result, copies), name)
        return graph

    def add_copies(
        self,
        nodes: Sequence[Node],
        copies: dict[Value, Value],
        op: Callable[[Node], Op] = lambda node: node.op,
        before: Node | None = None,
    ) -> None:
        """Append copies of nodes, or insert them before another node; ``op`` gives the op of each.

        ``copies`` has what stands here for the values that they read, but for constants, and learns of their results.
        """
        for node in nodes:
            inputs = [self.copied(value, copies) for value in node.inputs]
            names = [result.name for result in node.outputs]
            copies.update(
                zip(node.outputs, self.add_node(op(node), inputs, node.name, before, names).outputs, strict=True)
            )

    def copied(self, value: Value, copies: dict[Value, Value]) -> Value:
        """What stands here for a value of another graph; a constant gets a copy, which shares its array."""
        if value not in copies and value.data is not None:
            copies[value] = self.constant(value.data, value.name)
        return copies[value]

    def _unique(self, name: str) -> str:
        candidate = name
        while candidate in self._names:
            candidate = f"{name}.{self._names[name]}"
            self._names[name] += 1
        self._names[candidate] = 0
        return candidate
