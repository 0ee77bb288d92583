"""Checks an ONNX graph's wiring and puts its nodes in an order in which every value is computed before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from graphlib import CycleError, TopologicalSorter

from onnx import GraphProto, NodeProto

from ..diagnostics import CompileError


def node_names(nodes: Sequence[NodeProto]) -> list[str]:
    """What to call each node in messages: its own name, or its op and position."""
    return [node.name or f"{node.op_type}_{index}" for index, node in enumerate(nodes)]


def with_subgraphs(nodes: Iterable[NodeProto]) -> Iterator[NodeProto]:
    """The nodes and those of the graphs in their attributes."""
    for node in nodes:
        yield node
        for graph in graphs_of(node):
            yield from with_subgraphs(graph.node)


def graphs_of(node: NodeProto) -> list[GraphProto]:
    """The graphs in a node's attributes."""
    return [
        graph
        for attribute in node.attribute
        for graph in (*([attribute.g] * attribute.HasField("g")), *attribute.graphs)
    ]


def names_read(node: NodeProto) -> set[str]:
    """The tensors that a node reads, by name, or a graph in its attributes of the graph around it."""
    read = set(node.input)
    for graph in graphs_of(node):
        own = {i.name for i in graph.input} | {t.name for t in graph.initializer}
        own |= {t.values.name for t in graph.sparse_initializer} | {name for n in graph.node for name in n.output}
        inner = {output.name for output in graph.output}.union(*(names_read(n) for n in graph.node))
        read |= inner - own
    return read - {""}


def ordered(
    nodes: Sequence[NodeProto], outputs: Sequence[str], known: Set[str], around: Set[str]
) -> list[tuple[NodeProto, str]]:
    """The nodes with their names, in dependency order.

    ``known`` are the graph's inputs and initialisers, ``around`` the tensors of the graphs around it.

    CompileError for a name that is computed twice or not at all, and for a cycle.
    """
    nodes = list(nodes)
    names = node_names(nodes)
    producer: dict[str, int] = {}
    for index, node in enumerate(nodes):
        for output in filter(None, node.output):
            if output in known or output in producer:
                other = f"by node '{names[producer[output]]}'" if output in producer else "as an input or initialiser"
                raise CompileError(
                    f"tensor '{output}' is defined by node '{names[index]}' and {other}; export the model again"
                )
            producer[output] = index
    for index, node in enumerate(nodes):
        for name in filter(None, node.input):
            if name not in known and name not in producer and name not in around:
                raise CompileError(
                    f"{node.op_type} '{names[index]}': reads tensor '{name}', which nothing computes; "
                    "export the model again"
                )
    for output in outputs:
        if output not in known and output not in producer and output not in around:
            raise CompileError(f"output '{output}': no node computes it; export the model again")
    order = _order(nodes, names, producer)
    return [(nodes[i], names[i]) for i in order]


def _order(nodes: Sequence[NodeProto], names: list[str], producer: dict[str, int]) -> Sequence[int]:
    needs = [sorted(producer[name] for name in names_read(node) if name in producer) for node in nodes]
    if all(p < index for index, producers in enumerate(needs) for p in producers):
        return range(len(nodes))  # sorted already, as ONNX asks
    try:
        return list(TopologicalSorter(dict(enumerate(needs))).static_order())
    except CycleError as error:
        cycle = " -> ".join(f"'{names[i]}'" for i in reversed(error.args[1]))
        raise CompileError(f"the graph has a cycle: {cycle}; export the model again") from None
