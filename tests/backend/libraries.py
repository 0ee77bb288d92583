"""Graphs to libraries without a frontend, and what ELF says about them."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from zeroskip.compiler import backend
from zeroskip.compiler.options import Options
from zeroskip.compiler.schedule import make_plan
from zeroskip.ir import DType, Expression, Graph, Literal, Step, TensorType, ops
from zeroskip.ir.dims import Dim
from zeroskip.kernels.target import Target

F32 = DType.FLOAT32
RELU = Expression(1, (Step("max", (0, Literal(0.0, F32))),))


def conv_net(batch: Dim = 2, seed: int = 0, x: str = "x", y: str = "y", name: str = "net") -> Graph:
    """Two 3x3 convolutions with padding, a pool, a sum and a linear layer: [batch, 3, 9, 7] to [batch, 5]."""
    random = np.random.default_rng(seed)

    def weights(*shape: int) -> np.ndarray:
        return (random.standard_normal(shape) * (random.random(shape) < 0.4)).astype(np.float32)

    graph = Graph(name)
    same = ops.Conv(strides=(1, 1), dilations=(1, 1), pad_low=(1, 1), pad_high=(1, 1), epilogue=RELU)
    value = graph.input(x, TensorType(F32, (batch, 3, 9, 7)))
    for channels in (3, 6):
        value = graph.add(same, [value, graph.constant(weights(6, channels, 3, 3))], f"{name}/conv")
    pool = ops.Window(window=(3, 3), strides=(2, 2), dilations=(1, 1), pad_low=(1, 1), pad_high=(1, 1))
    value = graph.add(ops.Reduce(axes=(2, 3)), [graph.add(pool, [value], f"{name}/pool")], f"{name}/sum")
    flat = graph.add(ops.Reshape((batch, 6)), [value])
    graph.output(graph.add(ops.Dot(lhs_contract=(1,), rhs_contract=(0,)), [flat, graph.constant(weights(6, 5))]), y)
    return graph


def images(batch: int, seed: int = 0) -> np.ndarray:
    """Input for ``conv_net``."""
    return np.random.default_rng(seed).standard_normal((batch, 3, 9, 7)).astype(np.float32)


def build(graph: Graph, output: Path, target: str = "host", **options: object) -> Path:
    """The library of a graph; its header lies next to it."""
    chosen = Options(target=target, **options)
    machine = Target.named(target)
    backend.build(make_plan(graph, chosen, machine), chosen, machine, output)
    return output


def dynamic_symbols(library: Path) -> tuple[set[str], set[str]]:
    """The names a shared library defines and those it needs, from its dynamic symbol table."""
    data = library.read_bytes()
    assert data[:6] == b"\x7fELF\x02\x01"
    (section_table,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, section_table + i * size) for i in range(count)]
    (symbols,) = (s for s in sections if s[1] == 11)  # SHT_DYNSYM
    strings = sections[symbols[6]]
    defined: set[str] = set()
    needed: set[str] = set()
    for at in range(symbols[4] + 24, symbols[4] + symbols[5], 24):
        name, info, _, section = struct.unpack_from("<IBBH", data, at)
        start = strings[4] + name
        text = data[start : data.index(b"\0", start)].decode()
        if info >> 4 == 2 and section == 0:  # a weak reference, such as start files leave behind
            continue
        (needed if section == 0 else defined).add(text)
    return defined, needed
