"""Do compiled networks agree with onnxruntime, and with themselves?

    python -m benchmarks.agree [--only PATTERN] [--list]

Networks at several sparsities: the largest error is at most 1e-5 of the largest output; 1, 2 and 3 threads, and the
dense form, give the same bits; compiling twice gives the same file. The light networks of the onnx package: they give
their stored outputs, and with random weights those of onnxruntime, within 1e-4. The exit code is 1 if any disagrees.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx

import zeroskip
from zeroskip.compiler.verify import difference

from . import light, networks
from .peers import onnxruntime_outputs

THREADS = (1, 2, 3)
SPARSITIES = (0.0, 0.5, 0.9, 0.99)


@dataclass(frozen=True)
class Outcome:
    """The largest error of all outputs as a share of the largest value, and in words what disagreed otherwise."""

    error: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A comparison; ``run`` gets a folder for the libraries."""

    name: str
    tolerance: float
    run: Callable[[Path], Outcome]


def cases() -> Iterator[Case]:
    """All comparisons, the small networks first."""
    for name in light.NAMES:
        yield Case(f"light/{name}/stored", 1e-4, partial(_run_stored, name))
        yield Case(f"light/{name}/random", 1e-4, partial(_run_random, name))
    for build in (networks.mlp, networks.mobilenet, networks.minilm, networks.resnet50):
        for sparsity in SPARSITIES:
            for batch in (1, 3):
                yield _network_case(build, batch, sparsity)
    yield _network_case(networks.bert, 1, 0.9)


def _network_case(build: Callable[..., onnx.ModelProto], batch: int, sparsity: float) -> Case:
    name = f"{build.__name__}/{100 * sparsity:.0f}/batch{batch}"
    return Case(name, 1e-5, lambda folder: run_network(build(batch, sparsity), folder))


def run_network(model: onnx.ModelProto, folder: Path) -> Outcome:
    """Compare a network with onnxruntime, its threads and forms with each other, and two compilations of it."""
    feeds = networks.random_feeds(model)
    library = zeroskip.compile_model(model, folder / "model.so")
    first = library.read_bytes()
    outputs = {threads: _run(library, feeds, threads) for threads in THREADS}
    again = zeroskip.compile_model(model, library).read_bytes()
    dense = _run(zeroskip.compile_model(model, folder / "dense.so", dense=True), feeds, threads=1)
    faults = [
        f"{threads} threads give other bits" for threads in THREADS[1:] if not _same(outputs[threads], outputs[1])
    ]
    faults += [] if _same(dense, outputs[1]) else ["the dense form gives other bits"]
    faults += [] if again == first else ["compiled again, the file differs"]
    return Outcome(_error(outputs[1], onnxruntime_outputs(model, feeds)), tuple(faults))


def _run_stored(name: str, folder: Path) -> Outcome:
    model = light.load(name)
    library = zeroskip.compile_model(model, folder / "model.so")
    return Outcome(_error(_run(library, light.ramp_feeds(model)), [light.stored_output(name)]))


def _run_random(name: str, folder: Path) -> Outcome:
    model = light.load(name)
    light.randomize(model)
    feeds = networks.random_feeds(model)
    library = zeroskip.compile_model(model, folder / "model.so")
    return Outcome(_error(_run(library, feeds), onnxruntime_outputs(model, feeds)))


def _run(library: Path, feeds: dict[str, np.ndarray], threads: int | None = None) -> list[np.ndarray]:
    with zeroskip.load_compiled(library, threads=threads) as model:
        return model.run(None, feeds)


def _error(outputs: list[np.ndarray], expected: list[np.ndarray]) -> float:
    return max(difference(*pair) for pair in zip(outputs, expected, strict=True))


def _same(outputs: list[np.ndarray], expected: list[np.ndarray]) -> bool:
    return [array.tobytes() for array in outputs] == [array.tobytes() for array in expected]


def main() -> None:
    """Run the cases that match, a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", default="*", metavar="PATTERN", help="cases to run, such as 'resnet50/*' or 'light/*'"
    )
    parser.add_argument("--list", action="store_true", help="print the names of the cases and stop")
    arguments = parser.parse_args()
    chosen = [case for case in cases() if fnmatch.fnmatch(case.name, arguments.only)]
    if arguments.list or not chosen:
        print(*(case.name for case in (chosen or cases())), sep="\n")
        sys.exit(0 if arguments.list else f"no case matches {arguments.only!r}; the cases are listed above")
    failed = 0
    for position, case in enumerate(chosen, 1):
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            try:
                outcome = case.run(Path(folder))
            except Exception as error:
                outcome = Outcome(float("nan"), (f"{type(error).__name__}: {error}",))
        good = outcome.error <= case.tolerance and not outcome.faults
        failed += not good
        line = f"{position:3}/{len(chosen)}  {'ok  ' if good else 'FAIL'}  {case.name:<28} error {outcome.error:.1e}"
        print(f"{line}  {time.perf_counter() - start:6.1f} s  {'; '.join(outcome.faults)}".rstrip(), flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} cases agree")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
