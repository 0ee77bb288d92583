"""The four mutators, and copies for one value of a symbol."""

from __future__ import annotations

import numpy as np
import pytest

from zeroskip.ir import DType, Graph, TensorType, format_graph, parse_graph, verify
from zeroskip.ir.dims import Symbol
from zeroskip.ir.ops import call


def test_names_are_made_unique() -> None:
    graph = Graph()
    x = graph.input("x", TensorType(DType.FLOAT32, (2,)))
    values = [graph.add(call("neg"), [x]) for _ in range(3)]
    values += [graph.constant(np.zeros(2), "map"), graph.add(call("neg"), [x], outputs=["map.0"])]
    assert len({value.name for value in values}) == 5


def test_insertion_before_a_node() -> None:
    graph = parse_graph("graph g(%x: f32[2]) { %a = neg(%x) %y = exp(%a) return y = %y }")
    inserted = graph.add(call("abs"), [graph.nodes[0].output], before=graph.nodes[1])
    graph.replace(graph.nodes[0].output, graph.inputs[0])
    verify(graph)
    assert [node.op for node in graph.nodes] == [call("neg"), call("abs"), call("exp")]
    assert inserted.producer is graph.nodes[1]


def test_replace_moves_uses_and_outputs() -> None:
    graph = parse_graph("graph g(%x: f32[2]) { %a = neg(%x) %y = mul(%a, %a) return y = %y, a = %a }")
    (x,), a = graph.inputs, graph.nodes[0].output
    graph.replace(a, x)
    assert graph.outputs[1] is x
    assert a.uses == []
    assert x.users == [graph.nodes[0], graph.nodes[1]]
    graph.remove(graph.nodes[0])
    verify(graph)


def test_a_used_node_is_not_removed() -> None:
    graph = parse_graph("graph g(%x: f32[2]) { %a = neg(%x) %y = exp(%a) return y = %y }")
    for node in graph.nodes:
        with pytest.raises(ValueError, match="is still used"):
            graph.remove(node)


def test_constants_are_those_that_are_read() -> None:
    graph = Graph()
    x = graph.input("x", TensorType(DType.FLOAT64, (2,)))
    read, output, _ = (graph.constant(np.zeros(2)) for _ in range(3))
    graph.output(graph.add(call("add"), [x, read]), "y")
    graph.output(output, "c")
    assert graph.constants() == [read, output]
    assert graph.constant(np.zeros((2, 3)).T).data.flags.c_contiguous  # type: ignore[union-attr]


def test_fixing_a_symbol_copies_the_graph() -> None:
    general = """
    graph g(%x: f32[n, m, 4]) symbols(n: 1..8, m: 1..3) {{
      %flat = reshape(%x) {{shape=[{rows}, 4]}}
      %part = slice(%x) {{starts=[{start}, 0, 0], sizes=[1, m, 4], steps=[1, 1, 1]}}
      %c = constant f32[4] [1, 2, 3, 4]
      %y = add(%part, %c)
      return y = %y, flat = %flat, c = %c
    }}"""
    graph = parse_graph(general.format(rows="n*m", start="min(n, 5) - 1"))
    before = format_graph(graph)
    fixed = graph.fixed(Symbol("n", 1, 8), 1)
    verify(fixed)
    wanted = general.replace("[n, ", "[1, ").replace("n: 1..8, ", "").format(rows="m", start="0")
    assert format_graph(fixed) == format_graph(parse_graph(wanted))
    assert fixed.constants()[0].data is graph.constants()[0].data
    assert format_graph(graph) == before
