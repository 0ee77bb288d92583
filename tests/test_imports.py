"""The direction of imports, read from the sources: ``ir <- kernels <- compiler <- cli, api``; ``runtime`` alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each folder may import: other folders, and packages that are neither ours nor Python's.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "ir": ({"ir"}, {"numpy", "networkx", "ml_dtypes"}),
    "kernels": ({"ir", "kernels"}, {"numpy", "networkx", "llvmlite"}),
    "compiler": (
        {"ir", "kernels", "compiler", "runtime"},
        {"numpy", "networkx", "llvmlite", "onnx", "google", "onnxruntime"},
    ),
    "runtime": ({"runtime"}, {"numpy"}),
    "cli": ({"ir", "kernels", "compiler", "runtime", "cli"}, {"numpy", "typer", "rich", "matplotlib"}),
    "api": ({"ir", "kernels", "compiler", "runtime", "cli", "api"}, {"numpy", "onnx"}),
}
OPTIONAL = {"onnxruntime", "ziglang", "matplotlib"}
"""Packages that need not be installed, and so may be imported where they are used."""

FILES = [file for folder in ALLOWED for file in sorted((ROOT / folder).rglob("*.py"))]


def imported(file: Path, tree: ast.AST) -> Iterator[str]:
    """The absolute names of the modules that a file imports; the version is anyone's."""
    package = ["zeroskip", *file.relative_to(ROOT).parent.parts]
    package = ["zeroskip", *package[2:]] if package[1] == "api" else package
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module != "zeroskip":
                yield module
            else:  # from .. import ir
                yield from (f"{module}.{alias.name}" for alias in node.names if alias.name != "__version__")


def folder_of(module: str) -> str:
    """Our folder that a module ``zeroskip...`` lies in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ALLOWED else "api"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_direction(file: Path) -> None:
    folders, packages = ALLOWED[file.relative_to(ROOT).parts[0]]
    for module in imported(file, ast.parse(file.read_text())):
        top = module.split(".")[0]
        if top == "zeroskip":
            assert folder_of(module) in folders, f"{file.relative_to(ROOT)} must not import {module}"
        else:
            assert top in packages | sys.stdlib_module_names, f"{file.relative_to(ROOT)} must not import {module}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_import_inside_a_function(file: Path) -> None:
    for function in ast.walk(ast.parse(file.read_text())):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            hidden = {module.split(".")[0] for module in imported(file, function)} - OPTIONAL
            assert not hidden, f"{file.relative_to(ROOT)}: {function.name} imports {hidden}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_between_folders_imports_are_relative(file: Path) -> None:
    if file.relative_to(ROOT).parts[0] == "api":
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert not (node.module or "").startswith("zeroskip"), f"{file.relative_to(ROOT)} imports {node.module}"
