"""Every invariant of ``ir.verify`` is broken once."""

from __future__ import annotations

import numpy as np
import pytest

from zeroskip.ir import DType, Expression, Graph, Step, TensorType, Value, VerifyError, parse_graph, symbol, verify
from zeroskip.ir.ops import Map, call

TEXT = """graph g(%x: f32[n, 2]) symbols(n: 1..4) {
  %c = constant f32[2] [1.0, 2.0] %a = add(%x, %c) %b = exp(%a) %y = mul(%a, %b) return y = %y }"""


@pytest.fixture
def graph() -> Graph:
    graph = parse_graph(TEXT)
    verify(graph)
    return graph


def refused(graph: Graph, message: str) -> None:
    with pytest.raises(VerifyError, match=message):
        verify(graph)


def test_order(graph: Graph) -> None:
    graph.nodes.reverse()
    refused(graph, "reads %a: .* before it is computed")


def test_values_of_other_graphs(graph: Graph) -> None:
    stranger = parse_graph(TEXT).inputs[0]
    graph.nodes[1].inputs[0] = stranger
    refused(graph, "before it is computed|lists a use")


def test_uses(graph: Graph) -> None:
    graph.nodes[0].output.uses.append(graph.nodes[0].output.uses[0])
    refused(graph, "lists a use twice")
    graph.nodes[0].output.uses[-1] = (graph.nodes[0], 0)
    refused(graph, "that does not exist")
    graph.nodes[0].output.uses.pop()
    verify(graph)
    graph.nodes[0].output.uses.pop()
    refused(graph, "does not list its use by")


def test_producers(graph: Graph) -> None:
    graph.nodes[1].output.producer = graph.nodes[0]
    refused(graph, "is not marked as a result")
    graph.nodes[1].output.producer = graph.nodes[1]
    graph.inputs[0].producer = graph.nodes[0]
    refused(graph, "has a producer or data")


def test_names(graph: Graph) -> None:
    graph.nodes[1].output.name = "x"
    refused(graph, r"several values are named \['x'\]")
    graph.nodes[1].output.name = "b"
    graph.output(graph.nodes[1].output, "y")
    refused(graph, r"several outputs are named \['y'\]")
    graph.output_names.pop()
    refused(graph, "differ in number")


def test_types(graph: Graph) -> None:
    graph.nodes[1].output.type = TensorType(DType.FLOAT32, (2, 2))
    refused(graph, r"gives f32\[n, 2\], not")


def test_constants(graph: Graph) -> None:
    constant = graph.constants()[0]
    constant.data = np.zeros(3, np.float32)
    refused(graph, r"holds float32\[3\]")
    constant.data = np.zeros(4, np.float32)[::2]
    refused(graph, "is not stored plainly")
    constant.data = np.zeros(2, ">f4")
    refused(graph, "is not stored plainly")


def test_steps(graph: Graph) -> None:
    graph.nodes[1].op = Map(Expression(1, (Step("neg", (2,)), Step("neg", (1,)))))
    refused(graph, "has a step that reads a later one")


def test_symbols(graph: Graph) -> None:
    other = Graph()
    n = symbol("n", 1, 4)
    other.output(other.add(call("neg"), [other.input("x", TensorType(DType.FLOAT32, (2 * n,)))]), "y")
    refused(other, r"symbol n \(1..4\) is no dim of an input")
    other.input("z", TensorType(DType.FLOAT32, (n,)))
    verify(other)
    other.input("w", TensorType(DType.FLOAT32, (symbol("n", 1, 5),)))
    refused(other, "two symbols have the same name")
    odd = Graph()
    odd.input("x", TensorType(DType.FLOAT32, (symbol("a b", 1, 4),)))
    refused(odd, "symbol 'a b' is no identifier")


def test_outputs(graph: Graph) -> None:
    graph.outputs[0] = Value("stray", TensorType(DType.FLOAT32, ()))
    refused(graph, "output %stray: .* is no value of the graph")
