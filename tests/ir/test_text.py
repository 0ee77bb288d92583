"""Printing and parsing graphs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from zeroskip.ir import DType, Graph, Literal, TensorType, format_graph, parse_graph, symbol, verify
from zeroskip.ir.expression import Expression, Step
from zeroskip.ir.ops import Map, Pad, Reshape

EXAMPLE = """graph mlp(%x: f32[batch, 4], %"odd name": i64[]) symbols(batch: 1..8) {
  %w = constant f32[4, 3] [0.1, -0.0, inf, nan, 1e-30, -1e+20, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0]
  %b = constant f32[3] [0.5, 1.0, 2.0]
  %none = constant i64[0, 1] []
  %flag = constant bool[2] [True, False]
  %dot = dot(%x, %w, %b) {lhs_contract=[1], rhs_contract=[0], epilogue=[t0 = add(x0, x1); t1 = max(t0, -inf:f32)]} @"a b"  # f32[batch, 3]
  %conv/1:0 = sub(2.0:f32, %dot) @conv/1  # f32[batch, 3]
  %map = map(%dot, %b) {t0 = mul(x1, x0); t1 = where(False:bool, t0, nan:f32); t2 = mul(t1, t1)}  # f32[batch, 3]
  %swapped = map(%b, %dot) {t0 = sub(x1, x0)}  # f32[batch, 3]
  %twice = map(%dot) {t0 = add(x0, x0)}  # f32[batch, 3]
  %cast = cast(%dot) to i64  # i64[batch, 3]
  %gather = gather(%cast, %none) {shape=[0, 3], axes=[-1, 1]}  # i64[0, 3]
  %flat = reshape(%map) {shape=[3*batch]}  # f32[3*batch]
  %slice = slice(%flat) {starts=[batch + -1], sizes=[min(2, batch)], steps=[1]}  # f32[min(2, batch)]
  %scalar = reshape(%"odd name") {shape=[]}  # i64[]
  %not = not(%flag)  # bool[2]
  %iota = iota() {shape=[2, batch], axis=1, dtype=i64}  # i64[2, batch]
  %arg = arg_reduce(%iota) {function=max, axis=1, last=True}  # i64[2, 1]
  return y = %map, "0/z" = %twice, y2 = %map, s = %slice, g = %gather, n = %not, arg = %arg, i = %"odd name"
}
""".replace("%conv/1:0", '%"conv/1:0"')  # noqa: E501


def test_example_survives() -> None:
    graph = parse_graph(EXAMPLE)
    verify(graph)
    assert format_graph(graph) == EXAMPLE
    assert graph.output_names == ["y", "0/z", "y2", "s", "g", "n", "arg", "i"]
    assert graph.nodes[0].name == "a b"


def test_large_constants_are_hashes() -> None:
    graph = parse_graph("graph g(%x: f32[20]) { %c = constant f32[20] random(3) %y = add(%x, %c) return y = %y }")
    text = format_graph(graph)
    assert "constant f32[20] sha256:" in text
    assert "# 0.0% zeros" in text
    with pytest.raises(ValueError, match="line 2: the values of this constant were left out"):
        parse_graph(text)
    assert format_graph(parse_graph(format_graph(graph, limit=20)), limit=20) == format_graph(graph, limit=20)


def test_attributes_that_python_calls_equal_stay_apart() -> None:
    graph = Graph()
    x = graph.input("x", TensorType(DType.FLOAT32, (2,)))
    for value in (0, 0.0, -0.0, False):
        graph.output(graph.add(Pad((1,), (0,), value), [x]), f"y{len(graph.nodes)}")
    assert [node.op.value for node in parse_graph(format_graph(graph)).nodes if isinstance(node.op, Pad)] == [
        0,
        0,
        0,
        0,
    ]
    assert format_graph(parse_graph(format_graph(graph))) == format_graph(graph)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=4, max_size=4, unique=True))
def test_any_name_survives(names: list[str]) -> None:
    graph = Graph(names[0])
    x = graph.input(names[1], TensorType(DType.FLOAT32, (symbol("n", 1, 2),)))
    y = graph.add(Map(Expression.call("neg")), [x], names[2], outputs=[names[3]])
    graph.output(y, names[2])
    again = parse_graph(format_graph(graph))
    assert format_graph(again) == format_graph(graph)
    assert (again.name, again.inputs[0].name, again.nodes[0].name) == tuple(names[:3])
    assert (again.nodes[0].output.name, again.output_names) == (y.name, [names[2]])


def constants(dtype: DType) -> st.SearchStrategy[np.ndarray]:
    """Arrays of all codes of a narrow type, or whatever hypothesis finds for numpy's own."""
    shapes = hnp.array_shapes(min_dims=0, min_side=0)
    if not dtype.is_narrow:
        return hnp.arrays(dtype.numpy, shapes)
    bits = hnp.arrays(f"u{dtype.bytes}", shapes, elements=st.integers(0, (1 << dtype.bits) - 1))
    return bits.map(lambda array: array.view(dtype.numpy))


@given(st.sampled_from(list(DType)).flatmap(constants))
def test_any_constant_survives(data: np.ndarray) -> None:
    graph = Graph()
    graph.output(graph.add(Reshape(data.shape), [graph.constant(data)]), "y")
    again = parse_graph(format_graph(graph, limit=data.size)).constants()[0].data
    assert again is not None
    assert (again.dtype, again.shape) == (data.dtype, data.shape)
    wide = DType.of(data).wide.numpy
    again, data = again.astype(wide), data.astype(wide)
    np.testing.assert_array_equal(again, data)
    if wide.kind == "f":
        np.testing.assert_array_equal(np.signbit(again)[~np.isnan(data)], np.signbit(data)[~np.isnan(data)])


@given(
    st.sampled_from([DType.FLOAT32, DType.FLOAT64]).flatmap(
        lambda t: st.builds(Literal, st.floats(width=8 * t.bytes), st.just(t))
    )
)
def test_any_literal_survives(literal: Literal) -> None:
    graph = Graph()
    x = graph.input("x", TensorType(literal.dtype, ()))
    graph.output(graph.add(Map(Expression(1, (Step("add", (literal, 0)),))), [x]), "y")
    op = parse_graph(format_graph(graph)).nodes[0].op
    assert isinstance(op, Map)
    assert op.expression.steps[0].operands == (literal, 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("%y = frobnicate(%x)", "there is no op 'frobnicate'"),
        ("%y = add(%x)", "add takes 2 operands, not 1"),
        ("%y = neg(%z)", "'z'"),
        ("%y = neg %x", r"expected '\(', found '%x'"),
        ("%x = neg(%x)", "%x is defined twice"),
        ("%y = map(%x) {t0 = neg(x1)}", "'x1'"),
        ("%y = reshape(%x) {shape=[k]}", "not a dim: 'k'"),
        ("%y = softmax(%x) {axis=1, colour=2}", "softmax has no attribute 'colour'"),
        ("%c = constant f32[3] [1.0]", "cannot reshape array of size 1"),
        ("%y =", "there is no op 'return'"),
        ("%y = transpose(%x)", "permutation"),
        ("%y = transpose(%x) {permutation=[0, 2]}", "is no permutation of the axes"),
    ],
)
def test_bad_text_names_the_line(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^line [34]: .*{message}"):
        parse_graph(f"graph g(%x: f32[2, 2])\n{{\n  {line}\n  return y = %y }}")


def test_text_that_ends_too_early() -> None:
    with pytest.raises(ValueError, match="line 2: the text ends too early"):
        parse_graph("graph g(%x: f32[2])\n{ %y =")
