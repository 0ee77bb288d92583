"""Ensembles of decision trees: all trees are walked together, one level in each iteration of a loop.

    s = roots                                        [samples, trees]
    s = where(x[feature[s]] <= split[s], true[s], false[s])        as often as the deepest tree is deep
    y = sum over trees of score[s]                                 [samples, targets]

Leaves lead to themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...ir import DType
from ...ir.dims import minimum
from .builder import Builder
from .classical import STRINGS, best_label, floats, label, transformed
from .formula import Formula
from .node import Array, OnnxNode
from .symbolic import Tensor

_MODES = ("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "BRANCH_MEMBER")
_COMPARISONS: Mapping[int, Formula] = {
    0: ("le", "x", "y"),
    1: ("lt", "x", "y"),
    2: ("le", "y", "x"),
    3: ("lt", "y", "x"),
    4: ("eq", "x", "y"),
    5: ("not", ("eq", "x", "y")),
}
_MEMBER = 6
_FUNCTIONS = ("AVERAGE", "SUM", "MIN", "MAX")
_TRANSFORMS = ("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT")
_NOWHERE = "a branch leads nowhere; export the model again"
_LENGTHS = "its tables do not have one entry for each node and leaf; export the model again"


@dataclass(frozen=True)
class _Ensemble:
    """The tables of an ensemble: an entry for each node, leaves among them, and the first node of each tree.

    ``after`` is where a node leads whose comparison holds, and where one leads whose does not; ``missing`` is whether
    it holds for a NaN. ``members`` is the set that a node of mode ``_MEMBER`` tests for, filled up with NaNs, which are
    members of nothing. ``scores [nodes, targets]`` are those of leaves; ``given`` says which of them a leaf has.
    """

    roots: Array
    modes: Array
    features: Array
    splits: Array
    missing: Array
    after: tuple[Array, Array]
    scores: Array
    given: Array
    members: Array | None = None

    def check(self, node: OnnxNode) -> None:
        """Refuse tables that do not fit each other."""
        nodes = len(self.modes)
        if nodes == 0 or any(len(t) != nodes for t in (self.features, self.splits, self.missing, *self.after)):
            node.refuse(_LENGTHS)
        for table in (self.roots, *self.after):
            if table.size == 0 or table.min() < 0 or table.max() >= nodes:
                node.refuse(_NOWHERE)
        if unknown := set(self.modes.tolist()) - {*_COMPARISONS, _MEMBER}:
            node.refuse(f"nodes_modes has {min(unknown)}, which is no comparison; export the model again")

    def depth(self, node: OnnxNode) -> int:
        """How many comparisons lead to the deepest leaf."""
        inner = self.after[0] != np.arange(len(self.modes))
        level, depth = np.unique(self.roots), 0
        while inner[level].any():
            level, depth = np.unique([after[level] for after in self.after]), depth + 1
            if depth > len(self.modes):
                node.refuse("a tree has a cycle; export the model again")
        return depth


# -- reading the tables -----------------------------------------------------------------------------------------------


def _ensemble(node: OnnxNode, targets: int) -> _Ensemble:
    """The tables of TreeEnsemble, where leaves stand apart; they follow the nodes in ours."""
    modes, splits, weights = (_tensor(node, n) for n in ("nodes_modes", "nodes_splits", "leaf_weights"))
    features, leads = _integers(node, "nodes_featureids"), _integers(node, "leaf_targetids")
    nodes, leaves = len(modes), len(weights)
    missing = _integers(node, "nodes_missing_value_tracks_true", nodes)
    branches = [_branch(node, kind, nodes) for kind in ("true", "false")]
    if nodes == 0 or {len(t) for t in (splits, features, missing, *branches)} != {nodes} or len(leads) != leaves:
        node.refuse(_LENGTHS)
    if leads.min(initial=0) < 0 or leads.max(initial=0) >= targets:
        node.refuse(f"a leaf is beyond the {targets} targets; export the model again")
    zeros, own = np.zeros(leaves, np.int64), np.arange(nodes, nodes + leaves)
    scores, given = np.zeros((nodes + leaves, targets), weights.dtype), np.zeros((nodes + leaves, targets), bool)
    scores[own, leads], given[own, leads] = weights, True
    roots = _integers(node, "tree_roots")
    if roots.size and roots.max() >= nodes:
        node.refuse(_NOWHERE)
    return _Ensemble(
        roots=roots,
        modes=np.concatenate([modes, np.full(leaves, modes[0])]),
        features=np.concatenate([features, zeros]),
        splits=np.concatenate([splits, zeros.astype(splits.dtype)]),
        missing=np.concatenate([missing, zeros]) != 0,
        after=(np.concatenate([branches[0], own]), np.concatenate([branches[1], own])),
        scores=scores,
        given=given,
        members=_members(node, modes, splits.dtype, nodes + leaves) if _MEMBER in modes else None,
    )


def _branch(node: OnnxNode, kind: str, nodes: int) -> Array:
    leads, is_leaf = _integers(node, f"nodes_{kind}nodeids"), _integers(node, f"nodes_{kind}leafs")
    return leads + nodes * is_leaf if len(leads) == len(is_leaf) else leads[:0]


def _members(node: OnnxNode, modes: Array, dtype: np.dtype[np.generic], entries: int) -> Array:
    values = _tensor(node, "membership_values")
    sets = np.split(values, np.flatnonzero(np.isnan(values)) + 1)
    testing = np.flatnonzero(modes == _MEMBER)
    if len(sets) < len(testing):
        node.refuse("membership_values has too few sets; export the model again")
    rows = np.full((entries, max(map(len, sets))), np.nan, dtype)
    for row, members in zip(testing, sets, strict=False):
        rows[row, : len(members)] = members
    return rows


def _older_ensemble(node: OnnxNode, kind: str, targets: int) -> _Ensemble:
    """The tables of TreeEnsembleRegressor and -Classifier, where leaves are nodes, known by two numbers.

    ``kind`` is what the names of the scores' tables begin with.
    """
    names = [bytes(mode).decode("utf-8", "replace") for mode in node.attribute("nodes_modes") or ()]
    trees, numbers = _integers(node, "nodes_treeids"), _integers(node, "nodes_nodeids")
    places = {key: place for place, key in enumerate(zip(trees.tolist(), numbers.tolist(), strict=False))}
    branches = [_integers(node, f"nodes_{name}nodeids") for name in ("true", "false")]
    splits = _older_floats(node, "nodes_values")
    nodes = len(names)
    leaf = np.array([name == "LEAF" for name in names], bool)
    if unknown := sorted({*names} - {*_MODES[:_MEMBER], "LEAF"}):
        node.refuse(f"nodes_modes has '{unknown[0]}', which is no comparison; export the model again")
    if nodes == 0 or {len(t) for t in (trees, numbers, splits, *branches)} != {nodes} or len(places) != nodes:
        node.refuse(_LENGTHS)
    after = []
    for leads in branches:
        found = [places.get(key, -1) for key in zip(trees.tolist(), leads.tolist(), strict=True)]
        after.append(np.where(leaf, np.arange(nodes), found))
    inner = [a[~leaf] for a in after]
    roots = np.setdiff1d(np.arange(nodes), np.concatenate(inner))
    ids, weights = _integers(node, f"{kind}_ids"), _older_floats(node, f"{kind}_weights")
    keys = zip(_integers(node, f"{kind}_treeids").tolist(), _integers(node, f"{kind}_nodeids").tolist(), strict=False)
    leaves = np.array([places.get(key, -1) for key in keys], np.int64)
    wrong = f"its scores do not fit its leaves and {targets} targets; export the model again"
    if not len(ids) == len(weights) == len(leaves) or len(ids) == 0:
        node.refuse(wrong)
    if leaves.min() < 0 or not leaf[leaves].all() or ids.min() < 0 or ids.max() >= targets:
        node.refuse(wrong)
    scores, given = np.zeros((nodes, targets), weights.dtype), np.zeros((nodes, targets), bool)
    np.add.at(scores, (leaves, ids), weights)
    given[leaves, ids] = True
    return _Ensemble(
        roots=roots,
        modes=np.array([0 if name == "LEAF" else _MODES.index(name) for name in names], np.uint8),
        features=np.where(leaf, 0, _integers(node, "nodes_featureids", nodes)),
        splits=splits,
        missing=_integers(node, "nodes_missing_value_tracks_true", nodes) != 0,
        after=(after[0], after[1]),
        scores=scores,
        given=given,
    )


def _older_floats(node: OnnxNode, name: str) -> Array:
    """Floats, or doubles in a tensor."""
    if node.has(f"{name}_as_tensor"):
        return np.ravel(node.load(node.attribute(f"{name}_as_tensor")))
    return floats(node, name)


def _integers(node: OnnxNode, name: str, zeros: int = 0) -> Array:
    given = node.attribute(name)
    return np.zeros(zeros, np.int64) if given is None or not len(given) else np.array(given, np.int64)


def _tensor(node: OnnxNode, name: str) -> Array:
    given = node.attribute(name)
    if given is None:
        node.refuse(f"attribute '{name}' is missing; export the model again")
    return np.ravel(node.load(given))


# -- walking the trees ------------------------------------------------------------------------------------------------


def _walked(node: OnnxNode, trees: _Ensemble, x: Tensor) -> Tensor:
    """The leaf that every sample reaches in every tree."""
    trees.check(node)
    if x.type.rank != 2:
        node.refuse(f"needs a matrix, got {x.type}")
    features = x.type.shape[1]
    wrong = f"a node is beyond the {features} features; export the model again"
    if trees.features.min() < 0:
        node.refuse(wrong)
    node.check(minimum(features - 1 - int(trees.features.max()), 0), wrong)
    roots = node.broadcast(node.make(trees.roots, DType.INT64), (x.type.shape[0], len(trees.roots)))

    def level(builder: Builder, at: Sequence[Tensor], _: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        return [_next(node.within(builder), trees, x, at[0])], []

    return node.builder.loop(trees.depth(node), [roots], [], level, node.name)[0][0]


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
    return node.reshape(node.reduce("max", same, (2,)), value.type.shape)


def _aggregated(node: OnnxNode, trees: _Ensemble, at: Tensor, function: str) -> Tensor:
    """The scores of all trees' leaves together, 0 for a target that none has: ``[samples, targets]``."""
    reducer, nothing = {"MIN": ("min", np.inf), "MAX": ("max", -np.inf)}.get(function, ("sum", 0.0))
    scores = node.reduce(reducer, _entries(node, np.where(trees.given, trees.scores, nothing), at), (1,))
    scores = node.reshape(scores, (scores.type.shape[0], trees.scores.shape[1]))
    if function == "AVERAGE":
        scores = node.formula(("div", "x", len(trees.roots)), scores)
    return node.formula(("where", ("eq", "x", nothing), 0.0, "x"), scores) if nothing else scores


