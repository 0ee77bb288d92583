"""Walks an ONNX graph in dependency order and lowers node after node.

What cannot be imported is collected, so that the user learns of everything at once; whatever depends on it is passed
over.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from onnx import AttributeProto, GraphProto, NodeProto, TensorProto, ValueInfoProto, defs

from ...ir import Graph, InferError, TooLargeError, Value
from ...ir.coordinates import Data
from ...ir.dims import symbols
from ..diagnostics import CompileError
from ..limits import Limits
from .budget import MOST_COPIES, Budget
from .builder import Builder
from .compounds import parts
from .functions import check_node_count, without_functions
from .inputs import SymbolTable
from .node import OnnxNode
from .opsets import STANDARD_DOMAINS, domain_of, in_known_opset, ranks
from .ports import add_input, add_output
from .precision import Precision
from .problems import RefusedError, Unavailable, UnavailableError, summarize
from .reader import Source
from .structure import names_read, ordered
from .table import LOWERINGS, Lowering, lowering
from .tensors import from_sparse, to_array
from .values import Anything

Array = np.ndarray[Any, Any]


@dataclass
class Context:
    """What all graphs of a model share."""

    source: Source
    opsets: Mapping[str, int]
    problems: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """What cannot be imported: an op or kind, a name, a reason; each once."""

    def load(self, proto: TensorProto) -> Array:
        """A tensor of the model."""
        return to_array(proto, folder=self.source.folder)


class Scope:
    """The nodes of one graph, the model's or a body's, on their way into a builder; knows the values by name."""

    def __init__(
        self, context: Context, builder: Builder, around: ChainMap[str, Anything | Unavailable], copies: int = 1
    ) -> None:
        self.context, self.builder, self.around = context, builder, around
        self.copies = copies
        """How many times the graph has been imported: for its place in the nest, the product over all levels."""
        self.precision = Precision(builder)
        self.values: dict[str, Anything | Unavailable] = {}
        self.visible = around.new_child(self.values)
        """What names stand for, in this graph or one around it."""
        self.ranks: Mapping[str, int] = {}
        """The number of axes of tensors of which it is declared."""

    def fill(self, proto: GraphProto, nodes: Sequence[NodeProto]) -> None:
        """Import the constants and the nodes; the inputs are there already."""
        self.ranks = ranks([*proto.value_info, *proto.output])
        self._constants(proto)
        outputs = [o.name for o in proto.output]
        ordered_nodes = ordered(nodes, outputs, self.values.keys(), self.around.keys())
        read = {name for node, _ in ordered_nodes for name in names_read(node)}.union(outputs)
        for node, name in ordered_nodes:
            self._node(node, name, read)

    def refuse(self, op: str, name: str, reason: str, outputs: Sequence[str]) -> None:
        """Note what cannot be imported, and that its results are missing."""
        self.context.problems[op, name, reason] = None
        self.values.update(dict.fromkeys(outputs, Unavailable()))

    def _constants(self, proto: GraphProto) -> None:
        loads: list[tuple[str, Callable[[], Data]]]
        loads = [(t.name, partial(self.context.load, t)) for t in proto.initializer]
        loads += [(t.values.name, partial(from_sparse, t, self.context.load)) for t in proto.sparse_initializer]
        for name, load in loads:
            if name in self.values:
                raise CompileError(f"initialiser '{name}' is listed twice; export the model again")
            try:
                data = load()
                self.builder.budget.add_given(data.nbytes)
                self.values[name] = self.builder.constant(data, name)
            except (RefusedError, TooLargeError) as refusal:
                self.refuse("initialiser", name, str(refusal), [name])

    def _node(self, proto: NodeProto, name: str, read: set[str]) -> None:
        outputs = list(proto.output)
        try:
            schema, lower = _definition(proto, self.context.opsets)
            inputs = [self.visible[i] if i else None for i in proto.input]
            given = self.precision.widened(inputs, proto.op_type, name)
            rank = self.ranks.get(next(iter(outputs), ""))
            node = OnnxNode(
                proto, name, schema, given, self.context.load, self.builder, rank, partial(Subgraph, self, name)
            )
            lowered = lower(node)
            results = lowered if isinstance(lowered, Sequence) else [lowered]
            results = self.precision.narrowed(results, inputs, schema, name)
            for index, output in enumerate(outputs):
                if index >= len(results) and output in read:
                    raise RefusedError(f"its output {index} ('{output}') is not supported, and the model uses it")
            self.values.update(zip(outputs, results, strict=False))
        except UnavailableError:
            self.values.update(dict.fromkeys(outputs, Unavailable()))
        except (RefusedError, TooLargeError) as refusal:
            self.refuse(proto.op_type, name, str(refusal), outputs)
        except InferError as error:
            self.refuse(proto.op_type, name, f"{error}{self._hint(proto)}", outputs)

    def _hint(self, proto: NodeProto) -> str:
        """The remedy for sizes that do not fit, when they depend on symbolic dims."""
        values = [self.visible[i] for i in proto.input if i]
        shapes = [x.type.shape for value in values if not isinstance(value, Unavailable) for x in parts(value)]
        names = sorted({s.name for shape in shapes for dim in shape for s in symbols(dim) - self.builder.bound})
        if not names:
            return ""
        return f"; bound the symbolic sizes it depends on, as in --dim {names[0]}=LO..HI ({', '.join(names)})"


class Subgraph:
    """A graph attribute of a node in a scope; see ``node.Subgraph``."""

    def __init__(self, scope: Scope, name: str, proto: GraphProto) -> None:
        self.scope, self.name, self.proto = scope, name, proto
        self._copies = 0
        self.inputs, self.outputs = len(proto.input), len(proto.output)

    def lower(self, builder: Builder, inputs: Sequence[Anything]) -> list[Anything]:
        """What it computes; UnavailableError if something in it is refused, which is noted."""
        # What is imported more than once multiplies with every level of nesting.
        self._copies += 1
        copies = self.scope.copies * self._copies
        if copies > MOST_COPIES:
            raise CompileError(
                f"node '{self.name}': is nested too deep in branches of differing shapes or loops that a condition "
                "ends; give the branches one shape and the loops a trip count, and export the model again"
            )
        scope = Scope(self.scope.context, builder, self.scope.visible, copies)
        scope.values |= {proto.name: x for proto, x in zip(self.proto.input, inputs, strict=True)}
        scope.fill(self.proto, self.proto.node)
        found = [scope.visible[output.name] for output in self.proto.output]
        results = [x for x in found if not isinstance(x, Unavailable)]
        if len(results) < len(found):
            raise UnavailableError
        return results


class Importer:
    """One import: fills ``graph`` from ``source``."""

    def __init__(self, source: Source, ranges: Mapping[str, tuple[int, int]], limits: Limits) -> None:
        self.ranges, self.limits = ranges, limits
        check_node_count(source.model, source.label, limits)
        source, opset = in_known_opset(source)
        others = [o for o in source.model.opset_import if o.domain not in STANDARD_DOMAINS]
        self.context = Context(source, {"": opset} | {o.domain: o.version for o in others})
        self.graph = Graph(source.model.graph.name or "graph")
        self.scope = Scope(self.context, Builder(self.graph, Budget(limits)), ChainMap())

    def run(self) -> Graph:
        """The graph; CompileError listing everything that stands in the way."""
        model = self.context.source.model
        nodes = without_functions(model, self.context.opsets, self.limits)
        proto = model.graph
        constants = {t.name for t in proto.initializer} | {t.values.name for t in proto.sparse_initializer}
        self._inputs([i for i in proto.input if i.name not in constants])
        self.scope.fill(proto, nodes)
        for output in proto.output:
            if output.name in self.graph.output_names:
                raise CompileError(f"output '{output.name}' is listed twice; export the model again")
            self._output(output)
        if self.context.problems:
            raise CompileError(*summarize(list(self.context.problems)))
        return self.graph

    def values(self) -> dict[str, Value]:
        """The values of the graph by the names that the model has for them."""
        return {name: x for name, x in self.scope.values.items() if isinstance(x, Value)}

    def _inputs(self, inputs: list[ValueInfoProto]) -> None:
        table = SymbolTable(inputs, self.ranges)
        for proto in inputs:
            if proto.name in self.scope.values:
                raise CompileError(f"input '{proto.name}' is listed twice; export the model again")
            try:
                known = len(self.graph.inputs)
                self.scope.values[proto.name] = add_input(self.graph, table, proto)
                for value in self.graph.inputs[known:]:
                    self.scope.builder.budget.check(value.type, "its type")
            except RefusedError as refusal:
                self.scope.refuse("input", proto.name, str(refusal), [proto.name])
        table.check()

    def _output(self, proto: ValueInfoProto) -> None:
        value = self.scope.visible[proto.name]
        if isinstance(value, Unavailable):
            return
        try:
            add_output(self.scope.builder, value, proto)
        except RefusedError as refusal:
            self.scope.refuse("output", proto.name, f"{refusal}; export the model again", [])


def _definition(proto: NodeProto, opsets: Mapping[str, int]) -> tuple[defs.OpSchema, Lowering]:
    """The op's definition in the opset of its domain and its lowering.

    RefusedError without one or when the node does not fit it.
    """
    domain = domain_of(proto)
    opset = opsets.get(domain)
    if domain not in LOWERINGS or opset is None:
        raise RefusedError(f"operators of domain '{domain}' are not supported; export with standard operators")
    if not defs.has(proto.op_type, domain) or (schema := _schema(proto.op_type, opset, domain)) is None:
        raise RefusedError(f"there is no such operator in opset {opset}; export with standard operators")
    lower = lowering(domain, proto.op_type, schema.since_version)
    if lower is None or schema.deprecated:
        raise RefusedError(f"this operator (opset {opset}) is not supported; express it by supported ones")
    for attribute in proto.attribute:
        known = schema.attributes.get(attribute.name)
        if known is None:
            raise RefusedError(f"unknown attribute '{attribute.name}' in opset {opset}; export the model again")
        kind = AttributeProto.AttributeType.Name(attribute.type)
        if str(known.type) != f"AttrType.{kind}" or attribute.ref_attr_name:
            raise RefusedError(f"attribute '{attribute.name}' must not be of type {kind}; export the model again")
    for name, known in schema.attributes.items():
        if known.required and all(a.name != name for a in proto.attribute):
            raise RefusedError(f"attribute '{name}' is missing; export the model again")
    if not schema.min_input <= len(proto.input) <= schema.max_input or len(proto.output) > schema.max_output:
        counts = f"{len(proto.input)} inputs and {len(proto.output)} outputs"
        raise RefusedError(f"{counts} do not fit its definition in opset {opset}; export the model again")
    return schema, lower


def _schema(op: str, opset: int, domain: str) -> defs.OpSchema | None:
    try:
        return defs.get_schema(op, opset, domain)
    except defs.SchemaError:
        return None
