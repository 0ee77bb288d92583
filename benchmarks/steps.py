"""Where the time of a network goes, step by step.

    python -m benchmarks.steps resnet50[:BATCH][@ZEROS] [--threads 1] [--all]

The longest steps, copies between layouts counted as one; ``--all`` lists each. Times include waiting for other threads
at barriers. The first run, which meets memory that was never touched, does not count.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

import zeroskip

from .networks import random_feeds, workload

RUNS = 50


def main() -> None:
    """Compile, run with the profile on, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=workload, help="such as mlp:128@0.9")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="a line for each step")
    arguments = parser.parse_args()
    model = arguments.network.build()
    with tempfile.TemporaryDirectory() as folder:
        library = zeroskip.compile_model(model, Path(folder) / "model.so")
        with zeroskip.load_compiled(library, threads=arguments.threads, profile=True) as compiled:
            feeds = random_feeds(model)
            compiled.run(None, feeds)
            first = compiled.profile()
            for _ in range(RUNS):
                compiled.run(None, feeds)
            steps = [
                (name, mean + (mean - once) / RUNS)
                for (name, mean), (_, once) in zip(compiled.profile(), first, strict=True)
            ]
    total = sum(seconds for _, seconds in steps)
    groups: defaultdict[str, float] = defaultdict(float)
    for name, seconds in steps:
        groups[name.split(" ")[0] if name.startswith(("relayout ", "output ")) else name] += seconds
        if arguments.all:
            print(f"{1e6 * seconds:9.1f} us  {name}")
    print(f"{1e3 * total:.2f} ms in {len(steps)} steps")
    for name, seconds in sorted(groups.items(), key=lambda group: -group[1])[:12]:
        print(f"{1e6 * seconds:9.1f} us {seconds / total:6.1%}  {name}")


if __name__ == "__main__":
    main()
