"""The cost model's speeds: what is taken as a record of them, and that more work never takes less time."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from zeroskip.kernels.machine import Machine
from zeroskip.kernels.target import TARGETS, Target

MACHINE = Machine("a machine", 100.0, ((1000, 200.0), (10_000, 50.0)), 0.5, dense=1.0, sparse=1.5, trip=4.0, pick=7.0)
NUMBERS = ("fma", "barrier", "dense", "sparse", "trip", "pick")


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_built_in_machines_survive_json(target: Target) -> None:
    machine = Machine.of(target)
    assert machine.name.startswith("built in")
    assert Machine.from_record(json.loads(json.dumps(machine.record()))) == machine


def changed(**fields: Any) -> dict[str, Any]:
    return MACHINE.record() | fields


def without(name: str) -> dict[str, Any]:
    return {field: value for field, value in MACHINE.record().items() if field != name}


NO_NUMBERS = ["100", None, True, float("nan"), float("inf"), -1.0, 0, [1.0], 10**400]
NO_BANDWIDTHS = [
    [], None, 5, "12", {"1000": 200.0}, [1000, 200.0], [[1000]], [[1000, 200.0, 1]], [[10_000, 50.0], [1000, 200.0]],
    [[1000, 200.0], [1000, 50.0]], *([[number, 1.0]] for number in NO_NUMBERS), *([[1, n]] for n in NO_NUMBERS),
]  # fmt: skip
BAD_RECORDS = [
    None, 5, "fma", [], [["fma", 1.0]], {}, {1: 2}, *(without(name) for name in MACHINE.record()), changed(speed=1.0),
    *(changed(**{name: number}) for name in NUMBERS for number in NO_NUMBERS),
    *(changed(bandwidth=bandwidth) for bandwidth in NO_BANDWIDTHS),
]  # fmt: skip


@pytest.mark.parametrize("record", BAD_RECORDS, ids=lambda r: str(r)[:60])
def test_what_is_no_record_is_a_value_error(record: Any) -> None:
    with pytest.raises(ValueError, match="not the speeds of a machine: "):
        Machine.from_record(record)


def test_reading_takes_the_speed_of_the_first_level_that_holds_the_working_set() -> None:
    speeds = [size / MACHINE.read(size) / 1e9 for size in (1, 1000, 1001, 10_000, 1_000_000)]
    assert speeds == pytest.approx([200, 200, 50, 50, 50])
    assert MACHINE.read(0) == 0


def test_time_grows_with_the_work() -> None:
    dense = [MACHINE.dense_seconds(*work) for work in ((8, 16, 8), (16, 16, 8), (16, 32, 8), (16, 32, 64))]
    sparse = [
        MACHINE.sparse_seconds(*work)
        for work in ((8, 64, 8, 1), (8, 128, 8, 1), (8, 128, 64, 1), (16, 128, 64, 1), (16, 128, 64, 2))
    ]
    row = [MACHINE.sparse_row_seconds(*work) for work in ((8, 8), (16, 8), (16, 16))]
    for times in (dense, sparse, row):
        assert times[0] > 0 and all(less < more for less, more in pairwise(times))
    assert MACHINE.sparse_seconds(16, 128, 64, 2, width=1.5) == pytest.approx(1.5 * sparse[-1])
    # No lanes: nothing but reading the weights is left.
    assert MACHINE.dense_seconds(10, 10, 0) == MACHINE.read(400)
    assert MACHINE.sparse_seconds(10, 50, 0, 1) == MACHINE.read(400)


def test_a_slower_machine_takes_longer() -> None:
    slower = replace(MACHINE, fma=50.0, bandwidth=((1000, 100.0), (10_000, 25.0)))
    assert slower.dense_seconds(16, 16, 16) == pytest.approx(2 * MACHINE.dense_seconds(16, 16, 16))
    assert slower.sparse_row_seconds(99, 8) == pytest.approx(2 * MACHINE.sparse_row_seconds(99, 8))
    assert slower.sparse_seconds(16, 99, 16, 2) == pytest.approx(2 * MACHINE.sparse_seconds(16, 99, 16, 2))
