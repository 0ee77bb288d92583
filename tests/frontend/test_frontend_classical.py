"""The ops of ai.onnx.ml for numbers against ONNX Runtime."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from onnx import numpy_helper

from tests.frontend import onnx_models
from tests.frontend.onnx_models import floats, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import FeedError, interpret

agree_single = partial(onnx_models.agree_single, domain="ai.onnx.ml", opset=3)
X = floats(4, 3)


def test_features() -> None:
    agree_single("ArrayFeatureExtractor", X, np.array([[2, 0]], np.int64))
    agree_single("ArrayFeatureExtractor", np.arange(5), np.array([3, 3, 1], np.int64))


def test_values() -> None:
    agree_single("Binarizer", X, threshold=0.2)
    agree_single("Scaler", X, offset=[1.0, 2.0, 3.0], scale=[0.5, 1.0, -2.0])
    agree_single("Scaler", np.arange(6).reshape(2, 3), offset=[1.0], scale=[0.5])
    agree_single("Imputer", np.array([[1, np.nan, 2]], np.float32), imputed_value_floats=[7.0],
                 replaced_value_float=float("nan"))  # fmt: skip
    agree_single("Imputer", np.array([[1, -1], [-1, 2]]), imputed_value_int64s=[7, 8], replaced_value_int64=-1)


@pytest.mark.parametrize("norm", ["MAX", "L1", "L2"])
def test_normalizer(norm: str) -> None:
    agree_single("Normalizer", np.abs(X), norm=norm)


def test_labels() -> None:
    keys = np.array([[3, 1, 4], [1, 5, 9]])
    agree_single("LabelEncoder", keys, keys_int64s=[1, 3, 5], values_floats=[0.5, 1.5, 2.5], default_float=-1.0)
    agree_single("LabelEncoder", keys, keys_int64s=[1, 3, 5], values_int64s=[10, 30, 50], default_int64=7)


def test_a_nan_is_a_label_and_of_equal_ones_the_last_counts() -> None:
    """As ONNX has it; ONNX Runtime does neither."""
    x = np.array([1.5, np.nan, 2], np.float32)
    labels = {"keys_floats": [float("nan"), 1.5, 1.5], "values_int64s": [8, 9, 10]}
    proto, feeds = single("LabelEncoder", x, domain="ai.onnx.ml", opset=3, **labels)
    assert interpret(import_model(proto), feeds)["y0"].tolist() == [10, 8, -1]


@pytest.mark.parametrize("transform", ["NONE", "LOGISTIC", "SOFTMAX"])
def test_linear_regressor(transform: str) -> None:
    coefficients = floats(6, seed=1).tolist()
    agree_single("LinearRegressor", X, coefficients=coefficients, intercepts=[0.5, -0.5], targets=2,
                 post_transform=transform)  # fmt: skip


@pytest.mark.parametrize("transform", ["NONE", "LOGISTIC", "SOFTMAX"])
def test_linear_classifier(transform: str) -> None:
    for targets in (2, 3):
        agree_single("LinearClassifier", X, outputs=2, coefficients=floats(3 * targets, seed=1).tolist(),
                     intercepts=[0.5, -0.5, 0.1][:targets], classlabels_ints=[7, -9, 4][:targets],
                     post_transform=transform)  # fmt: skip
    if transform != "SOFTMAX":
        agree_single("LinearClassifier", X, outputs=2, coefficients=[1.0, 2.0, -0.5], intercepts=[0.2],
                     classlabels_ints=[5, 3], post_transform=transform)  # fmt: skip


def test_categories() -> None:
    for x in (np.array([[3, 1], [4, 7]]), np.array([1.5, 3.0, -2.0], np.float32), np.zeros((0, 2), np.int64)):
        agree_single("OneHotEncoder", x, cats_int64s=[1, 3, 4])
    agree_single("OneHotEncoder", np.array([4, 1]), cats_int64s=[1, 3, 4], zeros=0)
    proto, feeds = single("OneHotEncoder", np.array([4, 2]), domain="ai.onnx.ml", cats_int64s=[1, 3, 4], zeros=0)
    with pytest.raises(FeedError, match="OneHotEncoder 'node': an element is none of the categories"):
        interpret(import_model(proto), feeds)


def test_joined_features() -> None:
    agree_single("FeatureVectorizer", X, floats(4, 1), inputdimensions=[3, 1])
    proto, feeds = single("FeatureVectorizer", X, floats(4, 1), domain="ai.onnx.ml", inputdimensions=[2, 3])
    (y,) = interpret(import_model(proto), feeds).values()
    np.testing.assert_array_equal(y, np.hstack([X[:, :2], floats(4, 1), np.zeros((4, 2))]))


def test_features_of_the_run() -> None:
    """How many there are has to be right when the model runs."""
    settings = {"coefficients": [1.0, 2.0, -0.5], "domain": "ai.onnx.ml", "opset": 3}
    proto, feeds = single("LinearRegressor", X, **settings)
    proto.graph.input[0].type.tensor_type.shape.dim[1].dim_param = "features"
    onnx_models.agree(proto, feeds)
    with pytest.raises(FeedError, match=r"3 coefficients and 0 intercepts do not fit f32\[4, features\]"):
        interpret(import_model(proto), {"x0": X[:, :2]})


@pytest.mark.parametrize(
    ("op", "attributes", "message"),
    [
        ("OneHotEncoder", {"cats_int64s": [1, 1]}, "cats_int64s lists a category twice"),
        ("OneHotEncoder", {"cats_strings": ["a"]}, "strings are not supported"),
        ("FeatureVectorizer", {"inputdimensions": [1, 2]}, r"inputdimensions=\[1, 2\] do not fit 1 inputs"),
        ("LinearClassifier", {"classlabels_ints": [1, 2], "coefficients": [1.0] * 3}, "2 labels do not fit 0 interc"),
        ("LinearClassifier", {"classlabels_strings": ["a", "b"], "coefficients": [1.0] * 3}, "strings are not"),
        ("LinearClassifier", {"classlabels_ints": [1, 2], "coefficients": [1.0] * 3, "intercepts": [0.5],
                              "post_transform": "SOFTMAX"}, "of a single score must be NONE or LOGISTIC"),
    ],
)  # fmt: skip
def test_attributes_that_do_not_fit(op: str, attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError, match=message):
        import_model(single(op, X, domain="ai.onnx.ml", **attributes)[0])


def ensemble(**changes: Any) -> dict[str, Any]:
    """Two trees of all kinds of nodes, the second over the leaves of the first."""
    tensors = {
        "nodes_modes": np.array([0, 1, 6, 3, 5, 2], np.uint8),
        "nodes_splits": np.array([0.1, -0.2, 0, 0.3, 1, -0.5], np.float32),
        "membership_values": np.array([1, 2, np.nan], np.float32),
        "leaf_weights": np.array([1, -2, 4, 8], np.float32),
    }
    settings = {
        "tree_roots": [0, 3],
        "nodes_featureids": [0, 1, 2, 0, 2, 1],
        "nodes_truenodeids": [1, 0, 1, 4, 2, 3],
        "nodes_trueleafs": [0, 1, 1, 0, 1, 1],
        "nodes_falsenodeids": [2, 1, 2, 5, 3, 0],
        "nodes_falseleafs": [0, 1, 1, 0, 1, 1],
        "nodes_missing_value_tracks_true": [0, 1, 0, 1, 0, 1],
        "leaf_targetids": [0, 1, 1, 0],
        "n_targets": 3,
    }
    return settings | {name: numpy_helper.from_array(array) for name, array in tensors.items()} | changes


@pytest.mark.parametrize(("aggregate", "wanted"), [(0, sum), (1, sum), (2, min), (3, max)])
def test_tree_ensemble(aggregate: int, wanted: Callable[..., float]) -> None:
    x = np.array([[0, -1, 5], [0, 0, 5], [1, 0, 2], [1, 0, 3], [0.2, -2, 1], [np.nan, np.nan, np.nan]], np.float32)
    proto, feeds = single("TreeEnsemble", x, domain="ai.onnx.ml", opset=5, **ensemble(aggregate_function=aggregate))
    leaves = [(0, 0), (1, 3), (1, 2), (2, 2), (1, 0), (2, 3)]
    expected = np.zeros((6, 3), np.float32)
    for row, two in enumerate(leaves):
        for target in range(3):
            hits = [[1, -2, 4, 8][leaf] for leaf in two if [0, 1, 1, 0][leaf] == target]
            if hits:
                expected[row, target] = sum(hits) / 2 if aggregate == 0 else wanted(hits)
    found = interpret(import_model(proto), feeds)["y0"]
    np.testing.assert_array_equal(found, expected)


def forest(kind: str, targets: int, trees: int = 5, depth: int = 4, positive: bool = False) -> dict[str, Any]:
    """Random trees in the older form, whose leaves are nodes; ``kind`` begins the names of the scores' tables."""
    random = np.random.default_rng(7)
    tables: dict[str, list[Any]] = {
        name: []
        for name in ("treeids", "nodeids", "modes", "featureids", "values", "truenodeids", "falsenodeids", "missing")
    }
    scores: dict[str, list[Any]] = {name: [] for name in ("treeids", "nodeids", "ids", "weights")}
    modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"]
    for tree in range(trees):
        for number in range(2 ** (depth + 1) - 1):
            inner = number < 2**depth - 1
            leads = (2 * number + 1, 2 * number + 2) if inner else (0, 0)
            mode = modes[random.integers(4)] if inner else "LEAF"
            entry = (tree, number, mode, random.integers(3), random.normal(), *leads, random.integers(2))
            for name, value in zip(tables, entry, strict=True):
                tables[name].append(value)
            if not inner:
                for target in random.permutation(targets)[: random.integers(1, targets + 1)]:
                    weight = random.random() / trees if positive else random.normal()
                    for name, value in zip(scores, (tree, number, target, weight), strict=True):
                        scores[name].append(value)
    missing = tables.pop("missing")
    return (
        {f"nodes_{name}": values for name, values in tables.items()}
        | {f"{kind}_{name}": values for name, values in scores.items()}
        | {"nodes_missing_value_tracks_true": missing}
    )


