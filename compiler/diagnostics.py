"""What the compiler tells its caller: errors in the input, progress, and the closing summary.

The compiler itself never prints. It raises ``CompileError`` for bad input and speaks to a ``Reporter``; the command
line has one that draws, Python callers get ``LogReporter``, which is silent unless ``ZEROSKIP_DEBUG`` is set.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..ir import TooLargeError


class CompileError(Exception):
    """The input cannot be compiled. Each line names the file, node, tensor or option at fault and the remedy."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@contextmanager
def refuse_large(prefix: str = "") -> Iterator[None]:
    """Makes a ``CompileError``, with a prefix, of arrays that are too large to be made; also a decorator."""
    try:
        yield
    except TooLargeError as error:
        raise CompileError(f"{prefix}{error}") from error


@dataclass(frozen=True)
class Summary:
    """What a finished compilation did.

    ``parameters`` and ``zeros`` count the elements of the floating-point constants after the passes, ``bytes`` is the
    library's size, ``seconds`` the time of each stage in order, ``kernels`` how many steps run each kernel, and
    ``variants`` the same for each variant.
    """

    output: Path
    ops: int
    parameters: int
    zeros: int
    bytes: int
    seconds: Mapping[str, float]
    kernels: Mapping[str, int]
    variants: Mapping[str, Mapping[str, int]]


class Reporter(Protocol):
    """Hears of a compilation's progress."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Encloses one stage of the compilation."""

    def note(self, message: str) -> None:
        """Something the user did not ask for but should know, such as a default that was chosen."""

    def detail(self, message: str) -> None:
        """One line for people who work on the compiler, such as a pass and its rewrites or a kernel and its tile."""

    def finish(self, summary: Summary) -> None:
        """The library is written."""


class LogReporter:
    """Plain lines on stderr: nothing at level 0, a line per stage with its time at 1, all details at 2."""

    def __init__(self, level: int) -> None:
        self.level = level

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """See ``Reporter``."""
        start = time.perf_counter()
        yield
        self._print(1, f"{name:<10} {1e3 * (time.perf_counter() - start):8.1f} ms")

    def note(self, message: str) -> None:
        """See ``Reporter``."""
        self._print(1, message)

    def detail(self, message: str) -> None:
        """See ``Reporter``."""
        self._print(2, f"  {message}")

    def finish(self, summary: Summary) -> None:
        """See ``Reporter``."""
        zeros = f"{summary.zeros} of {summary.parameters} weights zero"
        self._print(1, f"{summary.output}: {summary.bytes} bytes, {summary.ops} ops, {zeros}")

    def _print(self, level: int, line: str) -> None:
        if self.level >= level:
            print(f"zeroskip: {line}", file=sys.stderr)
