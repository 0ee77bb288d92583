"""Random graphs: plans agree with the interpreter, with and without the passes, for every value of the symbols."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schedule.plan_runner import HERE, assert_close, plan_of, run_plan
from tests.schedule.random_graphs import RandomGraph
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.options import Options
from zeroskip.compiler.passes import run_passes
from zeroskip.ir import interpret


@pytest.mark.parametrize("fused", [False, True])
@pytest.mark.parametrize("symbolic", [False, True])
@settings(max_examples=60)
@given(data=st.data())
def test_random_graph(symbolic: bool, fused: bool, data: st.DataObject) -> None:
    random = RandomGraph(data, symbolic, count=data.draw(st.integers(1, 9)))
    graph = random.graph
    sizes = [(3, 70), (1, 1), (5, 130)] if symbolic else [(0, 0)]
    cases = [(feeds, interpret(graph, feeds)) for feeds in (random.feeds(*size) for size in sizes)]
    if fused:
        run_passes(graph, Options())
    target = HERE[data.draw(st.integers(0, len(HERE) - 1))]
    try:
        plan = plan_of(graph, target)
    except CompileError as error:
        assert "not compiled yet" in str(error) or "no kernel" in str(error)
        return
    for feeds, wanted in cases:
        found = run_plan(plan, target, feeds, threads=2)
        for name, array in wanted.items():
            assert_close(found[name], array, tolerance=1e-4)
