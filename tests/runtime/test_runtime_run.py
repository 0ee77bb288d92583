"""Running through Python: results, feeds of every form, threads, shared weights, memory, profile, closing."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.runtime.fake_library import link_fake, runtime_object
from zeroskip.runtime import Error, InvalidLibrary, available_threads, load_compiled

BIAS = np.arange(1, 7, dtype=np.float32)


def feeds(batch: int = 3) -> dict[str, np.ndarray]:
    random = np.random.default_rng(batch)
    return {"x": random.standard_normal((batch, 6), dtype=np.float32), "index": random.integers(0, 6, batch)}


def expected(x: np.ndarray, index: np.ndarray) -> list[np.ndarray]:
    reversed_ = (2 * np.asarray(x, np.float32)).reshape(-1)[::-1].reshape(x.shape)
    return [reversed_ + BIAS, np.take_along_axis(x, np.asarray(index)[:, None], 1)[:, 0] / 2]


def assert_equal(found: list[np.ndarray], wanted: list[np.ndarray]) -> None:
    assert [(a.dtype, a.shape) for a in found] == [(a.dtype, a.shape) for a in wanted]
    for a, b in zip(found, wanted, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("threads", [1, 2, 3, 8, None])
def test_any_number_of_threads_and_any_batch_in_any_order(fake: Path, threads: int | None) -> None:
    with load_compiled(fake, threads=threads) as model:
        for batch in (3, 1, 8, 8, 2, 7, 3):
            data = feeds(batch)
            assert_equal(model.run(None, data), expected(**data))


@pytest.mark.parametrize(
    "options",
    [
        {"huge_pages": False},
        {"share_weights": True},
        {"flush_denormals": True},
        {"profile": True},
        {"memory_limit": 1 << 30},
    ],
    ids=str,
)
def test_options_do_not_change_the_result(fake: Path, options: dict[str, bool]) -> None:
    with load_compiled(fake, threads=2, **options) as model:
        assert_equal(model.run(None, feeds()), expected(**feeds()))


def test_model_of_fixed_shape(build: Callable[..., Path]) -> None:
    with load_compiled(build("-DSTATIC"), threads=2) as model:
        assert model.get_inputs()[0].shape == [2, 6]
        assert model.memory().arena >= 2 << 20  # before the first run
        assert_equal(model.run(None, feeds(2)), expected(**feeds(2)))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_plan_is_chosen_by_the_sizes_of_each_run(build: Callable[..., Path], threads: int) -> None:
    """The variant dirties what the general plan expects to be zero, and has other words and relocs."""
    with load_compiled(build("-DVARIANT"), threads=threads, profile=True) as model:
        for batch in (1, 1):
            assert_equal(model.run(None, feeds(batch)), expected(**feeds(batch)))
        assert [name for name, _ in model.profile()] == ["pick row", "reverse row"]
        for batch in (2, 1, 8, 1, 2, 2):
            assert_equal(model.run(None, feeds(batch)), expected(**feeds(batch)))
        assert [name for name, _ in model.profile()] == ["double", "reverse", "pick", "pick row", "reverse row"]
        with pytest.raises(Error, match=r"^step 'pick row': an index is out of range$"):
            model.run(None, {**feeds(1), "index": [6]})
        assert_equal(model.run(None, feeds(1)), expected(**feeds(1)))


@pytest.mark.parametrize("options", [{"share_weights": True}, {"memory_limit": 9 << 20}], ids=str)
def test_options_hold_for_every_plan(build: Callable[..., Path], options: dict[str, int]) -> None:
    with load_compiled(build("-DVARIANT"), threads=2, **options) as model:
        for batch in (1, 3, 1):
            assert_equal(model.run(None, feeds(batch)), expected(**feeds(batch)))


def test_plan_that_is_refused_for_its_memory_leaves_the_other_in_order(build: Callable[..., Path]) -> None:
    with load_compiled(build("-DVARIANT"), memory_limit=7 << 20) as model:
        for _ in range(2):
            assert_equal(model.run(None, feeds(1)), expected(**feeds(1)))
            with pytest.raises(Error, match=r"feed smaller inputs$"):
                model.run(None, feeds(8))


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("steps", [0, 1, 5000])
def test_any_number_of_steps_with_barriers(build: Callable[..., Path], steps: int, threads: int) -> None:
    with load_compiled(build(f"-DSTEPS={steps}"), threads=threads) as model:
        for _ in range(3):
            assert model.run(None, {}) == []


def test_ports_and_manifest_read_like_onnxruntime(fake: Path) -> None:
    with load_compiled(fake) as model:
        inputs, outputs = model.get_inputs(), model.get_outputs()
        assert [(i.name, i.shape, i.type) for i in inputs] == [
            ("x", ["batch", 6], "tensor(float)"),
            ("index", ["batch"], "tensor(int64)"),
        ]
        assert [o.name for o in outputs] == ["y", "z"]
        assert model.manifest["dims"] == {"batch": [1, 8]}


def test_output_names_choose_and_order(fake: Path) -> None:
    with load_compiled(fake) as model:
        y, z = expected(**feeds())
        assert_equal(model.run(["z", "y", "z"], feeds()), [z, y, z])
        assert model.run([], feeds()) == []


def test_call_takes_positions_and_names(fake: Path) -> None:
    data = feeds()
    with load_compiled(fake) as model:
        for found in (model(data["x"], data["index"]), model(data["x"], index=data["index"]), model(**data)):
            assert isinstance(found, list)
            assert_equal(found, expected(**data))


def strided(x: np.ndarray) -> dict[str, np.ndarray]:
    padded = np.zeros((2 * x.shape[0], 3 * x.shape[1]), x.dtype)
    padded[::2, ::3] = x
    odd_bytes = np.zeros(x.nbytes + 1, np.uint8)
    unaligned = odd_bytes[1:].view(x.dtype).reshape(x.shape)
    unaligned[...] = x
    return {
        "row-major": x,
        "column-major": np.asfortranarray(x),
        "strided": padded[::2, ::3],
        "reversed": x[::-1, ::-1].copy()[::-1, ::-1],
        "broadcast": np.broadcast_to(x[:1, :1], x.shape),
        "other byte order": x.astype(x.dtype.newbyteorder()),
        "other byte order, strided": np.asfortranarray(x.astype(x.dtype.newbyteorder())),
        "unaligned": unaligned,
        "read-only": np.frombuffer(x.tobytes(), x.dtype).reshape(x.shape),
        "element-aligned": np.concatenate([np.zeros((1,), x.dtype), x.reshape(-1)])[1:].reshape(x.shape),
    }


@pytest.mark.parametrize("form", strided(feeds()["x"]))
@pytest.mark.parametrize("batch", [1, 3])
def test_any_strides_and_byte_order(fake: Path, form: str, batch: int) -> None:
    data = feeds(batch)
    x = strided(data["x"])[form]
    before = x.copy()
    with load_compiled(fake, threads=2) as model:
        wanted = expected(np.array(x, np.float32), data["index"])
        assert_equal(model.run(None, {"x": x, "index": data["index"]}), wanted)
        index = np.stack([data["index"], data["index"]], 1)[:, 1]
        assert_equal(model.run(None, {"x": x, "index": index}), wanted)
    np.testing.assert_array_equal(x, before)


def test_lists_and_numbers_are_converted_to_the_type_of_the_input(fake: Path) -> None:
    with load_compiled(fake) as model:
        y, z = model.run(None, {"x": [[1, 2, 3, 4, 5, 6]], "index": [True]})
    assert_equal([y, z], [np.float32([[13, 12, 11, 10, 9, 8]]), np.float32([1])])


def test_outputs_belong_to_the_caller(fake: Path) -> None:
    with load_compiled(fake) as model:
        first = model.run(None, feeds())
        copies = [array.copy() for array in first]
        model.run(None, {**feeds(), "x": np.zeros((3, 6), np.float32)})
    assert_equal(first, copies)


def test_failing_step_is_named_and_the_session_goes_on(fake: Path) -> None:
    with load_compiled(fake, threads=3) as model:
        for _ in range(20):
            with pytest.raises(Error, match=r"^step 'pick': an index is out of range$"):
                model.run(None, {**feeds(), "index": [0, 1, 6]})
            assert_equal(model.run(None, feeds()), expected(**feeds()))


def test_failure_on_some_threads_stops_all_at_the_next_barrier(build: Callable[..., Path]) -> None:
    bad = {**feeds(), "index": [5, 0, 0]}
    with load_compiled(build("-DFAIL"), threads=3) as model:
        for _ in range(200):
            with pytest.raises(Error, match=r"^step 'odd': failed with status 77$"):
                model.run(None, bad)
    with load_compiled(build("-DFAIL"), threads=1) as model:
        assert_equal(model.run(None, bad), expected(**bad | {"index": np.array([5, 0, 0])}))


@pytest.mark.parametrize("threads", [1, 2])
def test_denormals_are_kept_unless_asked(fake: Path, threads: int) -> None:
    feeds = {"x": np.full((2, 6), 2e-38, np.float32), "index": [0, 1]}  # z, a half, is too small for a normal number
    for flush in (False, True):
        with load_compiled(fake, threads=threads, flush_denormals=flush) as model:
            (z,) = model.run(["z"], feeds)
        np.testing.assert_array_equal(z, np.float32([0 if flush else 1e-38] * 2))
        assert feeds["x"][0, 0] / 2 != 0  # the caller's own setting is back


def test_sessions_share_the_weights(fake: Path) -> None:
    with load_compiled(fake, threads=1) as first, load_compiled(fake, threads=2) as second:
        addresses = {model._session.memory().weights for model in (first, second)}
        assert len(addresses) == 1
        first.close()
        assert_equal(second.run(None, feeds()), expected(**feeds()))


def test_library_compiled_again_to_the_same_path_is_loaded_afresh(build: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "model.so"
    shutil.copy(build(), path)
    with load_compiled(path) as old:
        shutil.copy(build("-DSTATIC"), tmp_path / "new.so")
        (tmp_path / "new.so").rename(path)
        with load_compiled(path) as new:
            assert old.get_inputs()[0].shape == ["batch", 6] and new.get_inputs()[0].shape == [2, 6]
            assert_equal(new.run(None, feeds(2)), expected(**feeds(2)))
            with pytest.raises(Error):
                new.run(None, feeds(3))
            assert_equal(old.run(None, feeds(3)), expected(**feeds(3)))


def test_memory_reports_what_is_really_on_huge_pages(fake: Path) -> None:
    with load_compiled(fake) as model:
        model.run(None, feeds(8))
        memory = model.memory()
        assert memory.arena == 8 << 20 and memory.weights == 4 << 20
        if "[never]" not in Path("/sys/kernel/mm/transparent_hugepage/enabled").read_text():
            assert memory.weights_huge == 4 << 20
            assert memory.arena_huge == 2 << 20  # the first 192 bytes are all that is touched
    with load_compiled(fake, huge_pages=False) as model:
        model.run(None, feeds(8))
        assert model.memory().arena_huge == 0


def test_profile_names_every_step(fake: Path) -> None:
    with load_compiled(fake, threads=2, profile=True) as model:
        assert model.profile() == []
        model.run(None, feeds())
        profile = model.profile()
        assert [name for name, _ in profile] == ["double", "reverse", "pick"]
        assert sum(seconds for _, seconds in profile) > 0
    with load_compiled(fake) as model, pytest.raises(Error, match="ZS_PROFILE"):
        model.profile()


def test_memory_limit(fake: Path) -> None:
    with pytest.raises(Error, match=r"4194304 bytes of memory are needed, more than the memory_limit of 4000000; "):
        load_compiled(fake, memory_limit=4_000_000)
    with load_compiled(fake, memory_limit=4_000_000, share_weights=True) as model:  # an arena of 2 MiB
        assert_equal(model.run(None, feeds(2)), expected(**feeds(2)))
    with load_compiled(fake, memory_limit=7 << 20) as model:
        model.run(None, feeds(1))
        with pytest.raises(Error, match=r"^12582912 bytes of memory are needed, .* feed smaller inputs$"):
            model.run(None, feeds(8))
        assert_equal(model.run(None, feeds(2)), expected(**feeds(2)))
        with load_compiled(fake, memory_limit=6 << 20) as tight:
            tight.run(None, feeds(1))
            with pytest.raises(Error, match=r"row-major inputs$"):
                tight.run(None, {"x": np.asfortranarray(feeds(2)["x"]), "index": [0, 0]})


def test_runs_from_many_python_threads(fake: Path) -> None:
    failures: list[BaseException] = []

    def work(batch: int) -> None:
        try:
            for _ in range(50):
                assert_equal(model.run(None, feeds(batch)), expected(**feeds(batch)))
        except BaseException as error:
            failures.append(error)

    with load_compiled(fake, threads=2) as model:
        threads = [threading.Thread(target=work, args=(batch,)) for batch in (1, 2, 3, 4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_close_twice_and_use_after_close(fake: Path) -> None:
    model = load_compiled(fake, threads=2)
    model.close()
    model.close()
    for use in (lambda: model.run(None, feeds()), model.memory, model.profile):
        with pytest.raises(Error, match=f"^{fake}: the model was closed; load it again$"):
            use()
    assert model.get_inputs()


def threads_now() -> int:
    return len(os.listdir("/proc/self/task"))


def test_nothing_is_left_of_a_closed_or_forgotten_model(build: Callable[..., Path], tmp_path: Path) -> None:
    before = threads_now()
    paths = [Path(shutil.copy(build(), tmp_path / f"{i}.so")) for i in range(3)]
    models = [load_compiled(path, threads=4) for path in paths]
    assert threads_now() == before + 9
    names = {path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")}
    assert {"zeroskip-1", "zeroskip-2", "zeroskip-3"} <= names
    models.pop().close()
    with models.pop():
        pass
    models.clear()
    gc.collect()
    assert threads_now() == before
    assert not any(str(path) in Path("/proc/self/maps").read_text() for path in paths)


def test_failed_load_leaves_nothing(build: Callable[..., Path]) -> None:
    path = build("-DFEATURES=1<<20")
    with pytest.raises(InvalidLibrary):
        load_compiled(path)
    assert str(path) not in Path("/proc/self/maps").read_text()


def cpu_ticks() -> int:
    """Of all threads of this process, in hundredths of a second."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_idle_session_uses_no_processor_time(fake: Path) -> None:
    with load_compiled(fake, threads=4) as model:
        model.run(None, feeds())
        time.sleep(0.05)
        before = cpu_ticks()
        time.sleep(0.5)
        assert cpu_ticks() - before <= 1  # this thread's own waking up may cross a tick


