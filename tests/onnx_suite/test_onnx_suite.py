"""The tests that ONNX has for backends: each ends as ``static.tsv`` says, and refusals are expected failures."""

from __future__ import annotations

import pytest

from tests.onnx_suite import operators, suite

RECORDED = suite.recorded("static")


def test_every_test_has_an_expected_outcome() -> None:
    assert sorted(RECORDED) == suite.names("static")


def test_nothing_is_expected_to_be_wrong_or_to_crash() -> None:
    for mode in suite.MODES:
        assert {o.result for o in suite.recorded(mode).values()} <= {"passed", "refused"}, mode


def test_the_page_of_operators_is_current() -> None:
    assert operators.PAGE.read_text() == operators.page(), "run `make onnx-suite`"


@pytest.mark.parametrize("name", suite.names("static"))
def test_static(name: str) -> None:
    outcome, expected = suite.run(name, "static"), RECORDED[name]
    assert outcome.result == expected.result, f"expected: {expected}, got: {outcome}; record it with `make onnx-suite`"
    if outcome.result == "refused":
        pytest.xfail(outcome.reason)
