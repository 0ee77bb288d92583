"""How many threads a model may use: the CPUs this process may run on, cut to the CPU quota of its control groups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def available_threads(proc: Path = Path("/proc")) -> int:
    """At least 1. A quota of 2.5 CPUs counts as 2: of threads that meet at barriers, all wait for a throttled one.

    `proc` is where the kernel's process information is mounted.
    """
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([cpus, *(int(quota) for quota in _quotas(proc))]))


def _quotas(proc: Path) -> Iterator[float]:
    """The quotas, in CPUs, of this process's control groups and all groups above them (versions 1 and 2)."""
    groups = _groups(proc / "self/cgroup")
    for line in _lines(proc / "self/mountinfo"):
        fields, _, rest = line.partition(" - ")
        kind, _, options = (*rest.split(" ", 2), "", "")[:3]
        if kind == "cgroup2":
            group = groups.get("")
        elif kind == "cgroup" and "cpu" in options.split(" ")[-1].split(","):
            group = groups.get("cpu")
        else:
            continue
        if group is None:
            continue
        root, mount = fields.split(" ")[3:5]
        # Inside a container the mount may show a part of the tree only, whose top is then the group of the container.
        inside = group.relative_to(root) if group.is_relative_to(root) else PurePosixPath()
        for folder in (inside, *inside.parents):
            quota = _quota_v2(Path(mount) / folder) if kind == "cgroup2" else _quota_v1(Path(mount) / folder)
            if quota is not None:
                yield quota


def _groups(path: Path) -> dict[str, PurePosixPath]:
    """The group of this process by controller; version 2 has one group, whose controller is the empty string."""
    groups = {}
    for line in _lines(path):
        _, controllers, group = line.split(":", 2)
        groups.update(dict.fromkeys(controllers.split(","), PurePosixPath(group)))
    return groups


def _quota_v2(folder: Path) -> float | None:
    """From `cpu.max`: quota and period in microseconds, or `max` and the period."""
    words = " ".join(_lines(folder / "cpu.max")).split()
    return int(words[0]) / int(words[1]) if len(words) == 2 and words[0] != "max" else None


def _quota_v1(folder: Path) -> float | None:
    """From `cpu.cfs_quota_us`, -1 if there is none, and `cpu.cfs_period_us`."""
    quota, period = _lines(folder / "cpu.cfs_quota_us"), _lines(folder / "cpu.cfs_period_us")
    return int(quota[0]) / int(period[0]) if quota and period and int(quota[0]) > 0 else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
