"""The invariants of a graph. Passes may rely on each of them, and must leave each of them true.

1.  Every value a node reads is a graph input, a constant, or a result of an earlier node.
2.  A value's ``uses`` are exactly the places where nodes of the graph read it.
3.  A node's results name it as their producer; inputs and constants have no producer, and only constants have ``data``.
4.  No two values, and no two outputs, have the same name.
5.  The results' types are what ``infer`` says for the inputs' types.
6.  A constant's array is C-contiguous, in native byte order, and of the constant's type.
7.  A step of an expression reads only its arguments and earlier steps.
8.  A symbol's name is an identifier and has one interval; every symbol in a type or an attribute is, by itself, a dim
    of some graph input, or bound by an earlier node, so that each run can bind it. In a body it may also be a symbol of
    the graph around it; what a body binds, nobody else does.
9.  Every output is a value of the graph.
10. The bodies of control flow keep all of these.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from .coordinates import Coordinates
from .dims import Symbol, as_symbol, symbols
from .expression import Expression
from .graph import Graph, Node, Value
from .ops import Fusable, Map, bodies
from .printer import format_node
from .types import DType


class VerifyError(Exception):
    """The graph breaks an invariant, which is a mistake of the compiler; the message names the value or node."""


def verify(graph: Graph) -> None:
    """Check every invariant listed above; VerifyError for the first that does not hold."""
    _verify(graph, set(), set())


def _verify(graph: Graph, around: set[Symbol], bound: set[Symbol]) -> None:
    """``around`` are the symbols of the graph around a body; ``bound``, those that a node has bound, grows."""
    _check_names(graph)
    uses = Counter((value, node, index) for node in graph.nodes for index, value in enumerate(node.inputs))
    known = set(graph.inputs)
    for value in graph.inputs:
        _require(value.producer is None and value.data is None, f"input {value!r} has a producer or data")
        _check_uses(value, uses)
    for value in graph.constants():
        _check_constant(value)
        _check_uses(value, uses)
        known.add(value)
    for node in graph.nodes:
        for value in node.inputs:
            _require(value in known, f"{format_node(node)} reads {value!r} before it is computed")
        _check_node(node)
        for value in node.outputs:
            _require(
                value.producer is node and value.data is None,
                f"{value!r} is not marked as a result of {format_node(node)}",
            )
            _check_uses(value, uses)
            known.add(value)
    for value, node, _ in uses:
        _require(False, f"{value!r} does not list its use by {format_node(node)}")
    for value in graph.outputs:
        _require(value in known, f"output {value!r} is no value of the graph")
    _check_symbols(graph, around, bound)


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise VerifyError(message)


def _check_names(graph: Graph) -> None:
    _require(len(graph.outputs) == len(graph.output_names), "outputs and output names differ in number")
    for kind, names in (("values", [v.name for v in graph.values()]), ("outputs", graph.output_names)):
        repeated = [name for name, count in Counter(names).items() if count > 1]
        _require(not repeated, f"several {kind} are named {repeated[:1]}")


def _check_uses(value: Value, uses: Counter[tuple[Value, Node, int]]) -> None:
    _require(len(set(value.uses)) == len(value.uses), f"{value!r} lists a use twice")
    for node, index in value.uses:
        _require(
            uses.pop((value, node, index), 0) == 1, f"{value!r} lists a use by {format_node(node)} that does not exist"
        )


def _check_constant(value: Value) -> None:
    data = value.data
    assert data is not None
    _require(value.producer is None, f"constant {value!r} has a producer")
    arrays = [data.indices, data.values] if isinstance(data, Coordinates) else [data]
    plain = all(array.flags.c_contiguous and array.dtype.isnative for array in arrays)
    _require(plain, f"constant {value!r} is not stored plainly")
    if isinstance(data, Coordinates):
        ends = np.concatenate([[-1], data.indices, [data.size]])
        _require(bool((np.diff(ends) > 0).all()), f"constant {value!r} has indices that do not ascend within its size")
    same = DType.of(data) is value.type.dtype and data.shape == value.type.shape
    _require(same, f"constant {value!r} holds {data.dtype}{list(data.shape)}")


def _check_node(node: Node) -> None:
    for expression in _expressions(node):
        for position, step in enumerate(expression.steps, expression.arguments):
            for operand in step.operands:
                ok = not isinstance(operand, int) or 0 <= operand < position
                _require(ok, f"{format_node(node)} has a step that reads a later one")
    types = node.op.infer([value.type for value in node.inputs])
    same = types == tuple(value.type for value in node.outputs)
    _require(same, f"{format_node(node)} gives {', '.join(map(str, types))}, not {node.outputs}")


def _expressions(node: Node) -> list[Expression]:
    if isinstance(node.op, Map):
        return [node.op.expression]
    return [node.op.epilogue] if isinstance(node.op, Fusable) and node.op.epilogue else []


def _check_symbols(graph: Graph, around: set[Symbol], bound: set[Symbol]) -> None:
    known = around | {symbol for value in graph.inputs for dim in value.type.shape if (symbol := as_symbol(dim))}
    read: set[Symbol] = {s for value in graph.inputs for dim in value.type.shape for s in symbols(dim)}
    _require_known(read, known)
    for node in graph.nodes:
        new = set(node.op.binds())
        _require(new.isdisjoint(bound), f"{format_node(node)} binds a symbol that is bound already")
        known |= new
        bound |= new
        read = {s for value in node.outputs for dim in value.type.shape for s in symbols(dim)}
        _require_known(read | node.op.symbols(), known)
        for body in bodies(node.op):
            _verify(body, known, bound)
    _require_known({s for dim in graph.checks for s in symbols(dim)}, known)
    _require(len({symbol.name for symbol in known}) == len(known), "two symbols have the same name")


def _require_known(read: set[Symbol], bound: set[Symbol]) -> None:
    for symbol in sorted(read, key=str):
        unknown = f"symbol {symbol} ({symbol.low}..{symbol.high}) is no dim of an input, and no earlier node binds it"
        _require(symbol in bound, unknown)
        _require(symbol.name.isidentifier(), f"symbol {symbol.name!r} is no identifier")
