"""Jobs in several processes, because only one thread of a process can be inside LLVM.

The processes are forks: these start in milliseconds, with everything imported, and find the jobs where they lie. A fork
has only the thread that made it, and what the other threads had locked stays locked in it. So it does nothing but the
jobs, which take no lock but LLVM's, and at the moment of the fork that one is ours.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, Pipe, wait
from typing import NoReturn

import llvmlite.binding as llvm

Jobs = Mapping[str, Callable[[], bytes]]

_FEW = 2
"""So many jobs take no longer than starting processes, and copying the memory that they touch."""


def run_jobs(jobs: Jobs, processes: int) -> dict[str, bytes]:
    """The results of all jobs, none of them empty, in the order of the jobs; with one process, in this one.

    Raises what a job raises, and RuntimeError if a process dies. No process outlives the call.
    """
    results: dict[str, bytes] = {}
    if processes > 1 and len(jobs) > _FEW:
        with _workers(jobs, min(processes, len(jobs))) as workers:
            results = dict(_results(iter(jobs), workers))
    # From a job that failed nothing came back; here it fails again, with its traceback.
    return {name: results.get(name) or job() for name, job in jobs.items()}


def _results(names: Iterator[str], workers: Iterable[Connection]) -> Iterator[tuple[str, bytes]]:
    """The name and the result of every job, as they become ready; each worker has one job at a time."""
    running = dict(zip(workers, names, strict=False))  # in this order zip takes no name for which there is no worker
    for worker, name in running.items():
        _send(worker, name)
    while running:
        for ready in wait(list(running)):
            assert isinstance(ready, Connection)
            name = running.pop(ready)
            try:
                yield name, ready.recv_bytes()
            except (EOFError, OSError):
                remedy = "it may have run out of memory; give it more, or fewer processors"
                raise RuntimeError(f"the process that compiled {name} died; {remedy}") from None
            for name in islice(names, 1):
                running[ready] = name
                _send(ready, name)


def _send(worker: Connection, name: str) -> None:
    with suppress(ConnectionError):  # it died, as reading from it will tell
        worker.send_bytes(name.encode())


@contextmanager
def _workers(jobs: Jobs, count: int) -> Iterator[list[Connection]]:
    """Connections to processes that receive names of jobs and send back results; fewer if no more can be started."""
    workers: dict[int, Connection] = {}
    # Ctrl-C reaches all processes. The others keep it blocked, and this one ends them.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with suppress(OSError):
            for _ in range(count):
                with llvm.ffi.lib._lock:
                    ours, theirs = Pipe()
                    pid = os.fork()
                    if pid == 0:
                        _serve(jobs, theirs, ours)
                    theirs.close()  # before another thread forks, so that nobody but the worker keeps it open
                workers[pid] = ours
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        yield list(workers.values())
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for pid, worker in workers.items():
            worker.close()
            with suppress(ProcessLookupError, ChildProcessError):  # the program may reap its children itself
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _serve(jobs: Jobs, parent: Connection, other_end: Connection) -> NoReturn:
    """Do jobs until the parent closes its end or ends. What this process would do after that is not ours to do."""
    try:
        other_end.close()
        gc.freeze()  # a collection would write to every object, and so copy the memory
        while True:
            job = jobs[parent.recv_bytes().decode()]
            try:
                result = job()
            except Exception:
                result = b""
            parent.send_bytes(result)
    finally:
        os._exit(1)
