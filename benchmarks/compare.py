"""Speed of zeroskip beside every peer that is installed, on the same files, and how far the results differ.

    python -m benchmarks.compare [NETWORK[:BATCH][@ZEROS] ...] [--threads 1 2] [--no-huge-pages] [--symbolic]
                                 [--json FILE] [--write FILE [--mark NAME]]

onnxruntime is always there; OpenVINO and DeepSparse join if this Python, or an environment in the folder that
``ZEROSKIP_PEERS`` names, has them. Each engine lives in a process of its own. They take turns in short rounds, so that
a drift of the machine's speed meets all of them alike; a ratio is the median of the rounds' ratios. ``--symbolic`` adds
zeroskip with a library for many batches, and images of 32x32 to 224x224, instead of one for the sizes at hand.
``--write`` puts the table between two comments of a Markdown file. The exit code is 1 if a result is off by more than
1e-5 of onnxruntime's largest output.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from rich.console import Console

from zeroskip.compiler.verify import difference
from zeroskip.runtime import available_threads

from .engines import Engine, EngineError, Worker, find_engines, peers_folder
from .networks import Workload, add_networks, random_feeds
from .tables import markdown, plural, processor, rewrite

TOLERANCE = 1e-5
SPARSE = ("mlp:128", "mobilenet", "resnet50", "resnet50:16", "minilm", "bert")
DENSE = ("mlp:128@0", "resnet50@0", "minilm@0")
US, TRUTH = "zeroskip", "onnxruntime"

Models = dict[bool, tuple[Path, dict[str, tuple[int, int]]]]
"""The file of a network and the bounds of its symbolic dims, without (False) and with any (True)."""


@dataclass(frozen=True)
class Comparison:
    """One network measured with some threads; engines go by their titles.

    ``opened``  seconds until the model was ready to run: compiled, optimised, loaded
    ``rounds``  the median seconds of a run in each round
    ``errors``  the largest difference from onnxruntime's outputs, as a share of the largest of them
    ``faults``  what the engines said that cannot run the model
    """

    workload: Workload
    threads: int
    opened: dict[str, float]
    rounds: dict[str, list[float]]
    errors: dict[str, float]
    faults: dict[str, str]

    def seconds(self, title: str) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds[title])

    def ratio(self, title: str) -> float:
        """How many times as fast as this engine zeroskip is."""
        return statistics.median(a / b for a, b in zip(self.rounds[title], self.rounds[US], strict=True))

    def cells(self, engines: Sequence[Engine]) -> list[str]:
        """The row of the table, in the order of ``columns``."""
        return [
            str(self.workload),
            f"{self.workload.zeros:.0%}",
            f"{self.threads}",
            f"{self.opened[US]:.1f} s",
            f"{1e3 * self.seconds(US):.1f} ms",
            *(self._peer(engine) for engine in engines if engine.title != US),
            f"{self.errors[US]:.0e}",
        ]

    def _peer(self, engine: Engine) -> str:
        title = engine.title
        if title not in self.rounds:
            return "–"
        if engine.name == US:  # in another setting: of its time a few percent matter
            return f"{1e3 * self.seconds(title):.1f} ms, {self.ratio(title):.2f} x"
        return f"{self.ratio(title):.1f} x"

    def record(self) -> dict[str, Any]:
        """Numbers and text only, to be written as JSON."""
        engines = {
            title: {
                "seconds": self.seconds(title), "rounds": rounds, "opened": self.opened[title],
                "zeroskip_is_faster": self.ratio(title), "error": self.errors[title],
            }
            for title, rounds in self.rounds.items()
        }  # fmt: skip
        network = {"network": self.workload.name, "batch": self.workload.batch, "zeros": self.workload.zeros}
        return {**network, "threads": self.threads, "engines": engines, "faults": self.faults}


def columns(engines: Sequence[Engine]) -> list[str]:
    """The heads of the table: what was run, zeroskip's time, and how many times as fast as each peer it is."""
    peers = [engine.title for engine in engines if engine.title != US]
    return ["network", "zeros", "threads", "compiled in", US, *peers, "error"]


def versions(engines: Sequence[Engine]) -> str:
    """What was compared."""
    return ", ".join(f"{engine.title} {engine.version}" for engine in engines if engine.usual)


def table(comparisons: Sequence[Comparison], engines: Sequence[Engine]) -> str:
    """The Markdown table with the machine and the versions below it."""
    rows = markdown(columns(engines), [comparison.cells(engines) for comparison in comparisons])
    return f"{rows}\nMeasured on {processor()}, float32, {versions(engines)}.\n"


