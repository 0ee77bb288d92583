"""How long a linear layer with few weights, given as a sparse tensor, takes to compile, and how much memory.

    python -m benchmarks.coordinates [--extent 65536] [--weights 1000000]

Compiles without the cache in a process of its own. Its peak counts what Python and the libraries that it imports take.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import zeroskip

from .networks import IR_VERSION, OPSET


def layer(extent: int, weights: int) -> onnx.ModelProto:
    """A square layer for one row of inputs, with so many weights at seeded places, or somewhat fewer: some coincide."""
    rng = np.random.default_rng(0)
    places = np.unique(rng.integers(0, extent * extent, weights))
    sparse = onnx.SparseTensorProto(dims=(extent, extent))
    sparse.values.CopyFrom(numpy_helper.from_array(rng.standard_normal(len(places), np.float32), "w"))
    sparse.indices.CopyFrom(numpy_helper.from_array(places))
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, (1, extent)) for name in "xy")
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "layer", [x], [y])
    graph.sparse_initializer.append(sparse)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def measure(model: bytes) -> tuple[float, int]:
    """Seconds of a compilation, and the peak of this process and of those that it starts, in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        zeroskip.compile_model(model, Path(folder) / "model.so", cache=False)
        seconds = time.perf_counter() - start
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return seconds, 1024 * max(usage.ru_maxrss for usage in usages)


def main() -> None:
    """Measure in a fresh process, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extent", type=int, default=1 << 16, metavar="N", help="inputs, and outputs, of the layer")
    parser.add_argument("--weights", type=int, default=1_000_000, metavar="N", help="that are not zero")
    arguments = parser.parse_args()
    model = layer(arguments.extent, arguments.weights).SerializeToString()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, peak = pool.apply(measure, (model,))
    dense = 4 * arguments.extent**2
    print(f"compiled in {seconds:.1f} s with at most {peak / 2**30:.1f} GiB; the weights with their zeros would take "
          f"{dense / 2**30:.1f} GiB")  # fmt: skip


if __name__ == "__main__":
    main()
