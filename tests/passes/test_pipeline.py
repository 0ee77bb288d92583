"""The whole pipeline: random graphs keep their results, and whole networks become what they should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.options import Options
from zeroskip.compiler.passes import PIPELINE, run_passes
from zeroskip.ir import (
    DType,
    Graph,
    Literal,
    TensorType,
    Value,
    format_graph,
    interpret,
    interpret_nodes,
    parse_graph,
    symbol,
    verify,
)
from zeroskip.ir.expression import Expression, Step
from zeroskip.ir.ops import (
    Broadcast,
    Concat,
    Conv,
    Dot,
    LayerNorm,
    Map,
    Op,
    Pad,
    Reduce,
    Reshape,
    Softmax,
    Transpose,
    Window,
    call,
    full_slice,
)

F64 = DType.FLOAT64  # So that reassociation stays far below the tolerance.
N = symbol("n", 1, 3)
CHANNELS, WIDTH = 2, 3
SHAPE = (N, CHANNELS, WIDTH)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Graphs of the ops that passes look at; most values have one shape, so that much can be fused."""
    graph = Graph("random")
    values = [graph.input(name, TensorType(F64, SHAPE)) for name in ("x", "z")]
    for _ in range(draw(st.integers(1, 10))):
        recipe = draw(st.sampled_from([_unary, _binary, _with_constant, _with_literal, _moved, _fusable, _contraction]))
        # The latest value most of the time, so that chains appear.
        x = values[draw(st.one_of(st.just(-1), st.integers(-len(values), -1)))]
        values.append(recipe(draw, graph, x, values))
    for index in sorted(draw(st.sets(st.integers(2, len(values) - 1), max_size=2)) | {len(values) - 1}):
        graph.output(values[index], f"out{index}")
    return graph


