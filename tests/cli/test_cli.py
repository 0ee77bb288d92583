"""The command line: what it prints where, and how it exits."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from typer.testing import CliRunner, Result

import zeroskip
from benchmarks.networks import mlp
from zeroskip.cli import app
from zeroskip.compiler import calibration, verify
from zeroskip.kernels.machine import Machine


def run(*arguments: object) -> Result:
    """The command with these arguments, in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def message(result: Result) -> str:
    """The line on stderr, the last one, that says what was wrong with the input."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    line = result.stderr.splitlines()[-1]
    assert line.startswith("zeroskip: ")
    return line.removeprefix("zeroskip: ")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network with a symbolic batch."""
    path = tmp_path_factory.mktemp("model") / "mlp.onnx"
    onnx.save(mlp("batch", 0.5, (16, 32, 8)), path)
    return path


@pytest.fixture(scope="module")
def library(model: Path) -> Path:
    """It, compiled."""
    result = run("compile", model, "-o", model.with_name("shared.so"), "--dim", "batch=1..8", "-q")
    assert (result.exit_code, result.output) == (0, "")
    return model.with_name("shared.so")


def test_compile_reports_stages_and_summary(model: Path) -> None:
    result = run("compile", model, "--dim", "batch=4")
    assert result.exit_code == 0, result.output
    stages = re.findall(r"^(\w+) +[\d.]+ m?s$", result.stderr, re.MULTILINE)
    assert stages == ["import", "passes", "schedule", "backend"]
    assert result.stdout.splitlines()[0] == str(model.with_suffix(".so"))
    assert "parameters  808" in result.stdout
    assert re.search(r"zeros +384 \(47.5%\)", result.stdout)
    assert re.search(r"kernel +\d+ x \w+", result.stdout)
    assert model.with_suffix(".so").exists() and model.with_suffix(".h").exists()


def test_compile_prints_the_default_of_a_symbolic_dim(model: Path, tmp_path: Path) -> None:
    result = run("compile", model, "-o", tmp_path / "m.so")
    assert "dim 'batch' has no bounds; taking batch=1..64, change it with --dim" in result.stderr


def test_compile_verbose_prints_passes(model: Path, tmp_path: Path) -> None:
    result = run("compile", model, "-o", tmp_path / "m.so", "-v", "--verify", "--disable-pass", "fuse_epilogue")
    assert result.exit_code == 0, result.output
    assert re.search(r"fold_constants +\d+ rewrites", result.stderr)
    assert "fuse_epilogue" not in result.stderr
    assert "verify" in result.stderr


def test_compile_tuned_and_calibrated(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speeds are measured once, shown, and kept; then a library tells of them and of what was timed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compiling = ("compile", model, "-q", "-o", tmp_path / "m.so", "--dim", "batch=20", "--tune", "--calibrated")
    assert message(run(*compiling)).endswith("; run zeroskip calibrate")
    machine = Machine(
        "a machine", 100.0, ((1024, 200.0), (10_240, 50.0)), 0.5, dense=1.25, sparse=2.0, trip=4.0, pick=7.0
    )
    monkeypatch.setattr(calibration, "measure", lambda target, progress: machine)
    result = run("calibrate")
    assert result.exit_code == 0, result.output
    assert [re.split(r"  +", line.strip()) for line in result.stdout.splitlines()] == [
        ["processor", "a machine"],
        ["multipliers", "100 GFLOP/s"],
        ["reading 1 KiB", "200 GB/s"],
        ["reading 10 KiB", "50 GB/s"],
        ["barrier", "0.50 us"],
        ["dense tile", "80% of the multipliers"],
        ["sparse tile", "50% of the multipliers"],
        ["accumulators' trip", "4.0 multiplications"],
    ]
    (path,) = (tmp_path / "cache/zeroskip/machines").iterdir()
    assert result.stderr.splitlines()[-1] == f"written to {path}"
    result = run(*compiling)
    assert (result.exit_code, result.output) == (0, "")
    manifest = json.loads(run("inspect", tmp_path / "m.so").stdout)
    assert Machine.from_record(manifest["machine"]) == machine
    assert list(manifest["tuned"]) == ["fc1", "fc2"]


def test_calibrate_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert message(run("calibrate", "--target", "vax")).startswith("target 'vax': ")
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(calibration, "measure", lambda target, progress: Machine.of(target))
    assert message(run("calibrate")).endswith("; set XDG_CACHE_HOME to a folder of yours")


def test_compile_dumps_every_form(model: Path, tmp_path: Path) -> None:
    assert run("compile", model, "-o", tmp_path / "m.so", "--dump", tmp_path / "dump").exit_code == 0
    names = {file.name for file in (tmp_path / "dump").iterdir()}
    assert {"00_import.ir", "10_passes.ir", "20_plan.txt"} <= names


def test_run_with_given_input(library: Path, tmp_path: Path) -> None:
    x = np.random.default_rng(1).standard_normal((3, 16), np.float32)
    np.save(tmp_path / "x.npy", x)
    result = run("run", library, "--input", f"x={tmp_path / 'x.npy'}", "--output-dir", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{tmp_path / 'out' / 'y.npy'}\n"
    with zeroskip.load_compiled(library) as compiled:
        assert np.array_equal(np.load(tmp_path / "out/y.npy"), compiled.run(None, {"x": x})[0])


def test_run_with_random_input(library: Path) -> None:
    result = run("run", library, "--seed", 7, "--threads", 1)
    assert result.exit_code == 0, result.output
    assert "random x from seed 7" in result.stderr
    assert re.fullmatch(r"y  float32 1x8  min \S+  mean \S+  max \S+\n", result.stdout)


def test_run_with_types_that_npy_files_lack(tmp_path: Path) -> None:
    types = {"x": TensorProto.BFLOAT16, "n": TensorProto.INT4}
    ports = [helper.make_tensor_value_info(name, code, [2, 3]) for name, code in types.items()]
    results = [onnx.ValueInfoProto(name=name) for name in ("y", "m")]
    nodes = [helper.make_node("Neg", ["x"], ["y"]), helper.make_node("Identity", ["n"], ["m"])]
    opset = [helper.make_opsetid("", 21)]
    proto = helper.make_model(helper.make_graph(nodes, "g", ports, results), opset_imports=opset, ir_version=10)
    path = zeroskip.compile_model(proto, tmp_path / "m.so")
    x, n = np.arange(1, 7).reshape(2, 3).astype("bfloat16"), np.arange(-3, 3).reshape(2, 3).astype("int4")
    np.save(tmp_path / "x.npy", x)  # as elements of two bytes
    np.save(tmp_path / "n.npy", n.view(np.uint8))
    given = [argument for name in types for argument in ("--input", f"{name}={tmp_path / name}.npy")]
    result = run("run", path, *given)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "y  bfloat16 2x3  min -6  mean -3.5  max -1",
        "m  int4 2x3  min -3  mean -0.5  max 2",
    ]
    run("run", path, *given, "--output-dir", tmp_path)
    np.testing.assert_array_equal(np.load(tmp_path / "y.npy").view("bfloat16"), -x)
    np.testing.assert_array_equal(np.load(tmp_path / "m.npy"), n.view(np.uint8))


def test_run_says_what_is_wrong_with_an_input(library: Path, tmp_path: Path) -> None:
    text, archive, wrong = tmp_path / "x.txt", tmp_path / "x.npz", tmp_path / "x.npy"
    text.write_text("no array")
    np.savez(archive, x=np.zeros(3))
    np.save(wrong, np.zeros((3, 5), np.float32))
    for argument, expected in {
        "x": "input 'x' is not understood; write NAME=FILE.npy",
        "x=missing.npy": "missing.npy: cannot be read (No such file or directory); give a .npy file",
        f"x={text}": f"{text}: is not a .npy file of numbers; write one with numpy.save",
        f"x={archive}": f"{archive}: holds several arrays; write one with numpy.save",
        f"x={wrong}": "input 'x'",
        f"z={wrong}": "input 'z'",
    }.items():
        assert expected in message(run("run", library, "--input", argument))


def test_run_refuses_what_is_no_library(model: Path) -> None:
    assert "not a compiled model" in message(run("run", model))
    assert "missing.so" in message(run("run", "missing.so"))


def test_inspect_prints_the_manifest(library: Path) -> None:
    result = run("inspect", library)
    manifest = json.loads(result.stdout)
    assert manifest["dims"] == {"batch": [1, 8]}
    assert [port["name"] for port in manifest["inputs"]] == ["x"]
    assert "not a compiled model" in message(run("inspect", __file__))


def test_verify_agrees(model: Path) -> None:
    result = run("verify", model)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"y  differs from onnxruntime by \S+ of its largest value\n", result.stdout)


