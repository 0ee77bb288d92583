"""Libraries: deterministic, self-contained, free of the model's names, made by any linker, callable from C."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.backend.libraries import build, conv_net, dynamic_symbols, images
from tests.runtime.fake_library import HERE as RUNTIME_TESTS
from tests.runtime.fake_library import compile_c
from tests.schedule.plan_runner import assert_close
from zeroskip.compiler.backend import link
from zeroskip.compiler.backend.link import LINKERS
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.options import Options
from zeroskip.compiler.schedule import make_plan
from zeroskip.ir import interpret
from zeroskip.ir.dims import symbol
from zeroskip.kernels.target import TARGETS, Target
from zeroskip.runtime import load_compiled
from zeroskip.runtime.native import PUBLIC_SYMBOLS
from zeroskip.runtime.native.sources import LIBC_SYMBOLS

ODD = "a \"b\" 'c' é 漢 %s %d \\ ;$(x) `y` #"


def run(library: Path, x: np.ndarray, threads: int = 2) -> np.ndarray:
    with load_compiled(library, threads=threads) as model:
        (y,) = model.run(None, {model.get_inputs()[0].name: x})
        return y


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(conv_net(), tmp_path_factory.mktemp("library") / "net.so")


def test_library_agrees_with_the_interpreter(library: Path) -> None:
    wanted = interpret(conv_net(), {"x": images(2)})["y"]
    outputs = [run(library, images(2), threads) for threads in (1, 2, 3)]
    assert_close(outputs[0], wanted)
    assert len({y.tobytes() for y in outputs}) == 1


def test_batch_may_change_between_runs(tmp_path: Path) -> None:
    """With other sizes the zeros before the planes lie elsewhere in the arena."""
    path = build(conv_net(symbol("batch", 1, 8)), tmp_path / "net.so")
    with load_compiled(path, threads=2) as model:
        for batch in (8, 1, 3, 8, 2):
            x = images(batch, seed=batch)
            (found,) = model.run(None, {"x": 100 * x})
            assert_close(found, interpret(conv_net(batch), {"x": 100 * x})["y"])


@pytest.mark.parametrize("batch", [1, 2, 5, 8])
def test_images_walked_alone_and_together(batch: int, tmp_path: Path) -> None:
    """Threads that walk images of their own, images that are left over, and fewer images than threads."""
    graph = conv_net(symbol("batch", 1, 8))
    assert make_plan(conv_net(symbol("batch", 1, 8)), Options(), Target.host()).regions
    path, x = build(graph, tmp_path / "net.so"), images(batch)
    outputs = [run(path, x, threads) for threads in (1, 2, 3)]
    assert_close(outputs[0], interpret(conv_net(batch), {"x": x})["y"])
    assert len({y.tobytes() for y in outputs}) == 1
    with load_compiled(path, threads=2, profile=True) as model:
        model.run(None, {"x": x})
        assert all(seconds > 0 for _, seconds in model.profile())


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_same_bytes_wherever_it_is_built(target: object, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "a longer name"]
    for folder in folders:
        folder.mkdir()
    paths = [build(conv_net(), folder / "net.so", target.name) for folder in folders]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert str(tmp_path).encode() not in paths[0].read_bytes()


def test_no_file_is_left_behind(library: Path) -> None:
    assert sorted(file.name for file in library.parent.iterdir()) == ["net.h", "net.so"]


def test_manifest(tmp_path: Path) -> None:
    path = build(conv_net(symbol("batch", 1, 8)), tmp_path / "net.so", dense=True, prefix="my_net")
    with load_compiled(path) as model:
        manifest = model.manifest
    assert manifest["abi"] == 2 and manifest["prefix"] == "my_net"
    assert manifest["inputs"] == [{"name": "x", "dtype": "float32", "shape": ["batch", 3, 9, 7]}]
    assert manifest["outputs"] == [{"name": "y", "dtype": "float32", "shape": ["batch", 5]}]
    assert manifest["dims"] == {"batch": [1, 8]}
    assert manifest["options"]["dense"] is True
    assert all(name.split("__")[0].replace("_", "").isalnum() for name in manifest["kernels"])
    assert json.dumps(manifest, separators=(",", ":")).encode() in path.read_bytes()


@pytest.mark.parametrize("prefix", ["zs", "other"])
def test_symbols(prefix: str, tmp_path: Path) -> None:
    defined, needed = dynamic_symbols(build(conv_net(), tmp_path / "net.so", prefix=prefix))
    assert defined == {prefix + name.removeprefix("zs") for name in PUBLIC_SYMBOLS}
    assert needed <= set(LIBC_SYMBOLS)


def test_names_of_the_model_are_only_data(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    graph = conv_net(x=ODD, y=f"{ODD}\n{ODD}", name=f"{ODD}\n")
    path = build(graph, folder / f"{ODD}.so")
    defined, needed = dynamic_symbols(path)
    assert all(name.isidentifier() for name in defined | needed)
    with load_compiled(path) as model:
        assert [port.name for port in (*model.get_inputs(), *model.get_outputs())] == [ODD, f"{ODD}\n{ODD}"]
    assert run(path, images(2)).tobytes() == run(build(conv_net(), tmp_path / "net.so"), images(2)).tobytes()


@pytest.mark.parametrize("name", list(LINKERS))
def test_every_linker(name: str, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = importlib.util.find_spec(name) if name == "ziglang" else shutil.which(name)
    if not installed:
        pytest.skip(f"{name} is not installed")
    monkeypatch.setattr(link, "LINKERS", {name: LINKERS[name]})
    path = build(conv_net(), tmp_path / "net.so")
    assert run(path, images(2)).tobytes() == run(library, images(2)).tobytes()
    defined, needed = dynamic_symbols(path)
    assert len(defined) == len(PUBLIC_SYMBOLS) and needed <= set(LIBC_SYMBOLS)


def test_no_linker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CompileError, match=r"no linker found; install gcc or binutils .*ziglang") as error:
        build(conv_net(), tmp_path / "net.so")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "net.so").exists()


def test_linker_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "cc"
    script.write_text("#!/bin/sh\necho 'note: one' >&2\necho 'cc: error: disk full' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(script) if name == "cc" else None)
    with monkeypatch.context() as alone:
        alone.setattr(importlib.util, "find_spec", lambda name: None)
        message = r"^cc could not link the library: cc: error: disk full; install another linker$"
        with pytest.raises(CompileError, match=message):
            build(conv_net(), tmp_path / "net.so")


def test_the_next_linker_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("ld"):
        pytest.skip("ld is not installed")
    monkeypatch.setattr(link, "LINKERS", {**LINKERS, "cc": lambda flags, files, output: ["false"]})
    assert build(conv_net(), tmp_path / "net.so").exists()


def test_c_program_gets_the_same_bits(library: Path, tmp_path: Path) -> None:
    program = compile_c(tmp_path / "use_model", RUNTIME_TESTS / "use_model.c", "-ldl")
    images(2).tofile(tmp_path / "x.bin")
    feed = f"float32:2x3x9x7={tmp_path / 'x.bin'}"
    command = [program, library, "--threads", "3", "--runs", "2", "--to", tmp_path, feed, "--", "1"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "output 0 float32 2x5"
    assert (tmp_path / "0.bin").read_bytes() == run(library, images(2)).tobytes()


BOTH = r"""
#include "one.h"
#include "two.h"
#include <stdio.h>