def _unary(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    return graph.add(call(draw(st.sampled_from(["neg", "tanh", "sigmoid", "abs", "identity"]))), [x])


def _binary(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    pair = [x, draw(st.sampled_from(values))]
    return graph.add(call(draw(st.sampled_from(["add", "sub", "max", "min"]))), draw(st.permutations(pair)))


def _with_constant(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    shape = draw(st.sampled_from([(), (1,), (WIDTH,), (CHANNELS, 1), (1, CHANNELS, 1), (CHANNELS, WIDTH)]))
    numbers = st.sampled_from([0.0, 1.0, -1.0, 0.5, 3.0])
    uniform = draw(st.booleans())
    size = int(np.prod(shape))
    data = np.array([draw(numbers)] * size if uniform else [draw(numbers) for _ in range(size)]).reshape(shape)
    pair = [x, graph.constant(data)]
    if draw(st.booleans()):
        pair[1] = graph.add(Broadcast(SHAPE), [pair[1]])
    return graph.add(call(draw(st.sampled_from(["add", "sub", "mul", "max"]))), draw(st.permutations(pair)))


def _with_literal(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    literal = Literal(draw(st.sampled_from([0.0, 1.0, 2.0, -0.5])), F64)
    step = Step(draw(st.sampled_from(["add", "sub", "mul", "max"])), tuple(draw(st.permutations([0, literal]))))
    return graph.add(Map(Expression(1, (step, Step("mul", (1, literal))))), [x])


def _moved(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    there, back = draw(
        st.sampled_from(
            [
                (Reshape((N, CHANNELS * WIDTH)), Reshape(SHAPE)),
                (Transpose((2, 1, 0)), Transpose((2, 1, 0))),
                (Pad((0, 1, 0), (0, 0, 0)), full_slice((N, CHANNELS + 1, WIDTH), 1, 1, CHANNELS)),
                (full_slice(SHAPE, 1, 0, CHANNELS), Concat(0)),
            ]
        )
    )
    moved = graph.add(there, [x])
    return graph.add(back, [graph.add(call("neg"), [moved]) if draw(st.booleans()) else moved])


def _fusable(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    op: Op = draw(
        st.sampled_from(
            [
                Softmax(axis=1),
                LayerNorm(axes=(1, 2), epsilon=0.1),
                Window(function="max", window=(2,), strides=(1,), dilations=(1,), pad_low=(0,), pad_high=(1,)),
                Reduce(function="sum", axes=(2,)),
            ]
        )
    )
    y = graph.add(op, [x])
    return graph.add(Broadcast(SHAPE), [y]) if isinstance(op, Reduce) else y


def _contraction(draw: st.DrawFn, graph: Graph, x: Value, values: list[Value]) -> Value:
    rng = np.random.default_rng(draw(st.integers(0, 3)))
    if draw(st.booleans()):
        weights = graph.constant(rng.integers(-1, 2, (CHANNELS, CHANNELS, 3)).astype(np.float64))
        return graph.add(Conv(strides=(1,), dilations=(1,), pad_low=(1,), pad_high=(1,)), [x, weights])
    weights = graph.constant(rng.integers(-1, 2, (WIDTH, WIDTH)).astype(np.float64))
    return graph.add(Dot(lhs_contract=(2,), rhs_contract=(0,)), [x, weights])


def feeds(graph: Graph, n: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(n)
    return {value.name: rng.standard_normal(value.type.static_shape({"n": n})) for value in graph.inputs}


@settings(max_examples=150)
@given(graphs())
def test_random_graphs_keep_their_results(graph: Graph) -> None:
    inputs = [feeds(graph, n) for n in (1, 3)]
    # Huge intermediate values magnify harmless rounding.
    for fed in inputs:
        assume(all(np.abs(array).max() < 1e4 for _, (array,) in interpret_nodes(graph, fed)))
    before = [interpret(graph, fed) for fed in inputs]
    run_passes(graph, Options(debug=1))
    for fed, expected in zip(inputs, before, strict=True):
        found = interpret(graph, fed)
        for name in expected:
            np.testing.assert_allclose(found[name], expected[name], rtol=1e-8, atol=1e-8)


@settings(max_examples=150)
@given(graphs(), st.booleans())
def test_printing_and_parsing_are_inverse(graph: Graph, optimise: bool) -> None:
    if optimise:
        run_passes(graph, Options())
    text = format_graph(graph, limit=1000)
    again = parse_graph(text)
    verify(again)
    assert format_graph(again, limit=1000) == text


def test_the_pipeline_is_reported_and_can_be_cut() -> None:
    text = "graph g(%x: f32[2, 2]) { %a = exp(%x) %d = neg(%x) %b = exp(%a) return y = %b }"
    heard: list[tuple[str, int, float]] = []
    graph = parse_graph(text)
    run_passes(graph, Options(disabled_passes=frozenset({"dead_code"})), lambda *heard_of: heard.append(heard_of))
    assert [name for name, _, _ in heard] == [name for name, _ in PIPELINE if name != "dead_code"]
    assert {name: rewrites for name, rewrites, _ in heard}["fuse_elementwise"] == 1
    assert len(graph.nodes) == 2
    with pytest.raises(CompileError, match="there is no pass 'dead_cod' to disable; the passes are dead_code, fold_"):
        run_passes(graph, Options(disabled_passes=frozenset({"dead_cod"})))


def test_residual_block() -> None:
    conv = "strides=[1, 1], dilations=[1, 1], pad_low=[1, 1], pad_high=[1, 1], groups=1"
    norm = "%{i} = add(%c{i}, %b{i}) %s{i} = mul(%{i}, %g{i}) %n{i} = add(%s{i}, %h{i})"
    constants = " ".join(
        f"%w{i} = constant f32[4, 4, 3, 3] random({i}) %b{i} = constant f32[4, 1, 1] random(1{i}) "
        f"%g{i} = constant f32[4, 1, 1] random(2{i}) %h{i} = constant f32[4, 1, 1] random(3{i})"
        for i in range(2)
    )
    graph = parse_graph(f"""graph block(%x: f32[n, 4, 5, 5]) symbols(n: 1..4) {{
        {constants} %zero = constant f32[] [0.0]
        %c0 = conv(%x, %w0) {{{conv}}} {norm.format(i=0)} %r0 = max(%zero, %n0)
        %c1 = conv(%r0, %w1) {{{conv}}} {norm.format(i=1)} %sum = add(%x, %n1) %r1 = max(%zero, %sum)
        return y = %r1 }}""")
    run_passes(graph, Options(debug=1))
    epilogues = [str(getattr(node.op, "epilogue", None)) for node in graph.nodes]
    assert epilogues == [
        "t0 = add(x0, x1); t1 = max(t0, 0.0:f32)",
        "t0 = add(x0, x1); t1 = add(t0, x2); t2 = max(t1, 0.0:f32)",
    ]


def test_attention_and_feed_forward() -> None:
    graph = parse_graph("""graph encoder(%x: f32[n, 6, 8], %mask: i64[n, 6]) symbols(n: 1..4) {
        %w = constant f32[8, 8] random(1) %v = constant f32[8, 8] random(2)
        %b = constant f32[8] random(3) %ones = constant f32[8] [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
        %one = constant f32[] [1.0] %half = constant f32[] [0.5] %root2 = constant f32[] [1.4142135]
        %f = cast(%mask) to f32 %k = reshape(%f) {shape=[n, 1, 6]} %i = sub(%one, %k) %m = mul(%i, -10000.0:f32)
        %scores = dot(%x, %x) {lhs_contract=[2], rhs_contract=[2], lhs_batch=[0], rhs_batch=[0]}
        %scaled = div(%scores, 2.828427:f32) %masked = add(%scaled, %m)
        %max = reduce(%masked) {function=max, axes=[2]} %less = sub(%masked, %max) %e = exp(%less)
        %sum = reduce(%e) {function=sum, axes=[2]} %p = div(%e, %sum)
        %a = dot(%p, %x) {lhs_contract=[2], rhs_contract=[1], lhs_batch=[0], rhs_batch=[0]}
        %r = add(%x, %a)
        %total = reduce(%r) {function=sum, axes=[2]} %mean = mul(%total, 0.125:f32) %d = sub(%r, %mean)
        %two = constant f32[] [2.0] %sq = pow(%d, %two) %sqs = reduce(%sq) {function=sum, axes=[2]}
        %var = mul(%sqs, 0.125:f32) %eps = add(%var, 1e-12:f32) %std = sqrt(%eps) %n = div(%d, %std)
        %ng = mul(%n, %ones) %nb = add(%ng, %b)
        %h = dot(%nb, %w) {lhs_contract=[2], rhs_contract=[0]} %hb = add(%b, %h)
        %q = div(%hb, %root2) %erf = erf(%q) %erf1 = add(%erf, %one) %g = mul(%hb, %erf1) %gelu = mul(%g, %half)
        %o = dot(%gelu, %v) {lhs_contract=[2], rhs_contract=[0]} %y = add(%nb, %o)
        return y = %y }""")
    rng = np.random.default_rng(0)
    fed = {"x": rng.standard_normal((2, 6, 8)).astype(np.float32), "mask": rng.integers(0, 2, (2, 6))}
    before = interpret(graph, fed)["y"]
    run_passes(graph, Options(debug=1))
    np.testing.assert_allclose(interpret(graph, fed)["y"], before, rtol=1e-4, atol=1e-4)
    assert [(node.op.name, str(getattr(node.op, "epilogue", "-"))) for node in graph.nodes] == [
        ("map", "-"),
        ("reshape", "-"),
        ("map", "-"),
        ("dot", "t0 = div(x0, 2.828427:f32); t1 = add(t0, x1)"),
        ("softmax", "None"),
        ("dot", "t0 = add(x0, x1)"),
        ("layer_norm", "t0 = add(x0, x1)"),
        ("dot", "t0 = add(x0, x1); t1 = gelu(t0)"),
        ("dot", "t0 = add(x0, x1)"),
    ]
