"""Where the time of a run goes, and how near it comes to what the machine can do.

    python -m benchmarks.breakdown [NETWORK[:BATCH][@ZEROS] ...] [--threads 1 2] [--write FILE]

A table for each number of threads, in microseconds and shares of a run from its first step to the end of its last:

contractions  products with constant weights: linear layers and convolutions
attention     products of two activations, and softmax
element-wise  whatever else computes: normalisations, maps, pooling, depthwise windows, gathers
relayout      copies between layouts, of inputs and outputs too
barriers      how often all threads meet times what one meeting takes, the cost model's constant for the target
idle          with T threads, what a step takes beyond its barrier and beyond a T-th of its time with one thread: time
              in which threads wait, and what they take from each other by sharing caches, memory or a core

The bound of a step is its useful operations at the peak of T times one thread's FMA units, plus the bytes of weights,
inputs and results, each once, at the speed at which T threads read a working set of that size; both are measured in the
same process, the peak in every round. A processor can do both at once, so the bound is a yardstick, not a law.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from zeroskip.compiler import backend, frontend, passes, schedule
from zeroskip.compiler.options import Options
from zeroskip.compiler.schedule.plan import Plan, Step
from zeroskip.ir.dims import Dim
from zeroskip.kernels.machine import Machine
from zeroskip.kernels.nest import NestSpec
from zeroskip.kernels.probe import fma_peak, read_bandwidth
from zeroskip.kernels.target import Target
from zeroskip.runtime import CompiledModel, available_threads, load_compiled

from .compare import SPARSE
from .networks import Workload, add_networks, random_feeds
from .tables import markdown, plural, processor, rewrite

Array = np.ndarray[Any, Any]

WORK = ("contractions", "attention", "element-wise", "relayout")
WAITING = ("barriers", "idle")
WORKING_SETS = tuple(1 << power for power in range(15, 28, 2))
"""Bytes for which the bandwidth is measured; in between it is interpolated."""

_KINDS = {"stream": "contractions", "outer": "contractions", "gemv": "contractions", "matmul": "attention"}


@dataclass(frozen=True)
class Work:
    """What one step has to do; ``meets``: all threads meet after it."""

    name: str
    kind: str
    flops: int
    bytes: int
    meets: bool


@dataclass(frozen=True)
class Limits:
    """What the machine does at best: GFLOP/s of one thread, and GB/s of all ``threads`` for each working set."""

    threads: int
    peak: float
    bandwidth: tuple[float, ...]

    def seconds(self, work: Work) -> float:
        """The bound of a step."""
        speed = float(np.interp(np.log2(max(work.bytes, 1)), np.log2(WORKING_SETS), self.bandwidth))
        return work.flops / (self.threads * self.peak * 1e9) + work.bytes / (speed * 1e9)


def kind(name: str, family: str) -> str:
    """Which of ``WORK`` a step is, by its name and its kernel's family, of which the first word decides."""
    if name.startswith(("relayout ", "output ")):
        return "relayout"
    softmax = family.startswith("reduce_") and family.endswith("_max_sum")
    return "attention" if softmax else _KINDS.get(family.partition("_")[0], "element-wise")


def works(plan: Plan) -> list[Work]:
    """The steps of a plan whose sizes are all known."""
    meets = [step.barrier for step in plan.steps[1:]] + [False]
    return [
        Work(step.name, kind(step.name, step.spec.family), _number(step.flops), _bytes(step), meet)
        for step, meet in zip(plan.steps, meets, strict=True)
    ]


def _bytes(step: Step) -> int:
    """Of all that a step reads and writes, each once; of a table that it gathers from, as much as it writes."""
    if isinstance(step.spec, NestSpec) and any(operand.indices for operand in step.spec.operands):
        return 2 * sum(_number(buffer.bytes) for buffer in step.writes)
    return _number(step.bytes())


def _number(dim: Dim) -> int:
    assert isinstance(dim, int), "the networks have fixed sizes"
    return dim


def split(works: Sequence[Work], alone: Array, together: Array, threads: int, barrier: float) -> dict[str, float]:
    """Seconds of each of ``WORK`` and ``WAITING``; they add up to the run.

    ``alone`` and ``together`` are seconds of each step with one thread and with ``threads``, ``barrier`` those of one
    meeting, which costs a single thread nothing.
    """
    seconds = dict.fromkeys(WORK + WAITING, 0.0)
    for work, one, spent in zip(works, alone, together, strict=True):
        meeting = min(barrier, spent) if work.meets and threads > 1 else 0.0
        busy = min(spent - meeting, one / threads)
        seconds[work.kind] += busy
        seconds["barriers"] += meeting
        seconds["idle"] += spent - meeting - busy
    return seconds