int main(void) {
    static float x[2 * 3 * 9 * 7];
    float y[2][2 * 5];
    int64_t dims[] = {2, 3, 9, 7};
    if (fread(x, 1, sizeof x, stdin) != sizeof x) return 99;
    zs_tensor input = {.data = x, .bytes = sizeof x, .dtype = ZS_FLOAT32, .rank = 4, .dims = dims};
    zs_options options = {.size = sizeof options, .threads = 2};
    zs_session *first, *second;
    if (one_open(&first, &options) || two_open(&second, &options)) return 98;
    zs_tensor output = {.data = y[0], .bytes = sizeof y[0]};
    if (one_run(first, &input, &output)) return 97;
    output = (zs_tensor){.data = y[1], .bytes = sizeof y[1]};
    if (two_run(second, &input, &output)) return 96;
    one_close(first), two_close(second);
    return fwrite(y, 1, sizeof y, stdout) != sizeof y;
}
"""


def test_two_models_in_one_program(tmp_path: Path) -> None:
    paths = [build(conv_net(seed=s), tmp_path / f"{p}.so", prefix=p) for s, p in enumerate(("one", "two"))]
    (tmp_path / "both.c").write_text(BOTH)
    program = compile_c(tmp_path / "both", "-I", tmp_path, tmp_path / "both.c", *paths, f"-Wl,-rpath,{tmp_path}")
    done = subprocess.run([program], input=images(2).tobytes(), capture_output=True, check=True)
    assert done.stdout == b"".join(run(path, images(2)).tobytes() for path in paths)


def test_two_models_in_one_process(tmp_path: Path) -> None:
    paths = [build(conv_net(seed=s), tmp_path / f"{s}.so") for s in range(2)]
    alone = [run(path, images(2)) for path in paths]
    with load_compiled(paths[0]) as first, load_compiled(paths[1]) as second:
        for model, wanted in ((first, alone[0]), (second, alone[1]), (first, alone[0])):
            assert model.run(None, {"x": images(2)})[0].tobytes() == wanted.tobytes()
