from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zeroskip.compiler.options import Options
from zeroskip.compiler.passes.fold_scale import fold_scale
from zeroskip.ir import interpret, parse_graph, verify

Check = Callable[..., None]
CONV = "strides=[1], dilations=[1], pad_low=[0], pad_high=[0], groups=1"


def test_convolution_bias_scale_and_shift(check: Check) -> None:
    check(
        fold_scale,
        f"""graph g(%x: f32[n, 1, 3]) symbols(n: 1..4) {{
          %w = constant f32[2, 1, 2] [1.0, 2.0, 0.0, 4.0]
          %b = constant f32[2, 1] [1.0, -1.0]
          %s = constant f32[1, 2, 1] [2.0, 3.0]
          %t = constant f32[2, 1] [0.5, 0.25]
          %y = conv(%x, %w) {{{CONV}}} @conv
          %a = add(%b, %y)
          %m = mul(%a, %s)
          %z = add(%m, %t)
          %r = max(%z, 0.0:f32)
          return r = %r }}""",
        f"""graph g(%x: f32[n, 1, 3]) symbols(n: 1..4) {{
          %w = constant f32[2, 1, 2] [2.0, 4.0, 0.0, 12.0]
          %b = constant f32[1, 2, 1] [2.5, -2.75]
          %y = conv(%x, %w) {{{CONV}}} @conv
          %a = add(%y, %b)
          %r = max(%a, 0.0:f32)
          return r = %r }}""",
    )


def test_all_kinds_of_steps(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] [1.0, 2.0, 0.0, 4.0]
          %s = constant f32[2] [2.0, 4.0]
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]}
          %a = map(%s, %y) {t0 = add(x0, 2.0:f32); t1 = div(x1, x0); t2 = neg(t1); t3 = sub(t0, t2); t4 = add(t3, x1)}
          return a = %a }""",
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] [1.5, 2.5, 0.0, 5.0]
          %b = constant f32[2] [4.0, 6.0]
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]}
          %a = add(%y, %b)
          return a = %a }""",
    )


def test_a_scale_without_a_shift_leaves_no_map(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] [1.0, 2.0, 0.0, 4.0]
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]}
          %a = mul(%y, 0.5:f32)
          return a = %a }""",
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] [0.5, 1.0, 0.0, 2.0]
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]}
          return a = %y }""",
    )


def test_a_lone_bias_stays(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] random(1) %b = constant f32[2] random(2)
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]} %a = add(%y, %b)
          return a = %a }""",
    )


def test_scales_along_other_axes_stay(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] random(1) %s = constant f32[4, 1] random(2)
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]} %a = mul(%y, %s)
          return a = %a }""",
    )


def test_shared_weights_and_shared_results_stay(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] random(1) %v = constant f32[2, 2] random(2)
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]} %a = mul(%y, 2.0:f32)
          %z = dot(%a, %w) {lhs_contract=[1], rhs_contract=[0]} %b = mul(%z, 2.0:f32)
          %q = dot(%b, %v) {lhs_contract=[1], rhs_contract=[0]} %c = mul(%q, 2.0:f32) %d = add(%c, %q)
          %nonlinear = mul(%q, %q)
          return b = %b, d = %d, n = %nonlinear }""",
    )


def test_what_a_branch_reads_stays(check: Check) -> None:
    body = "(%m: f32[4, 2]) { %a = neg(%m) %b = exp(%m) return a = %a, b = %b }"
    check(
        fold_scale,
        f"""graph g(%x: f32[4, 2], %c: bool[]) {{
          %w = constant f32[2, 2] [1.0, 2.0, 0.0, 4.0]
          %y = dot(%x, %w) {{lhs_contract=[1], rhs_contract=[0]}}
          %a, %b = if(%c, %y) {{then=graph then{body}, otherwise=graph otherwise{body}}}
          return a = %a }}""",
    )


def test_an_infinite_scale_stays(check: Check) -> None:
    check(
        fold_scale,
        """graph g(%x: f32[4, 2]) {
          %w = constant f32[2, 2] [1.0, 2.0, 0.0, 4.0]
          %y = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]} %a = div(%y, 0.0:f32)
          return a = %a }""",
    )


def test_scales_find_their_axis_in_any_dot() -> None:
    """Weights on the left, with batch axes in another order, and several free axes."""
    graph = parse_graph(
        """graph g(%x: f32[3, 5, 2]) {
          %w = constant f32[4, 2, 6, 5, 3] random(1)
          %s = constant f32[2, 3, 4, 6, 1] random(2)
          %y = dot(%w, %x) {lhs_contract=[3], rhs_contract=[1], lhs_batch=[1, 4], rhs_batch=[2, 0]}
          %z = reshape(%y) {shape=[2, 3, 4, 6]}
          return z = %z }"""
    )
    scaled = parse_graph(
        """graph g(%x: f32[3, 5, 2]) {
          %w = constant f32[4, 2, 6, 5, 3] random(1)
          %s = constant f32[2, 3, 4, 6] random(2)
          %y = dot(%w, %x) {lhs_contract=[3], rhs_contract=[1], lhs_batch=[1, 4], rhs_batch=[2, 0]}
          %z = mul(%y, %s)
          return z = %z }"""
    )
    x = {"x": np.random.default_rng(0).standard_normal((3, 5, 2)).astype(np.float32)}
    scale = np.random.default_rng(2).standard_normal((2, 3, 4, 6)).astype(np.float32)
    assert fold_scale(scaled, Options()) == 1
    verify(scaled)
    assert [node.op.name for node in scaled.nodes] == ["dot"]
    np.testing.assert_allclose(interpret(scaled, x)["z"], interpret(graph, x)["z"] * scale, rtol=1e-5, atol=1e-5)
