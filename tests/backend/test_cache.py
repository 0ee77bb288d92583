"""The cache of objects: what is found in it, what is not taken from it, and what it leaves alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backend.libraries import build, conv_net
from zeroskip.compiler import backend
from zeroskip.compiler.cache import ObjectCache, key_of

KEY, OTHER = key_of("one"), key_of("two")


@pytest.fixture
def cache(tmp_path: Path) -> ObjectCache:
    return ObjectCache(tmp_path / "not made yet" / "objects")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of what is compiled, not found."""
    names: list[str] = []

    def run_jobs(jobs: backend.pool.Jobs, processes: int) -> dict[str, bytes]:
        names.extend(jobs)
        return backend.pool.run_jobs(jobs, processes)

    monkeypatch.setattr(backend, "run_jobs", run_jobs)
    yield names


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_keys() -> None:
    assert key_of("one") == KEY != OTHER
    assert set(KEY) <= set("0123456789abcdef"), "nothing else may reach a path"


def test_hit(cache: ObjectCache) -> None:
    cache.store({KEY: b"object", OTHER: b"another"})
    assert (cache.load(KEY), cache.load(OTHER), cache.load(key_of("three"))) == (b"object", b"another", None)
    assert files(cache.folder) == sorted([cache.folder / KEY, cache.folder / OTHER])
    assert cache.folder.stat().st_mode & 0o077 == 0


def test_no_folder() -> None:
    cache = ObjectCache(None)
    cache.store({KEY: b"object"})
    assert cache.load(KEY) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: bytes([data[0] ^ 1]) + data[1:],
    ],
)
def test_damaged_entry(damage: object, cache: ObjectCache) -> None:
    cache.store({KEY: b"object"})
    path = cache.folder / KEY
    path.write_bytes(damage(path.read_bytes()))
    assert cache.load(KEY) is None
    cache.store({KEY: b"object"})
    assert cache.load(KEY) == b"object"


def test_entry_under_another_key(cache: ObjectCache) -> None:
    cache.store({KEY: b"object"})
    (cache.folder / KEY).rename(cache.folder / OTHER)
    assert cache.load(OTHER) is None


def test_file_of_another_user(cache: ObjectCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store({KEY: b"object"})
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.load(KEY) is None


def test_folder_that_is_a_file(cache: ObjectCache, tmp_path: Path) -> None:
    (tmp_path / "not made yet").write_text("")
    cache.store({KEY: b"object"})
    assert cache.load(KEY) is None


def test_file_system_that_is_read_only(cache: ObjectCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def utime(path: Path) -> None:
        raise OSError("read-only file system")

    cache.store({KEY: b"object"})
    monkeypatch.setattr(os, "utime", utime)
    assert cache.load(KEY) == b"object"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written(cache: ObjectCache) -> None:
    cache.store({KEY: b"object"})
    cache.folder.chmod(0o500)
    cache.store({OTHER: b"another"})
    assert (cache.load(KEY), cache.load(OTHER)) == (b"object", None)


def test_full_disk(cache: ObjectCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store({KEY: b"object"})

    def write_bytes(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:3])
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    cache.store({OTHER: b"another"})
    assert (cache.load(KEY), cache.load(OTHER)) == (b"object", None)
    assert files(cache.folder) == [cache.folder / KEY]


def test_bound(tmp_path: Path) -> None:
    cache = ObjectCache(tmp_path, limit=3 * (32 + 100))
    keys = [key_of(str(i)) for i in range(4)]
    for age, key in enumerate(keys[:3]):
        cache.store({key: bytes(100)})
        os.utime(tmp_path / key, (age, age))
    assert cache.load(keys[0]) is not None  # now the latest
    cache.store({keys[3]: bytes(100)})
    assert [key for key in keys if cache.load(key) is None] == [keys[1]]
    cache.store({KEY: bytes(1000)})  # alone beyond the limit
    assert files(tmp_path) == []


def test_same_library_cold_and_warm(compiled: list[str], tmp_path: Path) -> None:
    plain = build(conv_net(), tmp_path / "net.so").read_bytes()
    names = compiled.copy()
    for expected in (names, []):
        compiled.clear()
        assert build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache").read_bytes() == plain
        assert compiled == expected


def test_only_what_differs_is_compiled(compiled: list[str], tmp_path: Path) -> None:
    build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache")
    compiled.clear()
    build(conv_net(name="other"), tmp_path / "net.so", cache=tmp_path / "cache")
    assert compiled == ["model"]
    compiled.clear()
    build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache", prefix="other")
    assert compiled == ["runtime", "model"]


def test_damaged_cache_gives_the_same_library(compiled: list[str], tmp_path: Path) -> None:
    library = build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache").read_bytes()
    damaged = files(tmp_path / "cache")[:2]
    for path in damaged:
        path.write_bytes(path.read_bytes()[:-5])
    compiled.clear()
    assert build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache").read_bytes() == library
    assert len(compiled) == len(damaged)


def test_dump_compiles_everything(compiled: list[str], tmp_path: Path) -> None:
    build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache")
    names = compiled.copy()
    compiled.clear()
    (tmp_path / "dump").mkdir()
    build(conv_net(), tmp_path / "net.so", cache=tmp_path / "cache", dump=tmp_path / "dump")
    assert compiled == names
    kernels = sorted(set(names) - {"runtime", "model"})
    assert sorted(path.name for path in files(tmp_path / "dump")) == sorted(
        [*(f"30_{kernel}.ll" for kernel in kernels), *(f"32_{kernel}.s" for kernel in kernels)]
    )
