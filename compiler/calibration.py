"""``zeroskip calibrate``: the speeds of this machine for the cost model, kept in a file per processor and target."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..ir.types import DType, TensorType
from ..kernels.bench import Bench, requests
from ..kernels.machine import Machine
from ..kernels.probe import fma_peak, read_bandwidth
from ..kernels.sparse_gemv import pack
from ..kernels.target import Target
from ..kernels.words import WordsSpec
from ..kernels.workload import UNSTRUCTURED, Shape, weights
from ..runtime import load_compiled
from ..runtime.threads import available_threads
from . import backend, environment
from .diagnostics import CompileError
from .options import Options
from .schedule.plan import Buffer, Plan, Pointer, Port, Step

_SHAPE = Shape(1024, 1024, 128)
_ROW = Shape(512, 512, 1)  # its weights stay in the L2 cache
_DENSITIES = (0.1, 0.5)
_BARRIERS = 1000
_LARGEST = 1 << 29  # bytes of the largest working set


def measure(target: Target, progress: Callable[[str], None] = lambda name: None) -> Machine:
    """Measure this machine with the kernels of a target; ``progress`` is told what comes next.

    The time of the sparse tile is that of its FMAs plus that of its accumulators' trips, of which a K block of a row
    has one; two densities give two equations. CompileError if this processor does not run the target.
    """
    if not target.runs_here():
        raise CompileError(f"target '{target.name}': this processor does not run it; choose host")
    progress("multipliers")
    fma = fma_peak(target)
    bandwidth = []
    for bytes in _working_sets(target):
        progress(f"reading {bytes >> 10} KiB")
        bandwidth.append((bytes, read_bandwidth(target, bytes)))
    progress("barrier")
    barrier = _barrier(target)
    bench = Bench(target)
    progress("dense tile")
    (request,) = requests(["dense"], [_SHAPE])
    dense = 1 / bench.measure(request).share
    times, trips = [], []
    for request in requests(["sparse"], [_SHAPE], _DENSITIES):
        progress(f"sparse tile, density {request.density}")
        measured = bench.measure(request)
        times.append(1 / measured.share)
        k_blocks = -(-_SHAPE.k // measured.k_block)
        trips.append(k_blocks / (measured.density * _SHAPE.k))
    # Where trips cost next to nothing, noise can make the difference negative.
    trip = max(0.1, (times[0] - times[1]) / (trips[0] - trips[1]))
    sparse = max(1.0, times[0] - trip * trips[0])
    progress("sparse product with one row")
    (request,) = requests(["gemv"], [_ROW], [_DENSITIES[-1]])
    vectors = pack(weights(_ROW, UNSTRUCTURED, _DENSITIES[-1]), target.lanes).vectors
    pick = bench.measure(request).seconds * fma * 1e9 / (2 * vectors * target.lanes)
    return Machine(environment.processor(), fma, tuple(bandwidth), barrier, dense, sparse, trip, pick)


def save(machine: Machine, target: Target) -> Path:
    """Write the record of this machine; CompileError if it cannot be written."""
    path = _path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as temporary:
            file = Path(temporary) / path.name
            file.write_text(json.dumps(machine.record(), indent=1) + "\n")
            os.replace(file, path)
    except OSError as error:
        raise CompileError(f"cannot write {path}: {error.strerror}; set XDG_CACHE_HOME to a folder of yours") from error
    return path


def load(target: Target) -> Machine:
    """What ``save`` wrote; CompileError if this machine has not been measured or the record is damaged."""
    path = _path(target)
    try:
        return Machine.from_record(json.loads(path.read_text()))
    except FileNotFoundError as error:
        raise CompileError(
            f"calibrated: this machine has no record for {target.name}; run zeroskip calibrate"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise CompileError(f"calibrated: {path} is damaged ({error}); run zeroskip calibrate") from error


def _path(target: Target) -> Path:
    folder = environment.cache_folder("machines")
    if folder is None:
        raise CompileError("there is no folder for the record of this machine; set XDG_CACHE_HOME")
    return folder / f"{hashlib.sha256(f'{environment.processor()} {target.name}'.encode()).hexdigest()[:16]}.json"


def _working_sets(target: Target) -> list[int]:
    """Bytes that fit the caches of one core, the shared cache, and none."""
    shared = max(_last_level_cache(), 4 * target.l2_bytes)
    return [target.l1_bytes // 2, target.l2_bytes // 2, shared // 2, min(_LARGEST, 4 * shared)]


def _last_level_cache() -> int:
    """Bytes of the largest cache, as Linux tells them; 0 if it does not."""
    sizes = [0]
    for file in Path("/sys/devices/system/cpu/cpu0/cache").glob("index*/size"):
        with suppress(OSError, ValueError):
            sizes.append(int(file.read_text().strip().removesuffix("K")) << 10)
    return max(sizes)


def _barrier(target: Target) -> float:
    """Microseconds of a step that does nothing between two meetings of all threads."""
    result = Buffer("y", "output", DType.INT64.bytes)
    plan = Plan([], [Port("y", TensorType(DType.INT64, (1,)))], [])
    for number in range(_BARRIERS):
        plan.program.append(Step(f"step {number}", WordsSpec(1), {"y": Pointer(result), "v0": number}, [], [result]))
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "barriers.so"
        backend.build(plan, Options(), target, library)
        with load_compiled(library, threads=available_threads()) as model:
            times = []
            for _ in range(20):
                start = time.perf_counter()
                model.run(None, {})
                times.append(time.perf_counter() - start)
    return 1e6 * min(times) / _BARRIERS
