"""Variants: when a library has one, that it is the plan of the model with that size, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

import zeroskip
from benchmarks import networks
from zeroskip.compiler import verify
from zeroskip.compiler.diagnostics import LogReporter, Summary
from zeroskip.compiler.frontend import import_model
from zeroskip.compiler.options import Options
from zeroskip.compiler.passes import run_passes
from zeroskip.compiler.schedule import Plan, linear
from zeroskip.compiler.schedule.plan import Pointer
from zeroskip.compiler.variants import plan_with_variants
from zeroskip.compiler.verify import MismatchError
from zeroskip.kernels.target import Target
from zeroskip.runtime import read_manifest

Build = Callable[[networks.Extent], onnx.ModelProto]
RANGE = {"batch": (1, 8)}


def mlp(batch: networks.Extent) -> onnx.ModelProto:
    return networks.mlp(batch, 0.9, (80, 72, 50, 10))


def convolutions(batch: networks.Extent) -> onnx.ModelProto:
    """Regions of images, then a classifier."""
    return networks.resnet50(batch, 0.9, 56, 8, (1, 2, 1, 1), classes=12)


def encoder(batch: networks.Extent) -> onnx.ModelProto:
    return networks.encoder(batch, 0.5, 16, 32, 2, 4, 64, vocabulary=100)


def product(shape: list[int | str], squeeze: bool = False) -> onnx.ModelProto:
    """One linear layer, by 4 weights by 3, of an input whose axes of size 1 may be squeezed before."""
    nodes = [helper.make_node("Squeeze", ["x"], ["squeezed"])] if squeeze else []
    nodes.append(helper.make_node("MatMul", ["squeezed" if squeeze else "x", "w"], ["y"]))
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    weights = numpy_helper.from_array(np.arange(12, dtype=np.float32).reshape(4, 3), "w")
    graph = helper.make_graph(nodes, "product", inputs, outputs, [weights])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def plan_of(model: onnx.ModelProto, dims: Mapping[str, tuple[int, int]]) -> Plan:
    graph, options = import_model(model, dims), Options(dims=dims)
    run_passes(graph, options)
    return plan_with_variants(graph, options, Target.host())


@pytest.mark.parametrize(
    ("model", "dims", "variants"),
    [
        (mlp("batch"), RANGE, ["batch=1"]),
        (convolutions("batch"), RANGE, ["batch=1"]),
        (mlp("batch"), {"batch": (2, 8)}, []),
        (mlp("batch"), {"batch": (1, 1)}, []),
        (mlp("batch"), {"batch": (5, 5)}, []),
        (encoder("batch"), RANGE, []),
        (product(["batch", "tokens", 4]), {}, []),
        (product(["batch", "tokens", 4]), {"batch": (1, 1)}, ["tokens=1"]),
        (product([4]), {}, []),
    ],
)
def test_a_variant_is_made_where_it_leaves_one_row(
    model: onnx.ModelProto, dims: dict[str, tuple[int, int]], variants: list[str]
) -> None:
    assert [str(variant) for variant in plan_of(model, dims).variants] == variants


@pytest.mark.parametrize("build", [mlp, convolutions])
def test_a_variant_is_the_plan_of_the_model_with_that_size(build: Build) -> None:
    (variant,) = plan_of(build("batch"), RANGE).variants
    alone = plan_of(build("batch"), {"batch": (1, 1)})
    for step, wanted in zip(variant.plan.steps, alone.steps, strict=True):
        assert (step.name, step.spec, step.barrier, step.flops) == (
            wanted.name,
            wanted.spec,
            wanted.barrier,
            wanted.flops,
        )
    assert any(step.spec.family.startswith("gemv") for step in variant.plan.steps)
    assert variant.plan.arenas == alone.arenas


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("build", [mlp, convolutions])
def test_sizes_change_between_runs(build: Build, threads: int, tmp_path: Path) -> None:
    """The bits are those of libraries for one size, and for many sizes without a variant."""
    model = build("batch")
    dims = {"both": (1, 8), "one": (1, 1), "many": (2, 8)}
    paths = {
        name: zeroskip.compile_model(model, tmp_path / f"{name}.so", dims={"batch": d}) for name, d in dims.items()
    }
    with (
        zeroskip.load_compiled(paths["both"], threads=threads) as both,
        zeroskip.load_compiled(paths["one"], threads=threads) as one,
        zeroskip.load_compiled(paths["many"], threads=threads) as many,
    ):
        for batch in (1, 5, 1, 1, 8, 2, 1):
            feeds = networks.random_feeds(model, batch, {"batch": batch})
            alone = one if batch == 1 else many
            assert both.run(None, feeds)[0].tobytes() == alone.run(None, feeds)[0].tobytes()


def test_weights_that_plans_have_in_common_are_stored_once() -> None:
    plan = plan_of(convolutions("batch"), RANGE)
    (variant,) = plan.variants
    assert variant.plan.weights is plan.weights

    def weights(plan: Plan) -> dict[str, set[int]]:
        words = {step.name: step.words.values() for step in plan.steps}
        return {
            name: {id(w.buffer) for w in values if isinstance(w, Pointer) and w.buffer.base == "weights"}
            for name, values in words.items()
        }

    general, special = weights(plan), weights(variant.plan)
    differ = {name for name in general.keys() & special.keys() if general[name] != special[name]}
    assert differ == {"classifier"}


def test_the_meaning_of_a_model_is_that_of_its_symbol(tmp_path: Path) -> None:
    """A squeeze without axes leaves the batch where it is symbolic, so it does for a batch of 1."""
    model = product(["batch", 1, 4], squeeze=True)
    with zeroskip.load_compiled(zeroskip.compile_model(model, tmp_path / "model.so")) as compiled:
        assert [variant["dims"] for variant in compiled.manifest["variants"]] == [{"batch": 1}]
        for batch in (3, 1):
            (y,) = compiled.run(None, {"x": np.ones((batch, 1, 4), np.float32)})
            np.testing.assert_array_equal(y, np.tile(np.float32([18, 22, 26]), (batch, 1)))


def test_what_the_compiler_tells(tmp_path: Path) -> None:
    """Summary, dump and manifest name the variant; steps and kernels are counted for each plan."""
    summaries: list[Summary] = []

    class Reporter(LogReporter):
        def finish(self, summary: Summary) -> None:
            summaries.append(summary)

    library = zeroskip.compile_model(
        mlp("batch"), tmp_path / "model.so", dims=RANGE, dump=tmp_path / "dump", reporter=Reporter(0)
    )
    (summary,) = summaries
    plan = json.loads((tmp_path / "dump/20_plan.json").read_text())
    manifest = read_manifest(library)
    (variant,), (planned,) = manifest["variants"], plan["variants"]
    assert variant["dims"] == planned["dims"] == {"batch": 1}
    assert list(summary.variants) == ["batch=1"]
    assert manifest["steps"] == len(plan["steps"]) == sum(summary.kernels.values())
    assert variant["steps"] == len(planned["steps"]) == sum(summary.variants["batch=1"].values())
    assert manifest["weight_bytes"] == plan["weights"] == planned["weights"]
    assert "variant batch=1: plan: arena " in (tmp_path / "dump/20_plan.txt").read_text()


def test_the_profile_has_the_steps_that_ran(tmp_path: Path) -> None:
    model = mlp("batch")
    library = zeroskip.compile_model(model, tmp_path / "model.so", dims=RANGE)
    with zeroskip.load_compiled(library, profile=True) as compiled:
        steps, (variant,) = compiled.manifest["steps"], compiled.manifest["variants"]
        for batch, count in ((1, variant["steps"]), (3, steps + variant["steps"])):
            compiled.run(None, networks.random_feeds(model, 0, {"batch": batch}))
            assert len(compiled.profile()) == count
            assert all(seconds > 0 for _, seconds in compiled.profile())


def test_every_plan_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    original = verify.interpret

    def interpret(graph: object, feeds: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        batches.append(len(feeds["x"]))
        return original(graph, feeds)

    monkeypatch.setattr(verify, "interpret", interpret)
    zeroskip.compile_model(mlp("batch"), tmp_path / "model.so", dims=RANGE, verify=True)
    assert batches == [3, 1]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    verify.verify_model(mlp("batch"), Options(dims=RANGE))
    assert batches == [3, 1, 3, 1]


def test_the_wrong_node_of_a_variant_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kernels for one row get wrong weights, and only variants have these."""
    original = linear._gemv
    monkeypatch.setattr(linear, "_gemv", lambda s, node, matrix, spans: original(s, node, 2 * matrix, spans))
    message = r"^dot 'fc1.*': compiled, it differs from the interpreter by "
    with pytest.raises(MismatchError, match=message):
        zeroskip.compile_model(mlp("batch"), tmp_path / "model.so", dims=RANGE, verify=True)
    with pytest.raises(MismatchError, match=message):
        verify.verify_model(mlp("batch"), Options(dims=RANGE))
