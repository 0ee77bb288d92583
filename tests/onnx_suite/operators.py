"""docs/operators.md: which ops, of which opsets, on which element types; made from the outcomes of the suite."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import onnx
from onnx import ModelProto, TensorProto, ValueInfoProto, defs
from onnx.backend.test.loader import load_model_tests

from tests.onnx_suite import suite

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"

_HEAD = """# Operators

Made by `make onnx-suite` from the outcomes of the {total} tests that ONNX {version} has for backends: {passed} pass,
{refused} are refused when compiling, with a message that names the node and the reason, and {random} expect the
numbers of another random generator, so that only the types and shapes of their results are compared. Of the {core}
tests of operators that have float32, int64, int32 and bool only, {core_passed} pass.
{modes}
Results count as equal where the tests say so, but for {tolerances}.

An operator that the standard defines as a function of others also works where those do. Opsets are the versions of an
operator's definition that tests which pass use; types are those of their inputs.

| operator | opsets | types | tests passed | refused |
|---|---|---|---|---|
"""

_MODES = {
    "symbolic": "with every dim of the inputs symbolic",
    "constant": "with the inputs as constants",
}
_CORE = (TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL)
_SHORT = {"FLOAT": "f32", "DOUBLE": "f64", "FLOAT16": "f16", "BFLOAT16": "bf16"}


@dataclass
class _Row:
    opsets: set[int] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    passed: int = 0
    total: int = 0
    reasons: set[str] = field(default_factory=set)


def page() -> str:
    """The text of the page."""
    static = suite.recorded("static")
    cases = load_model_tests(kind="node")
    core = [static[case.name.removeprefix("test_")] for case in cases if case.model and _is_core(case.model)]
    rows: dict[str, _Row] = defaultdict(_Row)
    for case in cases:
        name = case.name.removeprefix("test_")
        if case.model is None or len(case.model.graph.node) != 1:
            continue  # an expanded function, which says nothing about one operator
        (node,) = case.model.graph.node
        row, outcome = rows[f"{node.domain}.{node.op_type}".removeprefix(".")], static[name]
        row.total += 1
        row.passed += outcome.result == "passed"
        if outcome.result != "refused":
            row.opsets.add(_opset(case.model))
            row.types.update(_type_name(proto) for proto in case.model.graph.input)
        if outcome.result != "passed":
            row.reasons.add(_reason(outcome.reason))
    counts = [sum(o.result == result for o in static.values()) for result in suite.RIGHT]
    tolerances = [f"`{name}` (within {atol}: {reason})" for name, atol, reason in suite.tolerances()]
    head = _HEAD.format(
        total=len(static),
        version=onnx.__version__,
        passed=counts[0],
        refused=counts[1],
        random=counts[2],
        core=len(core),
        core_passed=sum(outcome.result == "passed" for outcome in core),
        modes=_modes(static),
        tolerances=" and ".join(tolerances),
    )
    return head + "".join(_format(name, rows[name]) for name in sorted(rows, key=str.lower))


def _is_core(model: ModelProto) -> bool:
    """Whether all inputs and outputs are tensors of the types that nearly every network is made of."""
    ports = [*model.graph.input, *model.graph.output]
    return all(proto.type.tensor_type.elem_type in _CORE for proto in ports)


def _modes(static: dict[str, suite.Outcome]) -> str:
    lines = []
    for mode, text in _MODES.items():
        outcomes = suite.recorded(mode)
        both = [name for name in outcomes if static[name].result == "passed"]
        passed = sum(outcomes[name].result == "passed" for name in both)
        lines.append(
            f"Of the {len(both)} tests of single operators that pass and can be run {text}, {passed} pass so.\n"
        )
    return "".join(lines)


def _opset(model: ModelProto) -> int:
    (node,) = model.graph.node
    version = next((o.version for o in model.opset_import if o.domain == node.domain), 1)
    try:
        return int(defs.get_schema(node.op_type, version, node.domain).since_version)
    except defs.SchemaError:
        return int(version)


def _type_name(proto: ValueInfoProto) -> str:
    kind = proto.type.WhichOneof("value")
    if kind != "tensor_type":
        return str(kind).removesuffix("_type")
    name = TensorProto.DataType.Name(proto.type.tensor_type.elem_type)
    return _SHORT.get(name, re.sub(r"^(U?)INT", lambda m: f"{m[1].lower()}i" if not m[1] else "u", name).lower())


def _reason(text: str) -> str:
    """The reason without the node's name."""
    return re.sub(r"^\S+ '[^']*': ", "", text).split(";")[0].replace("|", "\\|")


def _format(name: str, row: _Row) -> str:
    opsets, types = ", ".join(map(str, sorted(row.opsets))), ", ".join(sorted(row.types))
    return f"| {name} | {opsets} | {types} | {row.passed} of {row.total} | {'; '.join(sorted(row.reasons))} |\n"
