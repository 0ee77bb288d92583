"""Bindings, loops, branches and checks on the native walker."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest

from zeroskip.runtime import CompiledModel, Error, InvalidFeed, load_compiled

THREADS = pytest.mark.parametrize("threads", [1, 2, 4])


def feeds(sizes: list[int], flag: bool) -> dict[str, np.ndarray]:
    return {"sizes": np.array(sizes, np.int64), "flag": np.array([flag])}


def assert_right(model: CompiledModel, sizes: list[int], flag: bool) -> None:
    y, z, w = model.run(None, feeds(sizes, flag))
    assert y.tolist() == [[n * (n + 1) // 2, (n + 1) * (n + 2) // 2] for n in sizes]
    first = sizes[0]
    assert z.tolist() == [i + (2 * first if flag else -1) for i in range(first)]
    assert w == [first * (first + 1) // 2]


RUNS: list[tuple[list[int], bool]] = [
    ([3], True),
    ([3, 1], True),
    ([3, 1], False),
    ([0, 99, 5], False),
    ([4, 0], True),
    ([4, 0], True),
    ([7] * 8, False),
]


@THREADS
def test_runs_in_any_order(program: Path, threads: int) -> None:
    """What a binding finds changes between runs and within one; the arenas behind it grow, move and stay."""
    with load_compiled(program, threads=threads, profile=True) as model:
        for _ in range(3):
            for sizes, flag in RUNS:
                assert_right(model, sizes, flag)
        assert [name for name, _ in model.profile()][1:6] == ["take", "size", "fill", "add", "put"]


@THREADS
def test_a_binding_behind_a_branch_that_is_not_taken(program: Path, threads: int) -> None:
    """The sizes of the branch are then those from before, or none at all."""
    with load_compiled(program, threads=threads) as model:
        for flag in (False, True, False, False, True):
            for first in (60, 9, 2) if not flag else (9, 25):
                assert_right(model, [first], flag)


@THREADS
@pytest.mark.parametrize(
    ("sizes", "flag", "kind", "message"),
    [
        ([1, 200, 3], True, InvalidFeed, "'inner': the size 200 is outside 0..100"),
        ([1, 100], True, InvalidFeed, "'inner': the size 101 is outside 0..100"),
        ([1, -1], True, InvalidFeed, "'inner': the size -1 is outside 0..100"),
        ([26], True, InvalidFeed, "'branch': the size 52 is outside 0..50"),
        ([1] * 7, True, InvalidFeed, "there must not be 7 rows"),
        ([1, 2, 13, 1], True, Error, "step 'add': failed with status 77"),
        ([12], False, Error, "step 'add': failed with status 77"),
        ([13] * 7, False, InvalidFeed, "there must not be 7 rows"),
    ],
)
def test_what_fails_within_a_loop_or_branch_stops_all_threads(
    program: Path, threads: int, sizes: list[int], flag: bool, kind: type[Error], message: str
) -> None:
    with load_compiled(program, threads=threads) as model:
        for _ in range(3):
            with pytest.raises(kind) as caught:
                model.run(None, feeds(sizes, flag))
            assert str(caught.value) == message
            assert type(caught.value) is kind
            assert_right(model, [3, 1], flag)
            assert_right(model, [5], not flag)


def test_memory_of_bindings_is_limited(program: Path) -> None:
    with load_compiled(program, threads=2, memory_limit=1 << 16) as model:
        for _ in range(2):
            with pytest.raises(Error, match=r"more than the memory_limit of \d+; raise it or feed smaller inputs$"):
                model.run(None, feeds([90], False))


def test_runs_from_many_python_threads(program: Path) -> None:
    failures: list[BaseException] = []

    def work(model: CompiledModel, first: int) -> None:
        try:
            for i in range(20):
                assert_right(model, [first, i % 10], bool(i % 2))
        except BaseException as error:
            failures.append(error)

    with load_compiled(program, threads=2) as model:
        workers = [threading.Thread(target=work, args=(model, i)) for i in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert not failures


@THREADS
def test_c_program_gets_the_same_bits(program: Path, use_model: Path, tmp_path: Path, threads: int) -> None:
    np.array([4, 7], np.int64).tofile(tmp_path / "sizes.bin")
    np.array([True]).tofile(tmp_path / "flag.bin")
    inputs = [f"int64:2={tmp_path}/sizes.bin", f"bool:1={tmp_path}/flag.bin"]
    command = [use_model, program, "--threads", str(threads), "--runs", "3", "--to", tmp_path, *inputs, "--", "3"]
    result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert result.stdout == "output 0 int64 2x2\noutput 1 int64 4\noutput 2 int64 1\n" and result.stderr == ""
    with load_compiled(program, threads=threads) as model:
        for i, wanted in enumerate(model.run(None, feeds([4, 7], True))):
            assert (tmp_path / f"{i}.bin").read_bytes() == wanted.tobytes()
