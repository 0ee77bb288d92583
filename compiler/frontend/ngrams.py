"""TfIdfVectorizer: how often rows of integers contain the n-grams of a pool.

The n-grams make a trie, which all positions of a row walk at once, one level at a time:

    token = number of x[t] in the vocabulary                            [rows, T]
    s = token
    s = number of (s, token[t + skip]) among the nodes of the level     as often as the longest n-gram is long
    count[row, n-gram that ends in s] += 1

What is in no table gets the number behind its last entry, which leads nowhere; so do positions behind the row's end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...ir import DType
from ...ir.dims import bounds
from ...ir.ops import Pad
from .classical import STRINGS, as_rows
from .node import OnnxNode
from .symbolic import Tensor

Gram = tuple[int, ...]


@dataclass
class _Level:
    """Ascending keys of the trie's nodes on a level, and which n-gram ends in each, the last in what is no node."""

    keys: list[int]
    grams: list[int]


def _tf_idf_vectorizer(node: OnnxNode) -> Tensor:
    mode = node.text("mode")
    if mode not in ("TF", "IDF", "TFIDF"):
        node.refuse(f"mode='{mode}' is not one of TF, IDF, TFIDF; export the model again")
    shortest, longest = node.integer("min_gram_length"), node.integer("max_gram_length")
    skips = node.integer("max_skip_count")
    if not 1 <= shortest <= longest or skips < 0:
        given = f"min_gram_length={shortest}, max_gram_length={longest} and max_skip_count={skips}"
        node.refuse(f"{given} contradict each other; export the model again")
    grams = _pool(node)
    columns, weights = node.integers("ngram_indexes") or (), node.attribute("weights") or [1.0] * len(grams)
    if not len(grams) == len(columns) == len(weights) or min(columns, default=-1) < 0:
        given = f"{len(columns)} ngram_indexes and {len(weights)} weights"
        node.refuse(f"{given} do not fit {len(grams)} n-grams; export the model again")
    vocabulary, levels = _trie([gram if shortest <= len(gram) <= longest else () for gram in grams])
    x = node.input(0)
    if x.type.rank not in (1, 2) or x.type.dtype.is_float:
        node.refuse(f"needs a row or rows of integers, got {x.type}; export the model again")
    rows = node.cast(as_rows(node, x), DType.INT64)
    counts = _counts(node, _found(node, vocabulary, rows), len(vocabulary), levels, skips, len(grams))
    if mode == "IDF":
        counts = node.formula(("min", "x", 1), counts)
    if mode != "TF":
        counts = node.call("mul", counts, node.make(np.array(weights), DType.FLOAT32))
    shape = (rows.type.shape[0], max(columns) + 1)
    nothing = node.broadcast(node.make(0, DType.FLOAT32), shape)
    y = node.scatter(nothing, counts, (0, -1), node.make(np.array([columns]), DType.INT64), function="add")
    return y if x.type.rank == 2 else node.reshape(y, shape[1:])


def _pool(node: OnnxNode) -> list[Gram]:
    """All n-grams, the shorter ones first."""
    if node.has("pool_strings"):
        node.refuse(STRINGS)
    pool, starts = node.integers("pool_int64s") or (), node.integers("ngram_counts") or ()
    grams: list[Gram] = []
    for length, (start, end) in enumerate(pairwise((*starts, len(pool))), 1):
        if not 0 <= start <= end or (end - start) % length:
            node.refuse(f"ngram_counts do not part a pool of {len(pool)} into n-grams; export the model again")
        grams += [pool[i : i + length] for i in range(start, end, length)]
    if len(set(grams)) < len(grams):
        node.refuse("the pool lists an n-gram twice; export the model again")
    return grams


def _trie(grams: Sequence[Gram]) -> tuple[list[int], list[_Level]]:
    """The vocabulary, ascending, and the levels of nodes.

    The key of a node is the number of the node before it, times one more than there are tokens, plus the token.
    """
    vocabulary = sorted({number for gram in grams for number in gram})
    ending = {gram: index for index, gram in enumerate(grams)}
    token = {number: index for index, number in enumerate(vocabulary)}
    nodes: list[Gram] = [()]
    levels = []
    for length in range(1, max(map(len, grams), default=0) + 1):
        before = {prefix: index for index, prefix in enumerate(nodes)}
        # The first level has all tokens, so that numbers of nodes there are numbers of tokens.
        nodes = [(n,) for n in vocabulary] if length == 1 else sorted({g[:length] for g in grams if len(g) >= length})
        keys = [before[prefix[:-1]] * (len(vocabulary) + 1) + token[prefix[-1]] for prefix in nodes]
        levels.append(_Level(keys, [ending.get(prefix, len(grams)) for prefix in nodes] + [len(grams)]))
    return vocabulary, levels


def _counts(node: OnnxNode, tokens: Tensor, unknown: int, levels: Sequence[_Level], skips: int, grams: int) -> Tensor:
    """f32[rows, grams]: how often each n-gram occurs with 0 to so many numbers between its neighbours."""
    rows, extent = tokens.type.shape
    steps = min(skips + 1, bounds(extent)[1])  # a row has no neighbours farther apart
    reach = max(len(levels) - 1, 0) * steps
    padded = node.add(Pad((0, 0), (0, reach), unknown), tokens) if reach else tokens
    found = []
    for step in range(1, steps + 1):
        at = tokens
        for depth, level in enumerate(levels):
            if depth:
                token = node.cut(padded, 1, depth * step, extent)
                key = node.formula(("add", ("mul", "x", unknown + 1), "y"), at, token)
                at = _found(node, level.keys, key)
            if depth or step == 1:  # a single number has no neighbours
                found.append(node.take(node.make(np.array(level.grams), DType.INT64), at, 0))
    nothing = node.broadcast(node.make(0, DType.FLOAT32), (rows, grams + 1))
    if not found:
        return node.cut(nothing, 1, 0, grams)
    index = node.join(found, 1)
    ones = node.broadcast(node.make(1, DType.FLOAT32), index.type.shape)
    counts = node.scatter(nothing, ones, (0, -1), index, function="add")
    return node.cut(counts, 1, 0, grams)


def _found(node: OnnxNode, keys: Sequence[int], x: Tensor) -> Tensor:
    """The place of each element among ascending keys, ``len(keys)`` for one that is not there: a binary search."""
    steps = len(keys).bit_length()
    largest = np.iinfo(np.int64).max
    table = node.make(np.array([*keys, *[largest] * ((1 << steps) - len(keys))]), DType.INT64)
    at: Tensor = node.broadcast(node.make(0, DType.INT64), x.type.shape)
    for step in reversed(range(steps)):
        ahead = node.formula(("add", "x", 1 << step), at)
        at = node.call("where", node.call("le", node.take(table, ahead, 0), x), ahead, at)
    same = node.call("eq", node.take(table, at, 0), x)
    return node.formula(("where", "y", ("min", "x", len(keys)), len(keys)), at, same)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"TfIdfVectorizer": {9: _tf_idf_vectorizer}}
"""Lowerings by op and the opset since which they apply."""
