"""Turns an ONNX model into the graph of primitive ops."""

from __future__ import annotations

import os
from collections.abc import Mapping

from onnx import ModelProto

from ...ir import Graph, Value
from ..limits import Limits
from .importer import Importer
from .inputs import DEFAULT_RANGE, defaulted_symbols
from .reader import read_model

__all__ = ["DEFAULT_RANGE", "defaulted_symbols", "import_model", "import_with_names"]


def import_model(
    model: str | os.PathLike[str] | bytes | ModelProto,
    dims: Mapping[str, tuple[int, int]] | None = None,
    limits: Limits | None = None,
) -> Graph:
    """The model as a graph.

    ``dims`` bounds symbolic dims by name, both ends included; equal ends make the dim static. A symbolic dim that is
    not in it gets ``DEFAULT_RANGE``, and ``defaulted_symbols`` tells which did. Raises CompileError for a file that
    cannot be read, for a model that is inconsistent or exceeds the ``limits``, and for what is not supported, a line
    for each.
    """
    return import_with_names(model, dims, limits)[0]


def import_with_names(
    model: str | os.PathLike[str] | bytes | ModelProto,
    dims: Mapping[str, tuple[int, int]] | None = None,
    limits: Limits | None = None,
) -> tuple[Graph, dict[str, Value]]:
    """The model as a graph, see ``import_model``, and its values by the names that the model has for them.

    Sequences, optionals and tensors made of sizes are no values.
    """
    importer = Importer(read_model(model), dims or {}, limits or Limits())
    return importer.run(), importer.values()
