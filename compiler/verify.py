"""Comparing a compiled model with a reference, and finding the stage and the node at fault where they differ.

The program has three forms that run: the model (by onnxruntime), the graph (by the interpreter) and the library. Going
from one to the next, the first pair that differs tells which part of the compiler is wrong; comparing its values node
by node tells where. onnxruntime is optional; without it the imported graph is the reference.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx

from ..ir import DType, Graph, Node, Value, interpret, interpret_nodes
from ..ir.convert import FORMATS
from ..ir.ops import bodies
from ..kernels.target import Target
from ..runtime import CompiledModel, Error, load_compiled
from . import backend, frontend, passes
from .diagnostics import CompileError, refuse_large
from .feeds import random_feeds
from .frontend.structure import node_names
from .options import Model, Options, find_target
from .variants import plan_with_variants

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]

TOLERANCE = 1e-4
"""The largest difference that counts as rounding, as a share of the reference's largest magnitude; more in a graph that
rounds to narrow types, see ``tolerances``."""


class MismatchError(Exception):
    """A compiled model's results are not those of the reference. The message names the first node that differs."""


@dataclass(frozen=True)
class Verdict:
    """What the library was compared with, and how far each output is from it (see ``difference``)."""

    reference: str
    errors: Mapping[str, float]


_refuse_large = refuse_large("the model cannot be verified: ")


@_refuse_large
def verify_model(model: Model, options: Options, seed: int = 0, given: Arrays | None = None) -> Verdict:
    """Compile a model into a temporary folder and compare its results with onnxruntime's.

    Inputs that are not ``given`` are random. CompileError if it cannot be compiled, InvalidFeed if given inputs do not
    fit it, MismatchError if the results differ.
    """
    target = find_target(options.target)
    graph = frontend.import_model(model, options.dims, options.limits)
    passes.run_passes(graph, options, None)
    with _compiled(graph, options, target) as compiled:
        runs = _runs(compiled, seed, given)
    worst: dict[str, float] = {}
    for feeds, results in runs:
        expected, reference = _onnxruntime(model, feeds), "onnxruntime"
        if not results.keys() <= expected.keys():
            imported = frontend.import_model(model, options.dims, options.limits)
            expected, reference = interpret(imported, feeds), "the interpreter"
        errors = {name: difference(results[name], expected[name]) for name in results}
        if _differ(errors, graph):
            raise MismatchError(
                _frontend_fault(model, options, feeds)
                or _pass_fault(model, options, feeds)
                or _library_fault(graph, options, target, feeds)
                or _no_fault(errors, reference)
            )
        worst = {name: max(error, worst.get(name, 0.0)) for name, error in errors.items()}
    return Verdict(reference, worst)


@_refuse_large
def verify_library(library: Path, graph: Graph, options: Options, target: Target, seed: int = 0) -> None:
    """Compare a library with the graph it was made from; MismatchError if their results differ."""
    with load_compiled(library) as compiled:
        runs = _runs(compiled, seed)
    for feeds, results in runs:
        expected = interpret(graph, feeds)
        errors = {name: difference(results[name], expected[name]) for name in results}
        if _differ(errors, graph):
            raise MismatchError(_library_fault(graph, options, target, feeds) or _no_fault(errors, "the interpreter"))


def tolerances(graph: Graph) -> dict[Value, float]:
    """What each value may differ by, as a share of the largest magnitude.

    ``TOLERANCE``, or twice what neighbours differ by in the narrowest floating-point type that the value is computed
    from, up to a half.
    """
    allowed = dict.fromkeys([*graph.inputs, *graph.constants()], TOLERANCE)
    for node in graph.nodes:
        narrow = [min(2.0 ** (1 - FORMATS[dtype].mantissa), 0.5) for dtype in _made(node) if dtype in FORMATS]
        largest = max([TOLERANCE, *narrow, *(allowed[value] for value in node.inputs)])
        allowed |= dict.fromkeys(node.outputs, largest)
    return allowed


