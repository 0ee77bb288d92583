"""Calibration: what is measured, how its record is kept, and how a compilation takes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import zeroskip
from benchmarks.networks import mlp
from zeroskip.compiler import calibration
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.kernels.machine import Machine
from zeroskip.kernels.target import TARGETS, Target

HOST = Target.host()
MACHINE = Machine("a machine", 100.0, ((1000, 200.0), (10_000, 50.0)), 0.5, dense=1.0, sparse=1.5, trip=4.0, pick=7.0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for this test's record."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def fault(target: Target = HOST) -> str:
    """The one line that says why there is no record."""
    with pytest.raises(CompileError) as caught:
        calibration.load(target)
    (line,) = caught.value.lines
    assert "\n" not in line
    return line


def test_measures_this_machine() -> None:
    told: list[str] = []
    machine = calibration.measure(HOST, told.append)
    assert [name.split()[0] for name in told] == [
        "multipliers", "reading", "reading", "reading", "reading", "barrier", "dense", "sparse", "sparse", "sparse",
    ]  # fmt: skip
    assert machine.name
    assert len(machine.bandwidth) == 4
    assert min(machine.fma, machine.barrier, machine.dense, machine.sparse, machine.trip, machine.pick) > 0
    calibration.save(machine, HOST)
    assert calibration.load(HOST) == machine


def test_a_target_of_another_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "runs_here", lambda self: False)
    with pytest.raises(CompileError, match="target 'x86-64-v4': this processor does not run it; choose host"):
        calibration.measure(TARGETS[0])


def test_a_record_for_each_target(folder: Path) -> None:
    paths = [calibration.save(MACHINE, target) for target in TARGETS]
    assert len(set(paths)) == len(TARGETS)
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(paths)
    assert [calibration.load(target) for target in TARGETS] == [MACHINE] * len(TARGETS)


def test_no_record() -> None:
    assert fault() == f"calibrated: this machine has no record for {HOST.name}; run zeroskip calibrate"
    calibration.save(MACHINE, TARGETS[0])
    assert TARGETS[1].name in fault(TARGETS[1])


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", "[1, 2]", "{}", '"text"', json.dumps(MACHINE.record())[:-20], "[" * 100_000,
        json.dumps(MACHINE.record() | {"fma": -1}), json.dumps(MACHINE.record() | {"speed": 1}), b"\xff\xfe",
    ],
    ids=lambda text: str(text)[:20],
)  # fmt: skip
def test_damaged_record(text: str | bytes) -> None:
    path = calibration.save(MACHINE, HOST)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert fault().startswith(f"calibrated: {path} is damaged (")
    assert fault().endswith("; run zeroskip calibrate")
    calibration.save(MACHINE, HOST)
    assert calibration.load(HOST) == MACHINE


def test_record_that_cannot_be_read() -> None:
    path = calibration.save(MACHINE, HOST)
    path.unlink()
    path.mkdir()
    assert "run zeroskip calibrate" in fault()


def test_folder_that_cannot_be_written(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(CompileError, match=r"cannot write .*; set XDG_CACHE_HOME to a folder of yours"):
        calibration.save(MACHINE, HOST)


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration.environment, "cache_folder", lambda name: None)
    assert fault() == "there is no folder for the record of this machine; set XDG_CACHE_HOME"


def test_compilation_takes_the_record(tmp_path: Path) -> None:
    model = mlp(4, 0.5, (16, 8))
    with pytest.raises(CompileError, match="run zeroskip calibrate"):
        zeroskip.compile_model(model, tmp_path / "m.so", calibrated=True)
    assert not (tmp_path / "m.so").exists()
    calibration.save(MACHINE, HOST)
    for calibrated, expected in ((True, MACHINE), (False, Machine.of(HOST))):
        library = zeroskip.compile_model(model, tmp_path / "m.so", calibrated=calibrated)
        with zeroskip.load_compiled(library) as compiled:
            assert Machine.from_record(compiled.manifest["machine"]) == expected
