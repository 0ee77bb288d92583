"""The number of threads from affinity and control groups, with made-up /proc and /sys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zeroskip.runtime import available_threads


@pytest.fixture(autouse=True)
def sixteen_cpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)))


def proc(folder: Path, groups: str, mount: str, files: dict[str, str]) -> Path:
    (folder / "self").mkdir()
    (folder / "self/cgroup").write_text(groups)
    mounts = f"20 1 8:1 / / rw - ext4 /dev/sda rw\n{mount}\n"
    (folder / "self/mountinfo").write_text(mounts.replace("MOUNT", str(folder)))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content + "\n")
    return folder


V2 = "30 20 0:26 / MOUNT/cg rw,nosuid shared:9 - cgroup2 cgroup2 rw"
V1 = "31 20 0:27 / MOUNT/cg rw - cgroup cgroup rw,cpu,cpuacct"


def test_affinity_alone(tmp_path: Path) -> None:
    assert available_threads(tmp_path) == 16


@pytest.mark.parametrize(
    ("files", "threads"),
    [
        ({}, 16),
        ({"cg/a/b/cpu.max": "max 100000"}, 16),
        ({"cg/a/b/cpu.max": "400000 100000"}, 4),
        ({"cg/a/b/cpu.max": "250000 100000"}, 2),
        ({"cg/a/b/cpu.max": "50000 100000"}, 1),
        ({"cg/a/b/cpu.max": "max 100000", "cg/a/cpu.max": "300000 100000"}, 3),
        ({"cg/a/b/cpu.max": "9900000 100000"}, 16),
    ],
)
def test_version_2(tmp_path: Path, files: dict[str, str], threads: int) -> None:
    assert available_threads(proc(tmp_path, "0::/a/b\n", V2, files)) == threads


@pytest.mark.parametrize(("quota", "threads"), [("-1", 16), ("600000", 6), ("10000", 1)])
def test_version_1(tmp_path: Path, quota: str, threads: int) -> None:
    files = {"cg/a/cpu.cfs_quota_us": quota, "cg/a/cpu.cfs_period_us": "100000"}
    assert available_threads(proc(tmp_path, "4:cpuset:/\n3:cpu,cpuacct:/a\n0::/\n", V1, files)) == threads


def test_mount_that_shows_the_container_only(tmp_path: Path) -> None:
    mount = V2.replace("0:26 / ", "0:26 /docker/1234 ")
    files = {"cg/cpu.max": "500000 100000"}
    assert available_threads(proc(tmp_path, "0::/docker/1234\n", mount, files)) == 5


def test_group_outside_the_mount(tmp_path: Path) -> None:
    mount = V2.replace("0:26 / ", "0:26 /docker/1234 ")
    assert available_threads(proc(tmp_path, "0::/other\n", mount, {"cg/cpu.max": "500000 100000"})) == 5
