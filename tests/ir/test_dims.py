from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeroskip.ir import dims
from zeroskip.ir.dims import Dim, symbol

N, M = symbol("n", 1, 7), symbol("m", 2, 5)

leaves = st.one_of(st.integers(-6, 9), st.sampled_from([N, M]))


def combine(children: st.SearchStrategy[Dim]) -> st.SearchStrategy[Dim]:
    positive = st.integers(1, 6)
    return st.one_of(
        st.builds(lambda a, b: a + b, children, children),
        st.builds(lambda a, b: a - b, children, children),
        st.builds(lambda a, b: a * b, children, children),
        st.builds(dims.minimum, children, children),
        st.builds(dims.maximum, children, children),
        st.builds(dims.floordiv, children, positive),
        st.builds(dims.mod, children, positive),
    )


expressions = st.recursive(leaves, combine, max_leaves=6)


@given(expressions, st.integers(1, 7), st.integers(2, 5))
def test_bounds_hold_every_value(dim: Dim, n: int, m: int) -> None:
    low, high = dims.bounds(dim)
    assert low <= dims.evaluate(dim, {"n": n, "m": m}) <= high


@given(expressions)
def test_printing_and_parsing_are_inverse(dim: Dim) -> None:
    assert dims.parse(str(dim), {"n": N, "m": M}) == dim


@given(expressions, expressions, st.integers(1, 7), st.integers(2, 5), st.integers(1, 6))
def test_arithmetic_means_what_it_says(a: Dim, b: Dim, n: int, m: int, k: int) -> None:
    values = {"n": n, "m": m}
    x, y = dims.evaluate(a, values), dims.evaluate(b, values)
    for dim, expected in [
        (a + b, x + y),
        (a - b, x - y),
        (a * b, x * y),
        (dims.minimum(a, b), min(x, y)),
        (dims.maximum(a, b), max(x, y)),
        (dims.floordiv(a, k), x // k),
        (dims.mod(a, k), x % k),
        (dims.ceildiv(a, k), -(-x // k)),
        (dims.round_up(a, k), -(-x // k) * k),
    ]:
        assert dims.evaluate(dim, values) == expected


@given(expressions, st.integers(1, 7), st.integers(2, 5))
def test_a_fixed_symbol_is_gone(dim: Dim, n: int, m: int) -> None:
    fixed = dims.fix(dim, dims.Symbol("n", 1, 7), n)
    assert {s.name for s in dims.symbols(fixed)} <= {"m"}
    assert dims.evaluate(fixed, {"m": m}) == dims.evaluate(dim, {"n": n, "m": m})


def test_equal_sizes_compare_equal() -> None:
    assert (N + 2) * 3 - 6 == 3 * N
    assert N * M == M * N
    assert dims.floordiv(4 * N + 3, 4) == N
    assert dims.mod(4 * N + 3, 4) == 3
    assert (N + 1) - N == 1
    assert N - N == 0
    assert dims.maximum(N, 1) == N
    assert dims.product([N, 2, M]) == 2 * M * N


def test_a_symbol_with_one_value_is_that_value() -> None:
    assert symbol("k", 3, 3) == 3


def test_as_symbol() -> None:
    assert str(dims.as_symbol(N)) == "n"
    assert [dims.as_symbol(d) for d in (3, 2 * N, N + 1, N * M, dims.floordiv(N, 2))] == [None] * 5


@pytest.mark.parametrize("text", ["", "k", "n +", "n ** 2", "f(n)", "1.5", "n; m", "min(n)"])
def test_other_text_is_no_dim(text: str) -> None:
    with pytest.raises(ValueError, match="not a dim"):
        dims.parse(text, {"n": N, "m": M})


def test_bounds_see_that_a_size_cancels_what_it_is_made_of() -> None:
    assert dims.bounds(N - dims.minimum(N, 4))[0] == 0
    assert dims.bounds(dims.maximum(N, 4) - N)[0] == 0
    assert dims.bounds(N + 1 - 2 * dims.floordiv(N + 1, 2)) == (0, 1)


def test_a_quotient_of_a_quotient_is_one() -> None:
    assert dims.floordiv(dims.floordiv(N, 2), 3) == dims.floordiv(N, 6)
    assert dims.floordiv(dims.floordiv(N - 1, 2) + 1, 2) == dims.floordiv(N + 1, 4)


def test_a_product_divides_by_its_factors() -> None:
    assert dims.floordiv(12 * N * M, 4 * N) == 3 * M
    assert dims.floordiv(N * M + N, N) == M + 1
    assert dims.floordiv(0, N) == 0


def test_bounds_of_a_long_sum() -> None:
    """An arena of many slots: too many quotients to try all choices of three."""
    n, m = symbol("n", 1, 100), symbol("m", 1, 100)
    slots = [dims.round_up(4 * n * (m + i), 64) for i in range(60)]
    low, high = dims.bounds(sum(slots, 0))
    assert low >= 60 * 64 and sum(4 * 100 * (100 + i) for i in range(60)) <= high
