"""TfIdfVectorizer against ONNX Runtime."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.frontend.onnx_models import Array, agree, agree_single, single, symbolic
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import interpret

X = np.random.default_rng(5).integers(1, 6, (4, 12))
POOL = {
    "pool_int64s": [3, 1, 5, *(1, 2), *(2, 1), *(5, 5), *(1, 2, 3), *(3, 1, 5)],
    "ngram_counts": [0, 3, 9],
    "ngram_indexes": [2, 0, 1, 5, 4, 3, 6, 9],
}


@pytest.mark.parametrize("mode", ["TF", "IDF", "TFIDF"])
@pytest.mark.parametrize("skips", [0, 1, 5])
@pytest.mark.parametrize(("shortest", "longest"), [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3)])
def test_counts(shortest: int, longest: int, skips: int, mode: str) -> None:
    lengths = {"min_gram_length": shortest, "max_gram_length": longest, "max_skip_count": skips}
    weights = np.arange(1, 9) / 4
    for x in (X, X[0], X[:, :1], X[:2].astype(np.int32)):
        agree_single("TfIdfVectorizer", x, mode=mode, weights=weights, **lengths, **POOL)
    agree_single("TfIdfVectorizer", X, mode=mode, constant=[0], **lengths, **POOL)


def settings(**changes: Any) -> dict[str, Any]:
    return POOL | {"min_gram_length": 1, "max_gram_length": 2, "max_skip_count": 1, "mode": "TF"} | changes


def test_rows_and_numbers_of_the_run() -> None:
    proto, _ = single("TfIdfVectorizer", X, **settings())
    rows, numbers = symbolic(proto)
    for x in (X, X[:1, :2], X[:3, :0], np.array([[2**63 - 1, -(2**63), 3, 1]])):
        agree(proto, {"x0": x}, {rows: (0, 9), numbers: (0, 40)})


def test_skips_beyond_a_row_add_nothing() -> None:
    results = []
    for skips in (20, 2**62):
        proto, feeds = single("TfIdfVectorizer", X, **settings(max_skip_count=skips))
        results += interpret(import_model(proto), feeds).values()
    np.testing.assert_array_equal(*results)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"mode": "DF"}, "mode='DF' is not one of TF, IDF, TFIDF"),
        ({"min_gram_length": 3}, "min_gram_length=3, max_gram_length=2 and max_skip_count=1 contradict each other"),
        ({"max_skip_count": -1}, "max_skip_count=-1 contradict each other"),
        ({"ngram_counts": [0, 4, 9]}, "ngram_counts do not part a pool of 15 into n-grams"),
        ({"ngram_counts": [0, 3, 99]}, "ngram_counts do not part a pool of 15 into n-grams"),
        ({"ngram_indexes": [0, 1]}, "2 ngram_indexes and 8 weights do not fit 8 n-grams"),
        ({"weights": [1.0]}, "8 ngram_indexes and 1 weights do not fit 8 n-grams"),
        ({"ngram_indexes": [-1, 0, 1, 5, 4, 3, 6, 9]}, "ngram_indexes .* do not fit"),
        ({"pool_int64s": [1] * 15}, "the pool lists an n-gram twice"),
        ({"pool_strings": ["a"]}, "strings are not supported"),
    ],
)
def test_refusals(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError, match=message):
        import_model(single("TfIdfVectorizer", X, **settings(**changes))[0])


def test_tensors_that_are_no_rows() -> None:
    shapeless: list[Array] = [np.array(3), X[None]]
    for x in shapeless:
        with pytest.raises(CompileError, match="needs a row or rows of integers, got i64"):
            import_model(single("TfIdfVectorizer", x, **settings())[0])
