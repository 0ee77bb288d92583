"""The tests that ONNX has for backends: each ends as ``static.tsv`` says, and refusals are expected failures."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import helper

from tests.onnx_suite import operators, suite
from zeroskip.backend import run_node

SAMPLE = 10
"""`make onnx-suite` runs all tests of the modes of which every tenth is run here."""


@pytest.mark.parametrize("mode", suite.MODES)
def test_every_test_has_an_expected_outcome_that_is_not_wrong(mode: str) -> None:
    recorded = suite.recorded(mode)
    assert sorted(recorded) == suite.names(mode)
    assert {outcome.result for outcome in recorded.values()} <= set(suite.RIGHT)


def test_a_node_alone() -> None:
    node = helper.make_node("Sub", ["a", "b"], ["y"])
    (y,) = run_node(node, [np.float32([3, 4]), np.float32(1)])
    assert y.tolist() == [2, 3]


def test_the_page_of_operators_is_current() -> None:
    assert operators.PAGE.read_text() == operators.page(), "run `make onnx-suite`"


@pytest.mark.parametrize("name", suite.names("static"))
def test_static(name: str) -> None:
    check(name, "static")


@pytest.mark.parametrize("mode", ["symbolic", "constant"])
@pytest.mark.parametrize("name", suite.names("symbolic")[::SAMPLE])
def test_sample_of_the_other_modes(name: str, mode: str) -> None:
    check(name, mode)


def check(name: str, mode: str) -> None:
    outcome, expected = suite.run(name, mode), suite.recorded(mode)[name]
    assert outcome.result == expected.result, f"expected: {expected}, got: {outcome}; record it with `make onnx-suite`"
    if outcome.result == "refused":
        pytest.xfail(outcome.reason)
