"""Tuning: equal bits whatever is chosen, choices that are kept, and what is not timed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import zeroskip
from benchmarks.networks import mlp
from tests.schedule.nets import Net, attributes, linear, normal, sparse
from tests.schedule.plan_runner import HERE, run_plan
from zeroskip.compiler import schedule
from zeroskip.compiler.cache import ObjectCache
from zeroskip.compiler.options import Options
from zeroskip.compiler.schedule import Plan, tuning
from zeroskip.compiler.schedule.tuning import Tuner
from zeroskip.ir import Graph, ops
from zeroskip.ir.dims import symbol
from zeroskip.kernels.target import TARGETS, Target

TARGET = HERE[0]
LAYERS = ["wide", "narrow", "whole", "gathered", "in place"]


def network() -> tuple[Graph, dict[str, np.ndarray]]:
    """Linear layers of three densities, a convolution that gathers, and one that does not."""
    random = np.random.default_rng(5)

    def weights(*shape: int, density: float) -> np.ndarray:
        return (random.standard_normal(shape) * (random.random(shape) < density)).astype(np.float32)

    net = Net()
    h = net.input(weights(20, 300, density=1.0))
    for name, width, density in (("wide", 200, 0.1), ("narrow", 60, 0.6), ("whole", 70, 1.0)):
        w = net.constant(weights(h.type.shape[1], width, density=density))
        h = net.graph.add(linear(2), [h, w], name)
    net.graph.output(h, "y0")
    h = net.input(weights(2, 6, 9, 11, density=1.0))
    same = ops.Conv(groups=1, **attributes(2, 1, 1, 1, 1))
    for number, (name, channels) in enumerate((("gathered", 40), ("in place", 5))):
        w = net.constant(weights(channels, h.type.shape[1], 3, 3, density=0.5))
        h = net.graph.add(same, [h, w], name)
        net.graph.output(h, f"y{number + 1}")
    return net.graph, net.feeds


def make_plan(cache: Path | None, tune: bool = True, target: Target = TARGET) -> Plan:
    return schedule.make_plan(network()[0], Options(tune=tune, cache=cache), target)


def choose(monkeypatch: pytest.MonkeyPatch, number: int) -> list[Sequence[Any]]:
    """Let the form with this number, or the last one, win; the trials of each layer that is timed."""
    timed: list[Sequence[Any]] = []

    def choice(self: Tuner, trials: Sequence[Any], x_bytes: int, y_bytes: int) -> int:
        timed.append(trials)
        return min(number, len(trials) - 1)

    monkeypatch.setattr(Tuner, "_time", choice)
    return timed


def test_tuned_layers_give_the_same_bits(tmp_path: Path) -> None:
    feeds = network()[1]
    plain = run_plan(make_plan(None, tune=False), TARGET, feeds)
    tuned = make_plan(tmp_path)
    assert list(tuned.tuned) == LAYERS
    assert all(
        re.match(r"(dense|blocks|sparse), tile \d+x\d+, K blocks of \d+, ", form) for form in tuned.tuned.values()
    )
    for name, array in run_plan(tuned, TARGET, feeds).items():
        assert array.tobytes() == plain[name].tobytes()
    assert make_plan(None, tune=False).tuned == {}


@pytest.mark.parametrize("target", HERE, ids=lambda t: t.suffix)
def test_every_form_gives_the_same_bits(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = network()[1]
    plain = run_plan(make_plan(None, tune=False), TARGET, feeds)
    chosen = []
    for number in range(4):
        timed = choose(monkeypatch, number)
        plan = make_plan(None, target=target)
        assert len(timed) == len(LAYERS)
        chosen.append(plan.tuned)
        for name, array in run_plan(plan, target, feeds, threads=2).items():
            assert array.tobytes() == plain[name].tobytes()
    assert all(len({choice[layer] for choice in chosen}) > 1 for layer in LAYERS)
    assert {choice["narrow"].partition(",")[0] for choice in chosen} == {"sparse", "blocks", "dense"}


def test_choices_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_plan(tmp_path)
    assert choose(monkeypatch, 0) == []
    timed = choose(monkeypatch, 0)
    assert make_plan(tmp_path).tuned == first.tuned
    assert timed == []
    make_plan(tmp_path / "another")
    assert len(timed) == len(LAYERS)
    monkeypatch.setattr(tuning.environment, "processor", lambda: "another processor")
    make_plan(tmp_path)
    assert len(timed) == 2 * len(LAYERS)


def test_equal_layers_are_timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = choose(monkeypatch, 1)
    net = Net()
    x, w = net.input(normal(20, 300)), sparse(300, 50, density=0.1)
    for number, weights in enumerate((w, w[::-1].copy())):
        net.graph.output(net.graph.add(linear(2), [x, net.constant(weights)], f"layer{number}"), f"y{number}")
    plan = schedule.make_plan(net.graph, Options(tune=True), TARGET)
    assert len(timed) == 1
    assert plan.tuned["layer0"] == plan.tuned["layer1"]


@pytest.mark.parametrize("kept", [b"", b"first", b"-1", b"99", b" 1", b"1.5", b"\xff\xfe"])
def test_a_choice_that_is_none_is_timed_again(kept: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timed = choose(monkeypatch, 1)
    first = make_plan(tmp_path)
    cache = ObjectCache(tmp_path)
    for file in tmp_path.iterdir():
        cache.store({file.name: kept})
    timed.clear()
    assert make_plan(tmp_path).tuned == first.tuned
    assert len(timed) == len(LAYERS)
    timed.clear()
    assert make_plan(tmp_path).tuned == first.tuned
    assert timed == []


def test_symbolic_lanes_are_not_tuned(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = choose(monkeypatch, 0)
    net = Net()
    x = net.input(normal(4, 30), (symbol("batch", 1, 100), 30))
    net.graph.output(net.add(linear(2), x, net.constant(sparse(30, 40))), "y")
    assert schedule.make_plan(net.graph, Options(tune=True), TARGET).tuned == {}
    assert timed == []


def test_after_the_budget_the_cost_model_chooses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timed = choose(monkeypatch, 3)
    monkeypatch.setattr(tuning, "BUDGET", -1.0)
    plain, late = make_plan(None, tune=False), make_plan(tmp_path)
    assert timed == []
    assert [step.spec for step in late.steps] == [step.spec for step in plain.steps]
    assert not list(tmp_path.iterdir()), "what was not timed is no choice to keep"


def test_a_target_of_another_processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "runs_here", lambda self: False)
    with pytest.raises(
        zeroskip.CompileError, match="tune: this processor does not run x86-64-v4; compile where it runs"
    ) as caught:
        zeroskip.compile_model(mlp(4, 0.5, (8, 8)), tmp_path / "m.so", target=TARGETS[0].name, tune=True)
    assert len(caught.value.lines) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_tells_what_was_chosen(tmp_path: Path) -> None:
    model = mlp(20, 0.5, (40, 70, 10))
    library = zeroskip.compile_model(model, tmp_path / "m.so", tune=True, verify=True)
    with zeroskip.load_compiled(library) as compiled:
        assert list(compiled.manifest["tuned"]) == ["fc1", "fc2"]
    again = zeroskip.compile_model(model, tmp_path / "again.so", tune=True)
    assert again.read_bytes() == library.read_bytes(), "kept choices make the library's bytes stay"