def _tree_ensemble(node: OnnxNode) -> Tensor:
    x, targets = node.input(0), node.integer("n_targets") if node.has("n_targets") else 1
    trees = _ensemble(node, targets)
    if x.type.dtype is not DType.of(trees.splits):
        node.refuse(f"needs a matrix of {DType.of(trees.splits)}, like its splits, got {x.type}")
    function, transform = node.integer("aggregate_function"), node.integer("post_transform")
    if not 0 <= function < len(_FUNCTIONS) or not 0 <= transform < len(_TRANSFORMS):
        node.refuse(f"aggregate_function={function} with post_transform={transform} is unknown; export the model again")
    scores = _aggregated(node, trees, _walked(node, trees, x), _FUNCTIONS[function])
    return transformed(node, scores, _TRANSFORMS[transform])


def _older_scores(node: OnnxNode, trees: _Ensemble, function: str) -> Tensor:
    """The scores with the base values, as float32."""
    x = node.input(0)
    x = x if x.type.dtype.is_float else node.cast(x, DType.FLOAT32)
    dtype = x.type.dtype
    trees = replace(trees, splits=trees.splits.astype(dtype.numpy), scores=trees.scores.astype(dtype.numpy))
    scores = _aggregated(node, trees, _walked(node, trees, x), function)
    base, targets = _older_floats(node, "base_values"), trees.scores.shape[1]
    if base.size == 1 == trees.given.any(0).sum():
        base = np.repeat(base, targets)
    if base.size not in (0, targets):
        node.refuse(f"{base.size} base_values do not fit {targets} targets; export the model again")
    return node.call("add", scores, node.make(base, dtype)) if base.size else scores


