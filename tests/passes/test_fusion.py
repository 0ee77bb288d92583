"""fuse_epilogue and fuse_elementwise."""

from __future__ import annotations

from collections.abc import Callable

from zeroskip.compiler.options import Options
from zeroskip.compiler.passes.fuse_elementwise import MAX_OPERANDS, MAX_STEPS, fuse_elementwise
from zeroskip.compiler.passes.fuse_epilogue import MAX_STEPS as MAX_EPILOGUE_STEPS
from zeroskip.compiler.passes.fuse_epilogue import fuse_epilogue
from zeroskip.ir import parse_graph, verify

Check = Callable[..., None]
DOT = "lhs_contract=[1], rhs_contract=[0]"


def test_bias_and_activation(check: Check) -> None:
    check(
        fuse_epilogue,
        f"""graph g(%x: f32[n, 2]) symbols(n: 1..4) {{
          %w = constant f32[2, 3] random(1) %b = constant f32[3] random(2)
          %h = dot(%x, %w) {{{DOT}}} @fc %s = sub(%b, %h) %y = max(%s, 0.0:f32) return y = %y }}""",
        f"""graph g(%x: f32[n, 2]) symbols(n: 1..4) {{
          %w = constant f32[2, 3] random(1) %b = constant f32[3] random(2)
          %y = dot(%x, %w, %b) {{{DOT}, epilogue=[t0 = sub(x1, x0); t1 = max(t0, 0.0:f32)]}} @fc return y = %y }}""",
    )


def test_the_later_contraction_takes_the_residual(check: Check) -> None:
    check(
        fuse_epilogue,
        f"""graph g(%x: f32[2, 2]) {{
          %w = constant f32[2, 2] random(1) %b = constant f32[2] random(2) %c = constant f32[2] random(3)
          %p = dot(%x, %w) {{{DOT}}} %pb = add(%p, %b)
          %q = dot(%x, %w) {{{DOT}}} %qb = add(%q, %c)
          %s = add(%qb, %pb) %m = mul(%s, %b) %y = max(%m, 0.0:f32) return y = %y }}""",
        f"""graph g(%x: f32[2, 2]) {{
          %w = constant f32[2, 2] random(1) %b = constant f32[2] random(2) %c = constant f32[2] random(3)
          %p = dot(%x, %w, %b) {{{DOT}, epilogue=[t0 = add(x0, x1)]}}
          %y = dot(%x, %w, %c, %p, %b) {{{DOT}, epilogue=[
            t0 = add(x0, x1); t1 = add(t0, x2); t2 = mul(t1, x3); t3 = max(t2, 0.0:f32)]}}
          return y = %y }}""",
    )


def test_a_contraction_takes_the_sum_rather_than_a_later_normalisation(check: Check) -> None:
    check(
        fuse_epilogue,
        f"""graph g(%x: f32[2, 2]) {{
          %w = constant f32[2, 2] random(1)
          %p = dot(%x, %w) {{{DOT}}} %q = softmax(%x) {{axis=1}} %y = add(%q, %p) return y = %y }}""",
        f"""graph g(%x: f32[2, 2]) {{
          %w = constant f32[2, 2] random(1)
          %q = softmax(%x) {{axis=1}} %y = dot(%x, %w, %q) {{{DOT}, epilogue=[t0 = add(x1, x0)]}} return y = %y }}""",
    )


def test_every_fusable_op(check: Check) -> None:
    window = "function=max, window=[2], strides=[1], dilations=[1], pad_low=[0], pad_high=[1]"
    conv = "strides=[1], dilations=[1], pad_low=[0], pad_high=[0], groups=1"
    ops = {
        "reduce(%x) {function=sum, axes=[2]": "reduce",
        f"window(%x) {{{window}": "window",
        "softmax(%x) {axis=1": "softmax",
        "layer_norm(%x) {axes=[2], epsilon=0.001": "layer_norm",
        f"conv(%x, %w) {{{conv}": "conv",
    }
    for op, name in ops.items():
        constant = "%w = constant f32[2, 3, 1] random(1)" if name == "conv" else ""
        step = "min" if name == "softmax" else "lt"
        head = f"graph g(%x: f32[2, 3, 4]) {{ {constant}"
        check(
            fuse_epilogue,
            f"{head} %a = {op}}} %y = {step}(%a, 0.5:f32) return y = %y }}",
            f"{head} %y = {op}, epilogue=[t0 = {step}(x0, 0.5:f32)]}} return y = %y }}",
        )


