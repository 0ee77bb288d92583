"""Options, the environment, and what the compiler tells its caller."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeroskip.compiler import environment
from zeroskip.compiler.diagnostics import CompileError, LogReporter, Summary
from zeroskip.compiler.options import Options, parse_dim


@pytest.mark.parametrize(
    ("text", "dim"),
    [
        ("batch=4", ("batch", (4, 4))),
        ("batch=1..8", ("batch", (1, 8))),
        (" batch = 1 .. 8 ", ("batch", (1, 8))),
        ("x.0=2", ("x.0", (2, 2))),
    ],
)
def test_dim(text: str, dim: tuple[str, tuple[int, int]]) -> None:
    assert parse_dim(text) == dim


NO_DIMS = ["", "batch", "batch=", "=4", "batch=x", "batch=1..", "batch=1...8", "batch=-1", "a=b=1"]


@pytest.mark.parametrize("text", NO_DIMS)
def test_what_is_no_dim(text: str) -> None:
    with pytest.raises(CompileError, match=r"write NAME=SIZE or NAME=LOW\.\.HIGH"):
        parse_dim(text)


@pytest.mark.parametrize("interval", [(-1, 4), (5, 4), (1, 2**31)])
def test_what_is_no_range(interval: tuple[int, int]) -> None:
    with pytest.raises(CompileError, match="is not a range of sizes"):
        Options(dims={"batch": interval})


def test_error_of_many_lines() -> None:
    error = CompileError(*(f"line {i}" for i in range(3)))
    assert error.lines == ("line 0", "line 1", "line 2")
    assert str(error) == "line 0\nline 1\nline 2"


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (environment.debug_level(), environment.dump_folder()) == (0, None)
    monkeypatch.setenv("ZEROSKIP_DEBUG", "2")
    monkeypatch.setenv("ZEROSKIP_DUMP", "some/folder")
    assert (environment.debug_level(), environment.dump_folder()) == (2, Path("some/folder"))


@pytest.mark.parametrize(("level", "lines"), [(0, 0), (1, 3), (2, 4)])
def test_log_reporter(level: int, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    reporter = LogReporter(level)
    with reporter.stage("import"):
        pass
    reporter.note("a default was chosen")
    reporter.detail("a pass did something")
    reporter.finish(Summary(Path("m.so"), 3, 100, 90, 4096, {"import": 0.1}, {"stream": 2}, {}))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == lines
    assert (level == 0) or "m.so: 4096 bytes, 3 ops, 90 of 100 weights zero" in captured.err
