"""How much several threads gain, beside what the machine's cores can gain at all.

    python -m benchmarks.scaling [NETWORK[:BATCH][@ZEROS] ...] [--threads 2] [--write FILE]

A network with one thread and with several takes turns with loops of fused multiply-adds in registers only, in one
thread and in as many. Those loops share nothing but what the CPUs share, such as a core; but for caches, no network
scales better than they do. Ratios are medians of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console

import zeroskip
from zeroskip.kernels.probe import fma_peak
from zeroskip.kernels.target import Target
from zeroskip.runtime import available_threads

from .compare import SPARSE
from .networks import Workload, add_networks, random_feeds
from .tables import markdown, plural, processor, rewrite
from .worker import median_seconds


def measure(network: Workload, threads: int, rounds: int, seconds: float) -> np.ndarray:
    """Seconds of a run with one thread and with ``threads``, GFLOP/s of the loops on one CPU and on as many, by round:
    float64[rounds, 4]."""
    model, target = network.build(), Target.host()
    feeds = random_feeds(model)
    with tempfile.TemporaryDirectory() as folder:
        library = zeroskip.compile_model(model, Path(folder) / "model.so")
        with (
            zeroskip.load_compiled(library, threads=1) as one,
            zeroskip.load_compiled(library, threads=threads) as several,
        ):
            return np.array(
                [
                    [
                        *(median_seconds(partial(session.run, None, feeds), seconds) for session in (one, several)),
                        *(fma_peak(target, count, rounds=5) for count in (1, threads)),
                    ]
                    for _ in range(rounds)
                ]
            )


def cells(network: Workload, rounds: np.ndarray) -> list[str]:
    """The row of a network: both times, how many times as fast it is, how many times as fast the loops are."""
    one, several, loop, loops = rounds.T
    times = [f"{1e3 * float(np.median(seconds)):.1f} ms" for seconds in (one, several)]
    ratios = [f"{float(np.median(ratio)):.2f} x" for ratio in (one / several, loops / loop)]
    return [str(network), f"{network.zeros:.0%}", *times, *ratios]


def main() -> None:
    """Measure, print the table, write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_networks(parser, SPARSE)
    parser.add_argument("--threads", type=int, default=available_threads(), metavar="N", help="by default all CPUs")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.3, help="length of a turn")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write it between its two scaling comments")
    arguments = parser.parse_args()
    rows = []
    for network in arguments.networks:
        with Console(stderr=True).status(str(network)):
            rows.append(cells(network, measure(network, arguments.threads, arguments.rounds, arguments.seconds)))
    heads = ["network", "zeros", "1 thread", plural(arguments.threads, "thread"), "faster", "loops in registers"]
    text = f"{markdown(heads, rows)}\nMeasured on {processor()}.\n"
    print(text, end="")
    if arguments.write:
        rewrite(arguments.write, "scaling", text)


if __name__ == "__main__":
    main()
