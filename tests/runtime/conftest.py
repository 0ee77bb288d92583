"""The fake model's libraries as fixtures; what uses one is tested with the C and with the LLVM text of the runtime."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runtime.fake_library import HERE, compile_c, link_fake, runtime_object

Build = Callable[..., Path]


@pytest.fixture(scope="session", params=["c", "ll"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """`build("-DSTATIC")` gives the path of such a library, each made once."""
    folder = tmp_path_factory.mktemp(f"fake_{request.param}")
    runtime = runtime_object(request.param, folder)
    made: dict[tuple[str, ...], Path] = {}

    def library(*defines: str) -> Path:
        if defines not in made:
            made[defines] = link_fake(folder / f"fake{len(made)}.so", runtime, *defines)
        return made[defines]

    return library


@pytest.fixture(scope="session")
def fake(build: Build) -> Path:
    """The fake model with a symbolic batch."""
    return build()


@pytest.fixture(scope="session")
def use_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A C program that runs any compiled model; it links libc and libdl only."""
    return compile_c(tmp_path_factory.mktemp("use_model") / "use_model", HERE / "use_model.c", "-ldl")
