"""Small versions of the five networks all the way: onnxruntime == interpreter == library, from Python and from C.

``make agree`` does the same with the networks in full size.
"""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

import zeroskip
from benchmarks import light, networks
from benchmarks.agree import run_network
from benchmarks.peers import onnxruntime_outputs
from zeroskip.compiler.frontend import import_model
from zeroskip.compiler.verify import difference
from zeroskip.ir import interpret
from zeroskip.runtime import InvalidFeed

ROOT = Path(__file__).parent.parent

Build = Callable[[networks.Extent, float], onnx.ModelProto]


def bert(batch: networks.Extent, sparsity: float) -> onnx.ModelProto:
    """Deeper and wider than ``minilm``, with tokens that fill no vector."""
    return networks.encoder(batch, sparsity, tokens=13, width=48, layers=3, heads=3, hidden=96, vocabulary=1000)


TINY: dict[str, Build] = {
    "mlp": lambda batch, sparsity: networks.mlp(batch, sparsity, (40, 72, 50, 10)),
    "resnet50": lambda batch, sparsity: networks.resnet50(batch, sparsity, 56, 8, (1, 2, 1, 1), classes=12),
    "mobilenet": lambda batch, sparsity: networks.mobilenet(batch, sparsity, 40, 4, repeats=1, classes=12),
    "minilm": lambda batch, sparsity: networks.encoder(batch, sparsity, 16, 32, 2, 4, 64, vocabulary=1000),
    "bert": bert,
}


@pytest.mark.parametrize("name", TINY)
def test_interpreter_agrees_with_onnxruntime(name: str) -> None:
    model = TINY[name](2, 0.5)
    feeds = networks.random_feeds(model)
    (expected,) = onnxruntime_outputs(model, feeds)
    assert difference(interpret(import_model(model), feeds)["y"], expected) < 1e-5


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("sparsity", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", TINY)
def test_library_agrees_with_onnxruntime_and_with_itself(
    name: str, sparsity: float, batch: int, tmp_path: Path
) -> None:
    outcome = run_network(TINY[name](batch, sparsity), tmp_path)
    assert outcome.error < 1e-5
    assert not outcome.faults


@pytest.mark.parametrize("name", ["mlp", "resnet50", "mobilenet"])
def test_symbolic_batch(name: str, tmp_path: Path) -> None:
    model = TINY[name]("batch", 0.9)
    library = zeroskip.compile_model(model, tmp_path / "model.so", dims={"batch": (1, 8)})
    with zeroskip.load_compiled(library, threads=2) as compiled:
        assert compiled.get_inputs()[0].shape[0] == "batch"
        for batch in (3, 1, 8, 3):
            feeds = networks.random_feeds(model, batch, {"batch": batch})
            (expected,) = onnxruntime_outputs(model, feeds)
            assert difference(compiled.run(None, feeds)[0], expected) < 1e-5
        with pytest.raises(InvalidFeed, match=r"outside 1\.\.8"):
            compiled.run(None, networks.random_feeds(model, 0, {"batch": 9}))


def test_batch_does_not_change_the_bits(tmp_path: Path) -> None:
    model = TINY["resnet50"]("batch", 0.9)
    library = zeroskip.compile_model(model, tmp_path / "model.so", dims={"batch": (1, 4)})
    feeds = networks.random_feeds(model, 0, {"batch": 3})
    with zeroskip.load_compiled(library) as compiled:
        (together,) = compiled.run(None, feeds)
        alone = [compiled.run(None, {"x": feeds["x"][i : i + 1]})[0] for i in range(3)]
    assert together.tobytes() == np.concatenate(alone).tobytes()


def test_light_network_gives_its_stored_output(tmp_path: Path) -> None:
    model = light.load("squeezenet")
    with zeroskip.load_compiled(zeroskip.compile_model(model, tmp_path / "model.so")) as compiled:
        (output,) = compiled.run(None, light.ramp_feeds(model))
    assert difference(output, light.stored_output("squeezenet")) < 1e-4


@pytest.mark.parametrize("name", ["squeezenet", "shufflenet"])
def test_light_network_with_random_weights(name: str, tmp_path: Path) -> None:
    model = light.load(name)
    light.randomize(model)
    feeds = networks.random_feeds(model)
    with zeroskip.load_compiled(zeroskip.compile_model(model, tmp_path / "model.so")) as compiled:
        for output, expected in zip(compiled.run(None, feeds), onnxruntime_outputs(model, feeds), strict=True):
            assert difference(output, expected) < 1e-4


def test_c_program_gets_the_same_bits(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("no C compiler")
    model = TINY["minilm"](2, 0.9)
    library = zeroskip.compile_model(model, tmp_path / "model.so")
    assert "zs_run" in (tmp_path / "model.h").read_text()
    program = tmp_path / "use_model"
    source, headers = ROOT / "tests/runtime/use_model.c", ROOT / "runtime/native"
    subprocess.run([compiler, "-O1", f"-I{headers}", source, "-o", program, "-ldl"], check=True)
    feeds = networks.random_feeds(model)
    arguments = []
    for name, array in feeds.items():
        array.tofile(tmp_path / f"{name}.bin")
        arguments.append(f"{array.dtype.name}:{'x'.join(map(str, array.shape))}={tmp_path / name}.bin")
    command = [str(program), str(library), "--threads", "2", "--to", str(tmp_path), *arguments, "--", "1"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "output 0 float32 2x16x32"
    with zeroskip.load_compiled(library) as compiled:
        assert (tmp_path / "0.bin").read_bytes() == compiled.run(None, feeds)[0].tobytes()


def test_library_needs_libc_only(tmp_path: Path) -> None:
    readelf = shutil.which("readelf")
    if not readelf:
        pytest.skip("no readelf")
    library = zeroskip.compile_model(TINY["mlp"](1, 0.9), tmp_path / "model.so")
    dynamic = subprocess.run([readelf, "-d", library], check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"NEEDED.*\[(.*)\]", dynamic)) <= {"libc.so.6"}


def test_every_kind_of_model_gives_the_same_library(tmp_path: Path) -> None:
    model = TINY["mlp"](1, 0.9)
    onnx.save(model, tmp_path / "net.onnx")
    assert zeroskip.compile_model(tmp_path / "net.onnx") == tmp_path / "net.so"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["net.h", "net.onnx", "net.so"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for source in (model, model.SerializeToString(), str(tmp_path / "net.onnx")):
        library = zeroskip.compile_model(source, elsewhere / "net.so")
        assert library.read_bytes() == (tmp_path / "net.so").read_bytes()


def test_running_in_a_fresh_process_needs_no_compiler(tmp_path: Path) -> None:
    model = TINY["minilm"](1, 0.9)
    library = zeroskip.compile_model(model, tmp_path / "model.so")
    (tmp_path / "feeds.pickle").write_bytes(pickle.dumps(networks.random_feeds(model)))
    code = f"""
import pickle, sys, zeroskip
model = zeroskip.load_compiled({str(library)!r})
model.run(None, pickle.load(open({str(tmp_path / "feeds.pickle")!r}, "rb")))
print(*sys.modules)
"""
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"onnx", "llvmlite", "networkx"} & set(modules)
