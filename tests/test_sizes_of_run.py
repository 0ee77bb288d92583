"""Sizes that a run finds in its data: shapes, axes, positions and pads that are inputs, or computed from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import ModelProto, TensorProto, helper

import zeroskip
from tests.frontend.onnx_models import FLOAT, INT64, Array, expected, floats, ints, model, single
from tests.runs import Runs
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model

X = floats(2, 3, 4)


def scales(*values: float) -> Array:
    return np.array(values, np.float32)


IMAGE = floats(1, 2, 5, 4)


def one(value: float, dtype: Any = np.int64) -> Array:
    return np.array(value, dtype)


CASES: dict[str, tuple[str, list[Array | None], dict[str, Any]]] = {
    "reshape": ("Reshape", [X, ints(0, -1)], {}),
    "expand": ("Expand", [floats(3, 1), ints(2, 1, 4)], {}),
    "tile": ("Tile", [X, ints(1, 2, 3)], {}),
    "fill": ("ConstantOfShape", [ints(2, 0, 3)], {}),
    "sum": ("ReduceSum", [X, ints(-1, 0)], {"keepdims": 1}),
    "max": ("ReduceMax", [X, ints(1)], {"keepdims": 0}),
    "mean": ("ReduceMean", [X, ints(0, 2)], {"keepdims": 0}),
    "squeeze": ("Squeeze", [floats(1, 3, 1), ints(-1)], {}),
    "unsqueeze": ("Unsqueeze", [X, ints(0, -2)], {}),
    "slice": ("Slice", [X, ints(-2, 0), ints(2**63 - 1, -1), ints(2, 0), ints(1, 1)], {}),
    "slice back": ("Slice", [X, ints(3), ints(-(2**63)), ints(-1), ints(-2)], {}),
    "slice of the first axes": ("Slice", [X, ints(1, -1), ints(9, 1), None, ints(1, -1)], {}),
    "slice to nothing": ("Slice", [X, ints(2), ints(1), ints(1), ints(1)], {}),
    "pad": ("Pad", [X, ints(1, -1, 0, 0, 2, -1), np.array(5, np.float32)], {}),
    "resize by scales": ("Resize", [IMAGE, None, scales(1, 1, 1.5, 0.6)], {"mode": "linear"}),
    "resize to sizes": ("Resize", [IMAGE, None, None, ints(1, 2, 7, 2)], {"mode": "nearest"}),
    "resize of some axes": (
        "Resize",
        [IMAGE, None, None, ints(7, 2)],
        {"mode": "linear", "antialias": 1, "axes": [-2, 3]},
    ),
    "resize by cubes": ("Resize", [IMAGE, None, scales(1, 1, 2, 2.5)], {"mode": "cubic", "exclude_outside": 1}),
    "resize to nothing": ("Resize", [floats(0, 2, 5, 4), None, scales(1, 1, 2, 2)], {"mode": "linear"}),
    "pad with edges": ("Pad", [X, ints(1, 0, 5, 0, 2, 1)], {"mode": "edge"}),
    "pad with reflections": ("Pad", [X, ints(2, -1, 3, 1), None, ints(2, -2)], {"mode": "reflect"}),
    "range": ("Range", [one(2), one(11), one(4)], {}),
    "range back": ("Range", [one(5, np.int32), one(-5, np.int32), one(-3, np.int32)], {}),
    "range of nothing": ("Range", [one(5), one(5), one(-3)], {}),
    "range of fractions": ("Range", [one(0.5, np.float32), one(3, np.float32), one(0.25, np.float32)], {}),
    "one hot": ("OneHot", [ints(0, -1, 7), one(3), floats(2)], {"axis": 0}),
    "one hot of a fraction": ("OneHot", [np.float32([1, -2]), one(3, np.float32), floats(2)], {}),
    "transform": ("DFT", [floats(2, 5, 3, 1), one(8), one(1)], {"opset": 20}),
    "transform of part of an axis": ("DFT", [floats(2, 5, 3, 2), one(2), one(-2)], {"opset": 20, "inverse": 1}),
    "one-sided transform": ("DFT", [floats(4, 7, 1), None, one(0)], {"opset": 20, "onesided": 1}),
    "short transforms": ("STFT", [floats(2, 50, 1), one(7), None, one(11)], {"onesided": 1}),
    "windowed transforms": ("STFT", [floats(2, 50, 1), one(50), floats(16), one(16)], {}),
    "mel weights": ("MelWeightMatrix", [one(8), one(64), one(8192), one(0, np.float32), one(4000, np.float32)], {}),
    "blocks": (
        "Col2Im",
        [floats(2, 12, 16), ints(6, 9), ints(2, 3)],
        {"strides": [2, 3], "pads": [0, 1, 2, 2]},
    ),
    "blocks in a volume": ("Col2Im", [floats(1, 10, 12), ints(3, 4, 5), ints(1, 1, 5)], {}),
    "blocks with holes": (
        "Col2Im",
        [floats(1, 8, 4), ints(5, 5), ints(2, 2)],
        {"dilations": [3, 1], "strides": [1, 3]},
    ),
    "pad of some axes": ("Pad", [X, ints(1, 2, 0, 1), np.array(5, np.float32), ints(-1, 0)], {}),
}


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_onnxruntime(name: str, tmp_path: Path) -> None:
    op, inputs, attributes = CASES[name]
    proto, feeds = single(op, *inputs, **({"opset": 18} | attributes))
    runs = Runs(proto, tmp_path)
    for first, again in zip(runs(feeds), runs(feeds), strict=True):
        assert first.tobytes() == again.tobytes()


def run(proto: ModelProto, feeds: dict[str, Array], folder: Path) -> list[Array]:
    """The results of one run of a library."""
    with zeroskip.load_compiled(zeroskip.compile_model(proto, folder / "model.so")) as compiled:
        return compiled.run(None, feeds)


LISTS: dict[str, tuple[str, list[list[Array]], int, dict[str, Any]]] = {
    "reshape": ("Reshape", [[ints(4, -1)], [ints(2, 12)]], 2, {}),
    "expand": ("Expand", [[ints()], [ints(4)], [ints(1, 4)], [ints(2, 1, 1)]], 3, {}),
    "expand to more axes": ("Expand", [[ints(2, 1, 1, 4)]], 4, {}),
    "tile": ("Tile", [[ints(1, 2, 3)]], 3, {}),
    "sum of all": ("ReduceSum", [[ints()], [ints(1)], [ints(-1, 0)], [ints(2, 1, 0)]], 3, {"keepdims": 1}),
    "sum of any": ("ReduceSum", [[ints()], [ints(1)], [ints(-1, 0)]], 3, {"noop_with_empty_axes": 1}),
    "extrema": ("ReduceMax", [[ints(1, -1)], [ints(0, 1)]], 1, {"keepdims": 0}),
    "extremum": ("ReduceMin", [[ints()], [ints(0, 1, 2)]], 0, {"keepdims": 0}),
    "unsqueeze": ("Unsqueeze", [[ints(-1, 0)], [ints(1, 2)]], 5, {}),
    "slice": ("Slice", [[ints(1), ints(9)], [ints(-1, 1), ints(9, 9)], [ints(0, 1, 2), ints(1, 2, 9)]], 3, {}),
    "slice of axes": ("Slice", [[ints(1), ints(9), ints(-1)], [ints(-1, 1), ints(9, 9), ints(2, 0)]], 3, {}),
}


def with_lists(op: str, lists: list[Array], rank: int | None, attributes: dict[str, Any]) -> Any:
    """A model of one node that reads lists of symbolic length, with so many axes declared for its result."""
    names = [f"list{i}" for i in range(len(lists))]
    nodes = [helper.make_node(op, ["x", *names], ["y"], name="node", **attributes)]
    proto = model(nodes, {"x": (FLOAT, [2, 3, 4])} | {name: (INT64, [f"k{name}"]) for name in names}, ["y"], opset=18)
    if rank is not None:
        proto.graph.output[0].CopyFrom(helper.make_tensor_value_info("y", FLOAT, [None] * rank))
    return proto


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_any_length(name: str, tmp_path: Path) -> None:
    op, runs, rank, attributes = LISTS[name]
    proto = with_lists(op, runs[0], rank, attributes)
    dims = {f"klist{i}": (0, 4) for i in range(len(runs[0]))}
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims=dims)
    with zeroskip.load_compiled(library) as compiled:
        for lists in runs:
            feeds = {"x": X} | {f"list{i}": a for i, a in enumerate(lists)}
            (wanted,) = expected(proto, feeds)
            np.testing.assert_allclose(compiled.run(None, feeds)[0], wanted, rtol=2e-5, strict=True)


@pytest.mark.parametrize(
    ("name", "lists", "message"),
    [
        ("reshape", [ints(4, 2, 3)], "the shape must be a list of 2"),
        ("tile", [ints(4, 2)], "repeats must be a list of 3"),
        ("extrema", [ints(1)], "its axes do not leave the 1 that its result is declared with"),
        ("expand", [ints(2, 1, 1, 4)], "pad sizes must not be negative"),
        ("slice", [ints(1), ints(4, 4)], "starts, ends, axes and steps do not match"),
        ("slice", [ints(1, 1, 1, 1), ints(4, 4, 4, 4)], "does not exist"),
    ],
)
def test_lists_of_the_wrong_length(name: str, lists: list[Array], message: str, tmp_path: Path) -> None:
    op, _, rank, attributes = LISTS[name]
    library = zeroskip.compile_model(with_lists(op, lists, rank, attributes), tmp_path / "model.so")
    feeds = {"x": X} | {f"list{i}": array for i, array in enumerate(lists)}
    with zeroskip.load_compiled(library) as compiled, pytest.raises(zeroskip.InvalidFeed) as caught:
        compiled.run(None, feeds)
    assert "'node'" in str(caught.value) and message in str(caught.value)


@pytest.mark.parametrize("name", ["reshape", "expand", "extrema", "unsqueeze"])
def test_lists_that_decide_about_the_number_of_axes(name: str) -> None:
    op, (lists, *_), _, attributes = LISTS[name]
    with pytest.raises(CompileError, match="must be a list of known length, got i64\\[klist0\\]; fix it with --dim"):
        import_model(with_lists(op, lists, None, attributes))


PARAMETERS: dict[str, tuple[str, list[Array], list[Array], str, dict[str, Any]]] = {
    "slope": ("PRelu", [X, floats(3, 1)], [X, floats(2, 1)], "does not broadcast", {}),
    "bias": (
        "Gemm",
        [floats(2, 3), floats(3, 4), floats(1, 4)],
        [floats(2, 3), floats(3, 4), floats(3, 4)],
        "does not broadcast",
        {},
    ),
    "scale": ("LayerNormalization", [X, floats(4), floats(4)], [X, floats(3), floats(4)], "does not broadcast", {}),
    "channels": ("BatchNormalization", [X, *[floats(3) ** 2] * 4], [X, *[floats(1)] * 4], "parameters need shape", {}),
    "channels of images": ("InstanceNormalization", [X, *[floats(3)] * 2], [X, *[floats(4)] * 2], "need shape", {}),
    "parts": ("Split", [floats(6)], [floats(5)], "does not divide into 2 equal parts", {"opset": 13, "outputs": 2}),
    "positions": (
        "ScatterND",
        [X, ints(1, 2, 0, 0).reshape(2, 2), floats(2, 4)],
        [X, ints(1, 0).reshape(2, 1), floats(2, 4)],
        "do not leave 2 axes",
        {},
    ),
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_sizes_that_belong_together(name: str, tmp_path: Path) -> None:
    """With every dim a symbol of its own, the library computes what fits and names the node for what does not."""
    op, good, bad, message, attributes = PARAMETERS[name]
    proto, feeds = single(op, *good, **attributes)
    for proto_input in proto.graph.input:
        for dim in proto_input.type.tensor_type.shape.dim:
            dim.Clear()
    with zeroskip.load_compiled(zeroskip.compile_model(proto, tmp_path / "model.so")) as compiled:
        for found, wanted in zip(compiled.run(None, feeds), expected(proto, feeds), strict=True):
            np.testing.assert_allclose(found, wanted, rtol=2e-5, atol=2e-5)
        with pytest.raises(zeroskip.InvalidFeed) as caught:
            compiled.run(None, dict(zip(feeds, bad, strict=True)))
        assert "'node'" in str(caught.value) and message in str(caught.value)


def chain() -> Any:
    """Two sizes, the second found by computing with the first: y is z repeated, and both are outputs."""
    nodes = [
        helper.make_node("Reshape", ["x", "shape"], ["r"]),
        helper.make_node("ReduceSum", ["r"], ["total"], keepdims=0),
        helper.make_node("Relu", ["r"], ["z"]),
        helper.make_node("Cast", ["total"], ["count"], to=TensorProto.INT64),
        helper.make_node("Unsqueeze", ["count", "zero"], ["counts"]),
        helper.make_node("Tile", ["z", "counts"], ["y"]),
    ]
    inputs = {"x": (FLOAT, ["n"]), "shape": (INT64, [1])}
    return model(nodes, inputs, ["y", "z"], {"zero": ints(0)})


def test_sizes_change_from_run_to_run(tmp_path: Path) -> None:
    library = zeroskip.compile_model(chain(), tmp_path / "model.so")
    with zeroskip.load_compiled(library, threads=2) as compiled:
        for n, count in ((3, 2), (3, 2), (3, 5), (40, 5), (3, 0), (1, 1)):
            x = np.zeros(n, np.float32)
            x[-1] = count
            y, z = compiled.run(None, {"x": x, "shape": ints(-1)})
            np.testing.assert_array_equal(z, x)
            np.testing.assert_array_equal(y, np.tile(x, count))


@pytest.mark.parametrize(
    ("shape", "total", "message"),
    [
        (ints(5), 1, "reshape 'Reshape_0': cannot reshape f32[n] to [size0]: the sizes differ"),
        (ints(-7), 1, "'Reshape_0': the size -7 is outside 0..64"),
        (ints(-1), -1, "'Tile_5': the size -1 is outside 0.."),
        (ints(-1), 2.0**40, "'Tile_5': the size 1099511627776 is outside 0.."),
    ],
)
def test_sizes_that_do_not_fit_are_named(shape: Array, total: float, message: str, tmp_path: Path) -> None:
    library = zeroskip.compile_model(chain(), tmp_path / "model.so")
    with zeroskip.load_compiled(library, threads=2) as compiled:
        feeds = {"x": np.array([0, total], np.float32), "shape": shape}
        with pytest.raises(zeroskip.InvalidFeed) as caught:
            compiled.run(None, feeds)
        assert message in str(caught.value)
        good = {"x": np.array([0, 1], np.float32), "shape": ints(-1)}
        assert compiled.run(None, good)[0].tolist() == [0, 1]


@pytest.mark.parametrize("dtype", [np.int64, np.float32])
def test_a_range_in_steps_of_nothing(dtype: Any, tmp_path: Path) -> None:
    proto, feeds = single("Range", one(0, dtype), one(3, dtype), one(0, dtype))
    with pytest.raises(zeroskip.InvalidFeed, match="'node': the size -1 is outside 0"):
        run(proto, feeds, tmp_path)


@pytest.mark.parametrize(
    ("op", "inputs", "message"),
    [
        ("DFT", [floats(2, 3, 1), None, one(2)], "the axis must not be the last one"),
        ("DFT", [floats(2, 3, 1), None, one(-4)], "does not exist"),
        ("DFT", [floats(2, 3, 1), one(0), one(1)], "the size 0 is outside 1.."),
        ("Col2Im", [floats(1, 4, 4), ints(4, 4), ints(2, 2)], "the sizes differ"),
        ("Col2Im", [floats(1, 4, 4), ints(3, 3), ints(2, 0)], "the size 0 is outside 1.."),
        ("STFT", [floats(2, 30, 1), one(0), None, one(8)], "the size 0 is outside 1.."),
        ("STFT", [floats(2, 30, 1), one(2), floats(7), one(8)], "but a frame has"),
        (
            "MelWeightMatrix",
            [one(8), one(64), one(8192), one(0, np.float32), one(9000, np.float32)],
            "the edges must lie between 0 and half the sample rate",
        ),
    ],
)
def test_numbers_of_a_run_that_do_not_fit(op: str, inputs: list[Array | None], message: str, tmp_path: Path) -> None:
    proto, feeds = single(op, *inputs, opset=20)
    with pytest.raises(zeroskip.InvalidFeed) as caught:
        run(proto, feeds, tmp_path)
    assert "'node'" in str(caught.value) and message in str(caught.value)


def test_a_size_that_no_step_needs(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("Expand", ["x", "shape"], ["e"]),
        helper.make_node("Unsqueeze", ["e", "one"], ["u"]),
        helper.make_node("Slice", ["u", "zero", "zero", "one"], ["y"]),
    ]
    constants = {"one": ints(1), "zero": ints(0)}
    proto = model(nodes, {"x": (FLOAT, [1]), "shape": (INT64, [1])}, ["y"], constants)
    library = zeroskip.compile_model(proto, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        for size in (3, 5):
            assert compiled.run(None, {"x": floats(1), "shape": ints(size)})[0].shape == (size, 0)


def test_memory_for_sizes_of_data_is_reported(tmp_path: Path) -> None:
    library = zeroskip.compile_model(chain(), tmp_path / "model.so")
    feeds = {"x": np.array([0, 1e6], np.float32), "shape": ints(-1)}
    with zeroskip.load_compiled(library) as compiled:
        compiled.run(None, feeds)
        assert compiled.memory().arena >= 8e6


def test_axes_that_are_named_twice_or_do_not_exist(tmp_path: Path) -> None:
    for op, inputs in (
        ("Pad", [X, ints(1, 1, 1, 1), None, ints(0, 0)]),
        ("Pad", [X, ints(1, 1), None, ints(7)]),
        ("Slice", [X, ints(0, 0), ints(1, 1), ints(-3, 0)]),
        ("ReduceSum", [X, ints(1, 1)]),
    ):
        proto, feeds = single(op, *inputs, opset=18)
        with pytest.raises(zeroskip.InvalidFeed, match="named twice or does not exist"):
            run(proto, feeds, tmp_path)


def test_nothing_to_fill_pads_from(tmp_path: Path) -> None:
    for mode in ("edge", "reflect", "wrap"):
        proto, feeds = single("Pad", X[:0], ints(1, 0, 0, 0, 0, 0), mode=mode, opset=19)
        proto.graph.input[0].type.tensor_type.shape.dim[0].dim_param = "n"
        library = zeroskip.compile_model(proto, tmp_path / "model.so", dims={"n": (0, 4)})
        with (
            zeroskip.load_compiled(library) as compiled,
            pytest.raises(zeroskip.Error, match="an index is out of range"),
        ):
            compiled.run(None, feeds)


def test_resizing_that_cannot_be(tmp_path: Path) -> None:
    for inputs, message in (
        ([IMAGE, None, scales(1, 1, -2, 1)], "the size -1 is outside 0.."),
        ([IMAGE, None, scales(1, 1, 1, np.nan)], "the size -1 is outside 0.."),
        ([IMAGE, None, scales(1, 1, 1, np.inf)], "is outside 0.."),
        ([IMAGE, None, None, ints(1, 2, 3, -1)], "the size -1 is outside 0.."),
        ([IMAGE[:, :, :0], None, None, ints(1, 2, 3, 1)], "an index is out of range"),
    ):
        proto, feeds = single("Resize", *inputs, mode="linear")
        with pytest.raises(zeroskip.Error) as caught:
            run(proto, feeds, tmp_path)
        assert message in str(caught.value)


def test_memory_for_sizes_of_data_counts_against_the_limit(tmp_path: Path) -> None:
    library = zeroskip.compile_model(chain(), tmp_path / "model.so")
    feeds = {"x": np.array([0, 1e8], np.float32), "shape": ints(-1)}
    with (
        zeroskip.load_compiled(library, memory_limit=16 << 20) as compiled,
        pytest.raises(zeroskip.Error, match="more than the memory_limit"),
    ):
        compiled.run(None, feeds)


def test_dims_of_two_inputs_that_nothing_relates(tmp_path: Path) -> None:
    proto = model(
        [helper.make_node("Add", ["a", "b"], ["y"])], {"a": (FLOAT, ["p", 4]), "b": (FLOAT, ["q", "r"])}, ["y"]
    )
    library = zeroskip.compile_model(proto, tmp_path / "model.so")
    with zeroskip.load_compiled(library) as compiled:
        for p, q, r in ((3, 3, 4), (1, 3, 4), (3, 1, 1), (1, 1, 1)):
            a, b = floats(p, 4), floats(q, r)
            np.testing.assert_array_equal(compiled.run(None, {"a": a, "b": b})[0], a + b)
        with pytest.raises(zeroskip.InvalidFeed, match=r"broadcast 'Add_0': .* does not broadcast to"):
            compiled.run(None, {"a": floats(2, 4), "b": floats(3, 4)})


NESTED = """<ir_version: 8, opset_import: ["": 17]>
g (int64[2, 3] x) => (int64 total, int64[2, 3] y) <int64 zero = {0}, int64 one = {1}> {
  total, y = Scan <num_scan_inputs = 1, body = rows (int64 sum, int64[3] row) => (int64 next, int64[3] out) {
    next, out = Scan <num_scan_inputs = 1, body = row (int64 s, int64 n) => (int64 t, int64 m) {
      ramp = Range (zero, n, one)
      numbers = ReduceSum <keepdims = 0> (ramp)
      m = Mul (numbers, n)
      t = Add (s, m)
    }> (sum, row)
  }> (zero, x)
}"""


@pytest.mark.parametrize("threads", [1, 2])
def test_sizes_within_nested_loops(threads: int, tmp_path: Path) -> None:
    """What is scanned is read, and stacked, behind the place where a run finds the size."""
    library = zeroskip.compile_model(onnx.parser.parse_model(NESTED), tmp_path / "model.so")
    with zeroskip.load_compiled(library, threads=threads) as compiled:
        for x in (np.array([[1, 4, 2], [5, 3, 6]]), np.array([[0, 9, 9], [1, 0, 7]])):
            total, y = compiled.run(None, {"x": x})
            np.testing.assert_array_equal(y, x * (x - 1) // 2 * x)
            assert total == y.sum()
