"""Classical machine learning, the domain ai.onnx.ml, for numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ...ir import DType
from ...ir.ops import ArgReduce, Dot, Pad, Softmax
from .elementwise import SAME
from .node import Array, OnnxNode
from .symbolic import Tensor

STRINGS = "strings are not supported; encode them outside the model"


def _array_feature_extractor(node: OnnxNode) -> Tensor:
    x, places = node.inputs()
    x = as_rows(node, x)
    return node.take(x, node.reshape(places, (places.type.elements,)), x.type.rank - 1)


def as_rows(node: OnnxNode, x: Tensor) -> Tensor:
    """The tensor, of which a vector is a single row."""
    return node.reshape(x, (1, *x.type.shape)) if x.type.rank == 1 else x


def _binarizer(node: OnnxNode) -> Tensor:
    x, threshold = node.input(0), node.number("threshold")
    limit = threshold if x.type.dtype.is_float else math.floor(threshold)  # what whole numbers are above of
    return node.formula(("where", ("lt", limit, "x"), 1, 0), x)


def floats(node: OnnxNode, attribute: str) -> Array:
    """A list of floats, empty where it is not given."""
    return np.array(node.attribute(attribute) or [], np.float32)


def _scaler(node: OnnxNode) -> Tensor:
    given = [node.make(floats(node, name), DType.FLOAT32) for name in ("offset", "scale")]
    x = node.cast(node.input(0), DType.FLOAT32)
    offset, scale = (
        node.fitting(values, x.type, what) for values, what in zip(given, ("offset", "scale"), strict=True)
    )
    return node.formula(("mul", ("sub", "x", "y"), "z"), x, offset, scale)


def _normalizer(node: OnnxNode) -> Tensor:
    norm = node.text("norm")
    x = node.cast(node.input(0), DType.FLOAT32)
    axes = (x.type.rank - 1,)
    if norm == "L2":
        size = node.call("sqrt", node.reduce("sum", node.formula(("mul", "x", "x"), x), axes))
    elif norm in ("L1", "MAX"):
        size = node.reduce("sum" if norm == "L1" else "max", node.call("abs", x), axes)
    else:
        node.refuse(f"norm='{norm}' is not one of MAX, L1, L2; export the model again")
    return node.formula(("div", "x", ("max", "y", 1e-30)), x, size)


def _imputer(node: OnnxNode) -> Tensor:
    x = node.input(0)
    kind = "float" if x.type.dtype.is_float else "int64"
    imputed, replaced = node.attribute(f"imputed_value_{kind}s"), node.attribute(f"replaced_value_{kind}")
    if not imputed:
        node.refuse(f"imputed_value_{kind}s is missing for {x.type}; export the model again")
    values = node.make(imputed, x.type.dtype)
    missing = ("not", ("eq", "x", "x")) if math.isnan(replaced) else ("eq", "x", replaced)
    return node.formula(("where", missing, "y", "x"), x, node.fitting(values, x.type, "the imputed values"))


def _label_encoder(node: OnnxNode) -> Tensor:
    """``values[i]`` where x is ``keys[i]``, the last one, and a default elsewhere, which is first in the table."""
    keys, values = (_table(node, name) for name in ("keys", "values"))
    x = node.input(0)
    if len(keys) != len(values):
        node.refuse(f"{len(keys)} keys and {len(values)} values do not make pairs; export the model again")
    default = np.ravel(node.load(node.attribute("default_tensor"))) if node.has("default_tensor") else None
    if default is None:
        default = np.array(
            [node.attribute(f"default_{'float' if values.dtype.kind == 'f' else 'int64'}")], values.dtype
        )
    keys_there = node.make(keys, x.type.dtype)
    x = node.reshape(x, (*x.type.shape, 1))
    found = node.formula(SAME, x, keys_there)
    numbers = node.make(np.arange(1, len(keys) + 1), DType.INT64)
    places = node.call("where", found, numbers, node.make(0, DType.INT64))
    place = node.reduce("max", places, (places.type.rank - 1,))
    table = np.concatenate([default.astype(values.dtype), values])
    return node.take(node.make(table, DType.of(table)), node.reshape(place, x.type.shape[:-1]), 0)


def _table(node: OnnxNode, name: str) -> Array:
    """Keys or values of a label encoder."""
    for suffix, dtype in (("int64s", np.int64), ("floats", np.float32)):
        if node.has(f"{name}_{suffix}"):
            return np.array(node.attribute(f"{name}_{suffix}"), dtype)
    if node.has(f"{name}_tensor"):
        return np.ravel(node.load(node.attribute(f"{name}_tensor")))
    node.refuse(STRINGS)


def _one_hot_encoder(node: OnnxNode) -> Tensor:
    """One where an element is the category, along a further axis; a run fails for none of them unless ``zeros``."""
    categories, lenient = node.integers("cats_int64s"), node.flag("zeros")
    if not categories:
        node.refuse(STRINGS)
    if len(set(categories)) < len(categories):
        node.refuse("cats_int64s lists a category twice; export the model again")
    x = node.cast(node.input(0), DType.INT64)
    found = node.call("eq", node.reshape(x, (*x.type.shape, 1)), node.make(np.array(categories), DType.INT64))
    if not lenient:
        flat = node.reshape(node.cast(found, DType.INT64), (found.type.elements,))
        (total,) = node.bind(node.reduce("sum", flat, [0]))
        node.check(total - x.type.elements, "an element is none of the categories")
    return node.cast(found, DType.FLOAT32)


def _feature_vectorizer(node: OnnxNode) -> Tensor:
    """Rows joined, each cut or filled up with zeros to the length given for it."""
    lengths, inputs = node.integers("inputdimensions") or (), node.inputs()
    if len(lengths) != len(inputs) or min(lengths, default=-1) < 0:
        node.refuse(f"inputdimensions={list(lengths)} do not fit {len(inputs)} inputs; export the model again")
    parts = []
    for x, length in zip(inputs, lengths, strict=True):
        if x.type.rank not in (1, 2):
            node.refuse(f"needs rows of features, got {x.type}; export the model again")
        rows = node.cast(as_rows(node, x), DType.FLOAT32)
        (features,) = node.static(rows.type.shape[1:], "the features")
        if features < length:
            rows = node.add(Pad((0, 0), (0, length - features), 0.0), rows)
        parts.append(node.cut(rows, 1, 0, length))
    return node.join(parts, 1)


def _scores(node: OnnxNode, targets: int) -> Tensor:
    """``X * coefficients + intercepts``, a column for every target."""
    x = as_rows(node, node.cast(node.input(0), DType.FLOAT32))
    if x.type.rank != 2:
        node.refuse(f"needs rows of features, got {x.type}; export the model again")
    coefficients, intercepts = floats(node, "coefficients"), floats(node, "intercepts")
    given = f"{coefficients.size} coefficients and {intercepts.size} intercepts"
    wrong = f"{given} do not fit {x.type} and {targets} targets; export the model again"
    if targets < 1 or coefficients.size % targets or intercepts.size not in (0, targets):
        node.refuse(wrong)
    features = coefficients.size // targets
    node.check(x.type.shape[1] - features, wrong)
    x = node.reshape(x, (x.type.shape[0], features))
    matrix = node.make(coefficients.reshape(targets, features).T, DType.FLOAT32)
    y = node.add(Dot(lhs_contract=(1,), rhs_contract=(0,)), x, matrix)
    return node.call("add", y, node.make(intercepts, DType.FLOAT32)) if intercepts.size else y


def transformed(node: OnnxNode, scores: Tensor, transform: str) -> Tensor:
    """The scores after the transform of this name."""
    if transform == "NONE":
        return scores
    if transform == "LOGISTIC":
        return node.call("sigmoid", scores)
    if transform == "SOFTMAX":
        return node.add(Softmax(axis=scores.type.rank - 1), scores)
    node.refuse(f"post_transform={transform} is not supported; use NONE, LOGISTIC or SOFTMAX")


def _linear_regressor(node: OnnxNode) -> Tensor:
    return transformed(node, _scores(node, node.integer("targets")), node.text("post_transform"))


def _linear_classifier(node: OnnxNode) -> list[Tensor]:
    """The label of the largest score, or of two labels by the sign of the only score, and the scores of all labels."""
    labels, targets = node.integers("classlabels_ints"), floats(node, "intercepts").size
    if not labels:
        node.refuse(STRINGS)
    if targets == 0 or len(labels) != max(targets, 2):
        node.refuse(f"{len(labels)} labels do not fit {targets} intercepts; export the model again")
    scores, transform = _scores(node, targets), node.text("post_transform")
    if targets > 1:
        return [best_label(node, labels, scores), transformed(node, scores, transform)]
    if transform not in ("NONE", "LOGISTIC"):
        node.refuse("post_transform of a single score must be NONE or LOGISTIC; export the model again")
    second = transformed(node, scores, transform)
    both = node.join([node.formula(("sub", 1.0, "x"), second), second], 1)
    return [label(node, labels, node.formula(("lt", 0.0, "x"), scores)), both]


def best_label(node: OnnxNode, labels: Sequence[int], scores: Tensor) -> Tensor:
    """The label of the highest score of each row, int64[rows]."""
    return label(node, labels, node.add(ArgReduce("max", 1), scores))


def label(node: OnnxNode, labels: Sequence[int], places: Tensor) -> Tensor:
    """The labels at places ``[rows, 1]``, int64[rows]; of two, a bool says whether it is the second."""
    places = node.reshape(node.cast(places, DType.INT64), places.type.shape[:1])
    return node.take(node.make(np.array(labels), DType.INT64), places, 0)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "ArrayFeatureExtractor": {1: _array_feature_extractor},
    "Binarizer": {1: _binarizer},
    "FeatureVectorizer": {1: _feature_vectorizer},
    "Imputer": {1: _imputer},
    "LabelEncoder": {2: _label_encoder},
    "LinearClassifier": {1: _linear_classifier},
    "LinearRegressor": {1: _linear_regressor},
    "Normalizer": {1: _normalizer},
    "OneHotEncoder": {1: _one_hot_encoder},
    "Scaler": {1: _scaler},
}
"""Lowerings by op and the opset of the domain since which they apply."""
