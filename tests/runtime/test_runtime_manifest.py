"""Reading the manifest from the file: what is accepted, and what every kind of foreign or damaged file gives."""

from __future__ import annotations

import random
import shutil
import struct
import sys
from pathlib import Path

import pytest

from tests.runtime.fake_library import compile_c
from zeroskip.runtime import InvalidLibrary, load_compiled, read_manifest


def test_manifest(fake: Path) -> None:
    manifest = read_manifest(fake)
    assert manifest["abi"] == 2 and manifest["producer"] == "fake 1.0"
    assert manifest["inputs"][0] == {"name": "x", "dtype": "float32", "shape": ["batch", 6]}
    assert read_manifest(str(fake)) == manifest


def refusal(path: Path) -> str:
    with pytest.raises(InvalidLibrary) as caught:
        load_compiled(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_missing_file_folder_and_foreign_files(tmp_path: Path) -> None:
    foreign = "not a compiled model: give a library made by `zeroskip compile`"
    assert refusal(tmp_path / "no.so") == "cannot read: No such file or directory"
    assert refusal(tmp_path) == "cannot read: Is a directory"
    for content in (b"", b"\x7fELF", b"\x08\x07\x12\x07pytorch", b"\x7fELF\x01\x01" + bytes(100)):
        (tmp_path / "a.so").write_bytes(content)
        assert refusal(tmp_path / "a.so") == foreign
    assert refusal(Path(sys.executable).resolve()) == foreign


def test_foreign_library_is_never_loaded(tmp_path: Path) -> None:
    source = tmp_path / "evil.c"
    action = f'static void run(void) {{ fopen("{tmp_path}/ran", "w"); }}'
    source.write_text(f"#include <stdio.h>\n__attribute__((constructor)) {action}\n")
    refusal(compile_c(tmp_path / "evil.so", "-shared", "-fPIC", source))
    assert not (tmp_path / "ran").exists()


def test_other_machine(fake: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(fake, tmp_path / "other.so"))
    for machine, name in ((183, "aarch64"), (243, "ELF machine 243")):
        with path.open("r+b") as file:
            file.seek(18)
            file.write(struct.pack("<H", machine))
        assert refusal(path) == f"built for {name}, but this machine is x86_64: compile the model for it"


def test_file_cut_off_anywhere(fake: Path, tmp_path: Path) -> None:
    content = fake.read_bytes()
    path = tmp_path / "cut.so"
    for size in (10, 63, 64, 1000, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:size])
        assert refusal(path) == "damaged or cut off: compile the model again"


def test_damaged_headers_never_give_another_kind_of_error(fake: Path, tmp_path: Path) -> None:
    content = fake.read_bytes()
    (table,) = struct.unpack_from("<Q", content, 40)
    path = tmp_path / "damaged.so"
    numbers = random.Random(0)
    for _ in range(300):
        damaged = bytearray(content[:64] + content[table:])
        struct.pack_into("<Q", damaged, 40, 64)
        for _ in range(3):
            damaged[numbers.randrange(6, len(damaged))] = numbers.randrange(256)
        path.write_bytes(damaged)
        with pytest.raises(InvalidLibrary):
            read_manifest(path)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"abi":1}', "\\377"])
def test_section_that_holds_no_manifest(tmp_path: Path, content: str) -> None:
    source = tmp_path / "odd.c"
    text = content.replace('"', '\\"')
    source.write_text(f'__attribute__((section(".zs_manifest"))) const char manifest[] = "{text}";')
    path = compile_c(tmp_path / "odd.so", "-shared", "-fPIC", source)
    assert refusal(path) == "damaged or cut off: compile the model again"


def test_manifest_without_functions(tmp_path: Path) -> None:
    source = tmp_path / "empty.c"
    text = '{\\"abi\\":2,\\"inputs\\":[],\\"outputs\\":[]}'
    source.write_text(f'__attribute__((section(".zs_manifest"))) const char manifest[] = "{text}";')
    path = compile_c(tmp_path / "empty.so", "-shared", "-fPIC", source)
    assert refusal(path) == "has no function zs_open: compile the model again"