def test_verify_with_a_given_input(model: Path, tmp_path: Path) -> None:
    for name, columns in (("x", 16), ("wrong", 4)):
        np.save(tmp_path / f"{name}.npy", np.ones((2, columns), np.float32))
    result = run("verify", model, "--input", f"x={tmp_path / 'x.npy'}")
    assert result.exit_code == 0, result.output
    assert "input 'x'" in message(run("verify", model, "--input", f"x={tmp_path / 'wrong.npy'}"))
    assert "input 'z'" in message(run("verify", model, "--input", f"z={tmp_path / 'x.npy'}"))
    assert message(run("verify", model, "--input", "x")) == "input 'x' is not understood; write NAME=FILE.npy"


def test_verify_mismatch_exits_with_1(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "TOLERANCE", -1.0)
    result = run("verify", model)
    assert result.exit_code == 1
    assert "Gemm 'fc1': imported, it differs from onnxruntime" in result.stderr


def test_bad_options_exit_with_2(model: Path, tmp_path: Path) -> None:
    def compile_with(*options: str) -> str:
        return message(run("compile", model, "-q", "-o", tmp_path / "m.so", *options))

    assert compile_with("--dim", "batch") == (
        "dim 'batch' is not understood; write NAME=SIZE or NAME=LOW..HIGH, such as batch=1..8"
    )
    assert compile_with("--dim", "batch=8..1").startswith("dim 'batch=8..1' is not a range of sizes")
    assert compile_with("--dim", "batch=1", "--dim", "batch=2").startswith("dim 'batch' is given twice")
    assert "batch" in compile_with("--dim", "tokens=4")
    assert compile_with("--target", "vax").startswith("target 'vax': ")
    assert compile_with("--disable-pass", "nothing").startswith("there is no pass 'nothing' to disable")
    assert compile_with("--prefix", "2x").startswith("prefix '2x' cannot begin a C name")
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_one_line(tmp_path: Path) -> None:
    result = run("compile", tmp_path / "missing.onnx")
    assert result.stderr == f"zeroskip: {message(result)}\n"


def test_internal_errors_exit_with_1(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("zeroskip.compiler.passes.run_passes", fail)
    result = run("compile", model, "-q")
    assert result.exit_code == 1
    assert result.stderr == (
        "zeroskip: internal error: ZeroDivisionError: on purpose; --debug shows where, please report it\n"
    )
    result = run("compile", model, "-q", "--debug")
    assert result.exit_code == 1
    assert result.stderr.startswith("Traceback (most recent call last):")


def test_python_m_zeroskip_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "zeroskip", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"zeroskip {zeroskip.__version__}\n"
    assert run("--version").stdout == done.stdout
    assert run("nonsense").exit_code == 2