def _tree_ensemble_regressor(node: OnnxNode) -> Tensor:
    function = node.text("aggregate_function")
    if function not in _FUNCTIONS:
        node.refuse(f"aggregate_function={function} is not one of {', '.join(_FUNCTIONS)}; export the model again")
    trees = _older_ensemble(node, "target", node.integer("n_targets") if node.has("n_targets") else 1)
    scores = node.cast(_older_scores(node, trees, function), DType.FLOAT32)
    return transformed(node, scores, node.text("post_transform"))


def _tree_ensemble_classifier(node: OnnxNode) -> list[Tensor]:
    """The label of the highest score, and the scores of all labels; of two labels the trees may know one only."""
    labels, transform = node.integers("classlabels_int64s"), node.text("post_transform")
    if not labels:
        node.refuse(STRINGS)
    trees = _older_ensemble(node, "class", len(labels))
    scores = _older_scores(node, trees, "SUM")
    known = np.flatnonzero(trees.given.any(0))
    if len(labels) != 2 or len(known) != 1:
        best = best_label(node, labels, scores)
        return [best, transformed(node, node.cast(scores, DType.FLOAT32), transform)]
    score = node.take(scores, node.make(known, DType.INT64), 1)
    shares = bool((trees.scores >= 0).all())  # then they are probabilities, else distances from the border
    chosen = label(node, labels, node.formula(("lt", 0.5 if shares else 0.0, "x"), score))
    score = node.cast(score, DType.FLOAT32)
    if transform == "LOGISTIC":
        score, shares = transformed(node, score, transform), True
    other = node.formula(("sub", 1.0, "x") if shares else ("neg", "x"), score)
    return [chosen, node.join([other, score], 1)]


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "TreeEnsemble": {5: _tree_ensemble},
    "TreeEnsembleClassifier": {1: _tree_ensemble_classifier},
    "TreeEnsembleRegressor": {1: _tree_ensemble_regressor},
}
"""Lowerings by op and the opset of the domain since which they apply."""