def _made(node: Node) -> set[DType]:
    """The types of a node's results, and those that its expression converts to on the way."""
    types = {value.type.dtype for value in node.outputs}
    types |= {dtype for body in bodies(node.op) for inner in body.nodes for dtype in _made(inner)}
    expression = getattr(node.op, "expression", None) or getattr(node.op, "epilogue", None)
    return types | {step.to for step in expression.steps if step.to} if expression else types


def _of_outputs(graph: Graph) -> dict[str, float]:
    allowed = tolerances(graph)
    return {name: allowed[value] for name, value in zip(graph.output_names, graph.outputs, strict=True)}


def difference(actual: Array, expected: Array) -> float:
    """The largest difference as a share of the largest magnitude expected.

    Infinite if shapes or types differ, or values that are not finite, or integers and bools at all.
    """
    if actual.shape != expected.shape or actual.dtype != expected.dtype:
        return float("inf")
    if not DType.of(actual).is_float:
        return 0.0 if np.array_equal(actual, expected) else float("inf")
    actual, expected = (a.astype(DType.of(a).wide.numpy, copy=False) for a in (actual, expected))
    finite = np.isfinite(expected)
    if not np.array_equal(actual[~finite], expected[~finite], equal_nan=True) or not np.isfinite(actual[finite]).all():
        return float("inf")
    largest = np.abs(expected[finite]).max(initial=0)
    return float(np.abs(actual[finite] - expected[finite]).max(initial=0) / (largest or 1))


# -- running the three forms -------------------------------------------------------------------------------------------


@contextmanager
def _compiled(graph: Graph, options: Options, target: Target) -> Iterator[CompiledModel]:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "model.so"
        backend.build(plan_with_variants(graph, options, target), options, target, library)
        with load_compiled(library) as compiled:
            yield compiled


def _runs(
    compiled: CompiledModel, seed: int, given: Arrays | None = None
) -> list[tuple[dict[str, Array], dict[str, Array]]]:
    """Given and random feeds and the outputs by name, of a run for each plan of the library that they allow.

    Symbolic dims have the size of a given input or that a variant is for, others the allowed size nearest to 3.
    CompileError for a model that random inputs do not fit, such as one that is given a shape.
    """
    manifest = compiled.manifest
    runs: dict[tuple[tuple[int, ...], ...], tuple[dict[str, Array], dict[str, Array]]] = {}
    for fixed in [{}, *(variant["dims"] for variant in manifest["variants"])]:
        dims = manifest["dims"] | {name: [size, size] for name, size in fixed.items()}
        feeds = random_feeds(manifest | {"dims": dims}, seed, given, size=3)
        sizes = tuple(array.shape for array in feeds.values())
        if sizes in runs:
            continue
        try:
            outputs = compiled.run_tensors(feeds)
        except Error as error:
            if given:
                raise
            wrong = "random inputs do not fit the model, so it cannot be verified"
            raise CompileError(f"{wrong}: {error}; give others to zeroskip verify, --input NAME=FILE.npy") from error
        runs[sizes] = feeds, outputs
    return list(runs.values())


def _onnxruntime(model: Model, feeds: Arrays, names: Sequence[str] = ()) -> dict[str, Array]:
    """The outputs, or the named values, by name; empty if onnxruntime is not installed or cannot run the model.

    It cannot if an input is no tensor, as the feeds are those of the library.
    """
    if not importlib.util.find_spec("onnxruntime"):
        return {}
    import onnxruntime  # noqa: PLC0415 -- an optional extra

    source: str | bytes = (
        os.fspath(model) if isinstance(model, (str, os.PathLike)) else _proto(model).SerializeToString()
    )
    if names:
        proto = _proto(model)
        outputs = {value.name for value in proto.graph.output}
        proto.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names if name not in outputs)
        source = proto.SerializeToString()
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(source, settings)
        names = names or [value.name for value in session.get_outputs()]
        return dict(zip(names, session.run(names, dict(feeds)), strict=True))
    except Exception:  # onnxruntime has no common base for what it raises
        return {}


