"""The fake model's libraries as fixtures; what uses one is tested with the C and with the LLVM text of the runtime."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runtime.fake_library import HERE, compile_c, link_fake, runtime_object

Build = Callable[..., Path]


@pytest.fixture(scope="session", params=["c", "ll"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """`build("-DSTATIC")` gives the path of a library of the fake model, each made once."""
    folder = tmp_path_factory.mktemp(f"fake_{request.param}")
    runtime = runtime_object(request.param, folder)
    made: dict[tuple[str, ...], Path] = {}

    def library(*defines: str, source: str = "fake_model.c") -> Path:
        if (key := (source, *defines)) not in made:
            made[key] = link_fake(folder / f"fake{len(made)}.so", runtime, *defines, source=source)
        return made[key]

    return library


@pytest.fixture(scope="session")
def fake(build: Build) -> Path:
    """The fake model with a symbolic batch."""
    return build()


@pytest.fixture(scope="session")
def program(build: Build) -> Path:
    """The fake model with bindings, loops, branches and checks."""
    return build(source="fake_program.c")


@pytest.fixture(scope="session")
def use_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A C program that runs any compiled model; it links libc and libdl only."""
    return compile_c(tmp_path_factory.mktemp("use_model") / "use_model", HERE / "use_model.c", "-ldl")
