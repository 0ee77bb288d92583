"""Replaces calls of functions, those of the model and those that the standard defines by other ops, by their bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, defs, helper
from onnx.inliner import inline_selected_functions

from ..diagnostics import CompileError
from ..limits import Limits
from .opsets import domain_of
from .structure import graphs_of, with_subgraphs
from .table import lowering

_DEEPEST = 64
"""How deep functions may call each other; the inliner takes 100."""


def check_node_count(model: ModelProto, label: str, limits: Limits) -> None:
    """CompileError if the model would have too many nodes with its functions inlined, or if these call themselves.

    Counts along the calls without expanding any: functions that call the one before twice double at each level.
    """
    functions = {(f.domain, f.name): f for f in model.functions}
    counts: dict[tuple[str, str], int] = {}

    def count(node: NodeProto, calls: tuple[tuple[str, str], ...] = ()) -> int:
        key = (node.domain, node.op_type)
        if key in calls:
            raise CompileError(f"function '{key[1]}' calls itself; export the model without recursion")
        if len(calls) > _DEEPEST:
            deeper = f"functions are nested more than {_DEEPEST} deep"
            raise CompileError(f"function '{calls[0][1]}': {deeper}; export the model with its functions inlined")
        if key in functions and key not in counts:
            counts[key] = sum(count(inner, (*calls, key)) for inner in functions[key].node)
        inside = sum(count(inner, calls) for graph in graphs_of(node) for inner in graph.node)
        return counts.get(key, 1) + inside

    total = 0
    for node in model.graph.node:
        total += (one := count(node))
        if one > limits.nodes:
            raise limits.too_many_nodes(f"{node.op_type} '{node.name or node.op_type}'", one)
    if total > limits.nodes:
        raise limits.too_many_nodes(label, total)


def without_functions(model: ModelProto, opsets: Mapping[str, int], limits: Limits) -> Sequence[NodeProto]:
    """The graph's nodes with every function call expanded that has no lowering of its own.

    ``opsets`` are the versions of the domains, of which ai.onnx has an empty name.
    """
    local = {(f.domain, f.name) for f in model.functions}
    nodes: Sequence[NodeProto] = model.graph.node
    for _ in range(_DEEPEST):
        if (found := sum(1 for _ in with_subgraphs(nodes))) > limits.nodes:
            raise limits.too_many_nodes(model.graph.name or "model", found)
        calls = {(n.domain, n.op_type) for n in with_subgraphs(nodes) if _is_call(n, local, opsets)}
        if not calls:
            return nodes
        if not calls.isdisjoint(local):
            calls |= local  # all levels at once
        skeleton = _skeleton(model, nodes, opsets)
        try:
            inlined = inline_selected_functions(skeleton, sorted(calls), inline_schema_functions=True)
        except Exception as error:  # the inliner's C++ raises whatever it likes
            raise CompileError(f"function '{min(calls)[1]}' cannot be inlined: {str(error).splitlines()[0]}") from error
        left = [(n.domain, n.op_type) for n in with_subgraphs(inlined.graph.node)]
        if len(left) == len(list(with_subgraphs(nodes))) and calls.issubset(left):
            return nodes  # what could not be expanded is reported as unsupported
        nodes = inlined.graph.node
    raise CompileError(f"functions are nested more than {_DEEPEST} deep; export the model with its functions inlined")


def _is_call(node: NodeProto, local: set[tuple[str, str]], opsets: Mapping[str, int]) -> bool:
    if (node.domain, node.op_type) in local:
        return True
    domain = domain_of(node)
    if lowering(domain, node.op_type, opsets.get(domain, 1)) is not None:
        return False
    return (domain, node.op_type) in _standard_functions()


@cache
def _standard_functions() -> frozenset[tuple[str, str]]:
    """Domain and name of the operators that the standard defines by others."""
    return frozenset((schema.domain, schema.name) for schema in defs.get_function_ops())


def _skeleton(model: ModelProto, nodes: Sequence[NodeProto], opsets: Mapping[str, int]) -> ModelProto:
    """The model without its weights, which the inliner would copy; their types stay, as inputs.

    The domain ai.onnx, which has two names, is called by one, the only one that the inliner knows.
    """
    graph = GraphProto(name=model.graph.name, node=nodes, value_info=model.graph.value_info, output=model.graph.output)
    for node in with_subgraphs(graph.node):
        node.domain = domain_of(node)
        _add_defaults(node, opsets.get(node.domain, 1))
    listed = {i.name for i in model.graph.input}
    graph.input.extend(model.graph.input)
    graph.input.extend(_weight_types(model.graph, listed))
    # An input that is left out has an empty name, whose type the inliner asks for as well.
    graph.value_info.add().type.tensor_type.elem_type = TensorProto.UNDEFINED
    imports = [helper.make_opsetid(domain, version) for domain, version in opsets.items() if version]
    return ModelProto(ir_version=model.ir_version, opset_import=imports, functions=model.functions, graph=graph)


def _add_defaults(node: NodeProto, opset: int) -> None:
    """Give a call of a standard function the attributes it leaves out: the inliner forgets their defaults."""
    try:
        schema = defs.get_schema(node.op_type, opset, node.domain)
    except defs.SchemaError:
        return
    if (schema.domain, schema.name) in _standard_functions():
        given = {attribute.name for attribute in node.attribute}
        node.attribute.extend(
            known.default_value
            for name, known in sorted(schema.attributes.items())
            if name not in given and known.default_value.name
        )


def _weight_types(graph: GraphProto, listed: set[str]) -> list[ValueInfoProto]:
    tensors = [(t.name, t.data_type, t.dims) for t in graph.initializer]
    tensors += [(t.values.name, t.values.data_type, t.dims) for t in graph.sparse_initializer]
    return [helper.make_tensor_value_info(n, t, list(d)) for n, t, d in tensors if n not in listed]
