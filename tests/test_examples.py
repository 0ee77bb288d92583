"""The examples run, and the C one gives what the Python one gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def test_docs_show_the_c_example() -> None:
    assert (EXAMPLES / "run.c").read_text() in (ROOT / "docs/c.md").read_text()


def test_examples(tmp_path: Path) -> None:
    def output_of(*command: object) -> str:
        done = subprocess.run([str(part) for part in command], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    assert output_of(sys.executable, EXAMPLES / "compile_and_run.py") == "1.0 0.0 9.0\n"
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("no C compiler")
    output_of(compiler, "-Wall", "-Werror", "-I.", "-o", "run", EXAMPLES / "run.c", "model.so", "-Wl,-rpath,.")
    assert output_of("./run") == "1 0 9\n"
