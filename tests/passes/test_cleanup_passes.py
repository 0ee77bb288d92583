"""dead_code, common_subexpressions, fold_constants."""

from __future__ import annotations

from collections.abc import Callable

from zeroskip.compiler.options import Options
from zeroskip.compiler.passes.common_subexpressions import common_subexpressions
from zeroskip.compiler.passes.dead_code import dead_code
from zeroskip.compiler.passes.fold_constants import fold_constants
from zeroskip.ir import parse_graph

Check = Callable[..., None]


def test_dead_chains_go(check: Check) -> None:
    check(
        dead_code,
        "graph g(%x: f32[2]) { %a = exp(%x) %b = add(%a, %x) %y = neg(%x) return y = %y }",
        "graph g(%x: f32[2]) { %y = neg(%x) return y = %y }",
    )


def test_equal_nodes_become_one(check: Check) -> None:
    check(
        common_subexpressions,
        """graph g(%x: f32[2, 3]) {
          %a = reshape(%x) {shape=[6]} %b = reshape(%x) {shape=[6]}
          %c = exp(%a) %d = exp(%b) %y = add(%c, %d)
          return y = %y, z = %d }""",
        """graph g(%x: f32[2, 3]) {
          %a = reshape(%x) {shape=[6]} %c = exp(%a) %y = add(%c, %c)
          return y = %y, z = %c }""",
    )


def test_equal_constants_become_one(check: Check) -> None:
    check(
        common_subexpressions,
        """graph g(%x: f32[2]) {
          %b = constant f32[2] [1.0, nan] %c = constant f32[2] [1.0, nan]
          %s = add(%x, %b) %t = mul(%s, %c) return y = %t }""",
        """graph g(%x: f32[2]) {
          %b = constant f32[2] [1.0, nan] %s = add(%x, %b) %t = mul(%s, %b) return y = %t }""",
    )


def test_zeros_of_different_sign_differ(check: Check) -> None:
    check(
        common_subexpressions,
        """graph g(%x: f32[2]) {
          %b = constant f32[1] [0.0] %c = constant f32[1] [-0.0]
          %s = div(%x, %b) %t = div(%x, %c)
          %u = max(%x, 0.0:f32) %v = max(%x, -0.0:f32)
          return s = %s, t = %t, u = %u, v = %v }""",
    )


def test_constants_are_computed(check: Check) -> None:
    check(
        fold_constants,
        """graph g(%x: f32[2, 2]) {
          %w = constant f32[2, 2] [1.0, 2.0, 3.0, 4.0]
          %t = transpose(%w) {permutation=[1, 0]} %e = add(%t, 1.0:f32) %y = add(%x, %e) return y = %y }""",
        """graph g(%x: f32[2, 2]) {
          %e = constant f32[2, 2] [2.0, 4.0, 3.0, 5.0] %y = add(%x, %e) return y = %y }""",
    )


def test_static_dims_are_constants_and_symbolic_ones_are_not(check: Check) -> None:
    check(
        fold_constants,
        """graph g(%x: i64[n]) symbols(n: 1..4) {
          %d = dims() {values=[3]} %e = dims() {values=[n]} %y = add(%x, %d) %z = add(%y, %e) return z = %z }""",
        """graph g(%x: i64[n]) symbols(n: 1..4) {
          %d = constant i64[1] [3] %e = dims() {values=[n]} %y = add(%x, %d) %z = add(%y, %e) return z = %z }""",
    )


def test_a_constant_output_stays_a_result(check: Check) -> None:
    check(
        fold_constants,
        "graph g() { %c = constant f32[2] [1.0, 4.0] %y = sqrt(%c) return y = %y }",
        "graph g() { %c = constant f32[2] [1.0, 2.0] %y = identity(%c) return y = %y }",
    )


def test_a_scalar_is_not_blown_up(check: Check) -> None:
    check(
        fold_constants,
        """graph g(%x: f32[1024, 1024]) {
          %c = constant f32[] [1.0] %b = broadcast(%c) {shape=[1024, 1024]} %y = add(%x, %b) return y = %y }""",
    )


def test_a_gather_out_of_range_is_left_to_the_run() -> None:
    graph = parse_graph(
        """graph g() { %c = constant f32[2] [1.0, 2.0] %i = constant i64[1] [5]
        %y = gather(%c, %i) {shape=[1], axes=[-1]} return y = %y }"""
    )
    assert fold_constants(graph, Options()) == 0
