"""The tests that ONNX has for backends, and what comes of each."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import TestCase

import numpy as np
from onnx.backend.test import BackendTest

from tests.onnx_suite.isolation import CrashedError, RefusedError
from tests.onnx_suite.modes import MODES

HERE = Path(__file__).parent
_LONGEST = 160
RIGHT = ("passed", "refused", "random")
"""The outcomes that may be expected."""


@dataclass(frozen=True)
class Outcome:
    """What came of a test: "passed", "refused", "wrong" or "crashed", and for all but the first why.

    "random": the expected numbers are random, so only the types and shapes of the results are right.
    """

    result: str
    reason: str = ""


class _Tests(BackendTest):
    """The runner of the tests, which compares elements of sequences row by row, but scalars have none."""

    @classmethod
    def assert_similar_outputs(cls, ref_outputs: Any, outputs: Any, *args: Any, **options: Any) -> None:
        """Elements are compared whole."""
        if isinstance(outputs, np.ndarray):
            ref_outputs, outputs = [ref_outputs], [outputs]
        super().assert_similar_outputs(ref_outputs, outputs, *args, **options)


@cache
def _cases(mode: str) -> dict[str, type[TestCase]]:
    """The class of each test for this processor, by the test's name without "test_" and "_cpu"."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some tests compute their expected infinities
        wider = {f"test_{name}": {"atol": float(atol)} for name, atol, _ in tolerances()}
        wider |= {f"test_{name}": {"atol": float("inf")} for name in random()}
        classes = _Tests(MODES[mode], __name__, wider).test_cases
    return {
        name.removeprefix("test_").removesuffix("_cpu"): case
        for kind, case in classes.items()
        for name in vars(case)
        if name.startswith("test_")
        and name.endswith("_cpu")
        and (mode == "static" or kind == "OnnxBackendNodeModelTest")
    }


def names(mode: str) -> list[str]:
    """All tests of a mode, by name."""
    return sorted(_cases(mode))


def run(name: str, mode: str) -> Outcome:
    """Run one test."""
    method = f"test_{name}_cpu"
    case = _cases(mode)[name](method)
    with _models_folder():
        try:
            getattr(case, method)()
        except RefusedError as error:
            return Outcome("refused", _line(error))
        except CrashedError as error:
            return Outcome("crashed", _line(error))
        except Exception as error:
            return Outcome("wrong", _line(error))
    return Outcome("random", random()[name]) if name in random() else Outcome("passed")


def recorded(mode: str) -> dict[str, Outcome]:
    """The outcomes that are expected, by test."""
    lines = (HERE / f"{mode}.tsv").read_text().splitlines()
    return {name: Outcome(*rest) for name, *rest in (line.split("\t") for line in lines)}


def record(mode: str, outcomes: dict[str, Outcome]) -> None:
    """Let these be the outcomes that are expected."""
    lines = ["\t".join([name, o.result, *([o.reason] if o.reason else [])]) for name, o in sorted(outcomes.items())]
    (HERE / f"{mode}.tsv").write_text("\n".join(lines) + "\n")


def tolerances() -> list[list[str]]:
    """Tests whose expected numbers are less exact than the tests' own tolerance: name, absolute tolerance, reason."""
    return [line.split("\t") for line in (HERE / "tolerances.tsv").read_text().splitlines()]


@cache
def random() -> dict[str, str]:
    """Tests whose expected numbers nobody else can draw, and why."""
    return dict(line.split("\t") for line in (HERE / "random.tsv").read_text().splitlines())


@contextmanager
def _models_folder() -> Iterator[None]:
    """A folder for the inputs that the suite writes for whole networks, which else is one in the user's home."""
    before = os.environ.get("ONNX_MODELS")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONNX_MODELS"] = folder
        try:
            yield
        finally:
            os.environ.pop("ONNX_MODELS")
            if before is not None:
                os.environ["ONNX_MODELS"] = before


def _line(error: Exception) -> str:
    """The error as one line that is the same in every run."""
    text = " ".join(str(error).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
