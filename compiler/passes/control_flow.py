"""Simplify loops and branches: leave out what nobody reads, and let bodies know their constants.

%c = constant f32[] [2.0]
%y, %z = loop(%a, %b, %c) {states=2, …}      ->      %y = loop(%a) {states=1, …}      if nobody reads %z, and %b
                                                                                      matters for %z only
%y = if(%true, %a) {then=…}                  ->      the nodes of ``then``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...ir import Graph, Node, Value
from ...ir.ops import If, Loop, bodies
from ..options import Options
from .dead_code import dead_code


def control_flow(graph: Graph, options: Options) -> int:
    """Simplify every ``if`` and ``loop``; returns how many changed."""
    return sum(_simplified(graph, node, options) for node in list(graph.nodes) if bodies(node.op))


def _simplified(graph: Graph, node: Node, options: Options) -> bool:
    if isinstance(node.op, If) and node.inputs[0].data is not None:
        _inline(graph, node, node.op.then if node.inputs[0].array else node.op.otherwise)
        return True
    needed = _needed(graph, node)
    for body in bodies(node.op):
        _keep_outputs(body, needed)
        dead_code(body, options)
    own = len(node.inputs) - len(bodies(node.op)[0].inputs)  # a condition is no input of the bodies
    inputs = node.inputs[own:]
    constant = [i for i in _captured(node) if inputs[i].data is not None]
    for body in bodies(node.op):
        for i in constant:
            body.replace(body.inputs[i], body.copied(inputs[i], {}))
    states = {i for i in needed if isinstance(node.op, Loop) and i < node.op.states}
    kept = [i for i in range(len(inputs)) if i in states or any(_is_read(body, i) for body in bodies(node.op))]
    if len(needed) == len(node.outputs) and len(kept) == len(inputs):
        return False
    for body in bodies(node.op):
        body.inputs[:] = [body.inputs[i] for i in kept]
    op = node.op
    if isinstance(op, Loop):
        scanned = sum(op.states <= i < op.states + op.scanned for i in kept)
        op = replace(op, states=len(states), scanned=scanned)
    new = graph.add_node(op, [*node.inputs[:own], *(inputs[i] for i in kept)], node.name, before=node)
    for i, after in zip(needed, new.outputs, strict=True):
        graph.replace(node.outputs[i], after)
    graph.remove(node)
    return True


def _needed(graph: Graph, node: Node) -> list[int]:
    """The results that something reads, and the states that the body needs to compute them."""
    needed = {i for i, value in enumerate(node.outputs) if value.uses or value in graph.outputs}
    if isinstance(node.op, Loop):
        op = node.op
        needed |= set() if op.count else {0}
        needed |= {state for state, _ in op.changing()}  # their sizes may matter for any of the others
        before = -1
        while before != len(needed):
            before = len(needed)
            reached = _reached(op.body, [op.body.outputs[i] for i in needed])
            needed |= {i for i in range(op.states) if op.body.inputs[i] in reached}
    return sorted(needed)


def _reached(body: Graph, values: Sequence[Value]) -> set[Value]:
    """All values from which some are computed; sizes that a run binds may matter for any of them."""
    found: set[Value] = set()
    pending = [*values, *(value for node in body.nodes if node.op.binds() for value in node.outputs)]
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending += value.producer.inputs if value.producer else []
    return found


def _keep_outputs(body: Graph, needed: Sequence[int]) -> None:
    body.outputs[:] = [body.outputs[i] for i in needed]
    body.output_names[:] = [body.output_names[i] for i in needed]


def _captured(node: Node) -> range:
    """Which inputs of the bodies are the same whenever a body is computed."""
    first = node.op.states + node.op.scanned if isinstance(node.op, Loop) else 0
    return range(first, len(bodies(node.op)[0].inputs))


def _is_read(body: Graph, index: int) -> bool:
    return bool(body.inputs[index].uses) or body.inputs[index] in body.outputs


def _inline(graph: Graph, node: Node, body: Graph) -> None:
    """Put the nodes of the body that is taken in the place of the ``if``."""
    inside: dict[Value, Value] = dict(zip(body.inputs, node.inputs[1:], strict=True))
    graph.add_copies(body.nodes, inside, before=node)
    for zero, message in body.checks.items():
        graph.checks.setdefault(zero, message)
    for old, result in zip(node.outputs, body.outputs, strict=True):
        graph.replace(old, graph.copied(result, inside))
    graph.remove(node)
