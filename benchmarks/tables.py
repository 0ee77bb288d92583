"""Markdown tables of measurements, and where they go in the documentation."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from zeroskip.runtime import available_threads


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; it ends with a newline."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (columns, ["---"] * len(columns), *rows))


def rewrite(file: Path, mark: str, text: str) -> None:
    """Put ``text`` between a file's lines ``<!-- mark -->`` and ``<!-- /mark -->``; ValueError if it lacks them."""
    before, opening, rest = file.read_text().partition(f"<!-- {mark} -->\n")
    _, closing, after = rest.partition(f"<!-- /{mark} -->")
    if not opening or not closing:
        raise ValueError(f"{file}: has no lines <!-- {mark} --> and <!-- /{mark} -->")
    file.write_text(before + opening + text + closing + after)


def processor() -> str:
    """The processor's name, with the number of CPUs that this process may use."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor() or platform.machine()}, {plural(available_threads(), 'CPU')}"


def plural(count: int, thing: str) -> str:
    """``1 thread``, ``2 threads``."""
    return f"{count} {thing}{'' if count == 1 else 's'}"
