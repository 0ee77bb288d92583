"""Well-known networks as ONNX models with seeded weights of a chosen sparsity.

Agreement and speed depend on a network's architecture and on which weights are zero, not on what it learned. Every
builder takes a batch, an ``int`` or the name of a symbolic dim, and sizes that tests make smaller; that of images may
be symbolic too. Weights are normal; the smallest are pruned per tensor, and the rest is scaled to He variance, so that
activations keep their size at any sparsity. First convolutions, depthwise ones, embeddings and classifiers stay dense,
as in published sparse networks.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Extent = int | str
"""A size, or the name of a symbolic dim."""

OPSET, IR_VERSION = 17, 8
TOKEN_IDS = 1000
"""``random_feeds`` draws token ids below this, so a vocabulary must not be smaller."""


def mlp(
    batch: Extent = 128, sparsity: float = 0.9, widths: Sequence[int] = (1024, 4096, 4096, 1024)
) -> onnx.ModelProto:
    """Linear layers with ReLU between them: ``x: f32[batch, widths[0]]`` to ``f32[batch, widths[-1]]``."""
    net, x = Network(sparsity), "x"
    for layer, (before, after) in enumerate(pairwise(widths), 1):
        x = x if layer == 1 else net.op("Relu", x)
        x = net.gemm(f"fc{layer}", x, before, after)
    return net.model("mlp", {"x": (TensorProto.FLOAT, [batch, widths[0]])}, x, [batch, widths[-1]])


def resnet50(
    batch: Extent = 1,
    sparsity: float = 0.9,
    size: Extent = 224,
    base: int = 64,
    depths: Sequence[int] = (3, 4, 6, 3),
    classes: int = 1000,
) -> onnx.ModelProto:
    """ResNet-50 v1.5 with batch norms folded: ``x: f32[batch, 3, size, size]`` to ``f32[batch, classes]``."""
    net = Network(sparsity)
    x = net.op("Relu", net.conv("stem", "x", 3, base, 7, stride=2, prune=False))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    channels = base
    for stage, depth in enumerate(depths):
        width = base << stage
        for block in range(depth):
            name, stride = f"stage{stage + 1}/block{block + 1}", 2 if stage and not block else 1
            y = net.op("Relu", net.conv(f"{name}/conv1", x, channels, width, 1))
            y = net.op("Relu", net.conv(f"{name}/conv2", y, width, width, 3, stride=stride))
            y = net.conv(f"{name}/conv3", y, width, 4 * width, 1)
            shortcut = x if block else net.conv(f"{name}/shortcut", x, channels, 4 * width, 1, stride=stride)
            x, channels = net.op("Relu", net.op("Add", y, shortcut)), 4 * width
    logits = net.classifier(x, channels, classes)
    return net.model("resnet50", {"x": (TensorProto.FLOAT, [batch, 3, size, size])}, logits, [batch, classes])


def mobilenet(
    batch: Extent = 1, sparsity: float = 0.9, size: Extent = 224, base: int = 32, repeats: int = 5, classes: int = 1000
) -> onnx.ModelProto:
    """MobileNet v1 with batch norms folded: ``x: f32[batch, 3, size, size]`` to ``f32[batch, classes]``."""
    net = Network(sparsity)
    x, channels = net.op("Relu", net.conv("stem", "x", 3, base, 3, stride=2, prune=False)), base
    plan = [(2, 1), (4, 2), (4, 1), (8, 2), (8, 1), (16, 2), *[(16, 1)] * repeats, (32, 2), (32, 1)]
    for block, (multiple, stride) in enumerate(plan, 1):
        depthwise = net.conv(f"block{block}/depthwise", x, channels, channels, 3, stride=stride, groups=channels)
        x = net.conv(f"block{block}/pointwise", net.op("Relu", depthwise), channels, multiple * base, 1)
        x, channels = net.op("Relu", x), multiple * base
    logits = net.classifier(x, channels, classes)
    return net.model("mobilenet", {"x": (TensorProto.FLOAT, [batch, 3, size, size])}, logits, [batch, classes])


def convolutions(
    batch: Extent = 1, sparsity: float = 0.9, size: Extent = 112, channels: int = 32, layers: int = 5
) -> onnx.ModelProto:
    """3x3 convolutions with ReLU between them: ``x: f32[batch, 3, size, size]`` to ``f32[batch, channels, …]``."""
    net, x, given = Network(sparsity), "x", 3
    for layer in range(1, layers + 1):
        x = x if layer == 1 else net.op("Relu", x)
        x, given = net.conv(f"conv{layer}", x, given, channels, 3, prune=layer > 1), channels
    shape = [batch, channels, size, size]
    return net.model("convolutions", {"x": (TensorProto.FLOAT, [batch, 3, size, size])}, x, shape)


def encoder(
    batch: Extent = 1,
    sparsity: float = 0.9,
    tokens: int = 128,
    width: int = 384,
    layers: int = 6,
    heads: int = 12,
    hidden: int = 1536,
    vocabulary: int = 30522,
) -> onnx.ModelProto:
    """A transformer encoder as PyTorch exports BERT: LayerNormalization, GELU by erf, an additive attention mask.

    ``input_ids, attention_mask: i64[batch, tokens]`` to ``f32[batch, tokens, width]``.
    """
    net = Network(sparsity)
    one, half, root2 = net.scalar("one", 1.0), net.scalar("half", 0.5), net.scalar("root2", 2.0**0.5)
    root_depth, lowest = net.scalar("root_depth", (width / heads) ** 0.5), net.scalar("lowest", -1e4)
    split = net.tensor("split", np.array([0, 0, heads, width // heads]))
    merge = net.tensor("merge", np.array([0, 0, width]))

    words = net.op("Gather", net.normal("words", (vocabulary, width), 0.05), "input_ids")
    positions = net.normal("positions", (1, tokens, width), 0.05)
    x = net.layer_norm("embeddings/norm", net.op("Add", words, positions), width)
    mask = net.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    mask = net.op("Sub", one, net.op("Unsqueeze", mask, net.tensor("mask_axes", np.array([1, 2]))))
    mask = net.op("Mul", mask, lowest)

    for layer in range(layers):
        name = f"layer{layer}"
        q, k, v = (
            net.op("Transpose", net.op("Reshape", net.linear(f"{name}/{part}", x, width, width), split), perm=order)
            for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        scores = net.op("Add", net.op("Div", net.op("MatMul", q, k), root_depth), mask)
        context = net.op("MatMul", net.op("Softmax", scores, axis=-1), v)
        context = net.op("Reshape", net.op("Transpose", context, perm=[0, 2, 1, 3]), merge)
        x = net.op("Add", net.linear(f"{name}/output", context, width, width), x)
        x = net.layer_norm(f"{name}/norm1", x, width)
        h = net.linear(f"{name}/up", x, width, hidden)
        gelu = net.op("Mul", h, net.op("Add", net.op("Erf", net.op("Div", h, root2)), one))
        y = net.linear(f"{name}/down", net.op("Mul", gelu, half), hidden, width)
        x = net.layer_norm(f"{name}/norm2", net.op("Add", y, x), width)
    inputs = {name: (TensorProto.INT64, [batch, tokens]) for name in ("input_ids", "attention_mask")}
    return net.model("encoder", inputs, x, [batch, tokens, width])


def minilm(batch: Extent = 1, sparsity: float = 0.9) -> onnx.ModelProto:
    """The encoder with the sizes of MiniLM-L6: 6 layers, width 384, 128 tokens."""
    return encoder(batch, sparsity)


def bert(batch: Extent = 1, sparsity: float = 0.9) -> onnx.ModelProto:
    """The encoder with the sizes of BERT-base: 12 layers, width 768, 128 tokens."""
    return encoder(batch, sparsity, width=768, layers=12, heads=12, hidden=3072)


NETWORKS = {build.__name__: build for build in (mlp, mobilenet, resnet50, convolutions, minilm, bert)}
OF_IMAGES = ("mobilenet", "resnet50", "convolutions")
IMAGE_SIZES = (32, 224)
"""Bounds of the height and width of images whose size is symbolic; those of a ``Workload`` lie within them."""


@dataclass(frozen=True)
class Workload:
    """A network to measure with: its name in ``NETWORKS``, the batch, the share of zeros in its weights."""

    name: str
    batch: int = 1
    zeros: float = 0.9

    def build(self) -> onnx.ModelProto:
        """The model."""
        return NETWORKS[self.name](self.batch, self.zeros)

    def build_symbolic(self) -> tuple[onnx.ModelProto, dict[str, tuple[int, int]]]:
        """The model for other batches too, and for images of other sizes, with the bounds of these dims."""
        dims, images = {"batch": (1, max(64, self.batch))}, self.name in OF_IMAGES
        model = NETWORKS[self.name]("batch", self.zeros, **({"size": "size"} if images else {}))
        return model, dims | ({"size": IMAGE_SIZES} if images else {})

    def __str__(self) -> str:
        return f"{self.name}, batch {self.batch}"


def workload(text: str) -> Workload:
    """What ``NAME[:BATCH][@ZEROS]`` says, such as ``mlp:128@0.5``; 1 and 0.9 if left out.

    ArgumentTypeError, whose message the parser of a command shows, if it says nothing.
    """
    match = re.fullmatch(r"(\w+)(?::([1-9]\d*))?(?:@(0(?:\.\d+)?))?", text)
    if not match or match[1] not in NETWORKS:
        names = ", ".join(NETWORKS)
        raise ArgumentTypeError(f"{text!r} is not understood; write NAME[:BATCH][@ZEROS] with a name of {names}")
    return Workload(match[1], int(match[2] or 1), float(match[3] or 0.9))


def add_networks(parser: ArgumentParser, usual: Sequence[str]) -> None:
    """Give a command the argument ``networks``, a list of ``Workload``."""
    chosen, help = [workload(text) for text in usual], f"NAME[:BATCH][@ZEROS]; by default {' '.join(usual)}"
    parser.add_argument("networks", nargs="*", type=workload, default=chosen, metavar="NETWORK", help=help)


def random_feeds(model: onnx.ModelProto, seed: int = 0, dims: Mapping[str, int] | None = None) -> dict[str, np.ndarray]:
    """Seeded inputs: normal floats, token ids, masks that hide a tail; ``dims`` gives the symbolic dims their sizes."""
    rng, constants = np.random.default_rng(seed), {tensor.name for tensor in model.graph.initializer}
    feeds: dict[str, np.ndarray] = {}
    for value in model.graph.input:
        if value.name in constants:
            continue
        tensor = value.type.tensor_type
        shape = [(dims or {})[d.dim_param] if d.dim_param else d.dim_value for d in tensor.shape.dim]
        if tensor.elem_type == TensorProto.FLOAT:
            feeds[value.name] = rng.standard_normal(shape, np.float32)
        elif "mask" in value.name:
            lengths = rng.integers(1, shape[-1], (*shape[:-1], 1), endpoint=True)
            feeds[value.name] = (np.arange(shape[-1]) < lengths).astype(np.int64)
        else:
            feeds[value.name] = rng.integers(0, TOKEN_IDS, shape)
    return feeds


class Network:
    """An ONNX graph under construction; the methods return the name of the value that they add."""

    def __init__(self, sparsity: float, seed: int = 0) -> None:
        self.sparsity, self.rng = sparsity, np.random.default_rng(seed)
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def tensor(self, name: str, array: np.ndarray) -> str:
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def scalar(self, name: str, value: float) -> str:
        return self.tensor(name, np.array(value, np.float32))

    def normal(self, name: str, shape: tuple[int, ...], deviation: float) -> str:
        return self.tensor(name, self.rng.standard_normal(shape, np.float32) * np.float32(deviation))

    def weight(self, name: str, shape: tuple[int, ...], variance: float, prune: bool) -> str:
        weight = self.rng.standard_normal(shape, np.float32)
        if prune and self.sparsity > 0:
            magnitude = np.abs(weight)
            zeros = min(round(self.sparsity * weight.size), weight.size - 1)
            weight[magnitude < np.partition(magnitude.ravel(), zeros)[zeros]] = 0
        weight *= np.float32(np.sqrt(variance / np.mean(np.square(weight))))
        return self.tensor(name, weight)

    def op(self, kind: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        name = name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [f"{name}:0"], name=name, **attributes))
        return f"{name}:0"

    def conv(
        self,
        name: str,
        x: str,
        inputs: int,
        outputs: int,
        kernel: int,
        stride: int = 1,
        groups: int = 1,
        prune: bool = True,
    ) -> str:
        shape = (outputs, inputs // groups, kernel, kernel)
        weight = self.weight(f"{name}.weight", shape, 2 / (shape[1] * kernel**2), prune and groups == 1)
        bias = self.normal(f"{name}.bias", (outputs,), 0.05)
        square: dict[str, Any] = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": [kernel // 2] * 4}
        return self.op("Conv", x, weight, bias, name=name, group=groups, **square)

    def gemm(self, name: str, x: str, inputs: int, outputs: int, prune: bool = True) -> str:
        weight = self.weight(f"{name}.weight", (outputs, inputs), 2 / inputs, prune)
        return self.op("Gemm", x, weight, self.normal(f"{name}.bias", (outputs,), 0.05), name=name, transB=1)

    def linear(self, name: str, x: str, inputs: int, outputs: int) -> str:
        product = self.op("MatMul", x, self.weight(f"{name}.weight", (inputs, outputs), 1 / inputs, True), name=name)
        return self.op("Add", product, self.normal(f"{name}.bias", (outputs,), 0.05), name=f"{name}/bias")

    def layer_norm(self, name: str, x: str, width: int) -> str:
        scale = self.tensor(f"{name}.scale", 1 + np.float32(0.1) * self.rng.standard_normal(width, np.float32))
        bias = self.normal(f"{name}.bias", (width,), 0.05)
        return self.op("LayerNormalization", x, scale, bias, name=name, axis=-1, epsilon=1e-12)

    def classifier(self, x: str, channels: int, classes: int) -> str:
        pooled = self.op("Flatten", self.op("GlobalAveragePool", x))
        return self.gemm("classifier", pooled, channels, classes, prune=False)

    def model(
        self, name: str, inputs: Mapping[str, tuple[int, Sequence[Extent]]], output: str, shape: Sequence[Extent]
    ) -> onnx.ModelProto:
        assert output == self.nodes[-1].output[0], "the last node computes the output"
        self.nodes[-1].output[0] = "y"
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(name, kind, dims) for name, (kind, dims) in inputs.items()],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
            self.initializers,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
