"""Compile and run real networks, and compare results and speed with onnxruntime.

    python -m benchmarks.demo [--all] [--threads N ...] [--readme FILE]

The engines take turns in short rounds, so that a drift of the machine's speed meets both alike; a ratio is the median
of the rounds' ratios. ``--readme`` rewrites the table between the two ``speeds`` comments of a Markdown file. The exit
code is 1 if a result is off by more than 1e-5 of the largest output.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from rich.console import Console
from rich.table import Table

import zeroskip
from zeroskip.compiler.verify import difference
from zeroskip.runtime import available_threads

from .networks import encoder, minilm, mlp, mobilenet, random_feeds, resnet50
from .peers import onnxruntime_session

TOLERANCE = 1e-5
COLUMNS = ("network", "zeros", "threads", "compiled in", "onnxruntime", "zeroskip", "faster", "error")

Network = tuple[str, float, Callable[[], onnx.ModelProto]]

DEMO: tuple[Network, ...] = (
    ("ResNet-50", 0.9, partial(resnet50, 1, 0.9)),
    ("encoder, 6 layers", 0.9, partial(minilm, 1, 0.9)),
    ("encoder, 6 layers", 0.0, partial(encoder, 1, 0.0)),
)
MORE: tuple[Network, ...] = (
    ("MobileNet v1", 0.9, partial(mobilenet, 1, 0.9)),
    ("MLP, batch 128", 0.9, partial(mlp, 128, 0.9)),
    ("MLP, batch 128", 0.0, partial(mlp, 128, 0.0)),
)


@dataclass(frozen=True)
class Speed:
    """One network measured: seconds per run, and the largest error as a share of the largest output."""

    name: str
    zeros: float
    threads: int
    compile_seconds: float
    onnxruntime_seconds: float
    zeroskip_seconds: float
    ratio: float
    error: float

    def cells(self) -> tuple[str, ...]:
        """The row of the table, in the order of ``COLUMNS``."""
        return (
            self.name,
            f"{self.zeros:.0%}",
            f"{self.threads}",
            f"{self.compile_seconds:.1f} s",
            f"{1e3 * self.onnxruntime_seconds:.1f} ms",
            f"{1e3 * self.zeroskip_seconds:.1f} ms",
            f"{self.ratio:.1f} x",
            f"{self.error:.0e}",
        )


def measure(network: Network, threads: int, folder: Path, rounds: int = 7, turn_seconds: float = 0.4) -> Speed:
    """Compile a network and time it in turns with onnxruntime."""
    name, zeros, build = network
    model = build()
    feeds = random_feeds(model)
    start = time.perf_counter()
    library = zeroskip.compile_model(model, folder / "model.so")
    compile_seconds = time.perf_counter() - start
    session = onnxruntime_session(model, threads)
    with zeroskip.load_compiled(library, threads=threads) as compiled:
        runs: dict[str, Callable[[], list[np.ndarray]]] = {
            "onnxruntime": lambda: session.run(None, feeds),
            "zeroskip": lambda: compiled.run(None, feeds),
        }
        outputs = {engine: run() for engine, run in runs.items()}
        turns: dict[str, list[float]] = {engine: [] for engine in runs}
        for _ in range(rounds):
            for engine, run in runs.items():
                turns[engine].append(_median_seconds(run, turn_seconds))
    ratios = [a / b for a, b in zip(turns["onnxruntime"], turns["zeroskip"], strict=True)]
    return Speed(
        name,
        zeros,
        threads,
        compile_seconds,
        statistics.median(turns["onnxruntime"]),
        statistics.median(turns["zeroskip"]),
        statistics.median(ratios),
        max(difference(*pair) for pair in zip(outputs["zeroskip"], outputs["onnxruntime"], strict=True)),
    )


def _median_seconds(run: Callable[[], object], length: float) -> float:
    """The median time of the runs in one turn; the first is not counted, the other engine's threads may still spin."""
    run()
    times: list[float] = []
    while sum(times) < length:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def processor() -> str:
    """The processor's name, with the number of CPUs that this process may use."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cpus = available_threads()
    return f"{names[0] if names else platform.processor() or platform.machine()}, {cpus} CPU{'s' if cpus > 1 else ''}"


def versions() -> str:
    """What was compared."""
    return f"zeroskip {zeroskip.__version__}, onnxruntime {onnxruntime.__version__}"


def markdown(speeds: list[Speed]) -> str:
    """The table with the machine and the versions below it."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(speed.cells() for speed in speeds)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{table}\n\nMeasured on {processor()}, float32, {versions()}, by `make speeds`.\n"


def rewrite(file: Path, table: str) -> None:
    """Put the table between the file's two ``speeds`` comments; ValueError if it lacks them."""
    before, opening, rest = file.read_text().partition("<!-- speeds -->\n")
    _, closing, after = rest.partition("<!-- /speeds -->")
    if not opening or not closing:
        raise ValueError(f"{file}: has no lines <!-- speeds --> and <!-- /speeds -->")
    file.write_text(before + opening + table + closing + after)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="more networks")
    parser.add_argument("--threads", type=int, nargs="+", default=[available_threads()], help="by default all CPUs")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="write the table into this Markdown file")
    arguments = parser.parse_args()

    console = Console(width=None if sys.stdout.isatty() else 110)  # wide enough for the table in a log
    messages = Console(stderr=True)
    table, speeds = Table(*COLUMNS, title=f"{processor()}; {versions()}"), []
    for network in (*DEMO, *(MORE if arguments.all else ())):
        for threads in arguments.threads:
            label = f"{network[0]}, {network[1]:.0%} zeros, {threads} thread{'s' if threads > 1 else ''}"
            with messages.status(label), tempfile.TemporaryDirectory() as folder:
                speed = measure(network, threads, Path(folder))
            messages.print(f"{label}: {speed.ratio:.1f} times as fast as onnxruntime", highlight=False)
            speeds.append(speed)
            table.add_row(*speed.cells())
    console.print(table)
    if arguments.readme:
        rewrite(arguments.readme, markdown(speeds))
    if wrong := [speed.name for speed in speeds if speed.error > TOLERANCE]:
        sys.exit(f"results differ from onnxruntime's: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
