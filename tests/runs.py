"""Runs of a compiled model, compared with ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import ModelProto

import zeroskip
from tests.frontend.onnx_models import Array, expected, symbols


class Runs:
    """A compiled model, each of whose dims may be 0 to ``most``, compared with ONNX Runtime on 1, 2 and 4 threads."""

    def __init__(self, proto: ModelProto, folder: Path, most: int = 1000) -> None:
        self.proto = proto
        dims = dict.fromkeys(symbols(proto), (0, most))
        library = zeroskip.compile_model(proto, folder / "model.so", dims=dims)
        self.sessions = [zeroskip.load_compiled(library, threads=threads) for threads in (1, 2, 4)]

    def __call__(self, feeds: dict[str, Array], wanted: Sequence[Array] | None = None) -> list[Array]:
        """The results; ``wanted`` instead of ONNX Runtime's."""
        wanted = expected(self.proto, feeds) if wanted is None else wanted
        results = [session.run(None, feeds) for session in self.sessions]
        for arrays in zip(*results, wanted, strict=True):
            for array in arrays[:-1]:
                assert array.dtype == arrays[-1].dtype
                np.testing.assert_allclose(array, arrays[-1], rtol=2e-5, atol=2e-5)
                assert array.tobytes() == arrays[0].tobytes()
        return results[0]
