"""One engine with one model, in a process of its own, driven by lines of JSON.

    PYTHON -I worker.py            prints the engines that this Python has, with their versions, and stops
    PYTHON -I worker.py ENGINE     reads a job, opens the model, prints {"opened": SECONDS}; then for every
                                   {"seconds": S} runs for S seconds and prints {"median": SECONDS OF A RUN}

A job is {"model": FILE, "feeds": FILE.npz, "outputs": FILE.npz, "threads": N, "huge_pages": BOOL, "dims": {NAME:
[LOW, HIGH]}}; the results of the first run go to ``outputs``. What went wrong is printed as {"error": TEXT}. This file
needs numpy and the engine, and nothing else of ours, so that it runs with the Python of any environment.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

Feeds = dict[str, np.ndarray]
Run = Callable[[], Any]
"""One run; it gives the outputs in the order of the model."""

_UNCOUNTED = 0.1
"""Share of a turn that is not counted: threads of the engine before may still spin."""


def _zeroskip(job: dict[str, Any], feeds: Feeds) -> Run:
    zeroskip = import_module("zeroskip")
    library = os.path.join(os.path.dirname(job["outputs"]), "model.so")
    # Without the cache, since the time shown is that of a first compilation.
    zeroskip.compile_model(job["model"], library, dims=job["dims"], cache=False)
    model = zeroskip.load_compiled(library, threads=job["threads"], huge_pages=job["huge_pages"])
    return lambda: model.run(None, feeds)


def _onnxruntime(job: dict[str, Any], feeds: Feeds) -> Run:
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = job["threads"], 3
    session = onnxruntime.InferenceSession(job["model"], options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, feeds)


def _openvino(job: dict[str, Any], feeds: Feeds) -> Run:
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32", "ENABLE_HYPER_THREADING": True}
    options = {"INFERENCE_NUM_THREADS": job["threads"], **hints}
    model = import_module("openvino").Core().compile_model(job["model"], "CPU", options)
    request = model.create_infer_request()

    def run() -> list[np.ndarray]:
        results = request.infer(feeds)
        return [np.array(results[output]) for output in model.outputs]

    return run


def _deepsparse(job: dict[str, Any], feeds: Feeds) -> Run:
    os.environ["NM_DISABLE_ANALYTICS"] = "True"
    batch = next(iter(feeds.values())).shape[0]
    engine = import_module("deepsparse").Engine(job["model"], batch_size=batch, num_cores=job["threads"])
    inputs = [feeds[name] for name in engine.input_names]
    return lambda: engine.run(inputs)


ENGINES: dict[str, Callable[[dict[str, Any], Feeds], Run]] = {
    "zeroskip": _zeroskip,
    "onnxruntime": _onnxruntime,
    "openvino": _openvino,
    "deepsparse": _deepsparse,
}


def installed() -> dict[str, str]:
    """The engines that this Python has, with their versions."""
    return {name: importlib.metadata.version(name) for name in ENGINES if importlib.util.find_spec(name)}


def median_seconds(run: Callable[[], object], seconds: float) -> float:
    """The median time of the runs that fit into ``seconds``, at least one; those of the first tenth do not count."""
    start = time.perf_counter()
    run()
    while time.perf_counter() - start < _UNCOUNTED * seconds:
        run()
    times: list[float] = []
    while not times or time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def serve(engine: str, say: Callable[[dict[str, Any]], None]) -> None:
    """Do the job that comes first, then a turn for every further line, until there are no more."""
    job = json.loads(sys.stdin.readline())
    with np.load(job["feeds"]) as arrays:
        feeds = dict(arrays)
    start = time.perf_counter()
    run = ENGINES[engine](job, feeds)
    opened = time.perf_counter() - start
    np.savez(job["outputs"], *run())
    say({"opened": opened})
    for line in sys.stdin:
        say({"median": median_seconds(run, json.loads(line)["seconds"])})


def main() -> None:
    """List the engines or serve one."""
    # What engines print on standard output would stand between our lines; it goes where their messages go.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(answer: dict[str, Any]) -> None:
        print(json.dumps(answer), file=answers)

    if len(sys.argv) == 1:
        say(installed())
        return
    try:
        serve(sys.argv[1], say)
    except Exception as error:
        say({"error": f"{type(error).__name__}: {error}"})
        raise


if __name__ == "__main__":
    main()
