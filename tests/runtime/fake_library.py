"""Libraries made of a fake model and the runtime, the latter compiled from C or from its committed LLVM text."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import llvmlite.binding as llvm

from zeroskip.runtime.native import llvm_text
from zeroskip.runtime.native.sources import NATIVE

HERE = Path(__file__).parent
CC = [shutil.which("cc") or ""] if shutil.which("cc") else [sys.executable, "-m", "ziglang", "cc"]


def compile_c(output: Path, *arguments: str | Path) -> Path:
    """Run the C compiler with the runtime's headers at hand."""
    flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-I", str(NATIVE)]
    subprocess.run([*CC, *flags, *map(str, arguments), "-o", str(output)], check=True)
    return output


def runtime_object(kind: str, folder: Path, prefix: str = "zs") -> Path:
    """The runtime as an object file, from the C or from the LLVM text."""
    output = folder / f"runtime_{kind}.o"
    if kind == "c":
        return compile_c(output, "-c", "-fPIC", "-fvisibility=hidden", NATIVE / "runtime.c")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    llvm.initialize_native_asmparser()
    module = llvm.parse_assembly(llvm_text(prefix))
    module.verify()
    target = llvm.Target.from_triple(module.triple)
    machine = target.create_target_machine(cpu="x86-64", opt=2, reloc="pic", codemodel="small")
    output.write_bytes(machine.emit_object(module))
    return output


def link_fake(output: Path, runtime: Path, *defines: str, source: str = "fake_model.c") -> Path:
    """A library of a fake model; `fake_model.c` lists its defines."""
    flags = ["-shared", "-fPIC", "-fvisibility=hidden", "-Wl,-z,defs", *defines]
    return compile_c(output, *flags, HERE / source, runtime, "-lpthread")
