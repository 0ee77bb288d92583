"""Make the runtime's LLVM text from its C: `python -m zeroskip.runtime.native.build`, with clang from ziglang."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from .sources import COMPILE_FLAGS, LLVM_TEXT, NATIVE, digest


def build() -> str:
    """The LLVM text; raises `subprocess.CalledProcessError` when the C does not compile."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "runtime.ll"
        clang = [sys.executable, "-m", "ziglang", "cc", *COMPILE_FLAGS, "-S", "-emit-llvm", "-o", str(output)]
        subprocess.run([*clang, "runtime.c"], cwd=NATIVE, check=True)
        text = output.read_text(encoding="utf-8")
    # The versions that zig writes into the triple mean nothing to LLVM, but would differ from the kernels' triple.
    text = re.sub(r"^target triple = .*$", 'target triple = "x86_64-unknown-linux-gnu"', text, flags=re.MULTILINE)
    return f"; Made by `make runtime-ir` from the C beside it: change that.\n; sources {digest()}\n{text}"


if __name__ == "__main__":
    LLVM_TEXT.write_text(build(), encoding="utf-8")
    print(f"wrote {LLVM_TEXT}")
