"""Progress of a compilation on the terminal: a spinner while a stage runs, then a line with its time.

Where stderr is no terminal, rich leaves out the spinner and the colours, and the plain lines remain.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from ..compiler.diagnostics import Summary


class ConsoleReporter:
    """Messages on stderr, the summary on stdout; ``verbosity``: 0 nothing, 1 stages and summary, 2 every detail."""

    def __init__(self, verbosity: int = 1) -> None:
        self.verbosity = verbosity
        self.messages, self.results = Console(stderr=True), Console()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """See ``compiler.diagnostics.Reporter``."""
        if self.verbosity < 1:
            yield
            return
        start = time.perf_counter()
        with self.messages.status(name):
            yield
        _print(self.messages, f"{name:<10}{_duration(time.perf_counter() - start)}", "green")

    def note(self, message: str) -> None:
        """See ``compiler.diagnostics.Reporter``."""
        if self.verbosity >= 1:
            _print(self.messages, message, "yellow")

    def detail(self, message: str) -> None:
        """See ``compiler.diagnostics.Reporter``."""
        if self.verbosity >= 2:
            _print(self.messages, f"  {message}", "dim")

    def finish(self, summary: Summary) -> None:
        """See ``compiler.diagnostics.Reporter``."""
        if self.verbosity < 1:
            return
        share = summary.zeros / max(summary.parameters, 1)
        stages = ", ".join(f"{name} {_duration(seconds).strip()}" for name, seconds in summary.seconds.items())
        _print(self.results, str(summary.output), "bold")
        rows = {
            "ops": f"{summary.ops}",
            "parameters": f"{summary.parameters:,}",
            "zeros": f"{summary.zeros:,} ({share:.1%})",
            "size": f"{summary.bytes / 1e6:.1f} MB",
            "time": f"{_duration(sum(summary.seconds.values())).strip()} ({stages})",
        }
        for name, value in rows.items():
            _print(self.results, f"  {name:<12}{value}")
        self._kernels(summary.kernels)
        for variant, kernels in summary.variants.items():
            _print(self.results, f"  {'variant':<12}{variant}")
            self._kernels(kernels)

    def _kernels(self, counts: Mapping[str, int]) -> None:
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            _print(self.results, f"  {'kernel':<12}{count:>3} x {name}")


def _duration(seconds: float) -> str:
    return f"{seconds:8.2f} s" if seconds >= 1 else f"{1e3 * seconds:8.1f} ms"


def _print(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
