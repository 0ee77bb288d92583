"""Ensembles of decision trees: all trees are walked together, one level at a time.

    s = roots                                        [samples, trees]
    s = where(x[feature[s]] <= split[s], true[s], false[s])        as often as the deepest tree is deep
    y = sum over trees of weight[s], for the target[s]             [samples, targets]

Leaves follow the nodes in all tables, and lead to themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ...ir import DType
from ...ir.dims import minimum
from ...ir.ops import Softmax
from .formula import Formula
from .node import Array, OnnxNode
from .symbolic import Tensor

_MEMBER = 6
_COMPARISONS: Mapping[int, Formula] = {
    0: ("le", "x", "y"),
    1: ("lt", "x", "y"),
    2: ("le", "y", "x"),
    3: ("lt", "y", "x"),
    4: ("eq", "x", "y"),
    5: ("not", ("eq", "x", "y")),
}
_DEEPEST = 64


class _Ensemble:
    """The tables of an ensemble, checked."""

    def __init__(self, node: OnnxNode) -> None:
        self.roots = _integers(node, "tree_roots")
        self.modes, splits, weights = (_tensor(node, n) for n in ("nodes_modes", "nodes_splits", "leaf_weights"))
        self.dtype = DType.of(splits)
        nodes, leaves = len(self.modes), len(weights)
        self.after = [self._branch(node, kind, nodes) for kind in ("true", "false")]
        features, targets = (_integers(node, name) for name in ("nodes_featureids", "leaf_targetids"))
        missing = _integers(node, "nodes_missing_value_tracks_true", nodes)
        lengths = [len(splits), len(features), len(missing), *(len(a) for a in self.after)]
        if nodes == 0 or set(lengths) != {nodes} or len(targets) != leaves:
            node.refuse("its tables do not have one entry for each node and leaf; export the model again")
        self.features = np.concatenate([features, np.zeros(leaves, int)])
        self.splits = np.concatenate([splits, np.zeros(leaves, splits.dtype)])
        self.missing = np.concatenate([missing, np.zeros(leaves, int)]) != 0
        self.modes = np.concatenate([self.modes, np.full(leaves, self.modes[0])])
        self.targets = np.concatenate([np.zeros(nodes, int), targets])
        self.weights = np.concatenate([np.zeros(nodes, weights.dtype), weights])
        self.after = [np.concatenate([a, np.arange(nodes, nodes + leaves)]) for a in self.after]
        for table, end in ((self.roots, nodes), (self.after[0], nodes + leaves), (self.after[1], nodes + leaves)):
            if table.size == 0 or table.min() < 0 or table.max() >= end:
                node.refuse("a branch leads nowhere; export the model again")
        if unknown := set(self.modes.tolist()) - {*_COMPARISONS, _MEMBER}:
            node.refuse(f"nodes_modes has {min(unknown)}, which is no comparison; export the model again")
        self.members = self._members(node) if _MEMBER in self.modes else None
        self.depth = self._depth(node, nodes)

    @staticmethod
    def _branch(node: OnnxNode, kind: str, nodes: int) -> Array:
        leads, is_leaf = _integers(node, f"nodes_{kind}nodeids"), _integers(node, f"nodes_{kind}leafs")
        return leads + nodes * is_leaf if len(leads) == len(is_leaf) else leads[:0]

    def _members(self, node: OnnxNode) -> Array:
        """For every node the set it tests for, as a row filled up with NaNs, which are members of nothing."""
        values = _tensor(node, "membership_values")
        ends = np.flatnonzero(np.isnan(values))
        sets = np.split(values, ends + 1)
        testing = np.flatnonzero(self.modes == _MEMBER)
        if len(sets) < len(testing):
            node.refuse("membership_values has too few sets; export the model again")
        rows = np.full((len(self.modes), max(map(len, sets))), np.nan, self.splits.dtype)
        for row, members in zip(testing, sets, strict=False):
            rows[row, : len(members)] = members
        return rows

    def _depth(self, node: OnnxNode, nodes: int) -> int:
        level, depth = np.unique(self.roots), 0
        while (level < nodes).any():
            level, depth = np.unique([after[level] for after in self.after]), depth + 1
            if depth > _DEEPEST:
                node.refuse(f"its trees are deeper than {_DEEPEST} or have a cycle; export shallower trees")
        return depth


def _integers(node: OnnxNode, name: str, zeros: int = 0) -> Array:
    given = node.attribute(name)
    return np.zeros(zeros, int) if given is None else np.array(given, np.int64)


def _tensor(node: OnnxNode, name: str) -> Array:
    given = node.attribute(name)
    if given is None:
        node.refuse(f"attribute '{name}' is missing; export the model again")
    return np.ravel(node.load(given))


def _tree_ensemble(node: OnnxNode) -> Tensor:
    trees = _Ensemble(node)
    x, count, targets = node.input(0), len(trees.roots), node.integer("n_targets") if node.has("n_targets") else 1
    if x.type.rank != 2 or x.type.dtype is not trees.dtype:
        node.refuse(f"needs a matrix of {trees.dtype}, like its splits, got {x.type}")
    features = x.type.shape[1]
    wrong = f"a node or leaf is beyond the {features} features or {targets} targets; export the model again"
    if trees.features.min() < 0 or trees.targets.max() >= targets:
        node.refuse(wrong)
    node.check(minimum(features - 1 - int(trees.features.max()), 0), wrong)
    shape = (x.type.shape[0], count)
    at = node.broadcast(node.make(trees.roots, DType.INT64), shape)
    for _ in range(trees.depth):
        at = _next(node, trees, x, at)
    weights, which = _entries(node, trees.weights, at), _entries(node, trees.targets, at)
    return _aggregated(node, weights, which, count, targets)


def _entries(node: OnnxNode, table: Array, at: Tensor) -> Tensor:
    return node.take(node.make(table, DType.of(table)), at, 0)


def _next(node: OnnxNode, trees: _Ensemble, x: Tensor, at: Tensor) -> Tensor:
    """Where every sample is in every tree one level further down."""
    value = node.gather(x, at.type.shape, (0, -1), _entries(node, trees.features, at))
    split, modes = _entries(node, trees.splits, at), sorted(set(trees.modes.tolist()))
    passes: Tensor | None = None
    for mode in modes:
        one = _is_member(node, trees, value, at) if mode == _MEMBER else node.formula(_COMPARISONS[mode], value, split)
        if passes is not None:
            one = node.call("where", _entries(node, trees.modes == mode, at), one, passes)
        passes = one
    assert passes is not None
    number = node.formula(("eq", "x", "x"), value)
    passes = node.call("where", number, passes, _entries(node, trees.missing, at))
    return node.call("where", passes, *(_entries(node, after, at) for after in trees.after))


def _is_member(node: OnnxNode, trees: _Ensemble, value: Tensor, at: Tensor) -> Tensor:
    assert trees.members is not None
    members = _entries(node, trees.members, at)
    same = node.call("eq", node.reshape(value, (*value.type.shape, 1)), members)
    some = node.reduce("max", node.cast(same, DType.INT8), (2,))
    return node.cast(node.reshape(some, value.type.shape), DType.BOOL)


def _aggregated(node: OnnxNode, weights: Tensor, which: Tensor, count: int, targets: int) -> Tensor:
    function, dtype = node.integer("aggregate_function"), weights.type.dtype
    if function not in (0, 1, 2, 3):
        node.refuse(f"aggregate_function={function} is not one of 0, 1, 2, 3; export the model again")
    weights, which = (node.reshape(t, (*t.type.shape, 1)) for t in (weights, which))
    mine = node.call("eq", which, node.make(np.arange(targets), DType.INT64))
    reducer, nothing = {2: ("min", np.inf), 3: ("max", -np.inf)}.get(function, ("sum", 0.0))
    scores = node.reduce(reducer, node.call("where", mine, weights, node.make(nothing, dtype)), (1,))
    scores = node.reshape(scores, (scores.type.shape[0], targets))
    if function == 0:
        scores = node.formula(("div", "x", count), scores)
    if nothing:
        scores = node.formula(("where", ("eq", "x", nothing), 0.0, "x"), scores)  # no leaf has this target
    transform = node.integer("post_transform")
    if transform == 1:
        return node.add(Softmax(axis=1), scores)
    if transform not in (0, 2):
        node.refuse(f"post_transform={transform} is not supported; use 0 (none), 1 (softmax) or 2 (logistic)")
    return node.call("sigmoid", scores) if transform else scores


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"TreeEnsemble": {5: _tree_ensemble}}
"""Lowerings by op and the opset of the domain since which they apply."""