def compare(
    workloads: Sequence[Workload], threads: Sequence[int], engines: Sequence[Engine], rounds: int, seconds: float
) -> Iterator[Comparison]:
    """Measure each network with each number of threads, telling on standard error how it goes.

    ``rounds`` turns of about ``seconds`` seconds for each engine. EngineError if zeroskip or onnxruntime fails.
    """
    console = Console(stderr=True)
    for work in workloads:
        with tempfile.TemporaryDirectory() as folder:
            model, feeds = Path(folder) / "model.onnx", Path(folder) / "feeds.npz"
            built = work.build()
            onnx.save(built, model)
            np.savez(feeds, **random_feeds(built))  # type: ignore[arg-type]
            models: Models = {False: (model, {})}
            if any(engine.symbolic for engine in engines):
                built, dims = work.build_symbolic()
                models[True] = (model.with_name("symbolic.onnx"), dims)
                onnx.save(built, models[True][0])
            for count in threads:
                label = f"{work}, {work.zeros:.0%} zeros, {plural(count, 'thread')}"
                with console.status(label):
                    result = _measure(work, count, engines, models, feeds, rounds, seconds)
                ratios = ", ".join(f"{result.ratio(title):.1f} x {title}" for title in result.rounds if title != US)
                console.print(
                    f"{label}: {ratios}", *result.faults.values(), sep="\n  ", highlight=False, soft_wrap=True
                )
                yield result


def _measure(
    work: Workload, threads: int, engines: Sequence[Engine], models: Models, feeds: Path, rounds: int, seconds: float
) -> Comparison:
    workers: dict[str, Worker] = {}
    faults: dict[str, str] = {}

    @contextmanager
    def peers_may_fail(engine: Engine) -> Iterator[None]:
        try:
            yield
        except EngineError as error:
            if engine.name in (US, TRUTH):
                raise
            faults[engine.title] = str(error)
            workers.pop(engine.title, None)

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for engine in engines:
            with peers_may_fail(engine):
                model, dims = models[engine.symbolic]
                worker = Worker(engine, model, feeds, threads, Path(folder), dims)
                workers[engine.title] = stack.enter_context(worker)
        turns: dict[str, list[float]] = {engine.title: [] for engine in engines}
        for _ in range(rounds):
            for engine in engines:
                if engine.title in workers:
                    with peers_may_fail(engine):
                        turns[engine.title].append(workers[engine.title].turn(seconds))
        outputs = {title: _arrays(worker.outputs) for title, worker in workers.items()}
    return Comparison(
        work,
        threads,
        opened={title: worker.opened for title, worker in workers.items()},
        rounds={title: turns[title] for title in workers},
        errors={title: _error(arrays, outputs[TRUTH]) for title, arrays in outputs.items()},
        faults=faults,
    )


def _error(outputs: Sequence[np.ndarray], expected: Sequence[np.ndarray]) -> float:
    return max(difference(*pair) for pair in zip(outputs, expected, strict=True))


def _arrays(file: Path) -> list[np.ndarray]:
    with np.load(file) as arrays:
        return [arrays[name] for name in arrays.files]


def check(comparisons: Sequence[Comparison]) -> None:
    """End the process with a message if a result of zeroskip is off."""
    errors = [(c.workload, error) for c in comparisons for title, error in c.errors.items() if title.startswith(US)]
    if wrong := [str(workload) for workload, error in errors if error > TOLERANCE]:
        sys.exit(f"results differ from onnxruntime's: {', '.join(wrong)}")


def main() -> None:
    """Measure, print the table, write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_networks(parser, SPARSE + DENSE)
    parser.add_argument("--threads", type=int, nargs="+", default=sorted({1, available_threads()}), metavar="N")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each engine")
    parser.add_argument("--seconds", type=float, default=0.4, help="length of a turn")
    parser.add_argument("--no-huge-pages", action="store_true", help="add zeroskip without huge pages as a peer")
    parser.add_argument("--symbolic", action="store_true", help="add zeroskip with symbolic sizes as a peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the seconds of every round there")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table into this Markdown file")
    parser.add_argument("--mark", default="speeds", metavar="NAME", help="between <!-- NAME --> and <!-- /NAME -->")
    arguments = parser.parse_args()
    try:
        engines = find_engines(peers_folder())
        ours = [engine for engine in engines if engine.name == US]
        if arguments.no_huge_pages:
            engines += [engine.without_huge_pages() for engine in ours]
        if arguments.symbolic:
            engines += [engine.with_symbolic_sizes() for engine in ours]
        measured = list(compare(arguments.networks, arguments.threads, engines, arguments.rounds, arguments.seconds))
    except EngineError as error:
        sys.exit(str(error))
    print(text := table(measured, engines), end="")
    if arguments.json:
        records = [comparison.record() for comparison in measured]
        named = {engine.title: engine.version for engine in engines}
        results = {"processor": processor(), "versions": named, "comparisons": records}
        arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    if arguments.write:
        rewrite(arguments.write, arguments.mark, text)
    check(measured)


if __name__ == "__main__":
    main()
