"""Branches and loops: compared with ONNX Runtime on 1, 2 and 4 threads, in several runs of one session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx.parser
import pytest
from onnx import ModelProto

import zeroskip
from tests.frontend.onnx_models import Array, agree_single, floats, single, symbolic, symbols
from tests.runs import Runs
from zeroskip.compiler.frontend import import_model
from zeroskip.compiler.options import Options
from zeroskip.compiler.passes import run_passes
from zeroskip.ir import FeedError, Graph, format_graph, interpret, parse_graph, verify


def model(text: str) -> ModelProto:
    """A model whose graph is given in ONNX's text form."""
    return onnx.parser.parse_model(f'<ir_version: 8, opset_import: ["": 17]> {text}')


def number(value: float, dtype: Any = np.int64) -> Array:
    return np.array(value, dtype)


MODELS: dict[str, tuple[str, list[dict[str, Array]]]] = {
    "a branch": (
        """agraph (bool c, float[n, 3] x) => (float[n, 3] y) {
          y = If (c) <then_branch = a () => (float[n, 3] p) { p = Exp (x) },
                      else_branch = b () => (float[n, 3] q) { s = Add (x, x) q = Neg (s) }>
        }""",
        [{"c": number(c, bool), "x": floats(n, 3)} for c, n in ((True, 2), (False, 2), (False, 5), (True, 1))],
    ),
    "branches of different sizes": (
        """agraph (bool c, float[n] x) => (float[m] y, float[k] z) {
          y = If (c) <then_branch = a () => (float[k] p) { p = Concat <axis = 0> (x, x) },
                      else_branch = b () => (float[k] q) { q = Identity (x) }>
          z = Mul (y, y)
        }""",
        [{"c": number(c, bool), "x": floats(n)} for c, n in ((True, 2), (False, 2), (False, 5), (True, 0))],
    ),
    "a branch in a branch": (
        """agraph (bool c, bool d, float[n] x) => (float[n] y) {
          y = If (c) <then_branch = a () => (float[n] p) {
                        t = Neg (x)
                        p = If (d) <then_branch = e () => (float[n] r) { r = Add (t, x) },
                                    else_branch = f () => (float[n] r2) { r2 = Mul (t, x) }>
                      },
                      else_branch = b () => (float[n] q) { q = Identity (x) }>
        }""",
        [{"c": number(c, bool), "d": number(d, bool), "x": floats(4)} for c in (True, False) for d in (True, False)],
    ),
    "sizes that only a branch finds": (
        """agraph (bool c, float[n] x) => (float[m] y, float[k] z) {
          y = If (c) <then_branch = a () => (float[k] p) {
                        i = NonZero (x)
                        j = Transpose (i)
                        p = GatherND (x, j)
                      },
                      else_branch = b () => (float[k] q) { q = Identity (x) }>
          i2 = NonZero (y)
          j2 = Transpose (i2)
          z = GatherND (y, j2)
        }""",
        [
            {"c": number(c, bool), "x": np.float32(x)}
            for c, x in (
                (False, [0, 3, 0]),
                (True, [0, 3, 0]),
                (True, [0, 0, 0]),
                (False, [1, 2, 0]),
                (True, [1, 2, 3]),
            )
        ],
    ),
    "what does not fit in a branch that is not taken": (
        """agraph (float[n] x) => (float[m] y) {
          s = Shape (x)
          three = Constant <value = int64[1] {3}> ()
          small = Less (s, three)
          c = Squeeze (small)
          y = If (c) <then_branch = a () => (float[k] p) { p = Neg (x) },
                      else_branch = b () => (float[k] q) {
                        shape = Constant <value = int64[2] {3, -1}> ()
                        m = Reshape (x, shape)
                        axis = Constant <value = int64[1] {0}> ()
                        q = ReduceSum <keepdims = 0> (m, axis)
                      }>
        }""",
        [{"x": floats(n)} for n in (1, 3, 2, 6, 0)],
    ),
    "states that change places": (
        """agraph (int64 n, float[k] a, float[k] b) => (float[k] c, float[k] d, float[m, k] all) {
          t = Constant <value = bool {1}> ()
          c, d, all = Loop (n, t, a, b) <body = body (int64 i, bool t2, float[k] p, float[k] q)
              => (bool t3, float[k] q2, float[k] s, float[k] p2) {
            t3 = Identity (t2)
            q2 = Identity (q)
            s = Add (p, q)
            p2 = Mul (p, p)
          }>
        }""",
        [{"n": number(n), "a": floats(3, seed=1), "b": floats(3)} for n in (4, 1, 7)],
    ),
    "until a condition is false": (
        """agraph (int64 n, float x) => (float y, int64[m] numbers, float[k] values) {
          start = Constant <value = bool {1}> ()
          y, numbers, values = Loop (n, start, x) <body = body (int64 i, bool t, float p)
              => (bool more, float q, int64 number, float value) {
            half = Constant <value = float {0.5}> ()
            limit = Constant <value = float {1.0}> ()
            q = Mul (p, half)
            more = Less (limit, q)
            number = Identity (i)
            value = Identity (p)
          }>
        }""",
        [
            {"n": number(n), "x": number(x, np.float32)}
            for n, x in ((99, 100), (3, 100), (0, 100), (99, 0.5), (99, 1e6))
        ],
    ),
    "names that the graph around uses later": (
        """agraph (int64 n, float[k] x) => (float[k] y, float[k] h) {
          t = Constant <value = bool {1}> ()
          y = Loop (n, t, x) <body = body (int64 i, bool a, float[k] p) => (bool b, float[k] q) {
            b = Identity (a)
            h = Neg (p)
            q = Sub (h, x)
          }>
          h = Exp (y)
        }""",
        [{"n": number(n), "x": floats(3)} for n in (1, 2)],
    ),
    "a size that an inner body finds": (
        """agraph (float[n, k, m] x, float[k] z) => (float[k] last, float[n, k] sums) {
          last, sums = Scan (z, x) <num_scan_inputs = 1, body = outer (float[k] s, float[k, m] rows)
              => (float[k] s2, float[k] all) {
            zero = Constant <value = float {0.0}> ()
            total, all = Scan (zero, rows) <num_scan_inputs = 1, body = inner (float u, float[m] row)
                => (float v, float out) {
              positive = Less (zero, row)
              found = Compress (row, positive)
              out = ReduceSum <keepdims = 0> (found)
              v = Add (u, out)
            }>
            s2 = Add (s, all)
          }>
        }""",
        [{"x": floats(n, k, m), "z": floats(k)} for n, k, m in ((2, 3, 4), (3, 1, 5), (1, 4, 2))],
    ),
    "a loop without a count": (
        """agraph (bool go, int64 x) => (int64 y) {
          y = Loop ("", go, x) <body = body (int64 i, bool t, int64 p) => (bool more, int64 q) {
            two = Constant <value = int64 {2}> ()
            limit = Constant <value = int64 {1000}> ()
            q = Mul (p, two)
            more = Less (q, limit)
          }>
        }""",
        [{"go": number(go, bool), "x": number(x)} for go, x in ((True, 3), (False, 3), (True, 999))],
    ),
    "loops in a loop": (
        """agraph (float[n, k] x, float[k, k] w) => (float[k] y, float[n, k] rows) {
          s = Shape <start = 0, end = 1> (x)
          n = Squeeze (s)
          t = Constant <value = bool {1}> ()
          zero = Constant <value = float {0.0}> ()
          width = Shape <start = 1, end = 2> (x)
          first = Expand (zero, width)
          y, rows = Loop (n, t, first) <body = outer (int64 i, bool a, float[k] sum)
              => (bool b, float[k] next, float[k] row) {
            b = Identity (a)
            here = Gather (x, i)
            three = Constant <value = int64 {3}> ()
            next = Loop (three, b, sum) <body = inner (int64 j, bool c, float[k] p) => (bool d, float[k] q) {
              d = Identity (c)
              turned = MatMul (here, w)
              both = Add (p, turned)
              q = Tanh (both)
            }>
            row = Sub (next, here)
          }>
        }""",
        [{"x": floats(n, k), "w": floats(k, k, seed=2)} for n, k in ((2, 4), (5, 4), (1, 9))],
    ),
    "sizes that a body finds": (
        """agraph (int64 n, float[k] x) => (float total, int64[m] counts) {
          t = Constant <value = bool {1}> ()
          zero = Constant <value = float {0.0}> ()
          total, counts = Loop (n, t, zero) <body = body (int64 i, bool a, float sum)
              => (bool b, float next, int64 count) {
            b = Identity (a)
            level = Cast <to = 1> (i)
            high = Less (level, x)
            found = Compress (x, high)
            part = ReduceSum <keepdims = 0> (found)
            next = Add (sum, part)
            shape = Shape (found)
            count = Squeeze (shape)
          }>
        }""",
        [{"n": number(n), "x": np.float32(x)} for n, x in ((3, [0.5, 2.5, 1.5, 9]), (5, [3, 3]), (0, [1]), (2, []))],
    ),
    "a branch in a loop": (
        """agraph (bool[n] choose, float[k] x) => (float[k] y, float[n, k] all) {
          y, all = Scan (x, choose) <num_scan_inputs = 1, body = body (float[k] p, bool c)
              => (float[k] q, float[k] out) {
            q = If (c) <then_branch = a () => (float[k] r) { r = Add (p, x) },
                        else_branch = b () => (float[k] r2) { r2 = Neg (p) }>
            out = Identity (p)
          }>
        }""",
        [{"choose": np.array(c, bool), "x": floats(3)} for c in ([1, 0, 1, 1], [0])],
    ),
    "a scan along other axes, backwards": (
        """agraph (float[b] s, float[b, n] x, float[n, b] z) => (float[b] y, float[b, n] up, float[n, b] down) {
          y, up, down = Scan (s, x, z) <num_scan_inputs = 2, scan_input_axes = [1, 0],
              scan_input_directions = [1, 0], scan_output_axes = [1, 0], scan_output_directions = [0, 1],
              body = body (float[b] p, float[b] v, float[b] w) => (float[b] q, float[b] first, float[b] second) {
            q = Add (p, v)
            first = Mul (q, w)
            second = Sub (q, w)
          }>
        }""",
        [{"s": floats(b), "x": floats(b, n, seed=1), "z": floats(n, b, seed=2)} for b, n in ((2, 3), (1, 1), (4, 6))],
    ),
    "a scan in a scan": (
        """agraph (float[n, k, b] x) => (float[b] y, float[n, k, b] sums) {
          zero = Constant <value = float {0.0}> ()
          width = Shape <start = 2, end = 3> (x)
          first = Expand (zero, width)
          y, sums = Scan (first, x) <num_scan_inputs = 1, body = outer (float[b] p, float[k, b] rows)
              => (float[b] q, float[k, b] all) {
            q, all = Scan (p, rows) <num_scan_inputs = 1, body = inner (float[b] u, float[b] row)
                => (float[b] v, float[b] out) {
              v = Add (u, row)
              out = Identity (v)
            }>
          }>
        }""",
        [{"x": floats(n, k, b)} for n, k, b in ((2, 3, 4), (1, 5, 1), (3, 1, 2))],
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_agrees_with_onnxruntime(name: str, tmp_path: Path) -> None:
    text, runs = MODELS[name]
    compiled = Runs(model(text), tmp_path)
    for feeds in [*runs, *runs[:2]]:
        compiled(feeds)


NOTHING: dict[str, dict[str, Array]] = {
    "states that change places": {"n": number(0), "a": floats(3), "b": floats(3, seed=1)},
    "loops in a loop": {"x": floats(0, 3), "w": floats(3, 3)},
    "a branch in a loop": {"choose": np.array([], bool), "x": floats(3)},
}
"""Loops without an iteration, whose stacks ONNX Runtime gives other shapes, or none."""


@pytest.mark.parametrize("name", NOTHING)
def test_loops_without_an_iteration(name: str, tmp_path: Path) -> None:
    text, feeds = MODELS[name][0], NOTHING[name]
    graph = import_model(model(text), dict.fromkeys(symbols(model(text)), (0, 1000)))
    Runs(model(text), tmp_path)(feeds, list(interpret(graph, feeds).values()))


@pytest.mark.parametrize("name", MODELS)
def test_graphs_mean_the_same_after_the_passes_and_as_text(name: str) -> None:
    text, runs = MODELS[name]
    bounds = dict.fromkeys(symbols(model(text)), (0, 1000))
    graph, simplified = (import_model(model(text), bounds) for _ in range(2))
    run_passes(simplified, Options(debug=1))
    for each in (graph, simplified):
        verify(each)
        assert format_graph(parse_graph(format_graph(each))) == format_graph(each)
    for feeds in runs:
        for found, wanted in zip(interpret(simplified, feeds).values(), interpret(graph, feeds).values(), strict=True):
            np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-6)


def fixed(text: str, **sizes: int) -> ModelProto:
    """The model with its dims as numbers."""
    proto = model(text)
    for port in proto.graph.input:
        for dim in port.type.tensor_type.shape.dim:
            if dim.dim_param:
                dim.dim_value = sizes[dim.dim_param]
    return proto


@pytest.mark.parametrize("name", ["a branch", "states that change places", "loops in a loop", "a scan in a scan"])
def test_static_and_symbolic_libraries_give_the_same_bits(name: str, tmp_path: Path) -> None:
    text, (feeds, *_) = MODELS[name]
    sizes: dict[str, int] = {}
    for port in model(text).graph.input:
        names = [dim.dim_param for dim in port.type.tensor_type.shape.dim]
        sizes |= dict(zip(names, feeds[port.name].shape, strict=True))
    symbolic = Runs(model(text), tmp_path)(feeds)
    static = Runs(fixed(text, **sizes), tmp_path)(feeds)
    assert [a.tobytes() for a in symbolic] == [a.tobytes() for a in static]


BODY = """agraph (int64 n, float[k] x) => (float[m] y) {
  t = Constant <value = bool {1}> ()
  y = Loop (%s) <body = body (int64 i, bool a, float[k] p) => (bool b, float[j] q) { b = Identity (a) q = %s }>
}"""


@pytest.mark.parametrize(
    ("loop", "sizes", "message"),
    [
        (('"", "", x', "Neg (p)"), {}, "it has neither a trip count nor a condition that can become false"),
        (("n, t, x", "ReduceSum <keepdims = 0> (p)"), {}, "a tensor has 1 axes in one case and 0 in another"),
        (("n, t, x, x", "Neg (p)"), {}, "its body does not fit its inputs"),
        (("x, t, x", "Neg (p)"), {"k": 2}, r"the trip count must be a single number, got f32\[2\]"),
    ],
)
def test_loops_that_cannot_be_compiled(loop: tuple[str, str], sizes: dict[str, int], message: str) -> None:
    text = BODY % loop
    with pytest.raises(zeroskip.CompileError, match=f"Loop 'Loop_1': {message}"):
        import_model(fixed(text, **sizes) if sizes else model(text))


def test_states_that_grow(tmp_path: Path) -> None:
    compiled = Runs(model(BODY % ("n, t, x", "Concat <axis = 0> (p, p)")), tmp_path)
    for n, k in ((2, 0), (3, 2), (0, 5), (5, 1), (1, 9), (3, 2)):
        compiled({"n": number(n), "x": floats(k)})


def test_a_step_that_fails_in_a_loop(tmp_path: Path) -> None:
    text = """agraph (int64 n, float[k] x) => (float[n] y) {
      t = Constant <value = bool {1}> ()
      y = Loop (n, t) <body = body (int64 i, bool a) => (bool b, float q) { b = Identity (a) q = Gather (x, i) }>
    }"""
    library = zeroskip.compile_model(model(text), tmp_path / "model.so", dims={"k": (1, 9)})
    for threads in (1, 2, 4):
        with zeroskip.load_compiled(library, threads=threads) as compiled:
            with pytest.raises(zeroskip.Error, match="an index is out of range"):
                compiled.run(None, {"n": number(3), "x": floats(2)})
            np.testing.assert_array_equal(compiled.run(None, {"n": number(2), "x": floats(2)})[0], floats(2))


def test_a_condition_of_which_only_a_run_knows_that_it_is_single() -> None:
    graph = import_model(
        model(
            """agraph (bool[n] c, float[2] x) => (float[2] y) {
              y = If (c) <then_branch = a () => (float[2] p) { p = Neg (x) },
                          else_branch = b () => (float[2] q) { q = Identity (x) }>
            }"""
        )
    )
    x = floats(2)
    for condition, wanted in ((True, -x), (False, x)):
        np.testing.assert_array_equal(interpret(graph, {"c": np.array([condition]), "x": x})["y"], wanted)
    with pytest.raises(FeedError, match=r"^If 'If_0': the condition must be a single number, got bool\[n\]"):
        interpret(graph, {"c": np.array([True, True]), "x": x})


def test_only_extents_that_branches_disagree_about_are_unknown() -> None:
    graph = import_model(
        model(
            """agraph (bool c, float[n, 3] x) => (float[m, 3] y, float[m, 3] z, float[k, 3] w) {
              y, z, w = If (c) <
                then_branch = a () => (float[k, 3] p, float[k, 3] q, float[k, 3] r) {
                  p = Concat <axis = 0> (x, x)
                  q = Neg (p)
                  r = Concat <axis = 0> (x, p)
                },
                else_branch = b () => (float[k, 3] s, float[k, 3] t, float[k, 3] u) {
                  s = Identity (x)
                  t = Neg (x)
                  u = Exp (x)
                }>
            }"""
        ),
        {"n": (2, 10)},
    )
    assert [str(value.type) for value in graph.outputs] == ["f32[size0, 3]", "f32[size0, 3]", "f32[size1, 3]"]
    assert [(s.low, s.high) for s in graph.bound_symbols()] == [(2, 20), (2, 30)]


def passed(text: str) -> Graph:
    """The graph after the passes."""
    graph = parse_graph(text)
    run_passes(graph, Options(debug=1))
    return graph


def test_what_nobody_reads_is_left_out() -> None:
    graph = passed("""graph g(%n: i64[1], %x: f32[4], %y: f32[4]) {
      %two = constant f32[] [2.0]
      %a, %b, %s = loop(%x, %y, %two, %y) {body=graph body(%p: f32[4], %q: f32[4], %two: f32[], %unused: f32[4]) {
        %p1 = mul(%p, %two)
        %q1 = add(%q, %unused)
        return p = %p1, q = %q1, s = %q1
      }, states=2, count=[3]}
      return a = %a
    }""")
    (node,) = graph.nodes
    assert [value.name for value in node.inputs] == ["x"]
    assert "mul(%p, 2.0:f32)" in format_graph(graph)


def test_a_branch_whose_condition_is_constant_is_taken() -> None:
    graph = passed("""graph g(%x: f32[4]) {
      %no = constant bool[] [False]
      %y = if(%no, %x) {then=graph t(%x: f32[4]) {
        %n = neg(%x)
        return y = %n
      }, otherwise=graph o(%x: f32[4]) {
        %e = exp(%x)
        return y = %e
      }}
      return y = %y
    }""")
    assert [node.op.name for node in graph.nodes] == ["map"]
    assert "exp" in format_graph(graph)


GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
ACTIVATIONS = {"RNN": ["Relu"], "GRU": ["HardSigmoid", "LeakyRelu"], "LSTM": ["Sigmoid", "Softsign", "Elu"]}


@pytest.mark.parametrize("variant", ["plain", "given", "activations", "lengths"])
@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
@pytest.mark.parametrize("op", GATES)
def test_recurrent_layers(op: str, direction: str, variant: str, tmp_path: Path) -> None:
    steps, batch, features, hidden, directions = 5, 3, 4, 6, 1 + (direction == "bidirectional")
    x, w, r = (
        floats(*shape, seed=seed) / 2
        for seed, shape in enumerate(
            [
                (steps, batch, features),
                (directions, GATES[op] * hidden, features),
                (directions, GATES[op] * hidden, hidden),
            ]
        )
    )
    inputs: list[Array | None] = [x, w, r]
    attributes: dict[str, Any] = {"hidden_size": hidden, "direction": direction}
    if variant != "plain":
        inputs += [floats(directions, 2 * GATES[op] * hidden, seed=3)]
        inputs += [np.array([5, 2, 3], np.int32) if variant == "lengths" else None]
        inputs += [floats(directions, batch, hidden, seed=4 + i) for i in range(2 if op == "LSTM" else 1)]
    if variant == "given":
        attributes |= {"clip": 0.7}
        attributes |= {"linear_before_reset": 1} if op == "GRU" else {}
        inputs += [floats(directions, 3 * hidden, seed=7)] if op == "LSTM" else []
    if variant == "activations":
        attributes |= {"activations": ACTIVATIONS[op] * directions}
        attributes |= {"input_forget": 1} if op == "LSTM" else {}
    settings: dict[str, Any] = {"constant": (1, 2), "outputs": 3 if op == "LSTM" else 2, **attributes}
    agree_single(op, *inputs, **settings)
    Runs(single(op, *inputs, **settings)[0], tmp_path)(single(op, *inputs, **settings)[1])


def test_recurrent_layers_whose_weights_a_run_brings(tmp_path: Path) -> None:
    proto, feeds = single("LSTM", floats(4, 2, 3), floats(1, 20, 3), floats(1, 20, 5), outputs=3, hidden_size=5)
    compiled = Runs(symbolic(proto)[0], tmp_path)
    compiled(feeds)
    compiled(feeds | {"x0": floats(1, 6, 3)})
    with pytest.raises(zeroskip.InvalidFeed, match="1 directions of 5 do not fit"):
        compiled.sessions[0].run(None, feeds | {"x0": floats(1, 6, 4)})


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"direction": "sideways"}, "direction='sideways' is not one of forward, reverse, bidirectional"),
        ({"activations": ["Tanh", "Tanh", "Tanh"]}, "needs 1 activations, got 3"),
        ({"activations": ["Frob"]}, "activation 'Frob' is not one of affine, elu, "),
        ({"hidden_size": 4}, "1 directions of 4 do not fit"),
    ],
)
def test_recurrent_layers_that_do_not_fit(attributes: dict[str, Any], message: str) -> None:
    proto, _ = single("RNN", floats(2, 1, 3), floats(1, 5, 3), floats(1, 5, 5), **attributes)
    with pytest.raises(zeroskip.CompileError, match=f"RNN 'node': {message}"):
        import_model(proto)
