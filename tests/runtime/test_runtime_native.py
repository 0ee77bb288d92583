"""The committed LLVM text, the names it imports and exports, and a C program that runs a model."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.runtime.fake_library import compile_c, link_fake, runtime_object
from zeroskip.runtime import load_compiled
from zeroskip.runtime.native import LIBC_SYMBOLS, PUBLIC_SYMBOLS, digest, header_text, llvm_text


def test_llvm_text_was_made_from_the_c_sources() -> None:
    assert f"; sources {digest()}" in llvm_text().splitlines()[:3], "run `make runtime-ir`"


def nm(*arguments: str | Path) -> list[str]:
    return subprocess.run(["nm", *arguments], check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.parametrize("kind", ["c", "ll"])
def test_runtime_defines_its_functions_and_needs_only_libc(kind: str, tmp_path: Path) -> None:
    symbols = {line.split()[-1]: line.split()[-2] for line in nm("-g", runtime_object(kind, tmp_path))}
    assert {name for name, kind in symbols.items() if kind != "U"} == set(PUBLIC_SYMBOLS)
    assert {name for name, kind in symbols.items() if kind == "U"} <= {*LIBC_SYMBOLS, "zs_this_model"}


def test_library_exports_its_functions_only(fake: Path) -> None:
    assert {line.split()[-1] for line in nm("-D", "--defined-only", fake)} == set(PUBLIC_SYMBOLS)


def test_libc_symbols_are_sorted() -> None:
    assert list(LIBC_SYMBOLS) == sorted(LIBC_SYMBOLS) and list(PUBLIC_SYMBOLS) == sorted(PUBLIC_SYMBOLS)


def test_prefix_renames_functions_but_not_types(tmp_path: Path) -> None:
    header, text = header_text("my_net"), llvm_text("my_net")
    assert "my_net_open(zs_session **" in header and "my_net_memory(zs_session *session, zs_memory_info *" in header
    assert not re.search(r"@zs_", text) and "@my_net_this_model" in text and "@my_net_output_shape" in text
    (tmp_path / "one.h").write_text(header_text())
    (tmp_path / "two.h").write_text(header)
    main = tmp_path / "main.c"
    includes = "".join(f'#include "{name}.h"\n' for name in ("one", "two", "one"))
    main.write_text(includes + "int main(void) { return sizeof(zs_options) != 24; }\n")
    subprocess.run([compile_c(tmp_path / "main", main)], check=True)


def test_library_with_a_prefix_exports_and_loads_under_it(tmp_path: Path) -> None:
    library = link_fake(tmp_path / "net.so", runtime_object("ll", tmp_path, "net"), "-DPREFIX=net")
    names = {line.split()[-1] for line in nm("-D", "--defined-only", library)}
    assert names == {name.replace("zs_", "net_", 1) for name in PUBLIC_SYMBOLS}
    with load_compiled(library) as model:
        z = model.run(["z"], {"x": np.ones((1, 6), np.float32), "index": [3]})[0]
    assert z == [0.5]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_c_program_gets_the_same_bits_as_python(fake: Path, use_model: Path, tmp_path: Path, threads: int) -> None:
    x, index = np.random.default_rng(0).standard_normal((5, 6), dtype=np.float32), np.array([0, 5, 1, 4, 2])
    x.tofile(tmp_path / "x.bin")
    index.tofile(tmp_path / "index.bin")
    inputs = [f"float32:5x6={tmp_path}/x.bin", f"int64:5={tmp_path}/index.bin"]
    command = [use_model, fake, "--threads", str(threads), "--runs", "3", "--to", tmp_path, *inputs, "--", "2"]
    result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert result.stdout == "output 0 float32 5x6\noutput 1 float32 5\n" and result.stderr == ""
    with load_compiled(fake) as model:
        for i, wanted in enumerate(model.run(None, {"x": x, "index": index})):
            assert (tmp_path / f"{i}.bin").read_bytes() == wanted.tobytes()


def test_c_program_reports_the_message(fake: Path, use_model: Path, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(bytes(9 * 6 * 4))
    command = [use_model, fake, f"float32:9x6={tmp_path}/x.bin", "--", "2"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1 and result.stdout == ""
    assert result.stderr == "input 'x': dim 0 (batch) is 9, outside 1..8; compile with --dim batch=LO..HI\n"
