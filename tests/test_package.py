"""The package: what a wheel holds, and what a program that only runs models has to import."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import zeroskip

ROOT = Path(__file__).parent.parent
FOLDERS = ("api", "ir", "kernels", "compiler", "runtime", "cli")


def package_folders() -> set[str]:
    """The packages that the folders make, by their installed names."""
    parents = {init.parent.relative_to(ROOT) for folder in FOLDERS for init in (ROOT / folder).rglob("__init__.py")}
    return {".".join(["zeroskip", *(part for part in path.parts if part != "api")]) for path in parents}


def source_files() -> set[str]:
    """Every file that belongs into the wheel, by its installed path."""
    kinds = {".py", ".typed", ".c", ".h", ".ll"}
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.suffix in kinds]
    inside = [file.relative_to(ROOT).parts for file in files]
    return {str(Path("zeroskip", *(part for part in parts if part != "api"))) for parts in inside}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel built from a copy, because setuptools writes next to the sources."""
    copy = tmp_path_factory.mktemp("wheel")
    for folder in (*FOLDERS, "tests"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, copy)
    build = "from setuptools import build_meta; build_meta.build_wheel('dist')"
    done = subprocess.run([sys.executable, "-c", build], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (path,) = (copy / "dist").glob("*.whl")
    return zipfile.ZipFile(path)


def test_listed_packages_are_the_folders() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    packages = re.search(r"^packages = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    mapping = re.search(r"^\[tool.setuptools.package-dir\]\n(.*?)^\[", text, re.MULTILINE | re.DOTALL)
    assert packages and mapping
    assert set(re.findall(r'"([^"]+)"', packages[1])) == package_folders()
    assert set(re.findall(r'^"?([\w.]+)"? =', mapping[1], re.MULTILINE)) == package_folders()


def test_wheel_holds_every_file_and_no_tests(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == source_files()


def test_wheel_has_the_version(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    assert f"Version: {zeroskip.__version__}\n" in wheel.read(metadata).decode()


def test_running_models_imports_no_compiler() -> None:
    code = "import sys, zeroskip; zeroskip.load_compiled; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "zeroskip.runtime" in modules
    assert not {"onnx", "llvmlite", "networkx", "zeroskip.compiler", "zeroskip.cli"} & set(modules)


def test_public_names() -> None:
    for name in zeroskip.__all__:
        assert getattr(zeroskip, name) is not None
        assert name in dir(zeroskip)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        zeroskip.nothing  # noqa: B018
