"""The form of a pass test: a picture of the graph before, one after, and the interpreter's word that they are equal."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from zeroskip.compiler.options import Options
from zeroskip.ir import Graph, format_graph, interpret, parse_graph, verify

Pass = Callable[[Graph, Options], int]


def picture(graph: Graph) -> str:
    """The graph's text with constants and results numbered in order, so that only the structure counts."""
    for index, value in enumerate(v for v in graph.values() if v not in graph.inputs):
        value.name = f"v{index}"
    lines = format_graph(graph, limit=1000).splitlines()
    return "\n".join(line.split("  #")[0] for line in lines)


def results(graph: Graph) -> dict[str, np.ndarray]:
    """The outputs for seeded random inputs; integer inputs are 0 or 1, symbols as large as they can be."""
    rng = np.random.default_rng(0)
    sizes = {symbol.name: symbol.high for symbol in graph.symbols()}
    feeds = {
        value.name: rng.standard_normal(value.type.static_shape(sizes)).astype(value.type.dtype.numpy)
        if value.type.dtype.is_float
        else rng.integers(0, 2, value.type.static_shape(sizes)).astype(value.type.dtype.numpy)
        for value in graph.inputs
    }
    return interpret(graph, feeds)


@pytest.fixture
def check() -> Callable[..., None]:
    """``check(run, before, after=None)``: the pass makes ``after`` of ``before``, or nothing, once and for all."""

    def check(run: Pass, before: str, after: str | None = None, tolerance: float = 1e-5) -> None:
        graph = parse_graph(before)
        verify(graph)
        expected = results(graph)
        rewrites = run(graph, Options())
        verify(graph)
        assert picture(graph) == picture(parse_graph(after if after is not None else before))
        assert (rewrites > 0) == (after is not None)
        found = results(graph)
        assert found.keys() == expected.keys()
        for name in expected:
            np.testing.assert_allclose(found[name], expected[name], rtol=tolerance, atol=tolerance)
        assert run(graph, Options()) == 0, "a second run must change nothing"

    return check
