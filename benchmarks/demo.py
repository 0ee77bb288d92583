"""Compile and run a ResNet-50 and a transformer encoder, and compare results and speed with onnxruntime.

    python -m benchmarks.demo [--threads N ...]

A part of what ``benchmarks/compare.py`` can do, in half a minute. The exit code is 1 if a result is off.
"""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.table import Table

from zeroskip.runtime import available_threads

from .compare import TRUTH, US, check, columns, compare, versions
from .engines import find_engines
from .networks import workload
from .tables import processor

NETWORKS = ("resnet50", "minilm", "minilm@0")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, nargs="+", default=[available_threads()], help="by default all CPUs")
    arguments = parser.parse_args()
    engines = [engine for engine in find_engines(peers=None) if engine.name in (US, TRUTH)]
    measured = list(compare([workload(text) for text in NETWORKS], arguments.threads, engines, rounds=7, seconds=0.3))
    table = Table(*columns(engines), title=f"{processor()}; {versions(engines)}")
    for comparison in measured:
        table.add_row(*comparison.cells(engines))
    # Wide enough for the table in a log.
    Console(width=None if sys.stdout.isatty() else 110).print(table)
    print("In onnxruntime's column: how many times as fast zeroskip is.")
    check(measured)


if __name__ == "__main__":
    main()