@dataclass(frozen=True)
class Breakdown:
    """Where the time of one network goes: seconds of ``WORK`` and ``WAITING``, and its bound in seconds."""

    network: Workload
    threads: int
    parts: dict[str, float]
    bound: float

    def cells(self) -> list[str]:
        """The row of the table, in the order of ``columns``."""
        run = sum(self.parts.values())
        parts = [f"{1e6 * self.parts[part]:.0f} µs, {self.parts[part] / run:.0%}" for part in _parts(self.threads)]
        name = f"{self.network}, {self.network.zeros:.0%} zeros"
        return [name, f"{1e6 * run:.0f} µs", *parts, f"{1e6 * self.bound:.0f} µs", f"{self.bound / run:.0%}"]


def columns(threads: int) -> list[str]:
    """The heads of the table for so many threads."""
    return ["network", "run", *_parts(threads), "bound", "reached"]


def _parts(threads: int) -> tuple[str, ...]:
    """A single thread waits for nobody."""
    return WORK if threads == 1 else WORK + WAITING


class _Profile:
    """A session that tells the seconds of each step turn by turn."""

    def __init__(self, model: CompiledModel, feeds: dict[str, Array]) -> None:
        self._model, self._feeds, self._runs = model, feeds, 0

    def turn(self, seconds: float) -> Array:
        """Run for so many seconds, at least once after a run that does not count; the mean seconds of each step."""
        self._run()
        runs, before, start = self._runs, self._totals(), time.perf_counter()
        while self._runs == runs or time.perf_counter() - start < seconds:
            self._run()
        return (self._totals() - before) / (self._runs - runs)

    def _run(self) -> None:
        self._model.run(None, self._feeds)
        self._runs += 1

    def _totals(self) -> Array:
        return np.array([seconds for _, seconds in self._model.profile()]) * self._runs


def measure(
    network: Workload, threads: Sequence[int], target: Target, rounds: int, seconds: float
) -> Iterator[Breakdown]:
    """For each number of threads where the time goes, the median of ``rounds`` turns of ``seconds`` seconds."""
    model, options = network.build(), Options()
    graph = frontend.import_model(model, {})
    passes.run_passes(graph, options)
    plan = schedule.make_plan(graph, options, target)
    steps, feeds = works(plan), random_feeds(model)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        library = Path(folder) / "model.so"
        backend.build(plan, options, target, library)
        profiles = {
            count: _Profile(stack.enter_context(load_compiled(library, threads=count, profile=True)), feeds)
            for count in sorted({1, *threads})
        }
        turns: dict[int, list[Array]] = {count: [] for count in profiles}
        peaks: list[float] = []
        for _ in range(rounds):
            peaks.append(fma_peak(target, rounds=3))
            for count, profile in profiles.items():
                turns[count].append(profile.turn(seconds))
    times = {count: np.median(turns[count], axis=0) for count in turns}
    for count in threads:
        bandwidth = tuple(read_bandwidth(target, bytes, count) for bytes in WORKING_SETS)
        limits = Limits(count, float(np.median(peaks)), bandwidth)
        parts = split(steps, times[1], times[count], count, 1e-6 * Machine.of(target).barrier)
        yield Breakdown(network, count, parts, sum(limits.seconds(work) for work in steps))


def tables(breakdowns: Sequence[Breakdown]) -> str:
    """A Markdown table for each number of threads."""
    text = ""
    for threads in sorted({breakdown.threads for breakdown in breakdowns}):
        rows = [breakdown.cells() for breakdown in breakdowns if breakdown.threads == threads]
        text += f"{plural(threads, 'thread').capitalize()}:\n\n{markdown(columns(threads), rows)}\n"
    return f"{text}Measured on {processor()}.\n"


def main() -> None:
    """Measure, print the tables, write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_networks(parser, SPARSE)
    parser.add_argument("--threads", type=int, nargs="+", default=sorted({1, available_threads()}), metavar="N")
    parser.add_argument("--rounds", type=int, default=9, help="turns of each number of threads")
    parser.add_argument("--seconds", type=float, default=0.3, help="length of a turn")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write them between its two breakdown comments")
    arguments = parser.parse_args()
    breakdowns: list[Breakdown] = []
    for network in arguments.networks:
        with Console(stderr=True).status(str(network)):
            breakdowns += measure(network, arguments.threads, Target.host(), arguments.rounds, arguments.seconds)
    print(text := tables(breakdowns), end="")
    if arguments.write:
        rewrite(arguments.write, "breakdown", text)


if __name__ == "__main__":
    main()