@pytest.mark.skipif(available_threads() < 2, reason="needs two CPUs")
def test_sleeping_workers_are_kept_off_the_cpu_of_the_caller(fake: Path) -> None:
    def allowed(name: str) -> int:
        tasks = [task for task in Path("/proc/self/task").iterdir() if (task / "comm").read_text() == f"{name}\n"]
        (line,) = (line for line in (tasks[0] / "status").read_text().splitlines() if line.startswith("Cpus_allowed:"))
        return int(line.split()[1].replace(",", ""), 16).bit_count()

    with load_compiled(fake, threads=2) as model:
        for _ in range(3):
            time.sleep(0.01)
            assert_equal(model.run(None, feeds()), expected(**feeds()))
        assert allowed("zeroskip-1") == len(os.sched_getaffinity(0)) - 1


def test_child_of_fork_goes_on_with_threads_of_its_own(fake: Path) -> None:
    script = f"""
import os, sys
import numpy as np
from zeroskip.runtime import load_compiled
model = load_compiled({str(fake)!r}, threads=3)
feeds = {{"x": np.ones((2, 6), np.float32), "index": [0, 1]}}
wanted = model.run(None, feeds)[0]
unused = load_compiled({str(fake)!r}, threads=2)
child = os.fork()
if not child:
    same = all((model.run(None, feeds)[0] == wanted).all() for _ in range(10))
    same = same and len(os.listdir("/proc/self/task")) == 3
    model.close()
    unused.close()
    os._exit(0 if same else 1)
status = os.waitpid(child, 0)[1]
assert (model.run(None, feeds)[0] == wanted).all()
sys.exit(os.waitstatus_to_exitcode(status))
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_signals_are_left_to_the_program(fake: Path) -> None:
    with load_compiled(fake, threads=2):
        masks = {}
        for task in os.listdir("/proc/self/task"):
            status = Path(f"/proc/self/task/{task}/status").read_text()
            name, mask = (line.split()[1] for line in status.splitlines() if line.startswith(("Name:", "SigBlk:")))
            masks[name] = int(mask, 16)
        assert masks["zeroskip-1"] & 1 << 1  # SIGINT


def test_loading_imports_nothing_heavy(fake: Path) -> None:
    script = f"""
import sys
from zeroskip.runtime import load_compiled
load_compiled({str(fake)!r}).close()
print({{"onnx", "llvmlite", "networkx", "zeroskip.ir", "zeroskip.kernels", "zeroskip.compiler"}} & set(sys.modules))
"""
    result = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert result.stdout.strip() == "set()"


def test_old_sessions_do_not_disturb_a_library_of_another_runtime(build: Callable[..., Path], tmp_path: Path) -> None:
    other = link_fake(tmp_path / "other.so", runtime_object("c", tmp_path))
    with load_compiled(build()) as first, load_compiled(other) as second:
        assert_equal(first.run(None, feeds()), second.run(None, feeds()))
