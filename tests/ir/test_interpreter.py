from __future__ import annotations

import numpy as np
import pytest

from zeroskip.ir import FeedError, interpret, interpret_nodes, parse_graph

GRAPH = """graph g(%x: f32[n, 2], %i: i64[n, 1]) symbols(n: 1..4) {
  %c = constant f32[2] [1.0, 2.0]
  %a = add(%x, %c)
  %b = gather(%a, %i) {shape=[n, 2], axes=[-1, 1]}
  %d = dims() {values=[n, 2*n + 1]}
  return b = %b, x = %x, c = %c, d = %d, again = %b
}"""


def test_outputs() -> None:
    x = np.arange(6, dtype=np.float32).reshape(3, 2)
    i = np.array([[2], [-3], [1]])
    results = interpret(parse_graph(GRAPH), {"x": x, "i": i})
    assert list(results) == ["b", "x", "c", "d", "again"]
    np.testing.assert_array_equal(results["b"], x[i[:, 0]] + np.array([1, 2], np.float32))
    np.testing.assert_array_equal(results["again"], results["b"])
    np.testing.assert_array_equal(results["x"], x)
    np.testing.assert_array_equal(results["c"], [1, 2])
    np.testing.assert_array_equal(results["d"], [3, 7])


def test_nodes_are_visited_in_order() -> None:
    graph = parse_graph(GRAPH)
    feeds = {"x": np.zeros((1, 2), np.float32), "i": np.zeros((1, 1), np.int64)}
    visited = list(interpret_nodes(graph, feeds))
    assert [node for node, _ in visited] == graph.nodes
    assert [array.shape for _, (array,) in visited] == [(1, 2), (1, 2), (2,)]


@pytest.mark.parametrize(
    ("feeds", "message"),
    [
        ({"i": ((2, 1), np.int64)}, r"input 'x' is missing; give f32\[n, 2\]"),
        ({"x": ((2, 2), np.float32), "i": ((2, 1), np.int64), "z": ((), bool)}, "there is no input 'z'; .* are i, x"),
        ({"x": ((2, 2), np.float64), "i": ((2, 1), np.int64)}, r"input 'x' is float64\[2, 2\]; give f32\[n, 2\]"),
        ({"x": ((2,), np.float32), "i": ((2, 1), np.int64)}, r"input 'x' is float32\[2\]; give f32\[n, 2\]"),
        ({"x": ((2, 3), np.float32), "i": ((2, 1), np.int64)}, r"input 'x' has shape \[2, 3\]; give \[2, 2\]"),
        ({"x": ((2, 2), np.float32), "i": ((3, 1), np.int64)}, r"input 'i' has shape \[3, 1\]; give \[2, 1\] for"),
        ({"x": ((5, 2), np.float32), "i": ((5, 1), np.int64)}, r"input 'x' has n=5; it must be in 1\.\.4"),
    ],
)
def test_feeds_that_do_not_fit(feeds: dict[str, tuple[tuple[int, ...], type]], message: str) -> None:
    arrays = {name: np.zeros(shape, dtype) for name, (shape, dtype) in feeds.items()}
    with pytest.raises(FeedError, match=message):
        interpret(parse_graph(GRAPH), arrays)
