"""The engines that can be compared here, each run by ``worker.py`` in a process of its own.

zeroskip and the peers that its own Python has come first. Others are looked for in the folder that ``ZEROSKIP_PEERS``
names: it holds a virtual environment for each peer, or for several that can be installed together.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

WORKER = Path(__file__).with_name("worker.py")
TITLES = {"zeroskip": "zeroskip", "onnxruntime": "onnxruntime", "openvino": "OpenVINO", "deepsparse": "DeepSparse"}


class EngineError(RuntimeError):
    """An engine that cannot run a model, or whose process ended."""


@dataclass(frozen=True)
class Engine:
    """An engine, its version, the Python that has it, and how it is used if not as usual."""

    name: str
    version: str
    python: Path
    huge_pages: bool = True
    symbolic: bool = False

    @property
    def title(self) -> str:
        """How tables call it."""
        pages, sizes = "" if self.huge_pages else " without huge pages", " with symbolic sizes" if self.symbolic else ""
        return f"{TITLES[self.name]}{pages}{sizes}"

    @property
    def usual(self) -> bool:
        """Whether this is no other setting of an engine."""
        return self.huge_pages and not self.symbolic

    def without_huge_pages(self) -> Engine:
        """zeroskip on ordinary pages."""
        return replace(self, huge_pages=False)

    def with_symbolic_sizes(self) -> Engine:
        """zeroskip, which compiles for all sizes within some bounds."""
        return replace(self, symbolic=True)


def peers_folder() -> Path | None:
    """The folder that ``ZEROSKIP_PEERS`` names; None if it is not set."""
    folder = os.environ.get("ZEROSKIP_PEERS")
    return Path(folder).expanduser() if folder else None


def find_engines(peers: Path | None) -> list[Engine]:
    """zeroskip and every peer found, in the order of ``TITLES``; of several environments that have one, the first.

    EngineError if the folder holds no environment, or one whose Python does not work.
    """
    others = sorted(peers.glob("*/bin/python")) if peers else []
    if peers and not others:
        raise EngineError(f"{peers}: holds no virtual environment; make one for each peer, or unset ZEROSKIP_PEERS")
    found: dict[str, Engine] = {}
    for python in (Path(sys.executable), *others):
        for name, version in _installed(python).items():
            found.setdefault(name, Engine(name, version, python))
    return [found[name] for name in TITLES if name in found]


def _installed(python: Path) -> dict[str, str]:
    answer = subprocess.run([python, "-I", WORKER], capture_output=True, text=True)
    if answer.returncode:
        raise EngineError(f"{python}: cannot be asked for its engines: {_last_line(answer.stderr)}")
    versions: dict[str, str] = json.loads(answer.stdout)
    return versions


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it ended without a word")


class Worker:
    """A process in which one engine has a model open; EngineError, with what the engine said, if it fails.

    ``dims`` are the bounds of the model's symbolic dims, which only zeroskip takes.
    """

    def __init__(
        self,
        engine: Engine,
        model: Path,
        feeds: Path,
        threads: int,
        folder: Path,
        dims: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        self.outputs, self._log = folder / f"{engine.title}.npz", folder / f"{engine.title}.log"
        self._name = engine.title
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [engine.python, "-I", WORKER, engine.name],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        job = {"model": str(model), "feeds": str(feeds), "outputs": str(self.outputs), "threads": threads}
        try:
            answer = self._ask({**job, "huge_pages": engine.huge_pages, "dims": dict(dims or {})})
        except EngineError:
            self.close()
            raise
        self.opened: float = answer["opened"]
        """Seconds that it took to compile or optimise the model, and to load it."""

    def turn(self, seconds: float) -> float:
        """Run for so many seconds; the median seconds of a run."""
        median: float = self._ask({"seconds": seconds})["median"]
        return median

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer: dict[str, Any] = json.loads(line) if line else {"error": _last_line(self._log.read_text())}
        if "error" in answer:
            raise EngineError(f"{self._name}: {answer['error']}")
        return answer
