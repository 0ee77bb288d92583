"""Small networks of the kinds that people export, with seeded weights of which most are zero.

A builder takes the sizes of its inputs, each a number or the name of a symbolic dim; the weights are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, ValueInfoProto, helper

from benchmarks.networks import Extent, Network

Array = np.ndarray[Any, Any]
Inputs = Mapping[str, tuple[int, Sequence[Extent]]]

FLOAT, INT64, INT32, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL
VOCABULARY, CLASSES = 29, 10


@dataclass(frozen=True)
class Case:
    """A network, the bounds of its sizes, and sizes to run with, of which the first are also compiled as constants."""

    build: Callable[..., ModelProto]
    feeds: Callable[..., dict[str, Array]]
    bounds: Mapping[str, tuple[int, int]]
    sizes: Sequence[tuple[int, ...]]

    def model(self, sizes: Sequence[Extent] | None = None) -> ModelProto:
        """The network for these sizes, or with symbolic dims."""
        return self.build(*(self.bounds if sizes is None else sizes))

    def inputs(self, sizes: Sequence[int]) -> dict[str, Array]:
        """Seeded inputs."""
        return self.feeds(np.random.default_rng(1), *sizes)


class _Net(Network):
    """An ONNX graph under construction, with what these networks share."""

    def __init__(self, prefix: str = "", seed: int = 0) -> None:
        super().__init__(0.9, seed)
        self.prefix = prefix

    def op(self, kind: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        return super().op(kind, *inputs, name=f"{self.prefix}{name or f'{kind}_{len(self.nodes)}'}", **attributes)

    def tensor(self, name: str, array: Array) -> str:
        return super().tensor(f"{self.prefix}{name}", array)

    def constant(self, array: Any, kind: type = np.int64) -> str:
        return self.tensor(f"constant{len(self.initializers)}", np.asarray(array, kind))

    def length(self, x: str, axis: int) -> str:
        """The extent of one axis as a vector of one element."""
        return self.op("Gather", self.op("Shape", x), self.constant([axis]))

    def parts(self, kind: str, count: int, *inputs: str, **attributes: Any) -> list[str]:
        """An op with several results."""
        first = self.op(kind, *inputs, **attributes)
        more = [f"{first}.{number}" for number in range(1, count)]
        self.nodes[-1].output.extend(more)
        return [first, *more]

    def swish(self, x: str) -> str:
        return self.op("Mul", x, self.op("Sigmoid", x))

    def recurrent(
        self, kind: str, gates: int, name: str, x: str, width: int, hidden: int, *states: str, **attributes: Any
    ) -> list[str]:
        """A recurrent layer with its bias, whose ``states`` are the inputs behind that."""
        directions = 2 if attributes.get("direction") == "bidirectional" else 1
        rows = gates * hidden
        given = [
            self.weight(f"{name}.input", (directions, rows, width), 1 / width, True),
            self.weight(f"{name}.hidden", (directions, rows, hidden), 1 / hidden, True),
            self.normal(f"{name}.bias", (directions, 2 * rows), 0.1),
        ]
        results = 3 if kind == "LSTM" else 2
        return self.parts(kind, results, x, *given, *states, hidden_size=hidden, name=name, **attributes)

    def norm_conv(
        self, name: str, x: str, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1
    ) -> str:
        """A convolution without bias, padded as TensorFlow does, and a batch norm."""
        shape = (outputs, inputs // groups, kernel, kernel)
        weight = self.weight(f"{name}.weight", shape, 1 / (shape[1] * kernel**2), groups == 1)
        same: dict[str, Any] = {"auto_pad": "SAME_UPPER", "strides": [stride] * 2, "group": groups}
        y = self.op("Conv", x, weight, name=name, **same)
        scale, variance = (
            self.tensor(f"{name}.{part}", self.rng.uniform(0.8, 1.2, outputs).astype(np.float32))
            for part in ("scale", "variance")
        )
        shift, mean = (self.normal(f"{name}.{part}", (outputs,), 0.1) for part in ("shift", "mean"))
        return self.op("BatchNormalization", y, scale, shift, mean, variance)

    def finished(self, inputs: Inputs, outputs: Sequence[str]) -> ModelProto:
        """The model; what its outputs are is for its reader to find out."""
        graph = helper.make_graph(
            self.nodes,
            "small",
            [helper.make_tensor_value_info(name, *declared) for name, declared in inputs.items()],
            [ValueInfoProto(name=name) for name in outputs],
            self.initializers,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def language_model(batch: Extent, tokens: Extent) -> ModelProto:
    """Two LSTMs, of which the first reads both ways up to the length of each text, between embeddings and words."""
    net, width, hidden = _Net(), 24, 32
    x = net.op("Gather", net.normal("words", (VOCABULARY, width), 1.0), net.op("Transpose", "ids", perm=[1, 0]))
    first = net.recurrent("LSTM", 4, "lstm1", x, width, hidden, "lengths", direction="bidirectional")[0]
    x = net.op("Reshape", net.op("Transpose", first, perm=[0, 2, 1, 3]), net.constant([0, 0, 2 * hidden]))
    second, h, c = net.recurrent("LSTM", 4, "lstm2", x, 2 * hidden, hidden, "", "h", "c")
    x = net.op("Transpose", net.op("Squeeze", second, net.constant([1])), perm=[1, 0, 2])
    y = net.op("LogSoftmax", net.linear("words_of", x, hidden, VOCABULARY), axis=-1)
    states = {name: (FLOAT, [1, batch, hidden]) for name in "hc"}
    return net.finished({"ids": (INT64, [batch, tokens]), "lengths": (INT32, [batch]), **states}, [y, h, c])


def _language_feeds(rng: np.random.Generator, batch: int, tokens: int) -> dict[str, Array]:
    lengths = rng.integers(1, tokens, batch, np.int32, endpoint=True)
    h, c = rng.standard_normal((2, 1, batch, 32), np.float32)
    return {"ids": rng.integers(0, VOCABULARY, (batch, tokens)), "lengths": lengths, "h": h, "c": c}


def translator(batch: Extent, tokens: Extent) -> ModelProto:
    """A GRU reads a text; a loop writes the likeliest next word until all texts have ended, or 15 times."""
    net, width, hidden = _Net(), 24, 32
    words = net.normal("words", (VOCABULARY, width), 1.0)
    x = net.op("Transpose", net.op("Gather", words, "ids"), perm=[1, 0, 2])
    h = net.op(
        "Squeeze", net.recurrent("GRU", 3, "encoder", x, width, hidden, linear_before_reset=1)[1], net.constant([0])
    )
    start = net.op("ConstantOfShape", net.length("ids", 0), value=helper.make_tensor("zero", INT64, [1], [0]))
    alive = net.op("ConstantOfShape", net.length("ids", 0), value=helper.make_tensor("one", BOOL, [1], [1]))

    body = _Net("loop/", seed=1)
    word = body.op("Unsqueeze", body.op("Gather", words, "word"), body.constant([0]))
    state = body.op("Unsqueeze", "state", body.constant([0]))
    state = body.recurrent("GRU", 3, "decoder", word, width, hidden, "", state)[1]
    state = body.op("Squeeze", state, body.constant([0]))
    word = body.op("ArgMax", body.linear("words_of", state, hidden, VOCABULARY), axis=1, keepdims=0)
    going = body.op("And", "going", body.op("Not", body.op("Equal", word, body.constant(0))))
    any_going = body.op("ReduceMax", body.op("Cast", going, to=INT32), keepdims=0)
    any_going = body.op("Cast", any_going, to=BOOL)
    written = body.op("Where", "going", word, body.constant(-1))
    kinds = {"number": (INT64, []), "condition": (BOOL, []), "word": (INT64, None), "going": (BOOL, None)}
    graph = helper.make_graph(
        body.nodes,
        "write",
        [helper.make_tensor_value_info(name, *kind) for name, kind in {**kinds, "state": (FLOAT, None)}.items()],
        [ValueInfoProto(name=name) for name in (any_going, word, going, state, written)],
        body.initializers,
    )
    for result, kind in zip(graph.output, (BOOL, INT64, BOOL, FLOAT, INT64), strict=True):
        result.type.tensor_type.elem_type = kind
    limit = net.constant(15)
    _, _, last, text = net.parts("Loop", 4, limit, "", start, alive, h, body=graph)
    return net.finished({"ids": (INT64, [batch, tokens])}, [text, last])


def _text_feeds(rng: np.random.Generator, batch: int, tokens: int) -> dict[str, Array]:
    return {"ids": rng.integers(0, VOCABULARY, (batch, tokens))}


def unet(batch: Extent, height: Extent, width: Extent) -> ModelProto:
    """Two levels down and up again, by a transposed convolution and by interpolation, with skip connections."""
    net, base = _Net(), 8

    def twice(name: str, x: str, inputs: int, outputs: int) -> str:
        x = net.op("Relu", net.conv(f"{name}/conv1", x, inputs, outputs, 3))
        return net.op("Relu", net.conv(f"{name}/conv2", x, outputs, outputs, 3))

    def half(x: str) -> str:
        return net.op("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])

    fine = twice("down1", "x", 3, base)
    coarse = twice("down2", half(fine), base, 2 * base)
    x = twice("bottom", half(coarse), 2 * base, 4 * base)
    weight = net.weight("up1.weight", (4 * base, 2 * base, 2, 2), 1 / (4 * base), True)
    x = net.op("ConvTranspose", x, weight, net.normal("up1.bias", (2 * base,), 0.05), strides=[2, 2])
    x = twice("merge1", net.op("Concat", coarse, x, axis=1), 4 * base, 2 * base)
    x = net.op("Resize", x, "", net.constant([1, 1, 2, 2], np.float32), mode="linear")
    x = twice("merge2", net.op("Concat", fine, x, axis=1), 3 * base, base)
    y = net.op("Softmax", net.conv("classes", x, base, CLASSES, 1), axis=1)
    return net.finished({"x": (FLOAT, [batch, 3, height, width])}, [y])


def efficientnet(batch: Extent, height: Extent, width: Extent) -> ModelProto:
    """Inverted bottlenecks: depthwise convolutions, squeeze and excitation, swish, residuals."""
    net = _Net()
    x, channels = net.swish(net.norm_conv("stem", "x", 3, 8, 3, 2)), 8
    for number, (outputs, kernel, stride) in enumerate([(8, 3, 1), (12, 5, 2), (12, 5, 1), (16, 3, 2)]):
        name, inner = f"block{number}", 4 * channels
        y = net.swish(net.norm_conv(f"{name}/expand", x, channels, inner, 1))
        y = net.swish(net.norm_conv(f"{name}/depthwise", y, inner, inner, kernel, stride, groups=inner))
        gate = net.swish(net.conv(f"{name}/squeeze", net.op("GlobalAveragePool", y), inner, channels, 1))
        y = net.op("Mul", y, net.op("Sigmoid", net.conv(f"{name}/excite", gate, channels, inner, 1)))
        y = net.norm_conv(f"{name}/project", y, inner, outputs, 1)
        x, channels = net.op("Add", x, y) if stride == 1 and channels == outputs else y, outputs
    x = net.swish(net.norm_conv("head", x, channels, 32, 1))
    return net.finished({"x": (FLOAT, [batch, 3, height, width])}, [net.classifier(x, 32, CLASSES)])


def vision_transformer(batch: Extent, height: Extent, width: Extent) -> ModelProto:
    """Patches of 4x4 pixels and a class token through two layers of attention, with shapes computed as exporters do."""
    net, size, heads, patch = _Net(), 32, 4, 4
    weight = net.weight("patches.weight", (size, 3, patch, patch), 1 / (3 * patch**2), True)
    x = net.op("Conv", "x", weight, net.normal("patches.bias", (size,), 0.05), strides=[patch] * 2)
    count = net.length("x", 0)
    flat = net.op("Concat", count, net.constant([size, -1]), axis=0)
    x = net.op("Transpose", net.op("Reshape", x, flat), perm=[0, 2, 1])
    token = net.op("Concat", count, net.constant([1, size]), axis=0)
    token = net.op("Expand", net.normal("class", (1, 1, size), 1.0), token)
    x = net.op("Concat", token, x, axis=1)
    tokens = net.length(x, 1)
    positions = net.normal("positions", (1, 101, size), 0.5)
    x = net.op("Add", x, net.op("Slice", positions, net.constant([0]), tokens, net.constant([1])))
    split = net.op("Concat", count, tokens, net.constant([heads, size // heads]), axis=0)
    merge = net.op("Concat", count, tokens, net.constant([size]), axis=0)
    for layer in range(2):
        name = f"layer{layer}"
        h = net.layer_norm(f"{name}/norm1", x, size)
        q, k, v = net.parts("Split", 3, net.linear(f"{name}/qkv", h, size, 3 * size), axis=-1, num_outputs=3)
        q, k, v = (
            net.op("Transpose", net.op("Reshape", part, split), perm=order)
            for part, order in ((q, [0, 2, 1, 3]), (k, [0, 2, 3, 1]), (v, [0, 2, 1, 3]))
        )
        scores = net.op("Mul", net.op("MatMul", q, k), net.scalar(f"{name}/scale", (size / heads) ** -0.5))
        h = net.op("Transpose", net.op("MatMul", net.op("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
        x = net.op("Add", x, net.linear(f"{name}/output", net.op("Reshape", h, merge), size, size))
        h = net.linear(f"{name}/up", net.layer_norm(f"{name}/norm2", x, size), size, 2 * size)
        x = net.op("Add", x, net.linear(f"{name}/down", net.op("Gelu", h), 2 * size, size))
    x = net.op("Gather", net.layer_norm("norm", x, size), net.constant(0), axis=1)
    y = net.gemm("classes", x, size, CLASSES)
    return net.finished({"x": (FLOAT, [batch, 3, height, width])}, [y])


def decoder(batch: Extent, tokens: Extent, past: Extent) -> ModelProto:
    """A language model's layer with rotary positions, which adds to the keys and values that it has seen before."""
    net, size, heads = _Net(), 32, 4
    depth = size // heads
    x = net.op("Gather", net.normal("words", (VOCABULARY, size), 1.0), "ids")
    count, now, before = net.length("ids", 0), net.length("ids", 1), net.length("keys", 2)
    total, axis = net.op("Add", now, before), net.constant([0])
    first, last = (net.op("Squeeze", length, axis) for length in (before, total))
    positions = net.op("Range", first, last, net.constant(1))
    angles = np.arange(64)[:, None] / 100.0 ** (np.arange(depth // 2) / (depth // 2))
    turns = [
        net.op("Gather", net.constant(np.tile(table(angles), 2), np.float32), positions) for table in (np.cos, np.sin)
    ]
    half = net.constant([depth // 2])

    def turned(part: str) -> str:
        near = net.op("Slice", part, axis, half, net.constant([3]))
        far = net.op("Slice", part, half, net.constant([2**63 - 1]), net.constant([3]))
        crossed = net.op("Concat", net.op("Neg", far), near, axis=3)
        return net.op("Add", net.op("Mul", part, turns[0]), net.op("Mul", crossed, turns[1]))

    h = net.layer_norm("norm1", x, size)
    split = net.op("Concat", count, now, net.constant([heads, depth]), axis=0)
    q, k, v = (
        net.op("Transpose", net.op("Reshape", net.linear(name, h, size, size), split), perm=[0, 2, 1, 3])
        for name in ("query", "key", "value")
    )
    keys = net.op("Concat", "keys", turned(k), axis=2)
    values = net.op("Concat", "values", v, axis=2)
    scores = net.op("MatMul", turned(q), net.op("Transpose", keys, perm=[0, 1, 3, 2]))
    scores = net.op("Div", scores, net.scalar("scale", depth**0.5))
    shape = net.op("Concat", now, total, axis=0)
    hidden = net.op("Expand", net.scalar("lowest", -1e9), shape)
    later = net.op("Trilu", hidden, net.op("Add", before, net.constant([1])), upper=1)
    h = net.op("MatMul", net.op("Softmax", net.op("Add", scores, later), axis=-1), values)
    h = net.op("Reshape", net.op("Transpose", h, perm=[0, 2, 1, 3]), net.constant([0, 0, size]))
    x = net.op("Add", x, net.linear("output", h, size, size))
    h = net.layer_norm("norm2", x, size)
    h = net.op("Mul", net.swish(net.linear("gate", h, size, 2 * size)), net.linear("up", h, size, 2 * size))
    x = net.op("Add", x, net.linear("down", h, 2 * size, size))
    y = net.linear("words_of", net.op("Gather", x, net.constant(-1), axis=1), size, VOCABULARY)
    seen: Inputs = {name: (FLOAT, [batch, heads, past, depth]) for name in ("keys", "values")}
    return net.finished({"ids": (INT64, [batch, tokens]), **seen}, [y, keys, values])


def _decoder_feeds(rng: np.random.Generator, batch: int, tokens: int, past: int) -> dict[str, Array]:
    keys, values = rng.standard_normal((2, batch, 4, past, 8), np.float32)
    return {"ids": rng.integers(0, VOCABULARY, (batch, tokens)), "keys": keys, "values": values}


def _image_feeds(rng: np.random.Generator, batch: int, height: int, width: int) -> dict[str, Array]:
    return {"x": rng.standard_normal((batch, 3, height, width), np.float32)}


def detector(batch: Extent, height: Extent, width: Extent) -> ModelProto:
    """A convolutional backbone, boxes about a grid of anchors, and those of them that overlap no better one."""
    net, anchors, classes = _Net(), 2, 3
    x, channels = "x", 3
    for number, outputs in enumerate((8, 16, 32)):
        x = net.op("LeakyRelu", net.conv(f"conv{number}", x, channels, outputs, 3, stride=2), alpha=0.1)
        channels = outputs
    x = net.conv("head", x, channels, anchors * (5 + classes), 1, prune=False)
    rows, columns = net.length(x, 2), net.length(x, 3)
    count = net.length(x, 0)
    shape = net.op("Concat", count, net.constant([anchors, 5 + classes]), rows, columns, axis=0)
    x = net.op("Sigmoid", net.op("Transpose", net.op("Reshape", x, shape), perm=[0, 1, 3, 4, 2]))
    sizes = net.constant([2, 2, 1, classes])
    center, extent, certain, kind = net.parts("Split", 4, x, sizes, axis=-1)

    zero, one = net.constant(0), net.constant(1)
    y, x = (net.op("Range", zero, net.op("Squeeze", extent, net.constant([0])), one) for extent in (rows, columns))
    both = net.op("Concat", rows, columns, axis=0)
    x, y = (
        net.op("Unsqueeze", net.op("Expand", part, both), net.constant([-1]))
        for part in (x, net.op("Unsqueeze", y, net.constant([1])))
    )
    grid = net.op("Cast", net.op("Concat", x, y, axis=-1), to=FLOAT)
    center = net.op("Add", net.op("Mul", center, net.scalar("two", 2.0)), grid)
    center = net.op("Mul", net.op("Sub", center, net.scalar("half", 0.5)), net.scalar("stride", 8.0))
    extent = net.op("Pow", net.op("Mul", extent, net.scalar("twice", 2.0)), net.scalar("square", 2.0))
    wide = net.tensor("anchors", np.array([[12, 16], [20, 9]], np.float32).reshape(1, anchors, 1, 1, 2))
    boxes = net.op("Concat", center, net.op("Mul", extent, wide), axis=-1)
    boxes = net.op("Reshape", boxes, net.op("Concat", count, net.constant([-1, 4]), axis=0))
    scores = net.op(
        "Reshape", net.op("Mul", kind, certain), net.op("Concat", count, net.constant([-1, classes]), axis=0)
    )
    limits = [net.constant([limit], kind) for limit, kind in ((7, np.int64), (0.3, np.float32), (0.3, np.float32))]
    by_class = net.op("Transpose", scores, perm=[0, 2, 1])
    kept = net.op("NonMaxSuppression", boxes, by_class, *limits, center_point_box=1)
    score = net.op("GatherND", by_class, kept)
    box = net.op("GatherND", boxes, net.op("Gather", kept, net.constant([0, 2]), axis=1))
    return net.finished({"x": (FLOAT, [batch, 3, height, width])}, [kept, box, score])


def recommender(batch: Extent, history: Extent, items: Extent) -> ModelProto:
    """A tower for users, from who they are and what they read, and one for items: the items nearest to each user."""
    net, width, many = _Net(), 16, 200
    table = net.normal("items", (many, width), 1.0)
    user = net.op("Gather", net.normal("users", (many, width), 1.0), "user")
    mask = net.op("Unsqueeze", net.op("Cast", "mask", to=FLOAT), net.constant([2]))
    read = net.op("ReduceSum", net.op("Mul", net.op("Gather", table, "history"), mask), net.constant([1]), keepdims=0)
    count = net.op("Max", net.op("ReduceSum", mask, net.constant([1]), keepdims=0), net.scalar("one", 1.0))
    user = net.op("Concat", user, net.op("Div", read, count), axis=1)

    def tower(name: str, x: str, inputs: int) -> str:
        for number, outputs in enumerate((64, 48)):
            x, inputs = net.op("Relu", net.gemm(f"{name}/{number}", x, inputs, outputs)), outputs
        x = net.gemm(f"{name}/last", x, inputs, width)
        size = net.op("ReduceL2", x, net.constant([1]), keepdims=1)
        return net.op("Div", x, net.op("Max", size, net.scalar(f"{name}/least", 1e-6)))

    one, other = tower("user", user, 2 * width), tower("item", net.op("Gather", table, "item"), width)
    scores = net.op("MatMul", one, net.op("Transpose", other, perm=[1, 0]))
    values, places = net.parts("TopK", 2, scores, net.constant([3]), axis=1)
    ids = net.op("Gather", "item", places)
    inputs: Inputs = {
        "user": (INT64, [batch]),
        "history": (INT64, [batch, history]),
        "mask": (BOOL, [batch, history]),
        "item": (INT64, [items]),
    }
    return net.finished(inputs, [values, ids])


def _recommender_feeds(rng: np.random.Generator, batch: int, history: int, items: int) -> dict[str, Array]:
    return {
        "user": rng.integers(0, 200, batch),
        "history": rng.integers(0, 200, (batch, history)),
        "mask": rng.random((batch, history)) < 0.7,
        "item": rng.permutation(200)[:items],
    }


_TEXTS = {"batch": (1, 6), "tokens": (1, 40)}
_IMAGES = {"batch": (1, 4), "height": (8, 64), "width": (8, 64)}
_TEXT_SIZES = ((3, 9), (1, 1), (1, 40), (6, 1), (6, 40), (2, 17))
_IMAGE_SIZES = ((2, 37, 30), (1, 8, 8), (4, 64, 64), (3, 8, 64), (1, 64, 9), (2, 33, 47))

CASES: dict[str, Case] = {
    "language model": Case(language_model, _language_feeds, _TEXTS, _TEXT_SIZES),
    "translator": Case(translator, _text_feeds, _TEXTS, _TEXT_SIZES),
    "decoder": Case(
        decoder,
        _decoder_feeds,
        {"batch": (1, 4), "tokens": (1, 24), "past": (0, 40)},
        [(2, 5, 0), (1, 1, 0), (2, 1, 5), (4, 24, 40), (1, 1, 39), (3, 24, 0), (1, 17, 3)],
    ),
    "unet": Case(unet, _image_feeds, _IMAGES, [(2, 24, 36), (1, 8, 8), (4, 64, 64), (3, 8, 64), (1, 64, 12)]),
    "efficientnet": Case(efficientnet, _image_feeds, _IMAGES, _IMAGE_SIZES),
    "vision transformer": Case(
        vision_transformer,
        _image_feeds,
        {"batch": (1, 4), "height": (8, 40), "width": (8, 40)},
        [(2, 24, 28), (1, 8, 8), (4, 40, 40), (3, 8, 40), (1, 39, 9)],
    ),
    "detector": Case(detector, _image_feeds, _IMAGES, _IMAGE_SIZES),
    "recommender": Case(
        recommender,
        _recommender_feeds,
        {"batch": (1, 8), "history": (1, 20), "items": (3, 100)},
        [(5, 7, 50), (1, 1, 3), (8, 20, 100), (8, 1, 99), (1, 20, 17)],
    ),
}
