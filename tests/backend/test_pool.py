"""Jobs in processes: the same results however many there are, errors that reach the caller, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import llvmlite.binding as llvm
import pytest

from tests.backend.libraries import build, conv_net
from zeroskip.compiler import backend
from zeroskip.compiler.backend.pool import run_jobs

JOBS: dict[str, Callable[[], bytes]] = {f"job{i}": partial(str(i).encode().__mul__, 1 + 50_000 * i) for i in range(7)}


def no_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("processes", [1, 2, 3, 99])
def test_results(processes: int) -> None:
    results = run_jobs(JOBS, processes)
    assert list(results.items()) == [(name, job()) for name, job in JOBS.items()]
    assert no_children()


@pytest.mark.parametrize("processes", [1, 2])
def test_same_library(processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "available_threads", lambda: processes)
    library = build(conv_net(), tmp_path / "net.so").read_bytes()
    monkeypatch.undo()
    assert build(conv_net(), tmp_path / "net.so").read_bytes() == library


def test_jobs_run_elsewhere_unless_they_are_few() -> None:
    jobs = {str(i): lambda: str(os.getpid()).encode() for i in range(3)}
    here = str(os.getpid()).encode()
    assert here not in run_jobs(jobs, 2).values()
    assert set(run_jobs({"a": jobs["0"], "b": jobs["1"]}, 2).values()) == {here}


def test_job_that_raises() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        run_jobs({**JOBS, "bad": lambda: bytes(1 // 0)}, 2)
    assert error.traceback[-1].name == "<lambda>"
    assert no_children()


def test_kernel_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "available_threads", lambda: 2)
    monkeypatch.setattr(backend, "compile_module", lambda *arguments, **options: llvm.parse_assembly("no LLVM text"))
    with pytest.raises(RuntimeError, match="expected top-level entity"):
        build(conv_net(), tmp_path / "net.so")
    assert list(tmp_path.iterdir()) == []


def test_process_that_dies() -> None:
    parent = os.getpid()
    jobs = {**JOBS, "bad": lambda: bytes(os.getpid() == parent or os.kill(os.getpid(), signal.SIGKILL) or 0)}
    with pytest.raises(RuntimeError, match=r"^the process that compiled bad died; it may have run out of memory; give"):
        run_jobs(jobs, 2)
    assert no_children()


def test_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", fork)
    assert run_jobs(JOBS, 2) == run_jobs(JOBS, 1)


def test_another_thread_inside_llvm() -> None:
    """A fork must not inherit LLVM's lock from a thread that it does not have."""
    lock = llvm.ffi.lib._lock
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with lock:
            inside.set()
            leave.wait()

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait()
    threading.Timer(0.1, leave.set).start()
    jobs = {str(i): lambda: str(llvm.llvm_version_info).encode() + llvm.get_host_cpu_name().encode() for i in range(3)}
    assert len(set(run_jobs(jobs, 2).values())) == 1
    thread.join()


def test_interrupt() -> None:
    program = textwrap.dedent("""
        import os, time
        from zeroskip.compiler.backend.pool import run_jobs
        def job():
            os.write(1, b"%d\\n" % os.getpid())
            time.sleep(60)
            return b"done"
        try:
            run_jobs({str(i): job for i in range(3)}, 2)
        except KeyboardInterrupt:
            print("interrupted")
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (output, errors) == ("interrupted\n", "")
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