def test_what_is_stored_anyway_or_grows_is_not_fused(check: Check) -> None:
    check(
        fuse_epilogue,
        f"""graph g(%x: f32[2, 2], %z: f32[3, 1, 1]) {{
          %w = constant f32[2, 2] random(1)
          %a = dot(%x, %w) {{{DOT}}} %b = exp(%a) %c = neg(%a)
          %d = dot(%x, %w) {{{DOT}}} %e = exp(%d)
          %f = dot(%x, %w) {{{DOT}}} %h = add(%f, %z)
          return b = %b, c = %c, d = %d, e = %e, h = %h }}""",
    )


def test_limits_of_an_epilogue() -> None:
    inputs = ", ".join(f"%x{i}: f32[2, 2]" for i in range(4))
    graph = parse_graph(f"""graph g({inputs}) {{
        %a = dot(%x0, %x1) {{{DOT}}} %b = add(%a, %x1) %c = mul(%b, %x2) %d = add(%c, %x1) %e = sub(%d, %x3)
        return y = %e }}""")
    assert fuse_epilogue(graph, Options()) == 3
    verify(graph)
    assert [node.op.name for node in graph.nodes] == ["dot", "map"]

    steps = " ".join(f"%a{i + 1} = add(%a{i}, %b)" for i in range(MAX_EPILOGUE_STEPS + 1))
    graph = parse_graph(f"""graph g(%x: f32[2, 2], %b: f32[2]) {{
        %a0 = dot(%x, %x) {{{DOT}}} {steps} return y = %a{MAX_EPILOGUE_STEPS + 1} }}""")
    assert fuse_epilogue(graph, Options()) == MAX_EPILOGUE_STEPS


def test_a_chain_becomes_one_map(check: Check) -> None:
    check(
        fuse_elementwise,
        """graph g(%x: f32[n, 2], %m: f32[n, 1], %s: f32[2]) symbols(n: 1..4) {
          %a = sub(%x, %m) %b = mul(%s, %a) %y = abs(%b) return y = %y }""",
        """graph g(%x: f32[n, 2], %m: f32[n, 1], %s: f32[2]) symbols(n: 1..4) {
          %y = map(%x, %m, %s) {t0 = sub(x0, x1); t1 = mul(x2, t0); t2 = abs(t1)} return y = %y }""",
    )


def test_a_diamond_becomes_one_map(check: Check) -> None:
    check(
        fuse_elementwise,
        """graph g(%x: f32[2]) {
          %t = exp(%x) %a = neg(%t) %b = sqrt(%t) %y = div(%a, %b) return y = %y }""",
        """graph g(%x: f32[2]) {
          %y = map(%x) {t0 = exp(x0); t1 = sqrt(t0); t2 = neg(t0); t3 = div(t2, t1)} return y = %y }""",
    )


def test_stored_and_smaller_intermediates_stay(check: Check) -> None:
    check(
        fuse_elementwise,
        """graph g(%x: f32[3, 2], %z: f32[2]) {
          %small = exp(%z) %y = add(%x, %small)
          %out = neg(%x) %o = exp(%out)
          %twice = sqrt(%y) %p = reduce(%twice) {function=sum, axes=[0]} %q = neg(%twice)
          return y = %y, out = %out, o = %o, p = %p, q = %q }""",
    )


def test_limits_of_a_map() -> None:
    inputs = ", ".join(f"%x{i}: f32[2]" for i in range(12))
    sums = " ".join(f"%a{i + 1} = add(%a{i}, %x{i + 2})" for i in range(10))
    graph = parse_graph(f"graph g({inputs}) {{ %a0 = add(%x0, %x1) {sums} return y = %a10 }}")
    assert fuse_elementwise(graph, Options()) > 0
    assert len(graph.nodes) == 2
    assert max(len(node.inputs) for node in graph.nodes) == MAX_OPERANDS

    chain = " ".join(f"%a{i + 1} = neg(%a{i})" for i in range(MAX_STEPS + 1))
    graph = parse_graph(f"graph g(%a0: f32[2]) {{ {chain} return y = %a{MAX_STEPS + 1} }}")
    assert fuse_elementwise(graph, Options()) == MAX_STEPS - 1
    assert len(graph.nodes) == 2


def test_what_can_fail_is_no_epilogue(check: Check) -> None:
    """A divisor that is known and not zero is harmless."""
    before = """graph g(%x: i64[2, 3]) {{
          %d = constant i64[3] [1, 2, 3] %h = reduce(%x) {{function=sum, axes=[0]}} %y = div(%h, {}) return y = %y }}"""
    check(fuse_epilogue, before.format("%d"))
    after = """graph g(%x: i64[2, 3]) {
          %d = constant i64[3] [1, 2, 3] %y = reduce(%x) {function=sum, axes=[0], epilogue=[t0 = div(x0, 2:i64)]}
          return y = %y }"""
    check(fuse_epilogue, before.format("2:i64"), after)
