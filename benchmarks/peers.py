"""onnxruntime, which results and speeds are compared with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
import onnxruntime


def onnxruntime_session(model: onnx.ModelProto, threads: int) -> onnxruntime.InferenceSession:
    """A session on the processor with the given number of threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def onnxruntime_outputs(model: onnx.ModelProto, feeds: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """All outputs of a model."""
    outputs: list[np.ndarray] = onnxruntime_session(model, threads=0).run(None, dict(feeds))
    return outputs
