from __future__ import annotations

from collections.abc import Callable

import pytest

from zeroskip.compiler.passes.simplify import simplify
from zeroskip.ir import format_graph, parse_graph

Check = Callable[..., None]


def test_movement_is_merged(check: Check) -> None:
    check(
        simplify,
        """graph g(%x: f32[2, 3, n]) symbols(n: 1..4) {
          %a = reshape(%x) {shape=[6, n]}
          %b = reshape(%a) {shape=[3, 2, n]}
          %c = transpose(%b) {permutation=[2, 0, 1]}
          %d = transpose(%c) {permutation=[2, 1, 0]}
          %e = transpose(%d) {permutation=[0, 1, 2]}
          %f = slice(%e) {starts=[0, 0, 0], sizes=[2, 3, n], steps=[1, 1, 1]}
          %g = pad(%f) {low=[0, 0, 0], high=[0, 0, 0], value=1.0}
          %h = concat(%g) {axis=0}
          return y = %h }""",
        """graph g(%x: f32[2, 3, n]) symbols(n: 1..4) {
          %a = reshape(%x) {shape=[6, n]}
          %b = reshape(%x) {shape=[3, 2, n]}
          %c = transpose(%b) {permutation=[2, 0, 1]}
          %d = transpose(%b) {permutation=[1, 0, 2]}
          return y = %d }""",
    )


def test_a_transposition_undone_is_none(check: Check) -> None:
    check(
        simplify,
        """graph g(%x: f32[2, 3]) {
          %a = transpose(%x) {permutation=[1, 0]} %b = transpose(%a) {permutation=[1, 0]} %y = exp(%b)
          return y = %y }""",
        """graph g(%x: f32[2, 3]) {
          %a = transpose(%x) {permutation=[1, 0]} %y = exp(%x) return y = %y }""",
    )


def test_a_reversal_is_no_copy(check: Check) -> None:
    check(
        simplify,
        "graph g(%x: f32[4]) { %y = slice(%x) {starts=[3], sizes=[4], steps=[-1]} return y = %y }",
    )


def test_an_output_stays_a_result(check: Check) -> None:
    check(
        simplify,
        "graph g(%x: f32[4]) { %y = reshape(%x) {shape=[4]} return y = %y }",
        "graph g(%x: f32[4]) { %y = identity(%x) return y = %y }",
    )


def test_broadcasts_before_maps_disappear(check: Check) -> None:
    check(
        simplify,
        """graph g(%x: f32[2, 3], %z: f32[3], %w: f32[4, 3], %q: f32[2, 4]) {
          %b = broadcast(%z) {shape=[2, 3]}
          %y = add(%x, %b)
          %t = broadcast(%z) {shape=[2, 3]}
          %u = broadcast(%z) {shape=[2, 3]}
          %both = add(%t, %u)
          return y = %y, both = %both }""",
        """graph g(%x: f32[2, 3], %z: f32[3], %w: f32[4, 3], %q: f32[2, 4]) {
          %b = broadcast(%z) {shape=[2, 3]}
          %y = add(%x, %z)
          %t = broadcast(%z) {shape=[2, 3]}
          %u = broadcast(%z) {shape=[2, 3]}
          %both = add(%z, %u)
          return y = %y, both = %both }""",
    )


def test_epilogues_are_simplified(check: Check) -> None:
    check(
        simplify,
        """graph g(%x: f32[2, 3], %z: f32[2]) {
          %w = constant f32[3, 2] random(1)
          %one = constant f32[2] [1.0, 1.0]
          %b = broadcast(%z) {shape=[2, 2]}
          %y = dot(%x, %w, %b, %one, %b) {lhs_contract=[1], rhs_contract=[0],
            epilogue=[t0 = mul(x2, x0); t1 = add(x1, t0); t2 = mul(t1, x3)]}
          %n = dot(%x, %w, %one) {lhs_contract=[1], rhs_contract=[0], epilogue=[t0 = mul(x0, x1)]}
          return y = %y, n = %n }""",
        """graph g(%x: f32[2, 3], %z: f32[2]) {
          %w = constant f32[3, 2] random(1)
          %b = broadcast(%z) {shape=[2, 2]}
          %y = dot(%x, %w, %z) {lhs_contract=[1], rhs_contract=[0], epilogue=[t0 = add(x0, x1); t1 = mul(t0, x1)]}
          %n = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]}
          return y = %y, n = %n }""",
    )


def test_scalars_become_literals_unless_they_give_the_shape(check: Check) -> None:
    check(
        simplify,
        """graph g(%x: f32[1, n]) symbols(n: 1..4) {
          %c = constant f32[] [2.0] %d = constant f32[1, 1] [nan] %e = constant f32[3, 1] [5.0, 5.0, 5.0]
          %a = mul(%c, %x) %b = max(%a, %d) %y = add(%b, %e) return y = %y }""",
        """graph g(%x: f32[1, n]) symbols(n: 1..4) {
          %e = constant f32[3, 1] [5.0, 5.0, 5.0]
          %a = mul(%x, 2.0:f32) %b = max(%a, nan:f32) %y = add(%b, %e) return y = %y }""",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("add(%x, 0.0:f32)", "identity(%x)"),
        ("sub(%x, 0.0:f32)", "identity(%x)"),
        ("mul(1.0:f32, %x)", "identity(%x)"),
        ("div(%x, 1.0:f32)", "identity(%x)"),
        ("div(%x, 8.0:f32)", "mul(%x, 0.125:f32)"),
        ("div(%x, 3.0:f32)", "div(%x, 3.0:f32)"),
        ("cast(%x) to f32", "identity(%x)"),
        ("pow(%x, 1.0:f32)", "identity(%x)"),
        ("pow(%x, 2.0:f32)", "map(%x) {t0 = mul(x0, x0)}"),
        ("max(0.0:f32, %x)", "max(%x, 0.0:f32)"),
        ("where(True:bool, %x, 2.0:f32)", "identity(%x)"),
        ("map(%x) {t0 = add(1.0:f32, 2.0:f32); t1 = mul(x0, t0)}", "mul(%x, 3.0:f32)"),
        ("map(%x) {t0 = exp(x0); t1 = exp(x0); t2 = neg(x0); t3 = add(t0, t1)}",
         "map(%x) {t0 = exp(x0); t1 = add(t0, t0)}"),
        ("map(%x, %x) {t0 = sub(x1, x0); t1 = mul(t0, x1)}", "map(%x) {t0 = sub(x0, x0); t1 = mul(x0, t0)}"),
        ("map(%x, %z) {t0 = neg(x0)}", "neg(%x)"),
        ("map(%z, %x) {t0 = neg(x0)}", "map(%z, %x) {t0 = neg(x0)}"),
        ("map(%x) {t0 = lt(x0, 0.0:f32); t1 = lt(x0, 0.0:f32); t2 = where(t1, x0, 1.0:f32)}",
         "map(%x) {t0 = lt(x0, 0.0:f32); t1 = where(t0, x0, 1.0:f32)}"),
    ],
)  # fmt: skip
def test_expressions(check: Check, before: str, after: str) -> None:
    graph = "graph g(%x: f32[2, 3], %z: f32[3]) {{ %y = {} return y = %y }}"
    before, after = graph.format(before), graph.format(after)
    same = format_graph(parse_graph(before)) == format_graph(parse_graph(after))
    check(simplify, before, None if same else after)
