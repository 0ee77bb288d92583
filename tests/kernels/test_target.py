"""Targets and spec names."""

from __future__ import annotations

import re

import llvmlite.binding as llvm
import pytest

from zeroskip.kernels.cases import CASES
from zeroskip.kernels.problems import build
from zeroskip.kernels.target import TARGETS, Target


def test_named() -> None:
    assert [Target.named(t.name) for t in TARGETS] == list(TARGETS)
    with pytest.raises(ValueError, match="unknown target 'arm'; choose host, x86-64-v4, x86-64-v3"):
        Target.named("arm")


def test_host_is_the_widest_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Target.named("host") == next(t for t in TARGETS if t.runs_here())
    monkeypatch.setattr(llvm, "get_host_cpu_features", lambda: dict.fromkeys(TARGETS[1].features, True))
    assert Target.host() == TARGETS[1]
    monkeypatch.setattr(llvm, "get_host_cpu_features", dict)
    with pytest.raises(ValueError, match="no AVX2 and FMA"):
        Target.host()


def test_sizes() -> None:
    assert [(t.suffix, t.lanes, t.registers) for t in TARGETS] == [("avx512", 16, 32), ("avx2", 8, 16)]


def test_symbols_name_specs_and_no_two_alike() -> None:
    specs = {build(case, target).spec: None for case in CASES for target in TARGETS}
    symbols = [spec.symbol(target) for spec in specs for target in TARGETS]
    assert len(set(symbols)) == len(symbols)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*__(avx2|avx512)_[0-9a-f]{8}", symbol) for symbol in symbols)
    assert all(len(set(spec.words)) == len(spec.words) for spec in specs)
