"""Small networks of many kinds, with constant and with symbolic sizes: one library for all sizes, and the same bits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import zeroskip
from benchmarks.peers import onnxruntime_outputs
from tests.small_networks import CASES, VOCABULARY, Array
from zeroskip.compiler.verify import difference
from zeroskip.runtime import Error, InvalidFeed, read_manifest

TOLERANCE = 1e-5


def outputs(library: Path, runs: Sequence[dict[str, Array]]) -> list[list[Array]]:
    """What a library gives for several inputs, on one thread and, with the same bits, on two."""
    results = []
    for threads in (1, 2):
        with zeroskip.load_compiled(library, threads=threads) as compiled:
            results.append([compiled.run(None, feeds) for feeds in runs])
    for one, two in zip(*results, strict=True):
        assert [a.tobytes() for a in one] == [b.tobytes() for b in two]
    return results[0]


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_onnxruntime_and_with_itself(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    feeds = [case.inputs(sizes) for sizes in case.sizes]
    static, dynamic = case.model(case.sizes[0]), case.model()
    library = zeroskip.compile_model(static, tmp_path / "static.so")
    kernels = read_manifest(library)["kernels"]
    assert any(kernel.startswith(("stream_sparse", "stream_blocks")) for kernel in kernels)
    (fixed,) = outputs(library, feeds[:1])
    found = outputs(zeroskip.compile_model(dynamic, tmp_path / "dynamic.so", dims=case.bounds), feeds)
    for results, inputs in zip(found, feeds, strict=True):
        for actual, expected in zip(results, onnxruntime_outputs(dynamic, inputs), strict=True):
            assert difference(actual, expected) < TOLERANCE
    for one, other in zip(fixed, found[0], strict=True):
        assert difference(one, other) < TOLERANCE
        assert one.tobytes() == other.tobytes()


def test_skip_connections_of_other_sizes_are_reported(tmp_path: Path) -> None:
    """An odd number of lines loses one on the way down; a run with other sizes is not harmed by the one that failed."""
    case = CASES["unet"]
    library = zeroskip.compile_model(case.model(), tmp_path / "model.so", dims=case.bounds)
    good = case.inputs((1, 12, 16))
    with zeroskip.load_compiled(library, threads=2) as compiled:
        (before,) = compiled.run(None, good)
        for sizes in ((1, 10, 12), (1, 12, 14), (1, 13, 16)):
            with pytest.raises(InvalidFeed, match="cannot concatenate"):
                compiled.run(None, case.inputs(sizes))
        (after,) = compiled.run(None, good)
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("wrong", [VOCABULARY, -VOCABULARY - 1, 2**62])
def test_words_out_of_the_vocabulary_are_reported(wrong: int, tmp_path: Path) -> None:
    case = CASES["translator"]
    library = zeroskip.compile_model(case.model(), tmp_path / "model.so", dims=case.bounds)
    feeds = case.inputs((3, 5))
    with zeroskip.load_compiled(library, threads=2) as compiled:
        before = compiled.run(None, feeds)
        with pytest.raises(Error, match="out of range"):
            compiled.run(None, {"ids": np.full((3, 5), wrong)})
        after = compiled.run(None, feeds)
    assert [a.tobytes() for a in before] == [a.tobytes() for a in after]
