"""``--tune``: contractions are timed in this process, and the fastest of a few forms is taken.

A choice is kept in the user's cache folder under all that it depends on, so that the next compilation on the same
machine makes the same one. It is noted in the plan, and from there in the manifest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ...kernels.spec import Spec
from ...kernels.target import Target
from ...kernels.timing import Jit, Team
from .. import environment
from ..cache import ObjectCache, key_of

Array = np.ndarray[Any, Any]
Candidate = TypeVar("Candidate")

BUDGET = 15.0
"""Seconds after which no more layers are timed; the cost model chooses for the others."""

_ROUNDS = 7
_SLACK = 1 << 16  # bytes that kernels may read beyond their operands


@dataclass(frozen=True)
class Trial:
    """A kernel call without an epilogue: frame words, arrays by the words that point to them, bytes of scratch."""

    spec: Spec
    words: Mapping[str, Any]
    arrays: Mapping[str, Array]
    scratch: int


class Tuner:
    """Times forms of layers for a target; choices are kept in a folder, if there is one."""

    def __init__(self, target: Target, folder: Path | None) -> None:
        self._cache = ObjectCache(folder)
        self._target = target
        self._jit, self._team = Jit(target), Team(1)
        self._choices: dict[str, int] = {}
        self._start = time.perf_counter()

    def fastest(
        self, layer: str, forms: Sequence[Candidate], trial: Callable[[Candidate], Trial], x_bytes: int, y_bytes: int
    ) -> int | None:
        """The number of the fastest form, None if nothing was timed. ``layer`` tells what else decides about their
        times; input and result take so many bytes."""
        key = key_of(f"tuned {layer} {[str(form) for form in forms]} {self._target!r} {environment.processor()}")
        if key not in self._choices:
            numbers = {str(number).encode(): number for number in range(len(forms))}
            kept = numbers.get(self._cache.load(key) or b"")
            if kept is not None:
                self._choices[key] = kept
            elif len(forms) == 1 or time.perf_counter() - self._start > BUDGET:
                return None
            else:
                self._choices[key] = self._time([trial(form) for form in forms], x_bytes, y_bytes)
                self._cache.store({key: str(self._choices[key]).encode()})
        return self._choices[key]

    def _time(self, trials: Sequence[Trial], x_bytes: int, y_bytes: int) -> int:
        x = np.ones((x_bytes + _SLACK) // 4, np.float32)
        y = np.zeros((y_bytes + _SLACK) // 4, np.float32)
        calls = [self._jit.call(t.spec, t.words, {**t.arrays, "x": x, "y": y}, scratch=t.scratch) for t in trials]
        times = self._team.turns(calls, _ROUNDS)
        return int(np.argmin(np.median(times / times[:, :1], axis=0)))
