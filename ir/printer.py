"""The text form of a graph, which ``ir.parser`` reads back.

    graph mlp(%x: f32[batch, 4]) symbols(batch: 1..8) {
      %w = constant f32[4, 3] sha256:1b4f0e985197  # 50.0 % zeros
      %b = constant f32[3] [0.5, -1.0, inf]
      %dot = dot(%x, %w) {lhs_contract=[1], rhs_contract=[0]} @fc1  # f32[batch, 3]
      %add = add(%dot, %b)  # f32[batch, 3]
      %map = map(%add) {t0 = mul(x0, 2.0:f32); t1 = max(t0, x0)}  # f32[batch, 3]
      return y = %map
    }

A body of control flow is written as a graph in an attribute, over several lines.

A map of one step is written as its function, with literals in their places; longer ones show their expression.
Attributes are left out where they are empty. ``@`` gives the ONNX node. Unusual names are quoted as in JSON. Comments
tell the types of the results and are not read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from .coordinates import Coordinates, count_nonzero
from .dims import Symbol
from .expression import Expression, Literal
from .graph import Graph, Node, Value
from .ops import Map, Op

IDENTIFIER = r"[A-Za-z_][A-Za-z0-9_]*"
PLAIN_NAME = r"[A-Za-z0-9_./]+"
"""Names that need no quotes after ``%`` and ``@``; elsewhere only identifiers need none."""


def format_graph(graph: Graph, limit: int = 16) -> str:
    """The graph as text. Constants of more than ``limit`` elements are written as a hash and cannot be parsed back."""
    inputs = ", ".join(f"{_value(value)}: {value.type}" for value in graph.inputs)
    ranges = ", ".join(map(_range, graph.symbols() + graph.bound_symbols()))
    lines = [f"graph {_name(graph.name, IDENTIFIER)}({inputs}){f' symbols({ranges})' if ranges else ''} {{"]
    lines += [f"  {_constant(value, limit)}" for value in graph.constants()]
    lines += [f"  {format_node(node)}".replace("\n", "\n  ") for node in graph.nodes]
    results = zip(graph.output_names, graph.outputs, strict=True)
    lines += [f"  return {', '.join(f'{_name(name, IDENTIFIER)} = {_value(value)}' for name, value in results)}", "}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _range(symbol: Symbol) -> str:
    return f"{symbol}: {symbol.low}..{symbol.high}"


def format_node(node: Node) -> str:
    """One line of ``format_graph``, more for an op with bodies."""
    results = ", ".join(map(_value, node.outputs))
    types = ", ".join(str(value.type) for value in node.outputs)
    call = format_op(node.op, [_value(value) for value in node.inputs])
    return f"{results} = {call}{f' @{_name(node.name, PLAIN_NAME)}' if node.name else ''}  # {types}"


def format_op(op: Op, inputs: Sequence[str]) -> str:
    """The application of an op to inputs written as given; equal texts mean equal computations."""
    if isinstance(op, Map):
        first = op.expression.steps[0]
        arguments = [o for o in first.operands if not isinstance(o, Literal)]
        if len(op.expression.steps) == 1 and arguments == list(range(op.expression.arguments)):
            return first.text(inputs)
        return f"map({', '.join(inputs)}) {{{op.expression}}}"
    own_first = sorted(fields(op), key=lambda field: field.name == "epilogue")
    attributes = [(field.name, getattr(op, field.name), field.default) for field in own_first]
    shown = [f"{name}={_attribute(v)}" for name, v, default in attributes if v not in (None, ()) or v != default]
    return f"{op.name}({', '.join(inputs)})" + (f" {{{', '.join(shown)}}}" if shown else "")


def _attribute(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, Graph):
        return format_graph(value).rstrip()
    return f"[{value}]" if isinstance(value, Expression) else str(value)


def _constant(value: Value, limit: int) -> str:
    data = value.data
    assert data is not None
    if data.size <= limit:
        return f"{_value(value)} = constant {value.type} [{', '.join(str(element) for element in value.array.flat)}]"
    sparse = isinstance(data, Coordinates)
    zeros = f"{1 - count_nonzero(data) / data.size:.1%} zeros{', sparse' if sparse else ''}"
    comment = f"  # {zeros}" if value.type.dtype.is_float or sparse else ""
    digest = hashlib.sha256()
    for array in [data.indices, data.values] if isinstance(data, Coordinates) else [data]:
        digest.update(array.reshape(-1).view(np.uint8).data)
    return f"{_value(value)} = constant {value.type} sha256:{digest.hexdigest()[:12]}{comment}"


def _value(value: Value) -> str:
    return f"%{_name(value.name, PLAIN_NAME)}"


def _name(name: str, plain: str) -> str:
    return name if re.fullmatch(plain, name) else json.dumps(name)
