"""Where the time of a network goes, step by step.

    python -m benchmarks.steps resnet50 [--sparsity 0.9] [--batch 1] [--threads 1] [--all]

The longest steps, copies between layouts counted as one; ``--all`` lists each. Times include waiting for other threads
at barriers.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import zeroskip

from . import networks

RUNS = 50
NETWORKS = {
    f.__name__: f for f in (networks.mlp, networks.mobilenet, networks.resnet50, networks.minilm, networks.bert)
}


def main() -> None:
    """Compile, run with the profile on, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--sparsity", type=float, default=0.9)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="a line for each step")
    arguments = parser.parse_args()
    model = NETWORKS[arguments.network](arguments.batch, arguments.sparsity)
    with tempfile.TemporaryDirectory() as folder:
        library = zeroskip.compile_model(model, Path(folder) / "model.so")
        with zeroskip.load_compiled(library, threads=arguments.threads, profile=True) as compiled:
            feeds = networks.random_feeds(model)
            for _ in range(RUNS):
                compiled.run(None, feeds)
            steps = compiled.profile()
    total = sum(seconds for _, seconds in steps)
    groups: Counter[str] = Counter()
    for name, seconds in steps:
        groups[name.split(" ")[0] if name.startswith(("relayout ", "output ")) else name] += seconds
        if arguments.all:
            print(f"{1e6 * seconds:9.1f} us  {name}")
    print(f"{1e3 * total:.2f} ms in {len(steps)} steps")
    for name, seconds in groups.most_common(12):
        print(f"{1e6 * seconds:9.1f} us {seconds / total:6.1%}  {name}")


if __name__ == "__main__":
    main()