def _proto(model: Model) -> onnx.ModelProto:
    """A copy that may be changed, with its external data inside."""
    if isinstance(model, onnx.ModelProto):
        model = model.SerializeToString()
    return onnx.load_from_string(model) if isinstance(model, bytes) else onnx.load(model)


# -- where the fault lies ----------------------------------------------------------------------------------------------


def _frontend_fault(model: Model, options: Options, feeds: Arrays) -> str:
    """The first ONNX node whose interpreted result is not onnxruntime's."""
    graph, values = frontend.import_with_names(model, options.dims, options.limits)
    results: dict[Value, Array] = {}
    for node, arrays in interpret_nodes(graph, feeds):
        results.update(zip(node.outputs, arrays, strict=True))
    protos = _proto(model).graph.node
    computed = [
        (f"{proto.op_type} '{name}'", output, values[output])
        for proto, name in zip(protos, node_names(protos), strict=True)
        for output in proto.output
        if values.get(output) in results
    ]
    expected, allowed = _onnxruntime(model, feeds, [output for _, output, _ in computed]), tolerances(graph)
    return _first(
        (f"{what}: imported, it differs from onnxruntime", results[value], expected[output], allowed[value])
        for what, output, value in computed
        if output in expected
    )


def _pass_fault(model: Model, options: Options, feeds: Arrays) -> str:
    """The first pass that changes the outputs."""
    graph = frontend.import_model(model, options.dims, options.limits)
    expected = interpret(graph, feeds)
    for name, run in passes.PIPELINE:
        if name not in options.disabled_passes and passes.run_pass(run, graph, options):
            results = interpret(graph, feeds)
            allowed = _of_outputs(graph)
            outputs = ((f"pass '{name}': output '{o}' changes", results[o], expected[o], allowed[o]) for o in expected)
            if fault := _first(outputs):
                return fault
    return ""


def _library_fault(graph: Graph, options: Options, target: Target, feeds: Arrays) -> str:
    """The first node whose compiled result is not the interpreter's. Makes the results of all nodes outputs."""
    expected: dict[str, tuple[str, Array]] = {}
    for node, arrays in list(interpret_nodes(graph, feeds)):
        for value, array in zip(node.outputs, arrays, strict=True):
            output = f"#{len(expected)}"
            graph.output(value, output)
            expected[output] = f"{node.op.name} '{node.name}'", array
    with _compiled(graph, options, target) as compiled:
        results = compiled.run_tensors(feeds)
    allowed = _of_outputs(graph)
    return _first(
        (f"{what}: compiled, it differs from the interpreter", results[output], array, allowed[output])
        for output, (what, array) in expected.items()
    )


def _no_fault(errors: Mapping[str, float], reference: str) -> str:
    name = max(errors, key=lambda name: errors[name])
    differs = f"output '{name}' differs from {reference} {_by(errors[name])}"
    return f"{differs}, though every node agrees; please report this model"


def _first(comparisons: Iterable[tuple[str, Array, Array, float]]) -> str:
    """What is said of the first pair that differs by more than it may."""
    for what, actual, expected, allowed in comparisons:
        if (error := difference(actual, expected)) > allowed:
            return f"{what} {_by(error)}; please report this model"
    return ""


def _by(error: float) -> str:
    """How large a difference is; an infinite one is of shape or type, or of values that are never rounded."""
    return f"by {error:.1e} of the largest value" if np.isfinite(error) else "by more than rounding"


def _differ(errors: Mapping[str, float], graph: Graph) -> bool:
    allowed = _of_outputs(graph)
    return any(error > allowed[name] for name, error in errors.items())
