"""Running a graph with numpy: the meaning of a graph, against which everything else is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .dims import Symbol, as_symbol, evaluate, symbols
from .expression import Array
from .graph import Graph, Node, Value
from .types import DType


class FeedError(ValueError):
    """The arrays given for the inputs do not fit; one line that names the input."""


def interpret(graph: Graph, feeds: Mapping[str, Array]) -> dict[str, Array]:
    """The graph's outputs by name, for one array per input; FeedError if they do not fit."""
    arrays, symbols = _fed(graph, feeds)
    return dict(zip(graph.output_names, interpret_body(graph, arrays, symbols), strict=True))


def interpret_body(graph: Graph, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
    """The graph's outputs for its inputs, where the symbols of the graph around it are known."""
    wanted = set(graph.outputs)
    found: dict[Value, Array] = {value: value.array for value in graph.outputs if value.data is not None}
    found |= {value: array for value, array in zip(graph.inputs, inputs, strict=True) if value in wanted}
    for node, results in _walk(graph, inputs, symbols):
        found |= {value: result for value, result in zip(node.outputs, results, strict=True) if value in wanted}
    return [np.array(found[value], order="C") for value in graph.outputs]


def interpret_nodes(graph: Graph, feeds: Mapping[str, Array]) -> Iterator[tuple[Node, list[Array]]]:
    """Every node with its results, as soon as they are known; FeedError if the arrays for the inputs do not fit.

    An array is dropped after its last use, so at any time only the live values take memory.
    """
    yield from _walk(graph, *_fed(graph, feeds))


def _fed(graph: Graph, feeds: Mapping[str, Array]) -> tuple[list[Array], dict[str, int]]:
    """The arrays in the order of the inputs, and the values of the symbols."""
    values = bind_symbols(graph, feeds)
    return [np.asarray(feeds[value.name]) for value in graph.inputs], values


def _walk(graph: Graph, inputs: Sequence[Array], values: Mapping[str, int]) -> Iterator[tuple[Node, list[Array]]]:
    known: Mapping[str, int] = {}
    _check(graph, values, known)
    live: dict[Value, Array] = dict(zip(graph.inputs, inputs, strict=True))
    live |= {value: value.array for value in graph.constants()}
    last_use = {value: node for node in graph.nodes for value in node.inputs}
    for node in graph.nodes:
        with np.errstate(all="ignore"):
            results = node.op.reference([live[value] for value in node.inputs], values)
        if bound := node.op.binds():
            known, values = values, {**values, **_bound(bound, node.op.bound(results), node.name)}
            _check(graph, values, known)
        for value, result in zip(node.outputs, results, strict=True):
            same = result.shape == value.type.static_shape(values) and DType.of(result) is value.type.dtype
            assert same, f"{node!r} computed {result.dtype}{list(result.shape)}, expected {value.type}"
        yield node, results
        live |= {value: result for value, result in zip(node.outputs, results, strict=True) if value in last_use}
        for value in set(node.inputs):
            if last_use[value] is node:
                del live[value]


def _bound(names: Sequence[Symbol], values: Sequence[int], node: str) -> dict[str, int]:
    """The symbols' values; FeedError for one outside its bounds."""
    for symbol, value in zip(names, values, strict=True):
        if not symbol.low <= value <= symbol.high:
            raise FeedError(f"'{node}': {symbol} is {value}, outside {symbol.low}..{symbol.high}")
    return {symbol.name: value for symbol, value in zip(names, values, strict=True)}


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