ROWS = np.concatenate([floats(20, 3), np.array([[np.nan, 0, 1], [0, np.nan, np.nan]], np.float32)])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("aggregate", ["SUM", "AVERAGE", "MIN", "MAX"])
def test_tree_ensemble_regressor(aggregate: str, dtype: Any) -> None:
    settings = forest("target", 2) | {"n_targets": 2, "aggregate_function": aggregate, "base_values": [0.5, -1.0]}
    agree_single("TreeEnsembleRegressor", ROWS.astype(dtype), domain="ai.onnx.ml", opset=3, **settings)


@pytest.mark.parametrize(
    ("labels", "transform"),
    [(1, "NONE"), (1, "LOGISTIC"), *itertools.product((3, 4), ("NONE", "LOGISTIC", "SOFTMAX"))],
)
@pytest.mark.parametrize("positive", [False, True])
def test_tree_ensemble_classifier(positive: bool, labels: int, transform: str) -> None:
    """One label means two, of which the trees know one only."""
    settings = forest("class", labels, positive=positive) | {"post_transform": transform}
    settings |= {"classlabels_int64s": [7, 3, 5, 9][: max(labels, 2)]}
    if labels == 1:
        settings |= {"class_ids": [0] * len(settings["class_ids"]), "base_values": [0.1]}
    agree_single("TreeEnsembleClassifier", ROWS, outputs=2, domain="ai.onnx.ml", opset=3, **settings)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nodes_modes": ["BRANCH_OFF"] * 155}, "nodes_modes has 'BRANCH_OFF', which is no comparison"),
        ({"nodes_values": [0.0]}, "do not have one entry for each node"),
        ({"nodes_truenodeids": [99] * 155}, "a branch leads nowhere"),
        ({"target_ids": [2] * 3}, "its scores do not fit its leaves and 2 targets"),
        ({"base_values": [1.0, 2.0, 3.0]}, "3 base_values do not fit 2 targets"),
        ({"aggregate_function": "MEAN"}, "aggregate_function=MEAN is not one of AVERAGE, SUM, MIN, MAX"),
    ],
)
def test_broken_trees_in_the_older_form_are_refused(changes: dict[str, Any], message: str) -> None:
    settings = forest("target", 2) | {"n_targets": 2} | changes
    proto, _ = single("TreeEnsembleRegressor", ROWS, domain="ai.onnx.ml", opset=3, **settings)
    with pytest.raises(CompileError, match=message):
        import_model(proto)


def test_broken_trees_are_refused() -> None:
    for changes, message in [
        ({"nodes_truenodeids": [0, 0, 1, 4, 2, 3]}, "a tree has a cycle"),
        ({"nodes_featureids": [3, 1, 2, 0, 2, 1]}, "a node is beyond the 3 features"),
        ({"tree_roots": [7]}, "a branch leads nowhere"),
        ({"nodes_falseleafs": [0]}, "one entry for each node and leaf"),
    ]:
        proto, _ = single("TreeEnsemble", X, domain="ai.onnx.ml", opset=5, **ensemble(**changes))
        with pytest.raises(CompileError, match=message):
            import_model(proto)


def test_strings_are_refused() -> None:
    proto, _ = single("LabelEncoder", np.arange(3), domain="ai.onnx.ml", opset=3, keys_int64s=[1], values_strings=["a"])
    with pytest.raises(CompileError, match="LabelEncoder 'node': strings are not supported"):
        import_model(proto)
