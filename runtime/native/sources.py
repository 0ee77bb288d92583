"""The native runtime's files and names.

The runtime reaches users as LLVM text, so that compiling a model needs a linker but no C compiler. `build.py` makes the
text from the C; a digest in its first lines tells which sources it was made from.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

NATIVE = Path(__file__).parent
LLVM_TEXT = NATIVE / "runtime-x86_64.ll"

PUBLIC_SYMBOLS = (
    "zs_abi",
    "zs_close",
    "zs_error",
    "zs_manifest",
    "zs_memory",
    "zs_open",
    "zs_output_shape",
    "zs_profile",
    "zs_release",
    "zs_run",
    "zs_step_name",
)
"""The functions that a library exports, before its prefix replaces `zs`."""

LIBC_SYMBOLS = (
    "bcmp",
    "calloc",
    "clock_gettime",
    "free",
    "getpid",
    "madvise",
    "memcmp",
    "memcpy",
    "memset",
    "mmap",
    "munmap",
    "posix_memalign",
    "pthread_create",
    "pthread_join",
    "pthread_mutex_destroy",
    "pthread_mutex_init",
    "pthread_mutex_lock",
    "pthread_mutex_unlock",
    "pthread_setaffinity_np",
    "pthread_setname_np",
    "pthread_sigmask",
    "sched_getaffinity",
    "sched_getcpu",
    "sigfillset",
    "snprintf",
    "strcat",
    "strlen",
    "syscall",
    "sysconf",
    "vsnprintf",
)
"""Everything that the runtime may leave undefined; libc (with libpthread, before glibc 2.34) has it all."""

COMPILE_FLAGS = (
    *("-target", "x86_64-linux-gnu.2.17", "-mcpu=x86_64", "-std=c11", "-O2", "-g0", "-Wall", "-Wextra", "-Werror"),
    *("-fPIC", "-fvisibility=hidden", "-fno-sanitize=all", "-fno-stack-protector", "-fno-ident"),
    *("-fno-vectorize", "-fno-slp-vectorize", "-fno-unroll-loops", "-fno-strict-aliasing"),
    "-Wno-unused-command-line-argument",  # zig adds -c
)
"""Options of clang: baseline CPU, so that the runtime can refuse an unsupported one, and the oldest glibc in use."""

_MODEL_SYMBOL = "zs_this_model"


def digest() -> str:
    """The hexadecimal SHA-256 of all that decides about the LLVM text: the C sources and the options of clang."""
    total = hashlib.sha256("\n".join(COMPILE_FLAGS).encode())
    for path in sorted([*NATIVE.glob("*.c"), *NATIVE.glob("*.h")]):
        total.update(f"\n{path.name}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def llvm_text(prefix: str = "zs") -> str:
    """The runtime as LLVM text: its functions are `<prefix>_open` and so on, its model `<prefix>_this_model`."""
    return _with_prefix(LLVM_TEXT.read_text(encoding="utf-8"), (*PUBLIC_SYMBOLS, _MODEL_SYMBOL), prefix)


def header_text(prefix: str = "zs") -> str:
    """The public C header, its functions named `<prefix>_open` and so on; the types are `zs_` whatever the prefix."""
    return _with_prefix((NATIVE / "zeroskip.h").read_text(encoding="utf-8"), PUBLIC_SYMBOLS, prefix)


def is_our_header(path: Path) -> bool:
    """Whether a file is a C header that an earlier build wrote."""
    first = (NATIVE / "zeroskip.h").read_text(encoding="utf-8").splitlines()[0]
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline().rstrip("\n") == first
    except (OSError, UnicodeDecodeError):
        return False


def _with_prefix(text: str, symbols: tuple[str, ...], prefix: str) -> str:
    stems = "|".join(symbol.removeprefix("zs_") for symbol in symbols)
    # Not behind a dot: the names of sections stay.
    return re.sub(rf"(?<!\.)\bzs_({stems})\b", rf"{prefix}_\1", text)
