"""Objects to a shared library, with whichever linker the machine has."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ...runtime.native import PUBLIC_SYMBOLS
from ..diagnostics import CompileError

REMEDY = (
    "no linker found; install gcc or binutils (Debian: apt-get install binutils), "
    "or the ziglang wheel (pip install 'zeroskip[linker]')"
)


def link_library(objects: Sequence[Path], output: Path, prefix: str) -> str:
    """Link position-independent objects against libc only; the name of the linker that did it.

    Only the C interface is exported, and no symbol may stay undefined. Linkers are tried in the order of ``LINKERS``.
    CompileError if there is none, or what the first one said if none succeeds. The folder of the objects gets one more
    temporary file.
    """
    script = objects[0].with_name("exports.map")
    names = "; ".join(f"{prefix}_{name.removeprefix('zs_')}" for name in PUBLIC_SYMBOLS)
    script.write_text(f"{{ global: {names}; local: *; }};\n")
    flags = ["-z", "defs", "-z", "noexecstack", "-z", "relro", "--build-id=none", "--gc-sections", "--as-needed"]
    flags.append(f"--version-script={script}")
    failures = []
    for name, command in LINKERS.items():
        arguments = command(flags, [str(o) for o in objects], str(output))
        if arguments is None:
            continue
        done = subprocess.run(arguments, capture_output=True, text=True)
        if done.returncode == 0:
            return name
        failures.append(f"{name} could not link the library: {_first_line(done.stderr)}; install another linker")
    raise CompileError(failures[0] if failures else REMEDY)


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if "error" in line or "undefined" in line), text.strip()[:200])


def _driver(program: Sequence[str], flags: Sequence[str], files: Sequence[str], output: str) -> list[str]:
    """A compiler used as a linker: it knows where libc is."""
    passed: list[str] = []
    for flag in flags:
        passed += ["-Xlinker", flag]
    return [*program, "-shared", "-nostartfiles", "-o", output, *files, *passed, "-lpthread", "-lc"]


def _cc(flags: Sequence[str], files: Sequence[str], output: str) -> list[str] | None:
    program = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    return _driver([program], flags, files, output) if program else None


def _bare(name: str) -> Callable[[Sequence[str], Sequence[str], str], list[str] | None]:
    def command(flags: Sequence[str], files: Sequence[str], output: str) -> list[str] | None:
        program, libc = shutil.which(name), _libc()
        if not program or libc is None:
            return None
        return [program, "-shared", *flags, "-o", output, *files, *(str(f) for f in libc)]

    return command


def _libc() -> list[Path] | None:
    """The C library's files, without the development package's linker script."""
    folders = [Path(f"/{lib}") for lib in ("lib/x86_64-linux-gnu", "lib64", "usr/lib64", "usr/lib", "lib")]
    for folder in folders:
        if (folder / "libc.so.6").exists():
            pthread = folder / "libpthread.so.0"
            return [folder / "libc.so.6", *([pthread] if pthread.exists() else [])]
    return None


def _zig(flags: Sequence[str], files: Sequence[str], output: str) -> list[str] | None:
    if importlib.util.find_spec("ziglang") is None:
        return None
    program = [sys.executable, "-m", "ziglang", "cc", "-target", "x86_64-linux-gnu.2.17"]
    return _driver(program, [f for f in flags if f != "--gc-sections"], files, output)


LINKERS: dict[str, Callable[[Sequence[str], Sequence[str], str], list[str] | None]] = {
    "cc": _cc,
    "ld": _bare("ld"),
    "ld.lld": _bare("ld.lld"),
    "ziglang": _zig,
}
