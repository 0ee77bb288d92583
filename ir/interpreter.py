"""Running a graph with numpy: the meaning of a graph, against which everything else is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from .dims import as_symbol, evaluate, symbols
from .expression import Array
from .graph import Graph, Node, Value
from .ops import Bind
from .types import DType


class FeedError(ValueError):
    """The arrays given for the inputs do not fit; one line that names the input."""


def interpret(graph: Graph, feeds: Mapping[str, Array]) -> dict[str, Array]:
    """The graph's outputs by name, for one array per input; FeedError if they do not fit."""
    wanted = set(graph.outputs)
    found: dict[Value, Array] = {value: value.data for value in graph.outputs if value.data is not None}
    for node, results in interpret_nodes(graph, feeds):
        found |= {value: result for value, result in zip(node.outputs, results, strict=True) if value in wanted}
    found |= {value: np.asarray(feeds[value.name]) for value in graph.inputs if value in wanted}
    outputs = zip(graph.output_names, graph.outputs, strict=True)
    return {name: np.array(found[value], order="C") for name, value in outputs}


def interpret_nodes(graph: Graph, feeds: Mapping[str, Array]) -> Iterator[tuple[Node, list[Array]]]:
    """Every node with its results, as soon as they are known; FeedError if the arrays for the inputs do not fit.

    An array is dropped after its last use, so at any time only the live values take memory.
    """
    known: Mapping[str, int] = {}
    values = bind_symbols(graph, feeds)
    _check(graph, values, known)
    live: dict[Value, Array] = {value: np.asarray(feeds[value.name]) for value in graph.inputs}
    live |= {value: value.data for value in graph.constants() if value.data is not None}
    last_use = {value: node for node in graph.nodes for value in node.inputs}
    for node in graph.nodes:
        with np.errstate(all="ignore"):
            results = node.op.reference([live[value] for value in node.inputs], values)
        if isinstance(node.op, Bind):
            try:
                known, values = values, {**values, **node.op.values(results[0])}
            except ValueError as error:
                raise FeedError(f"'{node.name}': {error}") from None
            _check(graph, values, known)
        for value, result in zip(node.outputs, results, strict=True):
            same = result.shape == value.type.static_shape(values) and DType.of(result) is value.type.dtype
            assert same, f"{node!r} computed {result.dtype}{list(result.shape)}, expected {value.type}"
        yield node, results
        live |= {value: result for value, result in zip(node.outputs, results, strict=True) if value in last_use}
        for value in set(node.inputs):
            if last_use[value] is node:
                del live[value]


def _check(graph: Graph, values: Mapping[str, int], before: Mapping[str, int]) -> None:
    """FeedError if a check fails that can be made with these symbols, and could not be with those known before."""
    for dim, message in graph.checks.items():
        names = {symbol.name for symbol in symbols(dim)}
        if names <= values.keys() and not (before and names <= before.keys()) and evaluate(dim, values) != 0:
            raise FeedError(message)


def bind_symbols(graph: Graph, feeds: Mapping[str, Array]) -> dict[str, int]:
    """The value of every symbol, read off the shapes of the inputs; FeedError if shapes or types do not fit."""
    names = {value.name for value in graph.inputs}
    if unknown := sorted(feeds.keys() - names):
        raise FeedError(f"there is no input '{unknown[0]}'; the inputs are {', '.join(sorted(names))}")
    values: dict[str, int] = {}
    for value in graph.inputs:
        if value.name not in feeds:
            raise FeedError(f"input '{value.name}' is missing; give {value.type}")
        given = np.asarray(feeds[value.name])
        if given.dtype != value.type.dtype.numpy or given.ndim != value.type.rank:
            raise FeedError(f"input '{value.name}' is {given.dtype}{list(given.shape)}; give {value.type}")
        for dim, extent in zip(value.type.shape, given.shape, strict=True):
            if (symbol := as_symbol(dim)) and symbol.name not in values:
                values[symbol.name] = extent
                if not symbol.low <= extent <= symbol.high:
                    bounds = f"{symbol.low}..{symbol.high}"
                    raise FeedError(f"input '{value.name}' has {symbol.name}={extent}; it must be in {bounds}")
    for value in graph.inputs:
        shape, expected = np.shape(feeds[value.name]), value.type.static_shape(values)
        if shape != expected:
            raise FeedError(f"input '{value.name}' has shape {list(shape)}; give {list(expected)} for {value.type}")
    return values
